// Tokens, the processes drawn, and reading the files again.
import { useState } from "preact/hooks";
import { all, api, take, type Schemas } from "../../base/api";
import { type Doing, useDoing } from "../../base/doing";
import { flows, flowTitle } from "../../base/flows";
import { useLoad } from "../../base/load";
import { rolesOf } from "../../base/roles";
import { readNames } from "../../base/session";
import { when } from "../../base/time";
import { say } from "../../base/words";
import { Drawing } from "../../parts/drawing";
import { Empty, Fault, Show } from "../../parts/state";

type TokenRow = Schemas["TokenRow"];

/** Those that hold, each with what ends it. */
function TokenTable({ rows, busy, end }: { rows: TokenRow[]; busy: boolean; end: (id: string) => void }) {
	return (
		<div class="panel scroll">
			<table class="table">
				<thead>
					<tr>
						<th>{say("token.person")}</th>
						<th>{say("token.since")}</th>
						<th>{say("token.until")}</th>
						<td />
					</tr>
				</thead>
				<tbody>
					{rows.map((t) => (
						<tr key={t.id}>
							<td>{t.person}</td>
							<td>{when(t.created)}</td>
							<td>{when(t.expires)}</td>
							<td class="end">
								<button
									class="button plain"
									type="button"
									aria-label={`${say("token.end")}: ${t.person}`}
									disabled={busy}
									onClick={() =>
										confirm(say("token.end_sure", { name: t.person })) &&
										end(t.id)
									}
								>
									{say("token.end")}
								</button>
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** Makes one, which is shown once. */
function MakeToken({ doing, make, made }: { doing: Doing; make: (person: string, days: string) => Promise<boolean>; made?: string }) {
	const people = useLoad("people", async () =>
		all(async (after) => take(api.GET("/v1/people", { params: { query: { limit: 200, after } } })), 2000),
	);
	const [person, setPerson] = useState("");
	const [days, setDays] = useState("");
	const submit = async (e: Event): Promise<void> => {
		e.preventDefault();
		if (!(await make(person.trim(), days.trim()))) return;
		setPerson("");
		setDays("");
	};
	return (
		<form class="panel form" onSubmit={(e) => void submit(e)}>
			<div class="form wide">
				<div class="field">
					<label for="whose">{say("token.person")}</label>
					<input id="whose" class="input" list="staff" required value={person} onInput={(e) => setPerson(e.currentTarget.value)} />
					<datalist id="staff">
						{people.data?.map((p) => (
							<option key={p.id} value={p.name}>
								{rolesOf(p)}
							</option>
						))}
					</datalist>
				</div>
				<div class="field">
					<label for="days">
						{say("token.days")}
						<span class="soft"> {say("form.may")}</span>
					</label>
					<input id="days" class="input" inputMode="numeric" pattern="[0-9]*" value={days} onInput={(e) => setDays(e.currentTarget.value)} />
				</div>
			</div>
			{doing.fault && <Fault fault={doing.fault} />}
			{made && (
				<div class="notice good" role="status">
					<p>
						{say("token.made")}
						<br />
						<code>{made}</code>
					</p>
				</div>
			)}
			<div class="row end">
				<button class="button main" type="submit" disabled={!!doing.busy || !person.trim()}>
					{say("token.make")}
				</button>
			</div>
		</form>
	);
}

export function Tokens() {
	const loaded = useLoad("tokens", async () => all(async (after) => take(api.GET("/v1/tokens", { params: { query: { limit: 200, after } } }))));
	const [made, setMade] = useState<string>();
	const doing = useDoing();
	const attempt = async (name: string, act: () => Promise<void>): Promise<boolean> => {
		const done = await doing.run(name, act);
		if (done) loaded.again();
		return done;
	};
	const make = (person: string, days: string): Promise<boolean> => {
		setMade(undefined);
		return attempt("make", async () => {
			setMade((await take(api.POST("/v1/tokens", { body: { person, ...(days ? { days: Number(days) } : {}) } }))).token);
		});
	};
	const end = (id: string): Promise<boolean> =>
		attempt(id, async () => void (await take(api.DELETE("/v1/tokens/{id}", { params: { path: { id } } }))));
	return (
		<>
			<h2>{say("admin.tokens")}</h2>
			<MakeToken doing={doing} make={make} made={made} />
			<Show
				of={loaded}
				show={(rows) =>
					rows.length === 0 ? <Empty title={say("token.none")} /> : <TokenTable rows={rows} busy={!!doing.busy} end={(id) => void end(id)} />
				}
			/>
		</>
	);
}

export function Processes() {
	return (
		<>
			<h2>{say("admin.flows")}</h2>
			{flows.value.map((f) => (
				<details key={f.name} class="panel" open={flows.value.length === 1}>
					<summary>
						<strong>{flowTitle(f.name)}</strong> <span class="soft">{f.name}</span>
					</summary>
					<Drawing of={f.name} />
				</details>
			))}
		</>
	);
}

export function Reload() {
	const [good, set] = useState(false);
	const doing = useDoing();
	const reload = async (): Promise<void> => {
		set(false);
		set(
			await doing.run("reload", async () => {
				await take(api.POST("/v1/reload", {}));
				await readNames();
			}),
		);
	};
	return (
		<>
			<h2>{say("admin.reload")}</h2>
			<div class="panel">
				<p>{say("reload.what")}</p>
				{good && (
					<div class="notice good" role="status">
						<p>{say("reload.good")}</p>
					</div>
				)}
				{doing.fault && <Fault fault={doing.fault} />}
				<div class="row">
					<button class="button main" type="button" disabled={!!doing.busy} onClick={() => void reload()}>
						{say("reload.do")}
					</button>
				</div>
			</div>
		</>
	);
}
