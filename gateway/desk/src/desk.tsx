// The desk: begins with the reader's session, and shows the page that the address names.
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "./style.css";
import { place } from "./base/address";
import { keepFocus } from "./base/focus";
import { keepScroll } from "./base/scroll";
import { me, resume } from "./base/session";
import { followTabs } from "./base/tabs";
import { apply } from "./base/theme";
import { begin, say } from "./base/words";
import { Frame, ways } from "./parts/frame";
import { Login } from "./pages/login";
import { pages } from "./pages/pages";

function Nowhere() {
	return (
		<div class="empty">
			<h1>{say("nothing.here")}</h1>
			<a class="button" href="#/board">{say("nav.board")}</a>
		</div>
	);
}

/** What a page is called in the list of tabs and of the history. */
function titleOf(name: string, of: string): string {
	if (name === "ticket") return of;
	if (name === "find") return say("find.title", { q: place.value.query.get("q") ?? "" });
	const way = ways.find((one) => one.path === name);
	return say(way ? way.word : "nothing.here");
}

function Page() {
	const [name = "board", ...rest] = place.value.path;
	const Shown = pages.get(name);
	const title = titleOf(name, rest[0] ?? "");
	useEffect(() => void (document.title = `${title} · ${say("product")}`), [title]);
	const path = place.value.path.join("/");
	const before = useRef(path);
	useEffect(() => {
		// Who follows a link that goes with its page reads on in the new one.
		const moved = before.current !== path;
		before.current = path;
		if (moved && document.activeElement === document.body) document.querySelector("main")?.focus({ preventScroll: true });
	}, [path]);
	if (!Shown) return <Nowhere />;
	return <Shown key={path} rest={rest} />;
}

function Desk() {
	if (!me.value) return <Login />;
	return (
		<Frame>
			<Page />
		</Frame>
	);
}

apply();
followTabs();
keepFocus();
keepScroll();
void begin()
	.catch(() => undefined)
	.then(resume)
	.then(() => render(<Desk />, document.body));
