// A repair from its opening to its end, by a client that knows openapi.json alone: what it may ask and what it gets are types
// made of the document, and tsc holds this file to them.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Tokens = { agent: string; head: string; engineer: string };

function holds(condition: unknown, what: string): asserts condition {
	if (!condition) throw new Error(`does not hold: ${what}`);
}

const clientOf = (url: string, token: string) =>
	createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } });
type Client = ReturnType<typeof clientOf>;

async function ticketOf(client: Client, ticket: string): Promise<components["schemas"]["Ticket"]> {
	const { data, error } = await client.GET("/v1/tickets/{ticket}", { params: { path: { ticket } } });
	holds(data, `ticket ${ticket} is shown: ${error?.detail}`);
	return data;
}

// A code is sent only where the ticket says that this person may, and with the arguments that it asks for.
async function send(client: Client, ticket: string, code: string, words: string, state: string) {
	const action = (await ticketOf(client, ticket)).actions.find((one) => one.code === code);
	holds(action, `${code} is among the actions`);
	holds(!words === !action.arguments.some((one) => one.must), `${code} asks for what is sent with it`);
	const { data, error } = await client.POST("/v1/texts", { body: { text: `${action.word} ${words}`.trim(), ticket } });
	holds(data, `${code} is taken: ${error?.detail}`);
	holds(data.outcome === "done" && data.ticket === ticket, `${code} is done: ${data.answer}`);
	const now = (await ticketOf(client, ticket)).state;
	holds(now === state, `after ${code} it is ${state}, and not ${now}`);
}

export async function repair(url: string, tokens: Tokens, hour: string) {
	const agent = clientOf(url, tokens.agent);
	const head = clientOf(url, tokens.head);
	const engineer = clientOf(url, tokens.engineer);

	const me = (await engineer.GET("/v1/me", {})).data;
	holds(me && me.roles.includes("engineer"), "the engineer is one");
	const opening = { flow: "repair", machine: "EC210-0042", fault: "engine does not start", down: true };
	const key = { header: { "Idempotency-Key": "open-1" } };
	const opened = await agent.POST("/v1/tickets", { params: key, body: opening });
	const ticket = opened.data?.ticket;
	holds(ticket, `it is opened: ${opened.error?.detail}`);
	const again = await agent.POST("/v1/tickets", { params: key, body: opening });
	holds(again.data?.ticket === ticket, "the same request under its key opens nothing");
	const refused = await engineer.POST("/v1/tickets", { body: opening });
	holds(refused.error && refused.response.status === 403, "an engineer opens none");
	holds(refused.error.status === 403 && refused.error.detail.length > 0, "and the problem says so");

	await send(head, ticket, "dispatch", `${hour} ${me.name}`, "dispatched");
	await send(engineer, ticket, "depart", hour, "en_route");
	await send(engineer, ticket, "arrive", "", "on_site");
	await send(engineer, ticket, "repaired", "", "resolved");
	await send(agent, ticket, "close", "customer content", "closed");

	const whole = await ticketOf(head, ticket);
	const codes = whole.events.map((event) => event.name);
	for (const code of ["dispatch", "depart", "arrive", "repaired", "close"]) holds(codes.includes(code), `${code} is an event`);
	for (const node of ["departed", "arrived"]) holds(whole.nodes?.[node], `the node ${node} is stamped`);
	const open = await head.GET("/v1/tickets", { params: { query: { machine: "EC210-0042", limit: 10 } } });
	holds(open.data && !open.data.items.some((row) => row.ticket === ticket), "it is open no more");
	const all = await head.GET("/v1/tickets", { params: { query: { machine: "EC210-0042", open: false } } });
	holds(all.data?.items.some((row) => row.ticket === ticket && row.state === "closed"), "and is listed as closed");
}
