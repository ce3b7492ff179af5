// What a few words find: tickets by number, serial, name or telephone.
import { useEffect } from "preact/hooks";
import { goInstead, place } from "../base/address";
import { api, take } from "../base/api";
import { useLoad } from "../base/load";
import { say } from "../base/words";
import { Empty, Show } from "../parts/state";
import { TicketTable } from "../parts/ticket_table";
import type { PageOf } from "./pages";

export function FindPage(_: PageOf) {
	const q = place.value.query.get("q") ?? "";
	const loaded = useLoad(q, async () => take(api.GET("/v1/tickets", { params: { query: { q, open: false, limit: 100 } } })));
	const only = loaded.data?.items.length === 1 ? loaded.data.items[0] : undefined;
	useEffect(() => {
		// A whole number names one: there is nothing to choose. The way back leads to the page before the search.
		if (only && only.ticket === q) goInstead(`#/ticket/${only.ticket}`);
	}, [only?.ticket]);
	return (
		<div class="page">
			<h1>{say("find.title", { q })}</h1>
			<Show
				of={loaded}
				show={(page) =>
					page.items.length ? <TicketTable rows={page.items} /> : <Empty title={say("find.none")}>{say("find.none_how")}</Empty>
				}
			/>
		</div>
	);
}
