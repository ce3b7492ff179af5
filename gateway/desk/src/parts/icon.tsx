// The few drawings of the pages: lines of one weight, on a grid of 24.
const paths = {
	board: "M4 5h16M4 12h16M4 19h10",
	plus: "M12 5v14M5 12h14",
	inbox: "M4 13l2.5-8h11L20 13v6H4zM4 13h5l1.5 3h3L15 13h5",
	chart: "M5 20V11M12 20V4M19 20v-6",
	gear: "M4 7h9M19 7h1M4 17h2M12 17h8M16 4.5v5M9 14.5v5",
	person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-4 4-5.5 7.500-5.500s6.500 1.500 7.500 5.500",
	tick: "M4 12.500l5 5L20 7",
	ticks: "M2 12.500l4.500 4.500L15 7.500M10 15l2 2 9.500-9.500",
	clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2",
	fault: "M12 4l9 16H3zM12 10v4M12 17v.2",
	stop: "M6 6h12v12H6z",
	back: "M15 5l-7 7 7 7",
	right: "M9 5l7 7-7 7",
	down: "M6 9l6 6 6-6",
	phone: "M8 3h8v18H8zM11 18h2",
	send: "M4 12l16-8-6 16-3-7z",
	save: "M12 4v11M7 11l5 5 5-5M5 20h14",
	again: "M20 12a8 8 0 1 1-2.500-5.800M20 3v5h-5",
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside words, or, with `title`, one that stands for them. */
export function Icon({ name, title }: { name: IconName; title?: string }) {
	return (
		<svg
			class="icon"
			viewBox="0 0 24 24"
			width="20"
			height="20"
			fill="none"
			stroke="currentColor"
			stroke-width="2"
			stroke-linecap="round"
			stroke-linejoin="round"
			role={title ? "img" : undefined}
			aria-hidden={title ? undefined : "true"}
			aria-label={title}
		>
			<path d={paths[name]} />
		</svg>
	);
}
