// People, customers, stations and machines: a list, and one of it as a form. Who writes what another has changed meanwhile
// is told so, and loses nothing.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { go, place } from "../../base/address";
import { all, Refusal, refusalOf } from "../../base/api";
import { useDraftValues } from "../../base/draft";
import { useLoad } from "../../base/load";
import { useOnce } from "../../base/once";
import { has } from "../../base/session";
import { say, type Word } from "../../base/words";
import { Fault, Empty, Show } from "../../parts/state";

/** A row as the API has it: texts, numbers, or lists of texts. */
export type Row = Record<string, string | number | string[] | null | undefined>;

export interface Column {
	key: string;
	word: Word;
	list?: boolean; // several, with a semicolon between
	number?: boolean;
	hint?: Word;
	options?: () => Promise<string[]>; // what it may be; of a list, what may be in it
	named?: (value: string) => string; // what one of its values is called
	fixed?: boolean; // is said once, when it is added
	aside?: boolean; // is not in the list
	seen?: boolean; // is in the list alone, and written otherwise
}

export interface Roster {
	path: string;
	title: Word;
	add: Word;
	id: (row: Row) => string;
	columns: Column[];
	page: (after: string | undefined) => Promise<{ items: Row[]; next?: string | null }>;
	one: (id: string) => Promise<{ row: Row; tag: string }>;
	put: (id: string, row: Row, tag: string, key: string) => Promise<void>;
	post: (row: Row, key: string) => Promise<void>;
	note?: Word;
	beside?: (id: string) => ComponentChildren; // what else there is of one
}

const shown = (value: Row[string]): string => (Array.isArray(value) ? value.join(", ") : value === null || value === undefined ? "" : String(value));
const shownIn = (c: Column, value: Row[string]): string => shown(c.named && Array.isArray(value) ? value.map(c.named) : value);
const written = (value: Row[string]): string => (Array.isArray(value) ? value.join("; ") : shown(value));

const several = (text: string): string[] => text.split(/[;；]/).map((t) => t.trim()).filter(Boolean);

function parsed(columns: Column[], values: Record<string, string>): Row {
	const row: Row = {};
	for (const c of columns) {
		const text = (values[c.key] ?? "").trim();
		if (c.list) row[c.key] = several(text);
		else if (c.number) row[c.key] = text === "" ? null : Number.isNaN(Number(text)) ? text : Number(text);
		else row[c.key] = text === "" ? null : text;
	}
	return row;
}

function Cell({ column, value, set, id, added }: { column: Column; value: string; set: (v: string) => void; id: string; added: boolean }) {
	const [options, setOptions] = useState<string[]>([]);
	useEffect(() => {
		column.options?.().then(setOptions, () => undefined);
	}, []);
	return (
		<div class={column.list && column.options ? "field broad" : "field"}>
			<label for={id}>{say(column.word)}</label>
			<input
				id={id}
				class="input"
				value={value}
				readOnly={column.fixed && !added}
				list={options.length && !column.list ? `${id}-list` : undefined}
				inputMode={column.number ? "decimal" : "text"}
				autocomplete="off"
				onInput={(e) => set(e.currentTarget.value)}
			/>
			{column.hint && <span class="soft small">{say(column.hint)}</span>}
			{column.list && options.length > 0 && (
				<div class="row options">
					{options.map((o) => {
						const has = several(value);
						const is = has.includes(o);
						return (
							<button key={o} class="button" type="button" aria-pressed={is} onClick={() => set((is ? has.filter((h) => h !== o) : [...has, o]).join("; "))}>
								{column.named?.(o) ?? o}
							</button>
						);
					})}
				</div>
			)}
			{!column.list && options.length > 0 && (
				<datalist id={`${id}-list`}>
					{options.map((o) => (
						<option key={o} value={o} />
					))}
				</datalist>
			)}
		</div>
	);
}

function Editor({ of, row, tag, added, done }: { of: Roster; row: Row; tag: string; added: boolean; done: () => void }) {
	// What was changed, and only that: the rest is as it was read, also if the page is left and comes back.
	const [changed, set] = useDraftValues(`${of.path}.${added ? JSON.stringify(row) : of.id(row)}`);
	const columns = of.columns.filter((c) => !c.seen);
	const values = { ...Object.fromEntries(columns.map((c) => [c.key, written(row[c.key])])), ...changed };
	const [fault, setFault] = useState<Refusal>();
	const [busy, setBusy] = useState(false);
	const once = useOnce();
	const close = (): void => {
		set({});
		done();
	};
	const save = async (e: Event): Promise<void> => {
		e.preventDefault();
		setBusy(true);
		setFault(undefined);
		try {
			const next = parsed(columns, values);
			await once(next, (key) => (added ? of.post(next, key) : of.put(of.id(row), next, tag, key)));
			close();
		} catch (f) {
			const refused = refusalOf(f);
			setFault(refused.status === 412 ? new Refusal(412, say("admin.changed")) : refused);
			setBusy(false);
		}
	};
	return (
		<form class="panel form" onSubmit={(e) => void save(e)}>
			<div class="form wide">
				{columns.map((c) => (
					<Cell
						key={c.key}
						id={`${of.path}-${c.key}`}
						column={c}
						added={added}
						value={values[c.key] ?? ""}
						set={(v) => set({ ...changed, [c.key]: v })}
					/>
				))}
			</div>
			{of.note && <p class="soft small">{say(of.note)}</p>}
			{fault && <Fault fault={fault} />}
			<div class="row end">
				<button class="button" type="button" onClick={close}>
					{say("form.not")}
				</button>
				<button class="button main" type="submit" disabled={busy}>
					{say("form.save")}
				</button>
			</div>
		</form>
	);
}

function One({ of, id, done }: { of: Roster; id: string; done: () => void }) {
	const loaded = useLoad(`${of.path} ${id}`, async () => of.one(id));
	return (
		<Show
			of={loaded}
			show={({ row, tag }) => (
				<>
					<h3 class="one">{shown(row[of.columns[0]?.key ?? ""])}</h3>
					<Editor key={tag} of={of} row={row} tag={tag} added={false} done={done} />
				</>
			)}
		/>
	);
}

function List({ of, rows }: { of: Roster; rows: Row[] }) {
	const [text, set] = useState("");
	const wanted = text.trim().toLowerCase();
	const found = wanted ? rows.filter((r) => of.columns.some((c) => shownIn(c, r[c.key]).toLowerCase().includes(wanted))) : rows;
	const columns = of.columns.filter((c) => !c.aside);
	return (
		<>
			<div class="spread">
				<input
					class="input filter"
					type="search"
					aria-label={say("admin.filter")}
					placeholder={say("admin.filter")}
					value={text}
					onInput={(e) => set(e.currentTarget.value)}
				/>
				{has("administrator") && (
					<a class="button main" href={`#/admin/${of.path}/+`}>
						{say(of.add)}
					</a>
				)}
			</div>
			{found.length === 0 ? (
				<Empty title={say(rows.length ? "admin.none_so" : "admin.none")} />
			) : (
				// Keys scroll it also where it has no links.
				<div class="panel scroll" role="region" aria-label={say(of.title)} tabIndex={has("administrator") ? undefined : 0}>
					<table class="table">
						<thead>
							<tr>
								{columns.map((c) => (
									<th key={c.key}>{say(c.word)}</th>
								))}
							</tr>
						</thead>
						<tbody>
							{found.slice(0, 500).map((r) => (
								<tr key={of.id(r)}>
									{columns.map((c, i) => (
										<td key={c.key}>
											{i === 0 && has("administrator") ? (
												<a href={`#/admin/${of.path}/${encodeURIComponent(of.id(r))}`}>{shownIn(c, r[c.key])}</a>
											) : (
												shownIn(c, r[c.key])
											)}
										</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
			{found.length > 500 && <p class="soft">{say("admin.first", { n: 500 })}</p>}
		</>
	);
}

function All({ of }: { of: Roster }) {
	const loaded = useLoad(of.path, async () => all(of.page, 20_000));
	return <Show of={loaded} show={(rows) => <List of={of} rows={rows} />} />;
}

export function RosterPage({ of }: { of: Roster }) {
	const id = place.value.path[2];
	const done = (): void => go(`#/admin/${of.path}`);
	return (
		<>
			<h2>{say(of.title)}</h2>
			{id === "+" && (
				<>
					<h3 class="one">{say(of.add)}</h3>
					<Editor of={of} row={{ ...Object.fromEntries(place.value.query) }} tag="" added done={done} />
				</>
			)}
			{id && id !== "+" && <One of={of} id={id} done={done} />}
			{id && id !== "+" && of.beside?.(id)}
			{!id && <All of={of} />}
		</>
	);
}
