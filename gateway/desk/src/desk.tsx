// The desk: begins with the reader's session, and shows the page that the address names.
import { render } from "preact";
import "./style.css";
import { place } from "./base/address";
import { me, resume } from "./base/session";
import { apply } from "./base/theme";
import { begin, say } from "./base/words";
import { Frame } from "./parts/frame";
import { Login } from "./pages/login";
import { pages } from "./pages/pages";

function Nowhere() {
	return (
		<div class="empty">
			<h1>{say("nothing.here")}</h1>
			<a href="#/board">{say("nav.board")}</a>
		</div>
	);
}

function Page() {
	const [name = "board", ...rest] = place.value.path;
	const Shown = pages[name];
	if (!Shown) return <Nowhere />;
	return <Shown key={place.value.path.join("/")} rest={rest} />;
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
void begin()
	.catch(() => undefined)
	.then(resume)
	.then(() => render(<Desk />, document.body));
