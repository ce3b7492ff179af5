// The tickets that were played: the time line of one, its state and what it waits for.
import { useState } from "preact/hooks";
import { flow, nodeLabel, stateLabel } from "../base/flows";
import { when } from "../base/time";
import { named, say } from "../base/words";
import type { PlayedTicket } from "./ask";
import { nowMs, tickets } from "./play";

/** A step without a time: it was passed over, it is missing, or it has not come. */
function Without({ of: state }: { of: PlayedTicket["nodes"][0]["state"] }) {
	if (state === "missed") return <span class="soft">{say("node.missed")}</span>;
	if (state === "missing") return <span class="late">{say("node.missing")}</span>;
	return <span class="soft">{say("phones.not_yet")}</span>;
}

function Line({ of: t }: { of: PlayedTicket }) {
	return (
		<ol class="steps">
			{t.nodes.map((n) => (
				<li key={n.name} class={n.at ? "done" : n.state}>
					<span class="dot" aria-hidden="true" />
					<span class="name">{nodeLabel(t.flow, n.name, n.title)}</span>
					{n.at ? <time dateTime={n.at}>{when(n.at, nowMs.value)}</time> : <Without of={n.state} />}
				</li>
			))}
		</ol>
	);
}

const MOST = 4; // codes that lead on

const nextOf = (t: PlayedTicket): string =>
	t.next
		.slice(0, MOST)
		.map((n) => named(flow(t.flow)?.codes.find((c) => c.name === n.code)?.word, n.word))
		.join(" / ");

export function Played() {
	const [chosen, set] = useState("");
	const list = tickets.value;
	// The newest, until one is chosen; a new one is shown again.
	const newest = list[0];
	const t = list.find((one) => `${one.number} ${list.length}` === chosen) ?? newest;
	return (
		<section class="panel played" aria-label={say("ticket.nodes")}>
			<div class="spread">
				<h2>
					{say("ticket.nodes")}
					{t && (
						<>
							{" "}
							{list.length > 1 ? (
								<select class="input" aria-label={say("phones.ticket")} value={t.number} onChange={(e) => set(`${e.currentTarget.value} ${list.length}`)}>
									{list.map((one) => (
										<option key={one.number} value={one.number}>
											{one.number} · {one.title}
										</option>
									))}
								</select>
							) : (
								<span class="number">{t.number}</span>
							)}
						</>
					)}
				</h2>
				{t && (
					<p class="row">
						{t.down && <span class="chip down">{say("ticket.down")}</span>}
						{t.state_title && <span class="chip state">{stateLabel(t.flow, t.state ?? "", t.state_title)}</span>}
						{t.next.length > 0 && <span class="soft">{say("board.next", { word: nextOf(t) })}</span>}
					</p>
				)}
			</div>
			{t ? <Line of={t} /> : <p class="soft">{say("phones.no_ticket")}</p>}
		</section>
	);
}
