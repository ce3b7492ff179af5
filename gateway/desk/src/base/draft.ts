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

export function forgetDrafts(): void {
	for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
