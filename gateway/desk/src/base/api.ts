// Asks the gateway. Each answer is typed by its OpenAPI document (made/schema.d.ts).
import createClient from "openapi-fetch";
import type { components, paths } from "../../made/schema";

export type Schemas = components["schemas"];
export type TicketRow = Schemas["TicketRow"] & Partial<{ due: string | null; late: boolean; next_word: string | null }>;
export type Ticket = Omit<Schemas["Ticket"], "texts" | "clocks"> & {
	down?: boolean;
	model?: string;
	place?: string;
	site?: string;
	customer_number?: string;
	reported_by?: string;
	companions?: string[];
	missed?: string[];
	missing?: string[];
	stated?: Record<string, string>;
	clocks?: Clock[];
	texts: Text[];
};
export interface Clock {
	name: string;
	state: string;
	late: boolean;
	at: string;
	due: string | null;
	stopped: string | null;
	rule: string | null;
}
export interface Text {
	direction: "in" | "out";
	at: string;
	from?: string | null;
	to?: string | null;
	number?: string | null;
	outcome?: string | null;
	delivery?: string | null;
	delivery_at?: string | null;
	why?: string | null;
	text?: string | null;
	as?: string | null;
}
export type Action = Omit<Schemas["Action"], "arguments"> & { arguments: Argument[] };
export type Argument = Schemas["Argument"] & Partial<{ unit: string; choices: { key: string; word: string }[] }>;
export type Flow = Schemas["Flow"] & Partial<{ fields: { name: string; label: string; unit?: string }[] }>;
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

/** Called when a session is over, so that the page asks for a token again. */
export const sessionOver: { call: () => void } = { call: () => {} };

export const api = createClient<paths>({
	baseUrl: location.origin,
	credentials: "same-origin",
	headers: { "Content-Type": "application/json" },
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
