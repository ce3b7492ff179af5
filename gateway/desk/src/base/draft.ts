// What someone is typing is kept in this tab until it is sent: a lost connection or a reload loses nothing of it.
import { useState } from "preact/hooks";

const prefix = "fieldgate.draft.";

export function useDraft(name: string, first = ""): [string, (next: string) => void] {
	const key = prefix + name;
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

/** The same for the values of a form. */
export function useDraftValues(name: string): [Record<string, string>, (next: Record<string, string>) => void] {
	const [text, set] = useDraft(name, "{}");
	let values: Record<string, string> = {};
	try {
		values = JSON.parse(text) as Record<string, string>;
	} catch {
		// What another version kept is let go.
	}
	return [values, (next) => set(JSON.stringify(next))];
}

export function forgetDrafts(): void {
	for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
