// The stream of changes. It comes back by itself after a loss, and says what to read anew.
import { signal } from "@preact/signals";
import { api, RETRY_MS, take } from "./api";

export interface Moved {
	ticket: string;
	flow: string;
	state: string;
	ends: boolean;
}

/** Whether the gateway is heard: the pages show what they last knew meanwhile. */
export const heard = signal(true);
/** Texts that wait, and that are parked, where one may see them. */
export const outboxCounts = signal<{ waiting?: number; unknown?: number }>({});

const movedListeners = new Set<(moved: Moved[]) => void>();
const textListeners = new Set<() => void>();
const resetListeners = new Set<() => void>();

export function onMoved(listen: (moved: Moved[]) => void): () => void {
	movedListeners.add(listen);
	return () => movedListeners.delete(listen);
}

/** Texts went out or were reported on, of which ticket is not told: at most once in TEXTS_MS. */
export function onTexts(listen: () => void): () => void {
	textListeners.add(listen);
	return () => textListeners.delete(listen);
}

/** Something may have been missed: whoever shows anything reads it anew. */
export function onReset(listen: () => void): () => void {
	resetListeners.add(listen);
	return () => resetListeners.delete(listen);
}

/** What is shown is read anew, as after a loss. */
export const readAnew = (): void => resetListeners.forEach((listen) => listen());

const GATHER_MS = 100; // what comes together is shown together
const TEXTS_MS = 3000;

let source: EventSource | undefined;
let last = "";
let gathered = new Map<string, Moved>();
let timer: ReturnType<typeof setTimeout> | undefined;
let textsTimer: ReturnType<typeof setTimeout> | undefined;
let wanted = false;

function tell(): void {
	const moved = [...gathered.values()];
	gathered = new Map();
	timer = undefined;
	for (const listen of movedListeners) listen(moved);
}

function tellTexts(): void {
	textsTimer = undefined;
	for (const listen of textListeners) listen();
}

function parsed<T>(event: Event): T | undefined {
	try {
		return JSON.parse((event as MessageEvent<string>).data) as T;
	} catch {
		return undefined;
	}
}

function open(): void {
	const s = new EventSource(last ? `/v1/stream?after=${encodeURIComponent(last)}` : "/v1/stream");
	source = s;
	s.addEventListener("open", () => {
		if (!heard.value && !last) readAnew();
		heard.value = true;
	});
	s.addEventListener("ticket", (e) => {
		const moved = parsed<Moved>(e);
		if (!moved) return;
		gathered.set(moved.ticket, moved);
		timer ??= setTimeout(tell, GATHER_MS);
	});
	s.addEventListener("event", (e) => (last = (e as MessageEvent).lastEventId || last));
	s.addEventListener("outbox", (e) => {
		outboxCounts.value = parsed(e) ?? {};
		textsTimer ??= setTimeout(tellTexts, TEXTS_MS);
	});
	s.addEventListener("reset", () => {
		last = "";
		readAnew();
	});
	s.addEventListener("error", () => {
		// A browser tries again by itself, but not after an answer that was no stream.
		heard.value = false;
		s.close();
		if (source !== s) return;
		source = undefined;
		setTimeout(() => void again(), RETRY_MS);
	});
}

/** Opens it anew once the gateway answers. A gateway that was started anew knows no session of before: the question says so. */
async function again(): Promise<void> {
	if (!wanted || source) return;
	try {
		await take(api.GET("/v1/me", {}));
		if (wanted && !source) open();
	} catch {
		if (wanted) setTimeout(() => void again(), RETRY_MS);
	}
}

export function startStream(): void {
	wanted = true;
	if (!source) open();
}

export function stopStream(): void {
	wanted = false;
	source?.close();
	source = undefined;
	last = "";
}
