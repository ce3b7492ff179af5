// All open tickets that the reader may see, kept as they change: read once in pages, then only what moved.
import { signal } from "@preact/signals";
import { all, api, Refusal, take, type TicketRow } from "./api";
import { language } from "./words";
import { onMoved, onReset, type Moved } from "./stream";

const MOST = 5000; // tickets that are kept
const TOGETHER = 100; // tickets that are read anew in one request

export const tickets = signal<ReadonlyMap<string, TicketRow>>(new Map());
export const ready = signal(false);
export const fault = signal<Refusal | undefined>(undefined);
/** There are more than are kept. */
export const more = signal(false);

let begun = false;
let due = new Set<string>();
let busy = false;

async function readAll(): Promise<void> {
	try {
		const rows = await all(
			async (after) => take(api.GET("/v1/tickets", { params: { query: { open: true, limit: 200, after, language: language.value } } })),
			MOST,
		);
		tickets.value = new Map(rows.map((row) => [row.ticket, row]));
		more.value = rows.length >= MOST;
		fault.value = undefined;
		ready.value = true;
	} catch (f) {
		fault.value = f instanceof Refusal ? f : new Refusal(0, "");
	}
}

/** Reads those anew that moved, many in one request; what moves meanwhile is read with the next. */
async function readMoved(): Promise<void> {
	if (busy) return;
	busy = true;
	while (due.size) {
		const these = [...due].slice(0, TOGETHER);
		for (const number of these) due.delete(number);
		try {
			const page = await take(
				api.GET("/v1/tickets", { params: { query: { ticket: these.join(","), limit: TOGETHER, language: language.value } } }),
			);
			const next = new Map(tickets.value);
			for (const row of page.items) if (next.has(row.ticket) || next.size < MOST) next.set(row.ticket, row);
			tickets.value = next;
		} catch {
			for (const number of these) due.add(number);
			break; // the stream says when the gateway is there again
		}
	}
	busy = false;
}

function moved(list: Moved[]): void {
	let gone: Map<string, TicketRow> | undefined;
	for (const m of list) {
		if (!m.ends) due.add(m.ticket);
		else if (tickets.value.has(m.ticket)) (gone ??= new Map(tickets.value)).delete(m.ticket);
	}
	if (gone) tickets.value = gone;
	void readMoved();
}

export function keepTickets(): void {
	if (begun) return;
	begun = true;
	onMoved(moved);
	onReset(() => void readAll());
	void readAll();
}

export const readAgain = (): void => void readAll();

export function forgetTickets(): void {
	tickets.value = new Map();
	ready.value = false;
	due = new Set();
	begun = false;
}
