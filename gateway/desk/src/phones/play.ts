// What is played: an installation in the gateway's memory, with a clock of its own. This tab keeps which play it is, so
// that a reload goes on with it; all else is asked of the gateway.
import { computed, signal } from "@preact/signals";
import { type Refusal, refusalOf } from "../base/api";
import { draftPrefix } from "../base/draft";
import { read } from "../base/time";
import { ENDED } from "./refused";
import { ask, type Given, type Heard, type Move, type Opening, type PlayedText, type PlayedTicket, type Who } from "./ask";

export const PHONES = 4;
const kept = `${draftPrefix}phones`; // who comes after finds none of it

interface Kept {
	given: Given;
	held: string[]; // whose phone each is, by number
}

export const given = signal<Given | undefined>(undefined);
export const held = signal<string[]>([]);
export const at = signal("");
export const texts = signal<PlayedText[]>([]);
export const tickets = signal<PlayedTicket[]>([]);
/** Which phone is seen where there is room for one. */
export const seen = signal(1);
/** Texts up to this one were there before the last thing that was done: those behind it are new. */
export const before = signal(0);
export const busy = signal(false);
/** What went wrong with the play as a whole; what one form asked for is told beside it. */
export const fault = signal<Refusal | undefined>(undefined);

export const people = computed(() => new Map((given.value?.people ?? []).map((p) => [p.number, p])));
export const nowMs = computed(() => (at.value ? read(at.value) : 0));

export const byPhone = computed(() => {
	const found = new Map<string, PlayedText[]>();
	for (const t of texts.value) {
		const list = found.get(t.number);
		if (list) list.push(t);
		else found.set(t.number, [t]);
	}
	return found;
});
/** How many new texts each phone got. */
export const rung = computed(() => {
	const found = new Map<string, number>();
	for (const t of texts.value)
		if (t.kind === "mt" && t.n > before.value) found.set(t.number, (found.get(t.number) ?? 0) + 1);
	return found;
});

function keep(): void {
	if (!given.value) return;
	try {
		sessionStorage.setItem(kept, JSON.stringify({ given: given.value, held: held.value } satisfies Kept));
	} catch {
		sessionStorage.removeItem(kept); // too many people for it: a reload begins anew
	}
}

function recall(): Kept | undefined {
	try {
		return JSON.parse(sessionStorage.getItem(kept) ?? "") as Kept;
	} catch {
		return undefined;
	}
}

const last = (): number => texts.value[texts.value.length - 1]?.n ?? 0;

function hear(heard: Heard): void {
	const known = last();
	at.value = heard.now;
	tickets.value = heard.tickets;
	texts.value = [...texts.value, ...heard.texts.filter((t) => t.n > known)];
}

function begun(play: Given, whose: string[]): void {
	texts.value = [];
	tickets.value = [];
	before.value = 0;
	given.value = play;
	at.value = play.now;
	held.value = whose;
	fault.value = undefined;
	keep();
}

/** One thing at a time: what it answers is shown, and its fault is told to whoever asked. */
async function turn(what: () => Promise<void>): Promise<Refusal | undefined> {
	if (busy.value) return undefined;
	busy.value = true;
	try {
		await what();
		return undefined;
	} catch (f) {
		const refusal = refusalOf(f);
		if (refusal.status === ENDED) fault.value = refusal; // the play has ended
		return refusal;
	} finally {
		busy.value = false;
	}
}

/** Nobody sees it who comes after; the same person finds it again. */
export function leaveStage(): void {
	given.value = undefined;
	texts.value = [];
	tickets.value = [];
	held.value = [];
}

/** Begins a play; `from` is its time, or the gateway's own. The one before is ended. */
export async function begin(from?: string): Promise<void> {
	const old = given.value?.play;
	fault.value = await turn(async () => {
		const play = await ask.begin(from);
		const numbers = play.phones.map((name) => play.people.find((p) => p.name === name || p.number === name)?.number ?? "");
		for (const p of play.people) if (numbers.filter(Boolean).length < PHONES && !numbers.includes(p.number)) numbers.push(p.number);
		begun(play, numbers.filter(Boolean).slice(0, PHONES));
	});
	if (old && !fault.value) void ask.end(old).catch(() => undefined);
}

/** Goes on with this tab's play, or begins one. */
export async function resume(): Promise<void> {
	const was = recall();
	if (!was) return begin();
	const refused = await turn(async () => {
		const heard = await ask.after(was.given.play, 0);
		begun(was.given, was.held);
		hear(heard);
		before.value = last();
	});
	if (refused?.status === ENDED) return begin();
	fault.value = refused;
}

/** A request that was lost on the way may have been done: what there is now is read before it is asked again. */
let unsure = false;

async function act(play: string, what: (after: number) => Promise<Heard>, done: () => boolean): Promise<void> {
	const known = last();
	if (unsure) {
		hear(await ask.after(play, known));
		unsure = false;
		if (done()) {
			before.value = known;
			return;
		}
	}
	try {
		const heard = await what(known);
		before.value = known;
		hear(heard);
	} catch (f) {
		unsure = refusalOf(f).status === 0;
		throw f;
	}
}

const none = (): boolean => false;

export function send(from: string, text: string): Promise<Refusal | undefined> {
	const play = given.value?.play ?? "";
	const known = last();
	const went = (): boolean => texts.value.some((t) => t.n > known && t.kind === "mo" && t.number === from && t.text === text);
	return turn(() => act(play, (after) => ask.send(play, after, from, text), went));
}

export function open(opening: Opening): Promise<Refusal | undefined> {
	const play = given.value?.play ?? "";
	const known = tickets.value.length;
	return turn(() => act(play, (after) => ask.open(play, after, opening), () => tickets.value.length > known));
}

export function moveClock(by: Move): Promise<Refusal | undefined> {
	const play = given.value?.play ?? "";
	const was = at.value;
	return turn(() => act(play, (after) => ask.clock(play, after, by), "until" in by ? () => at.value !== was : none));
}

/** Puts a person on a phone; who had it before gets the other's, where that person is on one already. */
export function hold(phone: number, number: string): void {
	const next = [...held.value];
	const other = next.indexOf(number);
	if (other >= 0) next[other] = next[phone] ?? "";
	next[phone] = number;
	held.value = next;
	keep();
}

/** Puts a person on the phone that has been silent the longest. */
export function show(number: string): number {
	if (held.value.includes(number)) return held.value.indexOf(number);
	const lastOf = (n: string): number => byPhone.value.get(n)?.slice(-1)[0]?.n ?? 0;
	let phone = 0;
	held.value.forEach((n, i) => {
		if (lastOf(n) <= lastOf(held.value[phone] ?? "")) phone = i;
	});
	hold(phone, number);
	return phone;
}

/** Whose phone it is. Of customers the gateway lists some: another, who was texted, is known by that text. */
export function person(number: string): Who | undefined {
	const t = byPhone.value.get(number)?.[0];
	return people.value.get(number) ?? (t && { name: t.to ?? t.from ?? number, person: t.person ?? "", number, roles: [], station: null, language: "" });
}
