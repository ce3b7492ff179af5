// Where the reader is: the part of the address behind `#/`, so that a page and its filters can be kept and sent on.
import { signal } from "@preact/signals";

export interface Place {
	path: string[]; // ["ticket", "10042"]
	query: URLSearchParams;
}

/** A part of a path; as it stands where somebody typed a `%` that begins no letter. */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

function read(): Place {
	const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
	return { path: path.split("/").filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

export const place = signal<Place>(read());
addEventListener("hashchange", () => (place.value = read()));

export function address(path: string, query: Record<string, string | undefined> = {}): string {
	const set = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) if (value) set.set(name, value);
	const said = set.toString();
	return `#/${path}${said ? `?${said}` : ""}`;
}

export function go(to: string): void {
	location.hash = to;
}

/** Goes there without a step in the browser's history. */
export function goInstead(to: string): void {
	history.replaceState(history.state, "", to);
	place.value = read();
}

/** Changes filters of this page in place: the way back stays the page before. */
export function refine(change: Record<string, string | undefined>): void {
	const now = Object.fromEntries(place.value.query);
	goInstead(address(place.value.path.map(encodeURIComponent).join("/"), { ...now, ...change }));
}

/** Takes a secret out of the address, and out of the browser's history with it. */
export function clean(): void {
	goInstead(location.pathname);
}
