// Asks the gateway. Each answer is typed by its OpenAPI document (made/schema.d.ts).
import createClient from "openapi-fetch";
import type { components, paths } from "../../made/schema";
import { heardAt } from "./time";
import { language } from "./words";

export type Schemas = components["schemas"];
export type TicketRow = Schemas["TicketRow"];
export type Ticket = Schemas["Ticket"];
export type Text = Schemas["Text"];
export type Machine = Schemas["Machine"];
export type Waiting = Schemas["MineRow"];
export type Action = Schemas["Action"];
export type Argument = Schemas["Argument"];
export type Flow = Schemas["Flow"];
export type Me = Schemas["Me"];
export type Problem = Schemas["Problem"];

/** What went wrong, in the words of the gateway where it answered. */
export class Refusal extends Error {
	constructor(
		readonly status: number, // 0: it was not reached
		detail: string,
		readonly example?: string,
	) {
		super(detail);
	}
}

/** What was caught, as a refusal. */
export const refusalOf = (caught: unknown): Refusal => (caught instanceof Refusal ? caught : new Refusal(0, String(caught)));

export const RETRY_MS = 2000;
const RETRY_MOST_MS = 30_000;

/** How long to wait before something is tried again that has failed so often, since it last went well, before this time. */
export const retryMs = (failed: number): number => Math.min(RETRY_MS * 2 ** failed, RETRY_MOST_MS);

/** Whether it may go well by itself soon: the line was broken, or the gateway or what stands before it has too much to do. */
export const passes = (f: Refusal): boolean => f.status === 0 || (f.status >= 502 && f.status <= 504);

/** Called when a session is over, so that the page asks for a token again. */
export const sessionOver: { call: () => void } = { call: () => {} };
/** Asked before each request: whether the browser's session is still that of who sits here. */
export const sessionHolds: { call: () => Promise<boolean> } = { call: async () => true };

const SILENCE_MS = 30_000;

/** A line that is dead says nothing. What is only read is given up when nothing comes for so long, and can be asked for again. */
export async function asked(request: Request): Promise<Response> {
	if (request.method !== "GET") return fetch(request);
	const over = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const wait = (): void => {
		clearTimeout(timer);
		timer = setTimeout(() => over.abort(), SILENCE_MS);
	};
	wait();
	try {
		const answer = await fetch(request, { signal: over.signal });
		const reader = answer.body?.getReader();
		const parts: BlobPart[] = [];
		for (let more = !!reader; more; wait()) {
			const part = await reader?.read();
			if (part?.value) parts.push(part.value);
			more = !!part && !part.done;
		}
		return new Response(parts.length ? new Blob(parts) : null, answer);
	} finally {
		clearTimeout(timer);
	}
}

export const api = createClient<paths>({
	baseUrl: location.origin,
	credentials: "same-origin",
	headers: { "Content-Type": "application/json" },
	// The gateway says its words in the language that the page is read in.
	fetch: async (request) => {
		request.headers.set("Accept-Language", language.value);
		if (!(await sessionHolds.call())) return new Response("{}", { status: 401, headers: { "Content-Type": "application/json" } });
		const answer = await asked(request);
		heardAt(answer.headers.get("Date"));
		return answer;
	},
});

type Answered<T> = { data?: T; error?: unknown; response: Response };

/** What was asked for, or a Refusal. `unreached`: the words for a gateway that does not answer. */
export async function take<T>(asked: Promise<Answered<T>>): Promise<T> {
	let answer: Answered<T>;
	try {
		answer = await asked;
	} catch {
		throw new Refusal(0, "");
	}
	if (answer.response.ok) return answer.data as T;
	if (answer.response.status === 401) sessionOver.call();
	const problem = (answer.error ?? {}) as Partial<Problem>;
	throw new Refusal(answer.response.status, problem.detail || problem.title || `HTTP ${answer.response.status}`, problem.example);
}

/** A key under which a write is done once, however often it is sent. */
export function newKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

type Page<T> = { items: T[]; next?: string | null };

/** All items of a list that comes in pages; at most `most`. */
export async function all<T>(ask: (after: string | undefined) => Promise<Page<T>>, most = 5000): Promise<T[]> {
	const found: T[] = [];
	let after: string | undefined;
	do {
		const page: Page<T> = await ask(after);
		found.push(...page.items);
		after = page.next ?? undefined;
	} while (after && found.length < most);
	return found;
}
