// What waits for the reader: to sign, to decide, to place, to plan, to do.
import { useEffect } from "preact/hooks";
import { api, take, type Waiting } from "../base/api";
import { flowTitle, stateLabel } from "../base/flows";
import { useLoad } from "../base/load";
import { me } from "../base/session";
import { onMoved } from "../base/stream";
import { until, when } from "../base/time";
import { language, say, type Word } from "../base/words";
import { DeputyPanel, useDeputies } from "../parts/deputy";
import { Icon } from "../parts/icon";
import { Empty, Show } from "../parts/state";
import type { PageOf } from "./pages";

const kinds: [Waiting["waits"], Word][] = [
	["sign", "mine.sign"],
	["decide", "mine.decide"],
	["place", "mine.place"],
	["plan", "mine.plan"],
	["do", "mine.do"],
	["own", "mine.own"],
];

const MOST = 64; // of those that wait for one code, which /v1/mine lists

/** How many there are, as far as they are listed. */
function countOf(these: Waiting[]): string {
	const byCode = new Map<string, number>();
	for (const w of these) byCode.set(`${w.flow} ${w.code}`, (byCode.get(`${w.flow} ${w.code}`) ?? 0) + 1);
	return `${these.length}${Math.max(...byCode.values()) >= MOST ? "+" : ""}`;
}

function Line({ of: w }: { of: Waiting }) {
	const left = w.due ? until(w.due) : undefined;
	return (
		<li>
			<a class="waiting" href={w.code ? `#/ticket/${w.ticket}?do=${encodeURIComponent(w.code)}` : `#/ticket/${w.ticket}`}>
				<span class="what">
					<span class="number">{w.ticket}</span>
					{w.down && <span class="chip down">{say("ticket.down")}</span>}
					<span class="soft small">{flowTitle(w.flow)}</span>
				</span>
				<span class="label">{w.word ?? w.next_word}</span>
				<span class="soft fault">
					{[w.machine, w.customer, w.fault].filter(Boolean).join(" · ")}
				</span>
				<span class="soft state">{stateLabel(w.flow, w.state)}</span>
				<span class={left?.late ? "late then" : "then"}>
					{left?.late && <Icon name="clock" />}
					{left?.text ?? when(w.since ?? w.opened)}
				</span>
			</a>
		</li>
	);
}

/** For whom the reader stands in, and who does for them. */
function Deputies() {
	const loaded = useDeputies();
	const own = loaded.data?.find((d) => d.number === me.value?.person);
	const others = loaded.data?.filter((d) => d.deputy_number === me.value?.person) ?? [];
	return (
		<>
			{others.length > 0 && <p>{say("deputy.for", { names: others.map((d) => d.name).join(", ") })}</p>}
			{own && <DeputyPanel of={own} again={loaded.again} />}
		</>
	);
}

export function MinePage(_: PageOf) {
	const loaded = useLoad(`mine ${language.value}`, async () =>
		(await take(api.GET("/v1/mine", { params: { query: { limit: 200, language: language.value } } }))).items,
	);
	useEffect(() => onMoved(() => loaded.again()), []);
	return (
		<div class="page">
			<h1>{say("nav.mine")}</h1>
			<Show
				of={loaded}
				show={(items) => (
					<>
						{items.length === 0 && <Empty title={say("mine.none")} />}
						{kinds.map(([why, word]) => {
							const these = items.filter((w) => w.waits === why);
							return (
								these.length > 0 && (
									<section key={why} class="group-of">
										<h2 class="group">
											{say(word)} <span class="chip">{countOf(these)}</span>
										</h2>
										<ul class="lines">
											{these.map((w) => (
												<Line key={`${w.ticket} ${w.code ?? ""}`} of={w} />
											))}
										</ul>
									</section>
								)
							);
						})}
					</>
				)}
			/>
			<Deputies />
		</div>
	);
}
