// Where a page was left, it is found again on the way back; a new one begins at its top. Browsers do that for pages that are
// loaded, not for those that are drawn.
import { effect } from "@preact/signals";
import { place } from "./address";

interface Step {
	step: number;
}

const left = new Map<number, number>(); // by step of the history, how far it was scrolled
let steps = 0;
let here = 0;

const stepOf = (state: unknown): number | undefined => (state as Step | null)?.step;

export function keepScroll(): void {
	history.scrollRestoration = "manual";
	// Numbers that a reload of the page leaves in the history are not used again.
	steps = Math.max(stepOf(history.state) ?? 0, history.length);
	addEventListener("scroll", () => left.set(here, scrollY), { passive: true });
	effect(() => {
		void place.value;
		const was = stepOf(history.state);
		if (was === here && was) return; // a filter
		here = was ?? ++steps;
		if (was === undefined) history.replaceState({ step: here } satisfies Step, "");
		const to = left.get(here) ?? 0;
		requestAnimationFrame(() => scrollTo(0, to));
	});
}
