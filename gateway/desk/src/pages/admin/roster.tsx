// People, customers, stations and machines: a list, and one of it as a form. Who writes what another has changed meanwhile
// is told so, and loses nothing.
import { useEffect, useRef, useState } from "preact/hooks";
import { go, place } from "../../base/address";
import { all, newKey, Refusal } from "../../base/api";
import { useLoad } from "../../base/load";
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
	options?: () => Promise<string[]>;
	fixed?: boolean; // is said once, when it is added
	aside?: boolean; // is not in the list
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
}

const shown = (value: Row[string]): string => (Array.isArray(value) ? value.join(", ") : value === null || value === undefined ? "" : String(value));
const written = (value: Row[string]): string => (Array.isArray(value) ? value.join("; ") : shown(value));

function parsed(columns: Column[], values: Record<string, string>): Row {
	const row: Row = {};
	for (const c of columns) {
		const text = (values[c.key] ?? "").trim();
		if (c.list) row[c.key] = text.split(/[;；]/).map((t) => t.trim()).filter(Boolean);
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
		<div class="field">
			<label for={id}>{say(column.word)}</label>
			<input
				id={id}
				class="input"
				value={value}
				readOnly={column.fixed && !added}
				list={options.length ? `${id}-list` : undefined}
				inputMode={column.number ? "decimal" : "text"}
				autocomplete="off"
				onInput={(e) => set(e.currentTarget.value)}
			/>
			{column.hint && <span class="soft small">{say(column.hint)}</span>}
			{options.length > 0 && (
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
	const [values, set] = useState<Record<string, string>>(() =>
		Object.fromEntries(of.columns.map((c) => [c.key, written(row[c.key])])),
	);
	const [fault, setFault] = useState<Refusal>();
	const [busy, setBusy] = useState(false);
	const key = useRef(newKey());
	const save = async (e: Event): Promise<void> => {
		e.preventDefault();
		setBusy(true);
		setFault(undefined);
		try {
			const next = parsed(of.columns, values);
			if (added) await of.post(next, key.current);
			else await of.put(of.id(row), next, tag, key.current);
			done();
		} catch (f) {
			const refused = f instanceof Refusal ? f : new Refusal(0, "");
			if (refused.status) key.current = newKey();
			setFault(refused.status === 412 ? new Refusal(412, say("admin.changed")) : refused);
			setBusy(false);
		}
	};
	return (
		<form class="panel form" onSubmit={(e) => void save(e)}>
			<div class="form wide">
				{of.columns.map((c) => (
					<Cell
						key={c.key}
						id={`${of.path}-${c.key}`}
						column={c}
						added={added}
						value={values[c.key] ?? ""}
						set={(v) => set({ ...values, [c.key]: v })}
					/>
				))}
			</div>
			{of.note && <p class="soft small">{say(of.note)}</p>}
			{fault && <Fault fault={fault} />}
			<div class="row end">
				<button class="button" type="button" onClick={done}>
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
	return <Show of={loaded} show={({ row, tag }) => <Editor key={tag} of={of} row={row} tag={tag} added={false} done={done} />} />;
}

function List({ of, rows }: { of: Roster; rows: Row[] }) {
	const [text, set] = useState("");
	const wanted = text.trim().toLowerCase();
	const found = wanted ? rows.filter((r) => of.columns.some((c) => shown(r[c.key]).toLowerCase().includes(wanted))) : rows;
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
				<div class="panel scroll">
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
												<a href={`#/admin/${of.path}/${encodeURIComponent(of.id(r))}`}>{shown(r[c.key])}</a>
											) : (
												shown(r[c.key])
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

export function RosterPage({ of }: { of: Roster }) {
	const id = place.value.path[2];
	const loaded = useLoad(of.path, async () => all(of.page, 20_000));
	const done = (): void => {
		loaded.again();
		go(`#/admin/${of.path}`);
	};
	return (
		<>
			<h2>{say(of.title)}</h2>
			{id === "+" && (
				<Editor of={of} row={{ ...Object.fromEntries(place.value.query) }} tag="" added done={done} />
			)}
			{id && id !== "+" && <One of={of} id={id} done={done} />}
			{!id && <Show of={loaded} show={(rows) => <List of={of} rows={rows} />} />}
		</>
	);
}
