// A process drawn: its states, and the codes that lead from one to the next. What lays it out is fetched when it is wanted.
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { api, type Refusal, refusalOf, take, type Schemas } from "../base/api";
import { flowTitle } from "../base/flows";
import { language, named, say } from "../base/words";
import { Fault } from "./state";

interface Point {
	x: number;
	y: number;
}
interface Box extends Point {
	name: string;
	label: string;
	width: number;
	height: number;
	ends: boolean;
}
interface Way {
	key: string;
	words: string[];
	points: Point[];
	at: Point;
}
interface Laid {
	drawn: Schemas["DrawnFlow"];
	width: number;
	height: number;
	boxes: Box[];
	ways: Way[];
}

const LETTER = 8.2; // px, of one that is not wide
const LINE = 18;
const START = " start";
const SMALLEST = 0.7; // of the size at which it is laid out

/** Han and their like are about twice as wide. */
const widthOf = (text: string): number => [...text].reduce((w, c) => w + (c > "\u2e80" ? LETTER * 1.9 : LETTER), 0);

/** The ways of a drawing, and the words on each. What leaves a ticket where it stands is not drawn. */
function waysOf(drawn: Schemas["DrawnFlow"]): Map<string, { from: string; to: string; words: string[] }> {
	const ways = new Map<string, { from: string; to: string; words: string[] }>();
	if (drawn.start) ways.set(keyOf(START, drawn.start), { from: START, to: drawn.start, words: [] });
	for (const { from, to, word } of drawn.moves) {
		if (from === to) continue;
		const way = ways.get(keyOf(from, to)) ?? { from, to, words: [] };
		const said = named(word);
		if (said && !way.words.includes(said)) way.words.push(said);
		ways.set(keyOf(from, to), way);
	}
	return ways;
}

const keyOf = (from: string, to: string): string => `${from} > ${to}`;

const isBack = (rank: Map<string, number>, from: string, to: string): boolean => (rank.get(from) ?? 0) > (rank.get(to) ?? 0);

type Dagre = typeof import("@dagrejs/dagre");

/** Laid out from left to right, or downwards. */
function lay(dagre: Dagre, drawn: Schemas["DrawnFlow"], rankdir: "LR" | "TB"): Laid {
	const g = new dagre.graphlib.Graph({ multigraph: true });
	const ways = waysOf(drawn);
	g.setGraph({ rankdir, nodesep: 18, edgesep: 8, ranksep: rankdir === "LR" ? 40 : 18, marginx: 12, marginy: 12 });
	g.setNode(START, { width: 14, height: 14, label: "" });
	for (const s of drawn.states) {
		const label = named(s.label, s.name);
		g.setNode(s.name, { width: widthOf(label) + 28, height: 38, label });
	}
	const rank = new Map([START, ...drawn.states.map((s) => s.name)].map((name, i) => [name, i] as const));
	for (const [key, { from, to, words }] of ways) {
		const label = { width: Math.max(0, ...words.map(widthOf)) + 6, height: words.length * LINE, labelpos: "c" };
		// What leads back is laid out the other way round: so states stand in the order of the flow's file.
		if (isBack(rank, from, to)) g.setEdge(to, from, label, key);
		else g.setEdge(from, to, label, key);
	}
	dagre.layout(g);
	const graph = g.graph();
	return {
		drawn,
		width: graph.width ?? 0,
		height: graph.height ?? 0,
		boxes: g.nodes().map((n) => {
			const at = g.node(n);
			const ends = drawn.states.find((s) => s.name === n)?.ends ?? false;
			return { name: n, label: at.label ?? "", ends, x: at.x, y: at.y, width: at.width, height: at.height };
		}),
		ways: g.edges().map((e) => {
			const at = g.edge(e) as { points: Point[]; x?: number; y?: number };
			const key = e.name ?? "";
			const way = ways.get(key);
			const points = way && isBack(rank, way.from, way.to) ? [...at.points].reverse() : at.points;
			return { key, words: way?.words ?? [], points, at: { x: at.x ?? 0, y: at.y ?? 0 } };
		}),
	};
}

/** From left to right where that can be read within `room`; else downwards, if that is less wide. */
async function draw(name: string, room: number): Promise<Laid> {
	const [dagre, drawn] = await Promise.all([
		import("@dagrejs/dagre").then((m) => m.default),
		take(api.GET("/v1/flows/{name}", { params: { path: { name } } })),
	]);
	const across = lay(dagre, drawn, "LR");
	if (across.width * SMALLEST <= room) return across;
	const down = lay(dagre, drawn, "TB");
	return down.width < across.width ? down : across;
}

const path = (points: Point[]): string => points.map((p, i) => `${i ? "L" : "M"}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join("");

/** How wide the box is, in steps, so that not each pixel draws anew. */
function useRoom(box: RefObject<HTMLElement>): number {
	const [room, set] = useState(0);
	useEffect(() => {
		if (!box.current) return undefined;
		const seen = new ResizeObserver(([one]) => one && set(Math.floor(one.contentRect.width / 40) * 40));
		seen.observe(box.current);
		return () => seen.disconnect();
	}, []);
	return room;
}

export function Drawing({ of }: { of: string }) {
	const [laid, set] = useState<Laid>();
	const [fault, setFault] = useState<Refusal>();
	const [tries, setTries] = useState(0);
	const box = useRef<HTMLDivElement>(null);
	const room = useRoom(box);
	// Where not all of it is seen, it is where a ticket begins.
	useEffect(() => {
		const start = laid?.boxes.find((b) => b.name === START);
		const svg = box.current?.querySelector("svg");
		if (laid && start && svg) box.current?.scrollTo({ left: start.x * (svg.clientWidth / laid.width) - room / 2 });
	}, [laid, room]);
	useEffect(() => {
		if (!room) return undefined; // one that is folded up has no width yet
		let over = false;
		draw(of, room).then(
			(next) => {
				if (over) return;
				set(next);
				setFault(undefined);
			},
			(f: unknown) => !over && setFault(refusalOf(f)),
		);
		return () => void (over = true);
	}, [of, language.value, room, tries]);
	return (
		<>
			{fault && <Fault fault={fault} again={() => setTries(tries + 1)} />}
			{laid && laid.width * SMALLEST > room && (
				<>
					<Listed of={laid.drawn} />
					<p class="soft small">{say("flow.sideways")}</p>
				</>
			)}
			<div ref={box} class="drawing" tabIndex={0} role="group" aria-label={say("flow.drawing", { flow: flowTitle(of) })}>
				{laid ? <Picture of={of} laid={laid} /> : !fault && <p class="soft">{say("loading")}</p>}
			</div>
		</>
	);
}

/** The same in words, for where the drawing has no room: from each state what leads on, and where to. */
function Listed({ of: drawn }: { of: Schemas["DrawnFlow"] }) {
	const ways = [...waysOf(drawn).values()];
	const label = (name: string): string => named(drawn.states.find((s) => s.name === name)?.label, name);
	return (
		<dl class="moves">
			{drawn.states.map((s) => (
				<div key={s.name}>
					<dt class={s.ends ? "soft" : ""}>{label(s.name)}</dt>
					{ways
						.filter((w) => w.from === s.name)
						.map((w) => (
							<dd key={w.to}>
								{w.words.join(", ")} <span class="soft">→ {label(w.to)}</span>
							</dd>
						))}
				</div>
			))}
		</dl>
	);
}

/** As wide as its box, but no larger than it was laid out, and no smaller than can be read: then the box scrolls. */
function Picture({ of, laid }: { of: string; laid: Laid }) {
	const style = { maxWidth: `${laid.width}px`, minWidth: `${Math.round(laid.width * SMALLEST)}px` };
	return (
		<svg style={style} viewBox={`0 0 ${laid.width} ${laid.height}`} role="img" aria-label={say("flow.drawing", { flow: flowTitle(of) })}>
			<defs>
				<marker id={`arrow-${of}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse">
					<path d="M0 0.5L7.5 4L0 7.500z" fill="var(--soft)" />
				</marker>
			</defs>
			{laid.ways.map((w) => (
				<path key={w.key} d={path(w.points)} fill="none" stroke="var(--soft)" stroke-width="1.3" stroke-linejoin="round" marker-end={`url(#arrow-${of})`} />
			))}
			{laid.ways.map((w) =>
				w.words.map((word, i) => (
					<text key={w.key + word} class="way" x={w.at.x} y={w.at.y + (i - (w.words.length - 1) / 2) * LINE + 4} text-anchor="middle">
						{word}
					</text>
				)),
			)}
			{laid.boxes.map((b) => (
				<g key={b.name}>
					{b.name === START ? (
						<circle cx={b.x} cy={b.y} r="6" fill="var(--ink)" />
					) : (
						<>
							<rect
								x={b.x - b.width / 2}
								y={b.y - b.height / 2}
								width={b.width}
								height={b.height}
								rx="9"
								fill={b.ends ? "var(--sunk)" : "var(--accent-soft)"}
								stroke={b.ends ? "var(--soft)" : "var(--accent)"}
							/>
							<text class="box" x={b.x} y={b.y + 5} text-anchor="middle">
								{b.label}
							</text>
						</>
					)}
				</g>
			))}
		</svg>
	);
}
