// What someone is typing is kept in this tab until it is sent: a lost connection or a reload loses nothing of it.
import { useState } from "preact/hooks";
import { stepHere } from "./scroll";

export const draftPrefix = "fieldgate.draft.";

export function useDraft(name: string, first = ""): [string, (next: string) => void] {
	const key = draftPrefix + name;
	const [text, set] = useState(() => sessionStorage.getItem(key) ?? first);
	return [
		text,
		(next) => {
			if (next && next !== first) sessionStorage.setItem(key, next);
			else sessionStorage.removeItem(key);
			set(next);
		},
	];
}

/** The same for what is no text. */
export function useDraftOf<T>(name: string, first: T): [T, (next: T) => void] {
	const [text, set] = useDraft(name, JSON.stringify(first));
	let value = first;
	try {
		value = JSON.parse(text) as T;
	} catch {
		// What another version kept is let go.
	}
	return [value, (next) => set(JSON.stringify(next))];
}

/** The same for the values of a form. */
export const useDraftValues = (name: string) => useDraftOf<Record<string, string>>(name, {});

const chosen = new Map<string, unknown>();

/** What was chosen rather than typed is there again for who goes back, or signs in anew; a visit of its own begins without. */
export function useChosen<T>(name: string): [T | undefined, (next: T | undefined) => void] {
	const [key] = useState(() => `${name} ${stepHere()}`);
	const [value, set] = useState(() => chosen.get(key) as T | undefined);
	return [
		value,
		(next) => {
			chosen.set(key, next);
			set(() => next);
		},
	];
}

export function forgetDrafts(): void {
	chosen.clear();
	for (const key of Object.keys(sessionStorage)) if (key.startsWith(draftPrefix)) sessionStorage.removeItem(key);
}
