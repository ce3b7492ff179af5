// The clock of the play: it stands until it is moved on, and what falls due on the way is done.
import { useState } from "preact/hooks";
import type { Refusal } from "../base/api";
import { clockTime, dayOfWeek, read, span, when } from "../base/time";
import { say, type Word } from "../base/words";
import type { Move } from "./ask";
import { at, busy, held, moveClock, nowMs, person, rung, seen, tickets } from "./play";
import { Refused } from "./refused";

const STEPS: { minutes: number; word: Word }[] = [
	{ minutes: 15, word: "phones.on_15" },
	{ minutes: 60, word: "phones.on_60" },
	{ minutes: 1440, word: "phones.on_1440" },
];
const MOST = 4; // of what falls due

function Due() {
	const due = tickets.value
		.flatMap((t) => t.clocks.map((c) => ({ ...c, ticket: t.number })))
		.sort((a, b) => read(a.at) - read(b.at))
		.slice(0, MOST);
	if (!due.length) return <p class="soft">{say("phones.nothing_due")}</p>;
	return (
		<ul class="due">
			{due.map((d) => {
				const left = read(d.at) - nowMs.value;
				return (
					<li key={`${d.ticket} ${d.name} ${d.at}`}>
						<span>
							{d.title} <span class="soft number">{d.ticket}</span>
						</span>
						<span class={d.late ? "late" : ""}>
							<time dateTime={d.at}>{when(d.at, nowMs.value)}</time>
							<span class="soft"> · {say(left < 0 ? "time.late" : "phones.in", { span: span(left) })}</span>
						</span>
					</li>
				);
			})}
		</ul>
	);
}

/** Who was texted while the clock moved on: the phones may be out of view. */
function Rang() {
	if (!rung.value.size) return <p class="soft">{say("phones.none_rang")}</p>;
	const look = (number: string): void => {
		const phone = held.value.indexOf(number);
		if (phone >= 0) seen.value = phone;
		requestAnimationFrame(() => document.querySelector(phone >= 0 ? ".phones" : ".others")?.scrollIntoView({ block: "center" }));
	};
	return (
		<p class="others">
			<span class="soft">{say("phones.rang_now")}</span>
			{[...rung.value].map(([number, n]) => (
				<button key={number} type="button" class="reply" onClick={() => look(number)}>
					{person(number)?.name ?? number}
					<span class="chip new">{n}</span>
				</button>
			))}
		</p>
	);
}

export function PlayClock() {
	const [refused, setRefused] = useState<Refusal>();
	const [moved, setMoved] = useState(""); // to when
	const move = async (by: Move): Promise<void> => {
		setRefused(await moveClock(by));
		setMoved(at.value);
	};
	return (
		<section class="panel play-clock" aria-label={say("phones.clock")}>
			<h2>{say("phones.clock")}</h2>
			<p class="now">
				<time dateTime={at.value}>{clockTime(nowMs.value)}</time>
				<span class="soft">{dayOfWeek(nowMs.value)}</span>
			</p>
			<div class="row">
				{STEPS.map((s) => (
					<button key={s.minutes} class="button" type="button" disabled={busy.value} onClick={() => void move({ minutes: s.minutes })}>
						{say(s.word)}
					</button>
				))}
				<button class="button" type="button" disabled={busy.value} onClick={() => void move({ until: "next" })}>
					{say("phones.on_next")}
				</button>
			</div>
			<Refused fault={refused} />
			{!refused && moved === at.value && <Rang />}
			<h3>{say("phones.due")}</h3>
			<Due />
		</section>
	);
}
