// A long list of which only what is in view is drawn. Each entry has a height that is known beforehand.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Entry {
	key: string;
	height: number; // px
	draw: () => ComponentChildren;
}

const BEYOND = 400; // px above and below the view that are drawn too

/** The index of the first entry that ends below `y`. */
function firstAt(ends: number[], y: number): number {
	let low = 0;
	let high = ends.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((ends[middle] ?? 0) <= y) low = middle + 1;
		else high = middle;
	}
	return low;
}

export function Rows({ entries, label }: { entries: Entry[]; label: string }) {
	const box = useRef<HTMLDivElement>(null);
	const [view, set] = useState({ top: 0, height: 1200 });
	const look = (): void => {
		const top = Math.max(0, -(box.current?.getBoundingClientRect().top ?? 0));
		// In steps, so that scrolling a little draws nothing anew.
		const step = Math.floor(top / 200) * 200;
		set((was) => (was.top === step && was.height === innerHeight ? was : { top: step, height: innerHeight }));
	};
	useLayoutEffect(look, []);
	useEffect(() => {
		let asked = false;
		const soon = (): void => {
			if (asked) return;
			asked = true;
			requestAnimationFrame(() => {
				asked = false;
				look();
			});
		};
		addEventListener("scroll", soon, { passive: true });
		addEventListener("resize", soon);
		return () => {
			removeEventListener("scroll", soon);
			removeEventListener("resize", soon);
		};
	}, []);

	const ends: number[] = [];
	let total = 0;
	for (const e of entries) ends.push((total += e.height));
	const from = firstAt(ends, view.top - BEYOND);
	const to = Math.min(entries.length, firstAt(ends, view.top + view.height + BEYOND) + 1);
	return (
		<div class="rows" ref={box} role="list" aria-label={label} style={{ height: `${total}px` }}>
			{entries.slice(from, to).map((e, i) => (
				<div key={e.key} class="entry" role="listitem" style={{ top: `${(ends[from + i] ?? 0) - e.height}px`, height: `${e.height}px` }}>
					{e.draw()}
				</div>
			))}
		</div>
	);
}
