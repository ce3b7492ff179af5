// Whose machine it is: a few words find it, the arrows choose, and Enter takes it.
import { useEffect, useRef, useState } from "preact/hooks";
import { api, type Machine, type Refusal, refusalOf, take } from "../base/api";
import { say } from "../base/words";
import { Fault } from "./state";

const SETTLE_MS = 150; // of typing, before it is looked for
const SHOWN = 8;

export interface Found {
	machine?: Machine;
	customer?: string;
	station?: string | null;
	number?: string;
}

/** Machines by the beginning of a serial or by whose they are; and customers who have none here. */
async function find(q: string): Promise<Found[]> {
	const [machines, customers] = await Promise.all([
		take(api.GET("/v1/machines", { params: { query: { q, limit: SHOWN } } })),
		take(api.GET("/v1/customers", { params: { query: { q, limit: SHOWN } } })),
	]);
	const found: Found[] = machines.items.map((m) => ({ machine: m, customer: m.customer ?? undefined, station: m.station }));
	for (const c of customers.items)
		if (!found.some((f) => f.customer === c.name)) found.push({ customer: c.name, number: c.mobile[0] });
	return found.slice(0, SHOWN);
}

interface Answer {
	q: string;
	list: Found[];
}

/** Who pressed Enter behind `q` before the answer was there has not seen a choice: one that is meant for certain. */
const meant = ({ q, list }: Answer): Found | undefined =>
	list.length === 1 ? list[0] : list.find((f) => f.machine?.serial.toLowerCase() === q.toLowerCase());

/** What is found of the text, once its typing has settled; `heard` is called with each answer. */
function useFound(text: string, heard: (answer: Answer) => void): { answer?: Answer; fault?: Refusal } {
	const [state, set] = useState<{ answer?: Answer; fault?: Refusal }>({});
	useEffect(() => {
		const q = text.trim();
		if (!q) return set((was) => ({ ...was, answer: undefined }));
		let over = false;
		const timer = setTimeout(() => {
			find(q).then(
				(list) => {
					if (over) return;
					set({ answer: { q, list } });
					heard({ q, list });
				},
				(f: unknown) => !over && set((was) => ({ ...was, fault: refusalOf(f) })),
			);
		}, SETTLE_MS);
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [text]);
	return state;
}

function Options({ of, at, point, took }: { of: Found[]; at: number; point: (i: number) => void; took: (f: Found) => void }) {
	return (
		<ul id="found" class="found" role="listbox" aria-label={say("open.found")}>
			{of.map((f, i) => (
				<li
					key={f.machine?.serial ?? f.customer}
					id={`found-${i}`}
					role="option"
					aria-selected={i === at}
					onPointerEnter={() => point(i)}
					onClick={() => took(f)}
				>
					<strong>{f.machine?.serial ?? say("ticket.no_machine")}</strong>
					<span>{f.customer}</span>
					<span class="soft">{[f.machine?.model, f.station ?? f.number].filter(Boolean).join(" · ")}</span>
				</li>
			))}
		</ul>
	);
}

export function Finder({ text, set, took }: { text: string; set: (t: string) => void; took: (f: Found) => void }) {
	const entered = useRef(""); // what Enter was pressed behind, before it was found
	const [at, setAt] = useState(0);
	// To what was typed last, or shortly before.
	const { answer, fault } = useFound(text, (now) => {
		const only = entered.current === now.q ? meant(now) : undefined;
		entered.current = "";
		setAt(0);
		if (only) took(only);
	});
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	const found = answer?.list;
	const chosen = found?.[at];
	const key = (e: KeyboardEvent): void => {
		const n = found?.length ?? 0;
		if (e.key === "ArrowDown" && n) setAt((at + 1) % n);
		else if (e.key === "ArrowUp" && n) setAt((at + n - 1) % n);
		else if (e.key === "Enter" && answer?.q !== text.trim()) entered.current = text.trim();
		else if (e.key === "Enter" && chosen) took(chosen);
		else return;
		e.preventDefault();
	};
	return (
		<div class="field finder">
			<label for="who">{say("open.who")}</label>
			<input
				id="who"
				class="input"
				ref={field}
				autocomplete="off"
				role="combobox"
				aria-autocomplete="list"
				aria-expanded={!!found?.length}
				aria-controls="found"
				aria-activedescendant={found?.length ? `found-${at}` : undefined}
				placeholder={say("open.who_hint")}
				value={text}
				onInput={(e) => set(e.currentTarget.value)}
				onKeyDown={key}
			/>
			{fault && <Fault fault={fault} />}
			{found && <Options of={found} at={at} point={setAt} took={took} />}
			{found?.length === 0 && (
				<p class="soft small" role="status">
					{say("open.none")}
				</p>
			)}
		</div>
	);
}
