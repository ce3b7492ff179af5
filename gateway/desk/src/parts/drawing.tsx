// A process drawn: its states, and the codes that lead from one to the next. What lays it out is fetched when it is wanted.
import { useEffect, useState } from "preact/hooks";
import { api, take } from "../base/api";
import { flow, flowTitle, stateLabel } from "../base/flows";
import { language, languages, say } from "../base/words";

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
	width: number;
	height: number;
	boxes: Box[];
	ways: Way[];
}

const LETTER = 8.2; // px, of one that is not wide
const LINE = 18;
const START = " start";

/** Han and their like are about twice as wide. */
const widthOf = (text: string): number => [...text].reduce((w, c) => w + (c > "\u2e80" ? LETTER * 1.9 : LETTER), 0);

interface Move {
	from: string;
	to: string;
	word: string;
}

/** The ways of a drawing as `fieldgate check --dot` writes it: a line each, labelled in each language of the installation. */
function movesOf(dot: string): Move[] {
	const at = Math.max(0, languages.value.indexOf(language.value));
	const moves: Move[] = [];
	for (const line of dot.split("\n")) {
		const found = /^\s*(?:"([^"]+)"|opening) -> "([^"]+)"(?: \[label="([^"]*)")?/.exec(line);
		// What leaves a ticket where it stands is not drawn.
		if (!found || found[1] === found[2]) continue;
		const words = (found[3] ?? "").split("\\n");
		moves.push({ from: found[1] ?? START, to: found[2] ?? "", word: words[at] ?? words[0] ?? "" });
	}
	return moves;
}

async function lay(name: string): Promise<Laid> {
	const { Graph, layout } = await import("@dagrejs/dagre").then((m) => ({ Graph: m.default.graphlib.Graph, layout: m.default.layout }));
	const of = flow(name);
	const g = new Graph();
	g.setGraph({ rankdir: "LR", nodesep: 26, ranksep: 48, marginx: 12, marginy: 12 });
	g.setNode(START, { width: 14, height: 14, label: "" });
	for (const s of of?.states ?? []) {
		const label = stateLabel(name, s.name);
		g.setNode(s.name, { width: widthOf(label) + 28, height: 38, label });
	}
	const words = new Map<string, { from: string; to: string; words: string[] }>(); // by way
	const drawn = await take(api.GET("/v1/flows/{name}", { params: { path: { name } } }));
	for (const { from, to, word } of movesOf(drawn.dot)) {
		const key = `${from} > ${to}`;
		const way = words.get(key) ?? { from, to, words: [] };
		if (word && !way.words.includes(word)) way.words.push(word);
		words.set(key, way);
	}
	for (const way of words.values()) {
		const width = Math.max(0, ...way.words.map(widthOf)) + 10;
		g.setEdge(way.from, way.to, { width, height: way.words.length * LINE, labelpos: "c" });
	}
	layout(g);
	const graph = g.graph();
	return {
		width: graph.width ?? 0,
		height: graph.height ?? 0,
		boxes: g.nodes().map((n) => {
			const at = g.node(n);
			return { name: n, label: at.label ?? "", ends: of?.states.find((s) => s.name === n)?.ends ?? false, x: at.x, y: at.y, width: at.width, height: at.height };
		}),
		ways: g.edges().map((e) => {
			const at = g.edge(e) as { points: Point[]; x?: number; y?: number };
			const key = `${e.v} > ${e.w}`;
			return { key, words: words.get(key)?.words ?? [], points: at.points, at: { x: at.x ?? 0, y: at.y ?? 0 } };
		}),
	};
}

const path = (points: Point[]): string => points.map((p, i) => `${i ? "L" : "M"}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join("");

export function Drawing({ of }: { of: string }) {
	const [laid, set] = useState<Laid>();
	useEffect(() => {
		lay(of).then(set, () => undefined);
	}, [of, language.value]);
	if (!laid) return <p class="soft">{say("loading")}</p>;
	return (
		<div class="drawing" tabIndex={0} role="group" aria-label={say("flow.drawing", { flow: flowTitle(of) })}>
			<svg width={laid.width} height={laid.height} viewBox={`0 0 ${laid.width} ${laid.height}`} role="img" aria-label={say("flow.drawing", { flow: flowTitle(of) })}>
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
		</div>
	);
}
