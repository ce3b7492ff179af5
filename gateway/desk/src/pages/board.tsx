// The board: open tickets by state or station, what is late on top, changing by itself.
import { computed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { TicketRow } from "../base/api";
import { place, refine } from "../base/address";
import { flows, flowTitle, stateLabel, stateRank } from "../base/flows";
import { fault, keepTickets, more, readAgain, ready, tickets } from "../base/open_tickets";
import { now, span, until, when } from "../base/time";
import { isWide } from "../base/wide";
import { say } from "../base/words";
import { Icon } from "../parts/icon";
import { Rows, type Entry } from "../parts/rows";
import { Empty, Fault } from "../parts/state";
import type { PageOf } from "./pages";

const filter = computed(() => {
	const q = place.value.query;
	return {
		flow: q.get("flow") ?? "",
		station: q.get("station") ?? "",
		by: q.get("by") === "station" ? "station" : "state",
		late: q.get("late") === "yes",
		down: q.get("down") === "yes",
	};
});

const dueAt = (t: TicketRow): number => (t.due ? Date.parse(t.due) : Number.MAX_SAFE_INTEGER);
export const isLate = (t: TicketRow): boolean => t.late || dueAt(t) < now.value;

/** What is late first, the longest first; then what falls due next; then the oldest. */
function byUrgency(a: TicketRow, b: TicketRow): number {
	return Number(isLate(b)) - Number(isLate(a)) || dueAt(a) - dueAt(b) || Date.parse(a.opened) - Date.parse(b.opened);
}

interface Group {
	key: string;
	title: string;
	note: string;
	rank: number;
	rows: TicketRow[];
	late: number;
}

function groupOf(t: TicketRow): Omit<Group, "rows" | "late"> {
	if (filter.value.by === "station")
		return { key: t.station ?? "", title: t.station ?? say("board.no_station"), note: "", rank: t.station ? 1 : 0 };
	const many = flows.value.length > 1;
	const order = flows.value.findIndex((f) => f.name === t.flow);
	return {
		key: `${t.flow} ${t.state}`,
		title: stateLabel(t.flow, t.state),
		note: many ? flowTitle(t.flow) : "",
		rank: order * 100 + stateRank(t.flow, t.state),
	};
}

const groups = computed(() => {
	const f = filter.value;
	const found = new Map<string, Group>();
	for (const t of tickets.value.values()) {
		if (f.flow && t.flow !== f.flow) continue;
		if (f.station && t.station !== f.station) continue;
		if (f.late && !isLate(t)) continue;
		if (f.down && !t.down) continue;
		const of = groupOf(t);
		let g = found.get(of.key);
		if (!g) found.set(of.key, (g = { ...of, rows: [], late: 0 }));
		g.rows.push(t);
		if (isLate(t)) g.late++;
	}
	const list = [...found.values()].sort((a, b) => a.rank - b.rank || a.title.localeCompare(b.title));
	for (const g of list) g.rows.sort(byUrgency);
	return list;
});

const stations = computed(() =>
	// One that the address names is shown as chosen, also when it has none.
	[...new Set([...tickets.value.values()].map((t) => t.station).concat(filter.value.station))]
		.filter((s): s is string => !!s)
		.sort((a, b) => a.localeCompare(b)),
);

function Next({ of: t }: { of: TicketRow }) {
	if (!t.due) return <span class="soft">{t.next_word ? say("board.next", { word: t.next_word }) : ""}</span>;
	const left = until(t.due);
	return (
		<>
			<span class="next">{t.next_word ?? ""}</span>
			<span class={left.late ? "late left" : "left"}>
				{left.late && <Icon name="clock" />}
				{left.text}
			</span>
		</>
	);
}

function Row({ of: t, edges }: { of: TicketRow; edges: string }) {
	return (
		<a class={`ticket${isLate(t) ? " is-late" : ""}${edges}`} href={`#/ticket/${t.ticket}`}>
			<span class="what">
				<span class="number">{t.ticket}</span>
				{t.down && <span class="chip down">{say("ticket.down")}</span>}
			</span>
			<span class="machine">
				{t.machine ?? say("ticket.no_machine")}
				{t.customer && <span class="soft"> · {t.customer}</span>}
			</span>
			<span class="fault soft">{t.fault ?? ""}</span>
			<span class="state">
				{filter.value.by === "station" ? stateLabel(t.flow, t.state) : (t.station ?? say("board.no_station"))}
				{filter.value.by === "station" && flows.value.length > 1 && <span class="soft small"> {flowTitle(t.flow)}</span>}
			</span>
			<span class={t.engineer ? "who" : "who soft"}>{t.engineer ?? "–"}</span>
			<span class="then">
				<Next of={t} />
			</span>
			<span class="age soft" title={when(t.opened)}>
				{span(now.value - Date.parse(t.opened))}
			</span>
		</a>
	);
}

/** px for the lengths of the style sheet, which grow with the reader's own letter size. */
const rem = (n: number): number => n * parseFloat(getComputedStyle(document.documentElement).fontSize);

const entries = computed<Entry[]>(() => {
	const made: Entry[] = [];
	const height = rem(isWide.value ? 4 : 7.5);
	for (const g of groups.value) {
		made.push({
			key: `g ${g.key}`,
			height: rem(made.length ? 3.25 : 2.5),
			draw: () => (
				<h2 class="group">
					<span class="title">{g.title}</span>
					{g.note && <span class="soft small">{g.note}</span>}
					<span class="chip">{g.rows.length}</span>
					{g.late > 0 && <span class="chip late">{say("board.late_n", { n: g.late })}</span>}
				</h2>
			),
		});
		g.rows.forEach((t, i) => {
			const edges = (i === 0 ? " first" : "") + (i === g.rows.length - 1 ? " last" : "");
			made.push({ key: t.ticket, height, draw: () => <Row of={t} edges={edges} /> });
		});
	}
	return made;
});

function Filters() {
	const f = filter.value;
	return (
		<div class="filters">
			<div class="choice" role="group" aria-label={say("board.by")}>
				<button type="button" aria-pressed={f.by === "state"} onClick={() => refine({ by: undefined })}>
					{say("board.by_state")}
				</button>
				<button type="button" aria-pressed={f.by === "station"} onClick={() => refine({ by: "station" })}>
					{say("board.by_station")}
				</button>
			</div>
			{flows.value.length > 1 && (
				<select
					class="input"
					aria-label={say("board.flow")}
					value={f.flow}
					onChange={(e) => refine({ flow: e.currentTarget.value || undefined })}
				>
					<option value="">{say("board.all_flows")}</option>
					{flows.value.map((one) => (
						<option key={one.name} value={one.name}>
							{flowTitle(one.name)}
						</option>
					))}
				</select>
			)}
			{(stations.value.length > 1 || f.station) && (
				<select
					class="input"
					aria-label={say("board.station")}
					value={f.station}
					onChange={(e) => refine({ station: e.currentTarget.value || undefined })}
				>
					<option value="">{say("board.all_stations")}</option>
					{stations.value.map((one) => (
						<option key={one} value={one}>
							{one}
						</option>
					))}
				</select>
			)}
			<button class="button" type="button" aria-pressed={f.late} onClick={() => refine({ late: f.late ? undefined : "yes" })}>
				{say("board.late")}
			</button>
			<button class="button" type="button" aria-pressed={f.down} onClick={() => refine({ down: f.down ? undefined : "yes" })}>
				{say("ticket.down")}
			</button>
		</div>
	);
}

function Body() {
	if (!ready.value) return fault.value ? null : <p class="empty">{say("loading")}</p>;
	if (!entries.value.length) {
		const none = tickets.value.size === 0;
		return (
			<Empty title={say(none ? "board.none" : "board.none_so")}>
				{none ? (
					<a class="button main" href="#/open">
						{say("nav.open")}
					</a>
				) : (
					<a class="button" href="#/board">{say("board.clear")}</a>
				)}
			</Empty>
		);
	}
	return <Rows entries={entries.value} label={say("nav.board")} />;
}

export function Board(_: PageOf) {
	useEffect(keepTickets, []);
	const shown = groups.value.reduce((n, g) => n + g.rows.length, 0);
	const late = groups.value.reduce((n, g) => n + g.late, 0);
	return (
		<div class="page board">
			<div class="spread">
				<h1>
					{say("nav.board")}{" "}
					{ready.value && (
						<span class="count">
							{say("board.open_n", { n: shown })}
							{late > 0 && <span class="late"> · {say("board.late_n", { n: late })}</span>}
						</span>
					)}
				</h1>
				<Filters />
			</div>
			{fault.value && <Fault fault={fault.value} again={readAgain} />}
			{more.value && (
				<div class="notice">
					<p>{say("board.more", { n: tickets.value.size })}</p>
				</div>
			)}
			<Body />
		</div>
	);
}
