// All open tickets that the reader may see, kept as they change: read once in pages, then only what moved.
import { signal } from "@preact/signals";
import { all, api, passes, type Refusal, refusalOf, RETRY_MS, take, type TicketRow } from "./api";
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
/** Goes up with each reading of all, and when they are let go: what was asked for before is not shown then. */
let turn = 0;
let readingAll = false;
let due = new Set<string>();
/** Those that ended while something was being read, whose answer may still show them as open. */
let ended = new Set<string>();
let busy = false;
let retry: ReturnType<typeof setTimeout> | undefined;

/** What could not be read is read again by itself, if what was in the way may pass. */
function readLater(f: Refusal): void {
	if (!begun || !passes(f)) return;
	clearTimeout(retry);
	retry = setTimeout(() => void (fault.value ? readAll() : readMoved()), RETRY_MS);
}

async function readAll(): Promise<void> {
	const mine = ++turn;
	readingAll = true;
	clearTimeout(retry);
	try {
		const rows = await all(
			async (after) => take(api.GET("/v1/tickets", { params: { query: { open: true, limit: 200, after, language: language.value } } })),
			MOST,
		);
		if (mine !== turn) return;
		tickets.value = new Map(rows.filter((row) => !ended.has(row.ticket)).map((row) => [row.ticket, row]));
		more.value = rows.length >= MOST;
		fault.value = undefined;
		ready.value = true;
	} catch (f) {
		if (mine !== turn) return;
		fault.value = refusalOf(f);
		readLater(fault.value);
	}
	readingAll = false;
	void readMoved();
}

/** Reads those anew that moved, many in one request; what moves meanwhile is read with the next. */
async function readMoved(): Promise<void> {
	if (busy || readingAll) return;
	busy = true;
	while (due.size && !readingAll) {
		const mine = turn;
		const these = [...due].slice(0, TOGETHER);
		for (const number of these) due.delete(number);
		try {
			const page = await take(
				api.GET("/v1/tickets", { params: { query: { ticket: these.join(","), limit: TOGETHER, language: language.value } } }),
			);
			if (mine !== turn) continue; // all were read anew meanwhile
			const next = new Map(tickets.value);
			for (const row of page.items)
				if (!ended.has(row.ticket) && (next.has(row.ticket) || next.size < MOST)) next.set(row.ticket, row);
			tickets.value = next;
		} catch (f) {
			if (mine !== turn) continue;
			for (const number of these) if (!ended.has(number)) due.add(number);
			readLater(refusalOf(f));
			break;
		}
	}
	busy = false;
	if (!readingAll) ended = new Set();
}

function moved(list: Moved[]): void {
	let gone: Map<string, TicketRow> | undefined;
	if (!begun) return;
	for (const m of list) {
		if (!m.ends) {
			ended.delete(m.ticket); // it may have been opened again
			due.add(m.ticket);
			continue;
		}
		due.delete(m.ticket);
		ended.add(m.ticket);
		if (tickets.value.has(m.ticket)) (gone ??= new Map(tickets.value)).delete(m.ticket);
	}
	if (gone) tickets.value = gone;
	void readMoved();
}

export function readAgain(): void {
	if (begun) void readAll();
}

export function keepTickets(): void {
	if (begun) return;
	begun = true;
	onMoved(moved);
	onReset(readAgain);
	readAgain();
}

export function forgetTickets(): void {
	turn++;
	readingAll = false;
	clearTimeout(retry);
	tickets.value = new Map();
	ready.value = false;
	fault.value = undefined;
	more.value = false;
	due = new Set();
	ended = new Set();
	begun = false;
}
