// What texts leave open in a reply, TIME or ENGINEER, is filled in with what one might write: a phone is played faster so.
// How each language writes what is left open stands in its pages.yaml.
import { signal } from "@preact/signals";
import { clockTime } from "../base/time";
import type { Who } from "./ask";
import { given, held, nowMs, person } from "./play";

interface Blanks {
	time: string[];
	engineer: string[];
}

const HALF_HOUR = 1_800_000;
const ahead = 2 * HALF_HOUR; // of the play's clock, for what one promises

const known = signal<Record<string, Blanks>>({});
const asked = new Set<string>();

const listed = (words: string | undefined): string[] => (words ?? "").split("|").filter(Boolean);

async function learn(language: string): Promise<void> {
	if (asked.has(language)) return;
	asked.add(language);
	try {
		const got = await fetch(`/desk/words/${encodeURIComponent(language)}`, { credentials: "same-origin" });
		const words = got.ok ? ((await got.json()) as Record<string, string>) : {};
		const blanks = { time: listed(words["phones.blank_time"]), engineer: listed(words["phones.blank_engineer"]) };
		known.value = { ...known.value, [language]: blanks };
	} catch {
		asked.delete(language); // what is left open stays open
	}
}

/** An engineer of the same station, one who is on a phone if there is one. */
function engineer(who: Who): string | undefined {
	const near = (p: Who | undefined): p is Who => !!p && p.roles.includes("engineer") && (!who.station || p.station === who.station);
	return (held.value.map(person).find(near) ?? given.value?.people.find(near))?.name;
}

const soon = (): string => clockTime(Math.ceil((nowMs.value + ahead) / HALF_HOUR) * HALF_HOUR);

/** What may stand for the beginning of `rest`, and what is left behind it. */
function one(rest: string, blanks: Blanks, who: Who): { filled: string; left: string } | undefined {
	const begins = (word: string): boolean => rest.toUpperCase().startsWith(word.toUpperCase());
	const time = blanks.time.find(begins);
	if (time) return { filled: soon(), left: rest.slice(time.length) };
	const lead = blanks.engineer.find(begins);
	const name = lead && engineer(who);
	return lead && name ? { filled: name, left: rest.slice(lead.length) } : undefined;
}

/** What one might write for what a text left open, and what of it stays to be filled in. */
export function fill(rest: string, who: Who): { filled: string[]; left: string } {
	const blanks = known.value[who.language];
	const filled: string[] = [];
	let left = rest;
	if (!blanks) void learn(who.language);
	for (let next = blanks && one(left, blanks, who); blanks && next; next = one(left, blanks, who)) {
		filled.push(next.filled);
		left = next.left.trim();
	}
	return { filled, left };
}
