// Who is at the desk. The browser has one session for all its tabs: each tab sees to it that what it sends goes under the name
// that it shows.
import { signal } from "@preact/signals";
import { clean } from "./address";
import { api, asked, newKey, Refusal, sessionHolds, sessionOver, take, type Me } from "./api";
import { forgetDrafts } from "./draft";
import { readFlows } from "./flows";
import { forgetTickets } from "./open_tickets";
import { readRoles } from "./roles";
import { onReset, startStream, stopStream } from "./stream";
import { heardAt } from "./time";
import { choose, choseLanguage, language } from "./words";

export const me = signal<Me | undefined>(undefined);
/** A session has ended by itself: the page says so above what asks for a token. */
export const ended = signal(false);
export const unreached = signal(false);
/** Whose the browser's session is, where it is not that of who was here: they signed in in another tab. */
export const other = signal<Me | undefined>(undefined);

const kept = "fieldgate.person";
/** Another value with each sign-in and sign-out, in whichever tab. */
export const signs = "fieldgate.signed_in";
let mine: string | null = null; // the one that `me` goes by

const sign = (): string | null => localStorage.getItem(signs);

function signAnew(): void {
	mine = newKey();
	localStorage.setItem(signs, mine);
}

/** What somebody else typed in this tab is not shown to who comes after. */
function notForOthers(who: Me): void {
	if (sessionStorage.getItem(kept) !== who.person) forgetDrafts();
	sessionStorage.setItem(kept, who.person);
}

/** In the language of the pages, as the files now have them. */
export const readNames = (): Promise<unknown> => Promise.all([readFlows(), readRoles()]);

async function welcome(who: Me): Promise<void> {
	notForOthers(who);
	if (!choseLanguage()) await choose(who.language, false);
	await readNames();
	me.value = who;
	ended.value = false;
	other.value = undefined;
	startStream();
}

/** Begins a session with a token, which is then forgotten here. */
export async function begin(token: string): Promise<void> {
	const who = await take(api.POST("/v1/session", { body: { token } }));
	signAnew();
	await welcome(who);
}

/** The token that an address brought, `#fg_...`, is taken out of it at once, so that it stays in no history. */
function broughtToken(): string | undefined {
	const token = /^#(fg_[0-9a-f]+)$/.exec(location.hash)?.[1];
	if (token) clean();
	return token;
}

function close(): void {
	me.value = undefined;
	stopStream();
	forgetTickets();
}

/** Whose the browser's session is now; undefined: nobody's. */
async function whose(): Promise<Me | undefined> {
	const answer = await asked(new Request("/v1/me", { credentials: "same-origin", headers: { "Accept-Language": language.value } }));
	heardAt(answer.headers.get("Date"));
	if (answer.ok) return (await answer.json()) as Me;
	if (answer.status === 401) return undefined;
	throw new Refusal(answer.status, "");
}

/** Somebody has signed in or out in another tab. Who sits here goes on where it was they themselves. */
async function look(): Promise<void> {
	let now = sign();
	let who = await whose();
	for (; now !== sign(); who = await whose()) now = sign();
	if (who && who.person === me.value?.person) {
		mine = now;
		return;
	}
	if (me.value) {
		close();
		ended.value = true;
	}
	ended.value &&= !who;
	other.value = who;
	if (!who || who.person !== sessionStorage.getItem(kept)) return;
	mine = now;
	await welcome(who);
}

let looking: Promise<void> | undefined;

/** To be called where the sign may have changed. */
export const settle = (): Promise<void> => (looking ??= look().finally(() => (looking = undefined)));

/** Whether what is asked now is asked by who is shown. */
async function holds(): Promise<boolean> {
	if (!me.value || sign() === mine) return true;
	await settle();
	return !!me.value;
}

const renew = (): void => void (me.value && readNames().catch(() => undefined));

/** Goes on with the session that the browser has, or with the token that the address brought. */
export async function resume(): Promise<void> {
	sessionHolds.call = holds;
	onReset(renew);
	sessionOver.call = () => {
		if (me.value) ended.value = true;
		close();
	};
	try {
		const token = broughtToken();
		if (token) {
			await begin(token);
		} else {
			mine = sign();
			await welcome(await take(api.GET("/v1/me", {})));
		}
		unreached.value = false;
	} catch (fault) {
		unreached.value = fault instanceof Refusal && fault.status !== 401;
	}
}

export async function leave(): Promise<void> {
	forgetDrafts();
	close();
	ended.value = false;
	// Where the gateway is not reached, the session goes on there: the door says that it does not answer.
	await api.DELETE("/v1/session", {}).catch(() => (unreached.value = true));
	signAnew();
}

export const has = (role: string): boolean => me.value?.roles.includes(role) ?? false;
