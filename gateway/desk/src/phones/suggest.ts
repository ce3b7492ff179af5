// What a phone may reply: the codes that its last texts name beside a ticket's number. Which words are codes the gateway
// says (/v1/flows), so that a process of one's own is suggested too.
import { computed } from "@preact/signals";
import { flows } from "../base/flows";
import type { PlayedText } from "./ask";

export interface Suggestion {
	text: string;
	blank: number; // where what one has to fill in begins; text.length if there is nothing
}

const MOST = 4; // chips on a phone
const BACK = 3; // texts that are looked through

const codes = computed(() => {
	const words = new Set<string>();
	for (const f of flows.value) for (const c of f.codes) for (const w of Object.values(c.word)) words.add(w.toLowerCase());
	return words;
});

/** `派工 10042 时间 工程师` in a text: a code, a ticket's number, and what one fills in. */
const reply = /([^\s:：,，;；。"“”「」]+) (\d{4,})((?: [^\n"“”;；。,，]+)?)/g;

function inText(text: string): Suggestion[] {
	return [...text.matchAll(reply)]
		.filter(([, word = ""]) => codes.value.has(word.toLowerCase()))
		.map(([, word = "", number = "", rest = ""]) => {
			const begun = `${word} ${number}`;
			const blank = rest.trim();
			return { text: blank ? `${begun} ${blank}` : begun, blank: blank ? begun.length + 1 : begun.length };
		});
}

/** From the newest text back to the last one that the phone sent itself. */
export function suggested(conversation: PlayedText[]): Suggestion[] {
	const found = new Map<string, Suggestion>();
	for (const t of conversation.slice(-BACK).reverse()) {
		if (t.kind === "mo") break;
		for (const s of inText(t.text)) if (!found.has(s.text)) found.set(s.text, s);
	}
	return [...found.values()].slice(0, MOST);
}
