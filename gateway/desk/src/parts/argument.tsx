// One field of a form, as /v1 describes an argument: its kind decides how it is asked for.
import { useEffect, useState } from "preact/hooks";
import { all, api, take, type Argument } from "../base/api";
import { say } from "../base/words";

export type Option = { value: string; label: string };

/** People and stations are suggested; whatever else is typed goes too, and is judged by the gateway. */
async function suggestions(kind: string): Promise<Option[]> {
	if (kind === "person" || kind === "people" || kind === "lead")
		return (await all(async (after) => take(api.GET("/v1/people", { params: { query: { limit: 200, after } } })), 600)).map(
			(p) => ({ value: p.name, label: p.station ?? "" }),
		);
	if (kind === "station" || kind === "place")
		return (await all(async (after) => take(api.GET("/v1/stations", { params: { query: { limit: 200, after } } })), 600)).map(
			(s) => ({ value: s.station, label: s.region ?? "" }),
		);
	return [];
}

const suggests = new Set(["person", "people", "lead", "station", "place"]);
const long = new Set(["words", "besides", "rest"]);

/** A browser minds `autofocus` once in a page's life, and a form may open more often. */
const focused = (field: HTMLElement | null): void => field?.focus();

interface Asked {
	of: Argument;
	id: string;
	value: string;
	set: (next: string) => void;
	first?: boolean;
	byKey?: boolean; // a choice goes as its key, not as its word
	nodes?: Option[]; // of the ticket that it is about
}

/** What one types into or chooses from. */
function Control({ of, id, value, set, first, byKey, list, describedBy }: Asked & { list?: string; describedBy?: string }) {
	const common = { id, class: "input", required: of.must, value, "aria-describedby": describedBy, ref: first ? focused : undefined };
	if (of.choices?.length)
		return (
			<select {...common} onChange={(e) => set(e.currentTarget.value)}>
				<option value="" />
				{of.choices.map((c) => (
					<option key={c.name} value={byKey ? c.name : c.label}>
						{c.label}
					</option>
				))}
			</select>
		);
	if (long.has(of.kind)) return <textarea {...common} rows={2} onInput={(e) => set(e.currentTarget.value)} />;
	return (
		<input
			{...common}
			list={list}
			inputMode={of.kind === "number" ? "decimal" : "text"}
			autocomplete="off"
			onInput={(e) => set(e.currentTarget.value)}
		/>
	);
}

export function ArgumentField(asked: Asked) {
	const { of, id, nodes = [] } = asked;
	const [found, setFound] = useState<Option[]>([]);
	useEffect(() => {
		if (suggests.has(of.kind)) suggestions(of.kind).then(setFound, () => undefined);
	}, [of.kind]);
	const options = of.kind === "node" ? nodes : found;
	// A choice shows by itself what may be said.
	const example = of.choices?.length ? undefined : of.example;
	return (
		<div class="field">
			<label for={id}>
				{of.label}
				{!of.must && <span class="soft"> {say("form.may")}</span>}
			</label>
			<Control {...asked} list={options.length ? `${id}-list` : undefined} describedBy={example && `${id}-example`} />
			{options.length > 0 && (
				<datalist id={`${id}-list`}>
					{options.map((o) => (
						<option key={o.value} value={o.value}>
							{o.label}
						</option>
					))}
				</datalist>
			)}
			{of.unit && <span class="soft small">{of.unit}</span>}
			{/* Beneath, so that it is there while one types. */}
			{example && (
				<span id={`${id}-example`} class="soft small">
					{say("form.such_as", { example })}
				</span>
			)}
		</div>
	);
}
