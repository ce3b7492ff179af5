// Who is at the desk.
import { signal } from "@preact/signals";
import { clean } from "./address";
import { api, Refusal, sessionOver, take, type Me } from "./api";
import { forgetDrafts } from "./draft";
import { readFlows } from "./flows";
import { forgetTickets } from "./open_tickets";
import { readRoles } from "./roles";
import { startStream, stopStream } from "./stream";
import { choose, choseLanguage } from "./words";

export const me = signal<Me | undefined>(undefined);
/** A session has ended by itself: the page says so above what asks for a token. */
export const ended = signal(false);
export const unreached = signal(false);

const kept = "fieldgate.person";

/** What somebody else typed in this tab is not shown to who comes after. */
function notForOthers(who: Me): void {
	if (sessionStorage.getItem(kept) !== who.person) forgetDrafts();
	sessionStorage.setItem(kept, who.person);
}

async function welcome(who: Me): Promise<void> {
	notForOthers(who);
	if (!choseLanguage()) await choose(who.language, false);
	await Promise.all([readFlows(), readRoles()]);
	me.value = who;
	ended.value = false;
	startStream();
}

/** Begins a session with a token, which is then forgotten here. */
export async function begin(token: string): Promise<void> {
	await welcome(await take(api.POST("/v1/session", { body: { token } })));
}

/** The token that an address brought, `#fg_...`, is taken out of it at once, so that it stays in no history. */
function broughtToken(): string | undefined {
	const token = /^#(fg_[0-9a-f]+)$/.exec(location.hash)?.[1];
	if (token) clean();
	return token;
}

/** Goes on with the session that the browser has, or with the token that the address brought. */
export async function resume(): Promise<void> {
	sessionOver.call = () => {
		if (me.value) ended.value = true;
		me.value = undefined;
		stopStream();
		forgetTickets();
	};
	try {
		const token = broughtToken();
		if (token) await begin(token);
		else await welcome(await take(api.GET("/v1/me", {})));
		unreached.value = false;
	} catch (fault) {
		unreached.value = fault instanceof Refusal && fault.status !== 401;
	}
}

export async function leave(): Promise<void> {
	stopStream();
	forgetDrafts();
	forgetTickets();
	me.value = undefined;
	ended.value = false;
	// Where the gateway is not reached, the session goes on there: the door says that it does not answer.
	await api.DELETE("/v1/session", {}).catch(() => (unreached.value = true));
}

export const has = (role: string): boolean => me.value?.roles.includes(role) ?? false;
