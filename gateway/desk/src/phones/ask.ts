// What the phones ask of the gateway, under /phones/v1.
import { Refusal, sessionOver, type Problem } from "../base/api";

export interface Who {
	name: string;
	number: string;
	roles: string[];
	station: string | null;
	language: string;
}
export interface OpenableFlow {
	name: string;
	title: string;
	serials: string[];
	fields: OpeningField[];
}
export interface OpeningField {
	name: string;
	kind: string;
	label: string;
	must: boolean;
}
export interface Given {
	play: string;
	now: string;
	people: Who[];
	phones: string[];
	flows: OpenableFlow[];
}
export interface PlayedText {
	n: number;
	at: string;
	kind: "mo" | "mt"; // mo: the phone sent it
	number: string; // of the phone
	text: string;
	segments: number;
	error: string | null; // why it would not go
}
export interface PlayedTicket {
	number: string;
	flow: string;
	title: string;
	state: string | null;
	state_title: string | null;
	ended: boolean;
	text: string;
	down: boolean;
	machine: string | null;
	engineer: string | null;
	nodes: { name: string; title: string; at: string | null; state: "stamped" | "missed" | "missing" | "open" }[];
	next: { code: string; word: string; by: string[] }[];
	clocks: { name: string; title: string; at: string; late: boolean }[];
}
export interface Heard {
	now: string;
	texts: PlayedText[]; // those behind the number asked for
	tickets: PlayedTicket[]; // all, the newest first
}
export interface Opening {
	flow: string;
	machine?: string;
	down?: boolean;
	text: string;
	fields?: Record<string, string>;
}

async function answer(method: string, path: string, body?: unknown): Promise<Response> {
	let got: Response;
	try {
		got = await fetch(`/phones/v1/plays${path}`, {
			method,
			credentials: "same-origin",
			headers: { "Content-Type": "application/json" },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
	} catch {
		throw new Refusal(0, "");
	}
	if (got.ok) return got;
	if (got.status === 401) sessionOver.call();
	const problem = (await got.json().catch(() => ({}))) as Partial<Problem>;
	throw new Refusal(got.status, problem.detail || problem.title || `HTTP ${got.status}`, problem.example);
}

const told = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
	(await (await answer(method, path, body)).json()) as T;

export const ask = {
	begin: (at?: string) => told<Given>("POST", "", at ? { at } : {}),
	after: (play: string, n: number) => told<Heard>("GET", `/${play}?after=${n}`),
	send: (play: string, n: number, from: string, text: string) =>
		told<Heard>("POST", `/${play}/texts?after=${n}`, { from, text }),
	open: (play: string, n: number, opening: Opening) => told<Heard>("POST", `/${play}/tickets?after=${n}`, opening),
	clock: (play: string, n: number, by: { minutes: number } | { until: "next" }) =>
		told<Heard>("POST", `/${play}/clock?after=${n}`, by),
	/** What was played, and what its file is called. */
	talk: async (play: string) => {
		const got = await answer("GET", `/${play}/talk`);
		const name = /filename="?([^";]+)"?/.exec(got.headers.get("Content-Disposition") ?? "")?.[1];
		return { words: await got.blob(), name: name ?? "played.talk" };
	},
	end: async (play: string) => void (await answer("DELETE", `/${play}`)),
};
