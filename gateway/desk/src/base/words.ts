// The words of the pages, in the language that the reader chose.
import { computed, signal } from "@preact/signals";
import type { Word } from "../../made/words";

export type { Word };
type Words = Record<string, string>;

export const languages = signal<string[]>([]);
export const language = signal("en");
const words = signal<Words>({});

export const keptLanguage = "fieldgate.language";

/** The text of a key; `{name}` in it becomes what `places` has under that name. */
export function say(key: Word, places: Record<string, string | number> = {}): string {
	const text = words.value[key] ?? key;
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in places ? String(places[name]) : whole));
}

/** What a file says in several languages, in that of the reader. */
export function named(labels: Record<string, string> | undefined, otherwise = ""): string {
	if (!labels) return otherwise;
	return labels[language.value] ?? Object.values(labels)[0] ?? otherwise;
}

/** What a time or a number is written by: that of the language, with the digits and the clock of 24 hours of texts. */
export const locale = computed(() => language.value);

async function json<T>(path: string): Promise<T> {
	const answer = await fetch(path, { credentials: "same-origin" });
	if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
	return (await answer.json()) as T;
}

export async function choose(next: string, keep = true): Promise<void> {
	const known = languages.value.includes(next) ? next : (languages.value[0] ?? "en");
	words.value = await json<Words>(`/desk/words/${encodeURIComponent(known)}`);
	language.value = known;
	document.documentElement.lang = known;
	if (keep) localStorage.setItem(keptLanguage, known);
}

/** Reads which languages there are, and the words of the one to begin with: the last choice, else the browser's. */
export async function begin(): Promise<void> {
	const list = await json<{ languages: string[]; first: string }>("/desk/words");
	languages.value = list.languages;
	const wished = [localStorage.getItem(keptLanguage) ?? "", ...navigator.languages.map((l) => l.split("-")[0] ?? "")];
	await choose(wished.find((l) => list.languages.includes(l)) ?? list.first, false);
}

export const choseLanguage = (): boolean => localStorage.getItem(keptLanguage) !== null;

/** The name of a language in itself. */
export function languageName(key: string): string {
	try {
		const name = new Intl.DisplayNames([key], { type: "language" }).of(key) ?? key;
		return name.charAt(0).toLocaleUpperCase(key) + name.slice(1);
	} catch {
		return key;
	}
}
