// Times as the reader knows them: those of the day without its date, and how long until or since.
import { signal } from "@preact/signals";
import { locale, say } from "./words";

/** How far the gateway's clock is ahead of the browser's, in ms: that of an office computer may be wrong by hours. */
let off = 0;

/** The gateway's clock, in ms; it goes on each ten seconds. */
export const now = signal(Date.now());
const tick = (): void => void (now.value = Date.now() + off);
setInterval(tick, 10_000);

const HEARD_WITHIN = 2000; // ms: an answer has whole seconds, and was under way

/** When the gateway answered, by its own clock: the header Date. */
export function heardAt(date: string | null): void {
	const ahead = Date.parse(date ?? "") - Date.now();
	if (Number.isNaN(ahead) || Math.abs(ahead - off) < HEARD_WITHIN) return;
	off = Math.abs(ahead) < HEARD_WITHIN ? 0 : ahead;
	tick();
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the installation's zone is ahead of UTC, in ms: times are shown as its people write them, wherever the browser
 * stands. Each time that the gateway tells bears it. */
let ahead = -new Date().getTimezoneOffset() * 60_000;

/** A time of the gateway's, in ms. */
export function read(time: string): number {
	const zone = /([+-])(\d\d):(\d\d)$/.exec(time);
	if (zone) ahead = (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) * 60_000;
	return Date.parse(time);
}

function format(ms: number, how: Intl.DateTimeFormatOptions): string {
	const key = locale.value + JSON.stringify(how);
	let f = formats.get(key);
	if (!f) formats.set(key, (f = new Intl.DateTimeFormat(locale.value, { hourCycle: "h23", timeZone: "UTC", ...how })));
	return f.format(ms + ahead);
}

export const clockTime = (ms: number): string => format(ms, { hour: "2-digit", minute: "2-digit" });
export const day = (ms: number): string => format(ms, { month: "short", day: "numeric" });
export const fullTime = (ms: number): string =>
	format(ms, { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
export const dayOfWeek = (ms: number): string => format(ms, { weekday: "short", month: "short", day: "numeric" });
export const dayNumber = (ms: number): string => String(new Date(ms + ahead).getUTCDate());
export const weekday = (ms: number): string => format(ms, { weekday: "short", day: "numeric" });

const DAY = 86_400_000;
const sameDay = (a: number, b: number): boolean => Math.floor((a + ahead) / DAY) === Math.floor((b + ahead) / DAY);

/** 14:30 today, `21 Nov 14:30` on another day; with its year where that is another. `today` is in ms. */
export function when(time: string | number | null | undefined, today: number = now.value): string {
	if (time === null || time === undefined || time === "") return "";
	const ms = typeof time === "number" ? time : read(time);
	if (Number.isNaN(ms)) return String(time);
	if (sameDay(ms, today)) return clockTime(ms);
	if (Math.abs(ms - today) < 300 * DAY) return `${day(ms)} ${clockTime(ms)}`;
	return fullTime(ms);
}

/** The days up to `last`, `n` of them. All are YYYY-MM-DD. */
export function daysTo(last: string, n: number): string[] {
	return Array.from({ length: n }, (_, i) => new Date(Date.parse(last) - (n - 1 - i) * DAY).toISOString().slice(0, 10));
}

/** A span of time by its two largest units: 2 h 05 min, 3 d 4 h. */
export function span(ms: number): string {
	const minutes = Math.floor(Math.abs(ms) / 60_000);
	if (minutes < 60) return say("time.minutes", { n: minutes });
	if (minutes < 48 * 60)
		return say("time.hours", { n: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
	return say("time.days", { n: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60) });
}

/** How long until then, or by how much it is over. */
export function until(time: string): { late: boolean; text: string } {
	const left = Date.parse(time) - now.value;
	return { late: left < 0, text: left < 0 ? say("time.late", { span: span(left) }) : say("time.left", { span: span(left) }) };
}
