// A small chart: a bar for each day, its number above it. What draws it is fetched when it is wanted.
import { useEffect, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { dayNumber, weekday } from "../base/time";
import { theme } from "../base/theme";

const HEIGHT = 96; // px
const DAY_WIDTH = 26; // px that the number of a day takes

function colours(box: HTMLElement): { accent: string; soft: string; line: string } {
	const style = getComputedStyle(box);
	const of = (name: string): string => style.getPropertyValue(name).trim();
	return { accent: of("--accent"), soft: of("--soft"), line: of("--line") };
}

/** `days` are UTC ms of their noons; `label` says what is counted, for who cannot see it. */
export function Bars({ days, counts, at, label, choose }: { days: number[]; counts: number[]; at: number; label: string; choose: (i: number) => void }) {
	const box = useRef<HTMLDivElement>(null);
	const chosen = useRef(choose);
	chosen.current = choose;
	const key = `${days.join()} ${counts.join()} ${at} ${theme.value}`;
	useEffect(() => {
		let chart: uPlot | undefined;
		let over = false;
		const into = box.current;
		if (!into) return;
		void import("uplot").then(({ default: Plot }) => {
			if (over) return;
			const is = colours(into);
			const bars = Plot.paths.bars;
			if (!bars) return;
			// Of days that would run into one another, only each second or third is written; today always is.
			const every = Math.ceil((days.length * DAY_WIDTH) / into.clientWidth);
			const written = (i: number): boolean => (days.length - 1 - i) % every === 0;
			const paint = (u: uPlot): void => {
				const ratio = devicePixelRatio;
				u.ctx.font = `${12 * ratio}px system-ui, sans-serif`;
				u.ctx.textAlign = "center";
				u.ctx.textBaseline = "alphabetic";
				u.ctx.fillStyle = is.soft;
				counts.forEach((n, i) => {
					if (n === 0) return;
					u.ctx.fillText(String(n), u.valToPos(i, "x", true), u.valToPos(n, "y", true) - 5 * ratio);
				});
			};
			chart = new Plot(
				{
					width: into.clientWidth,
					height: HEIGHT,
					padding: [16, 4, 0, 4],
					legend: { show: false },
					cursor: { show: false },
					scales: { x: { time: false, range: [-0.6, days.length - 0.4] }, y: { range: [0, Math.max(1, ...counts)] } },
					axes: [
						{
							stroke: is.soft,
							size: 22,
							font: "12px system-ui, sans-serif",
							grid: { show: false },
							ticks: { show: false },
							splits: () => days.map((_, i) => i),
							values: (_, splits) => splits.map((i) => (written(i) ? dayNumber(days[i] ?? 0) : "")),
						},
						{ show: false },
					],
					series: [
						{},
						{
							fill: is.accent,
							stroke: is.accent,
							width: 0,
							points: { show: false },
							paths: bars({
								size: [0.62, 48],
								disp: { fill: { unit: 3, values: () => counts.map((_, i) => (i === at ? is.accent : `${is.accent}66`)) } },
							}),
						},
					],
					hooks: { draw: [paint] },
				},
				[days.map((_, i) => i), counts],
				into,
			);
			chart.over.addEventListener("click", (e) => {
				const i = Math.round(chart?.posToVal(e.offsetX, "x") ?? -1);
				if (i >= 0 && i < days.length) chosen.current(i);
			});
		});
		return () => {
			over = true;
			chart?.destroy();
		};
	}, [key]);
	return <div class="bars" ref={box} role="img" aria-label={`${label}: ${days.map((d, i) => `${weekday(d)} ${counts[i]}`).join(", ")}`} />;
}
