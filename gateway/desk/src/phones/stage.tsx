// The page: the hotline above, four phones side by side, and beneath them the time line and the clock.
import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Refusal } from "../base/api";
import { me } from "../base/session";
import { say } from "../base/words";
import { Mark, Settings } from "../parts/frame";
import { Icon } from "../parts/icon";
import { Fault } from "../parts/state";
import { ask } from "./ask";
import { PlayClock } from "./clock";
import { Hotline } from "./opening";
import { Phone } from "./phone";
import { at, begin, busy, byPhone, fault, given, held, person, resume, rung, seen, show, texts } from "./play";
import { Played } from "./played";
import { ENDED, Refused } from "./refused";
import { rolesOf } from "./roles";

function Head() {
	return (
		<header class="bar">
			<a class="brand" href="/phones" aria-label={say("product")}>
				<Mark />
				<span>{say("product")}</span>
			</a>
			<h1>{say("phones.title")}</h1>
			<p class="soft">{say("phones.what")}</p>
			<a class="desk" href="/">
				{say("phones.to_desk")}
			</a>
			<Settings />
		</header>
	);
}

/** Says aloud who was texted. */
function Announced() {
	const [said, set] = useState("");
	useEffect(
		() =>
			effect(() => {
				const names = [...rung.value.keys()].map((n) => person(n)?.name ?? n);
				// Emptied between, so that the same people are told of again.
				set("");
				const soon = setTimeout(() => set(names.length ? say("phones.rang", { names: names.join(", ") }) : ""), 50);
				return () => clearTimeout(soon);
			}),
		[],
	);
	return (
		<p class="visually-hidden" role="status">
			{said}
		</p>
	);
}

/** At phone width: one phone at a time. */
function Tabs() {
	return (
		<div class="choice tabs" role="group" aria-label={say("phones.which")}>
			{held.value.map((n, i) => (
				<button key={n} type="button" aria-pressed={i === seen.value} onClick={() => (seen.value = i)}>
					<span>{person(n)?.name}</span>
					{(rung.value.get(n) ?? 0) > 0 && <span class="chip new">{rung.value.get(n)}</span>}
				</button>
			))}
		</div>
	);
}

/** Those who were texted too, but whose phone is not on the page. */
function Others() {
	const others = [...byPhone.value.keys()].filter((n) => !held.value.includes(n));
	if (!others.length) return null;
	return (
		<p class="others">
			<span class="soft">{say("phones.others")}</span>
			{others.map((n) => {
				const who = person(n);
				return (
					<button key={n} type="button" class="reply" title={say("phones.show")} onClick={() => (seen.value = show(n))}>
						{who?.name ?? n}
						{who && who.roles.length > 0 && <span class="soft">{rolesOf(who)}</span>}
						{(rung.value.get(n) ?? 0) > 0 && <span class="chip new">{rung.value.get(n)}</span>}
					</button>
				);
			})}
		</p>
	);
}

async function saveTalk(play: string): Promise<void> {
	const talk = await ask.talk(play);
	const url = URL.createObjectURL(new Blob([talk.words], { type: "text/plain" }));
	const a = document.createElement("a");
	a.href = url;
	a.download = talk.name;
	a.click();
	URL.revokeObjectURL(url);
}

/** The play's time zone is that of the gateway; a field of the browser has none. */
const zoneOf = (time: string): string => /(Z|[+-]\d\d:\d\d)$/.exec(time)?.[0] ?? "Z";

function Anew({ done }: { done: () => void }) {
	const [from, set] = useState("");
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	const go = async (e: Event): Promise<void> => {
		e.preventDefault();
		await begin(from ? `${from}:00${zoneOf(at.value)}` : undefined);
		if (!fault.value) done();
	};
	return (
		<form class="panel anew" onSubmit={(e) => void go(e)}>
			<p>{say("phones.anew_what")}</p>
			<div class="row">
				<label for="anew-at" class="soft">
					{say("phones.anew_at")}
				</label>
				<input ref={field} id="anew-at" class="input" type="datetime-local" value={from} onInput={(e) => set(e.currentTarget.value)} />
				<button class="button main" type="submit" disabled={busy.value}>
					{say("phones.anew")}
				</button>
				<button class="button" type="button" onClick={done}>
					{say("form.not")}
				</button>
			</div>
		</form>
	);
}

function Keeping() {
	const [refused, setRefused] = useState<Refusal>();
	const [anew, setAnew] = useState(false);
	const save = (): void => {
		setRefused(undefined);
		saveTalk(given.value?.play ?? "").catch((f: unknown) => setRefused(f instanceof Refusal ? f : new Refusal(0, String(f))));
	};
	return (
		<>
			<div class="row keeping">
				<button class="button" type="button" disabled={!texts.value.length} onClick={save}>
					<Icon name="save" />
					{say("phones.save")}
				</button>
				<button class="button" type="button" aria-expanded={anew} onClick={() => setAnew(!anew)}>
					<Icon name="again" />
					{say("phones.anew")}
				</button>
			</div>
			<Refused fault={refused} />
			{anew && <Anew done={() => setAnew(false)} />}
		</>
	);
}

function Play() {
	return (
		<>
			<Hotline />
			<Tabs />
			<div class="phones">
				{held.value.map((n, i) => (
					<Phone key={i} phone={i} number={n} shown={i === seen.value} />
				))}
			</div>
			<Others />
			<div class="beneath">
				<div class="column">
					<Played />
					<Keeping />
				</div>
				<PlayClock />
			</div>
		</>
	);
}

/** The play as a whole is not to be had: it has ended, or could not begin. */
function Trouble() {
	const at = useRef<HTMLDivElement>(null);
	useEffect(() => at.current?.scrollIntoView({ block: "center" }), [fault.value]);
	const ended = fault.value?.status === ENDED;
	return (
		<div class="trouble" ref={at}>
			{fault.value && !ended && <Fault fault={fault.value} again={() => void (given.value ? begin() : resume())} />}
			{ended && (
				<>
					<div class="notice" role="alert">
						<p>{say("phones.ended")}</p>
					</div>
					<button class="button main" type="button" onClick={() => void begin()}>
						{say("phones.anew")}
					</button>
				</>
			)}
		</div>
	);
}

export function Stage() {
	useEffect(() => void resume(), [me.value?.person]);
	return (
		<>
			<Head />
			<main class="page stage">
				<Announced />
				{fault.value && <Trouble />}
				{given.value ? <Play key={given.value.play} /> : !fault.value && <p class="empty">{say("loading")}</p>}
			</main>
		</>
	);
}
