// The figures of today and of the last days, by station. Each is a link to its tickets.
import { useEffect } from "preact/hooks";
import { address, place, refine } from "../base/address";
import { all, api, take, type Schemas } from "../base/api";
import { flow, flows, flowTitle, nodeLabel } from "../base/flows";
import { useLoad } from "../base/load";
import { onMoved } from "../base/stream";
import { day as dayOf, daysTo } from "../base/time";
import { language, say } from "../base/words";
import { Bars } from "../parts/bars";
import { Empty, Show } from "../parts/state";
import { TicketTable } from "../parts/ticket_table";
import type { PageOf } from "./pages";

type DayRow = Schemas["DayRow"];

/** One that is counted: by which filter of /v1/today/tickets its tickets are listed. */
interface Figure {
	key: string;
	label: string;
	query: { of?: string; node?: string };
	count: (row: DayRow) => number;
}

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

function figures(of: string): Figure[] {
	const nodes = flow(of)?.nodes ?? [];
	return [
		{ key: "opened", label: say("today.opened"), query: { of: "opened" }, count: (r) => r.opened },
		...nodes.slice(1).map((n) => ({
			key: n.name,
			label: nodeLabel(of, n.name),
			query: { node: n.name },
			count: (r: DayRow) => r.nodes[n.name] ?? 0,
		})),
		{ key: "late", label: say("today.late"), query: { of: "late" }, count: (r) => r.late },
		{ key: "missing", label: say("today.missing"), query: { of: "missing" }, count: (r) => r.missing },
	];
}

const sum = (rows: DayRow[], of: Figure): number => rows.reduce((n, r) => n + of.count(r), 0);

function Count({ n, to, bad, label }: { n: number; to: string; bad: boolean; label: string }) {
	if (!n) return <span class="soft">0</span>;
	return (
		<a class={bad ? "late" : ""} href={to} aria-label={`${label}: ${n}`}>
			{n}
		</a>
	);
}

function Stations({ rows, of, name, day }: { rows: DayRow[]; of: Figure[]; name: string; day: string }) {
	const stations = [...new Set(rows.map((r) => r.station))].sort((a, b) => (a ?? "").localeCompare(b ?? ""));
	const to = (f: Figure, station?: string | null): string =>
		address("today/list", { day, flow: name, station: station === null ? "-" : station, ...f.query });
	return (
		<div class="panel scroll" role="region" aria-label={dayOf(noon(day))} tabIndex={0}>
			<table class="table figures">
				<thead>
					<tr>
						<th scope="col">{say("ticket.station")}</th>
						{of.map((f) => (
							<th key={f.key} scope="col" class="end">
								{f.label}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{stations.map((s) => (
						<tr key={s ?? ""}>
							<th scope="row">{s ?? say("board.no_station")}</th>
							{of.map((f) => (
								<td key={f.key} class="end">
									<Count
										n={sum(
											rows.filter((r) => r.station === s),
											f,
										)}
										to={to(f, s)}
										bad={f.key === "late" || f.key === "missing"}
										label={`${s ?? say("board.no_station")}, ${f.label}`}
									/>
								</td>
							))}
						</tr>
					))}
					{stations.length > 1 && (
						<tr class="total">
							<th scope="row">{say("today.all")}</th>
							{of.map((f) => (
								<td key={f.key} class="end">
									<Count n={sum(rows, f)} to={to(f)} bad={f.key === "late" || f.key === "missing"} label={`${say("today.all")}, ${f.label}`} />
								</td>
							))}
						</tr>
					)}
				</tbody>
			</table>
		</div>
	);
}

function Charts({ rows, days, at, of }: { rows: DayRow[]; days: string[]; at: number; of: Figure[] }) {
	return (
		<div class="charts">
			{of
				.map((f) => ({ f, counts: days.map((d) => sum(rows.filter((r) => r.day === d), f)) }))
				.filter(({ f, counts }) => f.key === "opened" || f.key === "late" || f.key === "missing" || counts.some((n) => n > 0))
				.map(({ f, counts }) => (
					<figure key={f.key} class="panel">
						<figcaption>
							<span>{f.label}</span>
							<strong>{counts[at]}</strong>
						</figcaption>
						<Bars days={days.map(noon)} counts={counts} at={at} label={f.label} choose={(i) => refine({ day: days[i] })} />
					</figure>
				))}
		</div>
	);
}

function Figures({ data, days }: { data: DayRow[]; days: string[] }) {
	const query = place.value.query;
	const names = flows.value.map((f) => f.name).filter((n) => data.some((r) => r.flow === n));
	const name = names.find((n) => n === query.get("flow")) ?? names[0];
	if (!name) return <Empty title={say("today.none")} />;
	const mine = data.filter((r) => r.flow === name);
	const day = days.find((d) => d === query.get("day")) ?? days[days.length - 1] ?? "";
	const of = figures(name);
	return (
		<>
			{names.length > 1 && (
				<div class="filters">
					<select class="input" aria-label={say("board.flow")} value={name} onChange={(e) => refine({ flow: e.currentTarget.value })}>
						{names.map((n) => (
							<option key={n} value={n}>
								{flowTitle(n)}
							</option>
						))}
					</select>
				</div>
			)}
			<Charts rows={mine} days={days} at={days.indexOf(day)} of={of} />
			<div class="spread">
				<h2>{dayOf(noon(day))}</h2>
				{days.length > 1 && (
					<select class="input day" aria-label={say("today.day")} value={day} onChange={(e) => refine({ day: e.currentTarget.value })}>
						{days.map((d) => (
							<option key={d} value={d}>
								{dayOf(noon(d))}
							</option>
						))}
					</select>
				)}
			</div>
			<Stations rows={mine.filter((r) => r.day === day)} of={of} name={name} day={day} />
		</>
	);
}

function Days() {
	const days = Number(place.value.query.get("days")) || 7;
	const loaded = useLoad(`today ${days} ${language.value}`, async () =>
		take(api.GET("/v1/today", { params: { query: { days, language: language.value } } })),
	);
	useEffect(() => onMoved(() => loaded.again()), [days]);
	return (
		<div class="page">
			<div class="spread">
				<h1>{say("nav.today")}</h1>
				<div class="choice" role="group" aria-label={say("today.range")}>
					{[1, 7, 14].map((n) => (
						<button key={n} type="button" aria-pressed={days === n} onClick={() => refine({ days: n === 7 ? undefined : String(n), day: undefined })}>
							{n === 1 ? say("today.one") : say("today.days", { n })}
						</button>
					))}
				</div>
			</div>
			<Show of={loaded} show={(page) => <Figures data={page.items} days={daysTo(page.today, days)} />} />
		</div>
	);
}

/** The tickets behind a figure. */
function Listed() {
	const q = Object.fromEntries(place.value.query) as Record<string, string>;
	const loaded = useLoad(`listed ${JSON.stringify(q)}`, async () =>
		all(
			async (after) =>
				take(
					api.GET("/v1/today/tickets", {
						params: { query: { ...(q as { day?: string }), limit: 200, after, language: language.value } },
					}),
				),
			1000,
		),
	);
	const label = figures(q.flow ?? "").find((f) => f.query.of === q.of && f.query.node === q.node)?.label ?? "";
	return (
		<div class="page">
			<h1>
				{label} <span class="count">{[q.day ? dayOf(noon(q.day)) : "", q.station === "-" ? say("board.no_station") : (q.station ?? "")].filter(Boolean).join(" · ")}</span>
			</h1>
			<Show of={loaded} show={(rows) => (rows.length ? <TicketTable rows={rows} /> : <Empty title={say("find.none")} />)} />
		</div>
	);
}

export function TodayPage({ rest }: PageOf) {
	return rest[0] === "list" ? <Listed /> : <Days />;
}
