// Administration: a list of its pages, and the one that the address names.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { has } from "../../base/session";
import { say, type Word } from "../../base/words";
import { Empty } from "../../parts/state";
import type { PageOf } from "../pages";
import { Processes, Reload, Tokens } from "./files";
import { RosterPage } from "./roster";
import { customers, machines, people, stations } from "./rosters";
import { Channels, Outbox, Unknown } from "./traffic";

const sections: { path: string; word: Word; administrator?: boolean; show: () => ComponentChildren }[] = [
	{ path: "people", word: "admin.people", show: () => <RosterPage key="people" of={people} /> },
	{ path: "customers", word: "admin.customers", show: () => <RosterPage key="customers" of={customers} /> },
	{ path: "stations", word: "admin.stations", show: () => <RosterPage key="stations" of={stations} /> },
	{ path: "machines", word: "admin.machines", show: () => <RosterPage key="machines" of={machines} /> },
	{ path: "unknown", word: "admin.unknown", show: () => <Unknown /> },
	{ path: "channels", word: "admin.channels", show: () => <Channels /> },
	{ path: "outbox", word: "admin.outbox", show: () => <Outbox /> },
	{ path: "tokens", word: "admin.tokens", administrator: true, show: () => <Tokens /> },
	{ path: "flows", word: "admin.flows", show: () => <Processes /> },
	{ path: "reload", word: "admin.reload", administrator: true, show: () => <Reload /> },
];

export function AdminPage({ rest }: PageOf) {
	const mine = sections.filter((s) => !s.administrator || has("administrator"));
	const here = mine.find((s) => s.path === (rest[0] ?? "people"));
	const list = useRef<HTMLElement>(null);
	useEffect(() => {
		// At phone width the sections stand in a row that is longer than the page is wide.
		const at = list.current?.querySelector<HTMLElement>("[aria-current]");
		if (at && list.current) list.current.scrollLeft = at.offsetLeft - list.current.offsetLeft - 16;
	}, [here]);
	return (
		<div class="page admin">
			<h1>{say("nav.admin")}</h1>
			<div class="beside">
				<nav class="sections" ref={list} aria-label={say("nav.admin")}>
					{mine.map((s) => (
						<a key={s.path} href={`#/admin/${s.path}`} aria-current={s === here ? "page" : undefined}>
							{say(s.word)}
						</a>
					))}
				</nav>
				<div class="section">{here ? here.show() : <Empty title={say("nothing.here")} />}</div>
			</div>
		</div>
	);
}
