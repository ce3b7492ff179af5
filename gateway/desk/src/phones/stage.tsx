// The page: the hotline above, four phones side by side, and beneath them the time line and the clock.
import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { rolesOf } from "../base/roles";
import { me } from "../base/session";
import { say } from "../base/words";
import { Mark, Settings } from "../parts/frame";
import { Fault } from "../parts/state";
import { PlayClock } from "./clock";
import { Keeping } from "./keeping";
import { Hotline } from "./opening";
import { Phone } from "./phone";
import { begin, byPhone, fault, given, held, leaveStage, person, resume, rung, seen, show } from "./play";
import { Played } from "./played";
import { ENDED } from "./refused";

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
	useEffect(() => {
		void resume();
		return leaveStage;
	}, [me.value?.person]);
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
