// What surrounds each page: the bar with the ways, the search, and the reader's own settings.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { address, go, place } from "../base/address";
import { leave, me, has } from "../base/session";
import { heard, readAnew } from "../base/stream";
import { setTheme, theme, type Theme } from "../base/theme";
import { choose, language, languageName, languages, say, type Word } from "../base/words";
import { Icon, type IconName } from "./icon";

export const ways: { path: string; word: Word; icon: IconName; role?: string }[] = [
	{ path: "board", word: "nav.board", icon: "board" },
	{ path: "open", word: "nav.open", icon: "plus" },
	{ path: "mine", word: "nav.mine", icon: "inbox" },
	{ path: "today", word: "nav.today", icon: "chart" },
	{ path: "admin", word: "nav.admin", icon: "gear" },
];

export function Mark() {
	return (
		<svg viewBox="0 0 32 32" aria-hidden="true">
			<rect width="32" height="32" rx="7" fill="var(--accent)" />
			<path d="M10 24V9h12M10 16h9" stroke="var(--on-accent)" stroke-width="3.4" fill="none" stroke-linecap="round" stroke-linejoin="round" />
		</svg>
	);
}

function Search() {
	const [text, set] = useState("");
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => {
		const press = (e: KeyboardEvent): void => {
			const typing = e.target instanceof HTMLElement && e.target.closest("input, textarea, select");
			if (e.key !== "/" || typing || e.ctrlKey || e.metaKey || e.altKey) return;
			e.preventDefault();
			field.current?.focus();
		};
		addEventListener("keydown", press);
		return () => removeEventListener("keydown", press);
	}, []);
	return (
		<form
			class="search"
			role="search"
			onSubmit={(e) => {
				e.preventDefault();
				if (text.trim()) go(address("find", { q: text.trim() }));
			}}
		>
			<input
				ref={field}
				class="input"
				type="search"
				aria-label={say("search.label")}
				placeholder={say("search.hint")}
				value={text}
				onInput={(e) => set(e.currentTarget.value)}
			/>
		</form>
	);
}

export function LanguageChoice() {
	if (languages.value.length < 2) return null;
	return (
		<div class="choice" role="group" aria-label={say("settings.language")}>
			{languages.value.map((l) => (
				<button key={l} type="button" lang={l} aria-pressed={l === language.value} onClick={() => void choose(l).then(readAnew, () => undefined)}>
					{languageName(l)}
				</button>
			))}
		</div>
	);
}

export function ThemeChoice() {
	const themes: [Theme, Word][] = [
		["system", "theme.system"],
		["light", "theme.light"],
		["dark", "theme.dark"],
	];
	return (
		<div class="choice" role="group" aria-label={say("settings.theme")}>
			{themes.map(([key, word]) => (
				<button key={key} type="button" aria-pressed={theme.value === key} onClick={() => setTheme(key)}>
					{say(word)}
				</button>
			))}
		</div>
	);
}

export function Settings() {
	const [open, set] = useState(false);
	const box = useRef<HTMLDivElement>(null);
	const opener = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (!open) return;
		const away = (e: Event): void => {
			const escape = e instanceof KeyboardEvent && e.key === "Escape";
			if (escape && box.current?.contains(document.activeElement)) opener.current?.focus();
			if (escape || (!(e instanceof KeyboardEvent) && !box.current?.contains(e.target as Node))) set(false);
		};
		const ways = ["pointerdown", "keydown", "focusin"];
		for (const way of ways) addEventListener(way, away);
		return () => ways.forEach((way) => removeEventListener(way, away));
	}, [open]);
	return (
		<div class="menu" ref={box}>
			<button ref={opener} class="button" type="button" aria-expanded={open} aria-label={say("settings.title")} onClick={() => set(!open)}>
				<Icon name="person" />
			</button>
			{open && (
				<div class="sheet">
					<p>
						<strong>{me.value?.name}</strong>
						{me.value?.station && <span class="soft"> · {me.value.station}</span>}
					</p>
					<LanguageChoice />
					<ThemeChoice />
					<button class="button" type="button" onClick={() => void leave()}>
						{say("settings.leave")}
					</button>
				</div>
			)}
		</div>
	);
}

export function Frame({ children }: { children: ComponentChildren }) {
	const here = place.value.path[0] ?? "board";
	return (
		<>
			<button class="button skip" type="button" onClick={() => document.querySelector("main")?.focus()}>
				{say("nav.skip")}
			</button>
			<header class="bar">
				<a class="brand" href="#/board" aria-label={say("product")}>
					<Mark />
					<span>{say("product")}</span>
				</a>
				<nav class="nav" aria-label={say("nav.label")}>
					{ways
						.filter((way) => way.path !== "admin" || has("administrator") || has("agent") || has("supervisor"))
						.map((way) => (
							<a key={way.path} href={`#/${way.path}`} aria-current={here === way.path ? "page" : undefined}>
								<Icon name={way.icon} />
								{say(way.word)}
							</a>
						))}
				</nav>
				<Search />
				<Settings />
			</header>
			<main tabIndex={-1}>
				{!heard.value && (
					<div class="page">
						<div class="notice" role="status">
							<p>{say("stream.lost")}</p>
						</div>
					</div>
				)}
				{children}
			</main>
		</>
	);
}
