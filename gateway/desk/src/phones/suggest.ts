// What a phone may reply: the codes that its last texts name beside a ticket's number; where they name none, what leads on
// from where its newest ticket stands. Which words are codes the gateway says, so that a process of one's own is suggested
// too.
import { computed, effect } from "@preact/signals";
import { flow, flows } from "../base/flows";
import type { PlayedText, PlayedTicket, Who } from "./ask";
import { fill } from "./blanks";
import { tickets } from "./play";

export interface Suggestion {
	text: string;
	blank: number; // where what one has to fill in begins; the length of the text if there is nothing
}

const MOST = 3; // chips on a phone
const BACK = 3; // texts that are looked through

/** The codes of all processes, by their words in each language. */
const codes = computed(() => {
	const words = new Map<string, Set<string>>();
	for (const f of flows.value)
		for (const c of f.codes)
			for (const w of Object.values(c.word)) {
				const of = words.get(w.toLowerCase()) ?? new Set();
				words.set(w.toLowerCase(), of.add(c.name));
			}
	return words;
});

/** Codes that were seen to lead on from some state, as `flow code`: where one does not now, it is no reply. */
const leading = new Set<string>();
effect(() => {
	for (const t of tickets.value) for (const n of t.next) leading.add(`${t.flow} ${n.code}`);
});

/** `派工 10042 时间 工程师` in a text: a code, a ticket's number, and what one fills in. */
const reply = /([^\s:：,，;；。"“”«»「」]+) (\d{4,})((?: [^\n"“”«»;；。，(]+)?)/g;

const meant = (t: PlayedTicket, by: string[], who: Who): boolean =>
	by.some((role) => who.roles.includes(role)) ||
	(by.includes("lead") && t.engineer === who.name) ||
	(by.includes("staff") && !who.roles.includes("customer")) ||
	by.includes("anyone");

/** A text also tells what others will text, and an older one what is done already: those are no replies of this phone. */
function isFor(word: string, number: string, who: Who): boolean {
	const names = [...(codes.value.get(word.toLowerCase()) ?? [])];
	const t = tickets.value.find((one) => one.number === number);
	if (!t || !names.some((name) => leading.has(`${t.flow} ${name}`))) return names.length > 0;
	return t.next.some((n) => names.includes(n.code) && meant(t, n.by, who));
}

function inText(text: string, who: Who): Suggestion[] {
	return [...text.matchAll(reply)]
		.filter(([, word = "", number = ""]) => isFor(word, number, who))
		.map(([, word = "", number = "", rest = ""]) => {
			const { filled, left } = fill(rest.trim(), who);
			const begun = [word, number, ...filled].join(" ");
			return left ? { text: `${begun} ${left}`, blank: begun.length + 1 } : { text: begun, blank: begun.length };
		});
}

function fromState(who: Who): Suggestion[] {
	const t = tickets.value.find((one) => one.next.some((n) => meant(one, n.by, who)));
	if (!t) return [];
	return t.next
		.filter((n) => meant(t, n.by, who))
		.map((n) => {
			const words = flow(t.flow)?.codes.find((c) => c.name === n.code)?.word;
			const text = `${words?.[who.language] ?? n.word} ${t.number} `;
			return { text, blank: text.length };
		});
}

/** From the newest text back to the last one that the phone sent itself. */
export function suggested(conversation: PlayedText[], who: Who): Suggestion[] {
	const found = new Map<string, Suggestion>();
	for (const t of conversation.slice(-BACK).reverse()) {
		if (t.kind === "mo") break;
		for (const s of inText(t.text, who)) if (!found.has(s.text)) found.set(s.text, s);
	}
	return [...(found.size ? found.values() : fromState(who))].slice(0, MOST);
}
