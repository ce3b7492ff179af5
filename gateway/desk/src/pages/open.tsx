// Opening a ticket while the caller is on the phone, by keyboard alone: a few words find the machine, Enter takes it, the
// rest is one form. What is typed stays until the ticket is open.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address, go } from "../base/address";
import { api, type Argument, type Machine, type Refusal, refusalOf, take, type TicketRow } from "../base/api";
import { useChosen, useDraft, useDraftOf, useDraftValues } from "../base/draft";
import { flows, flowTitle, openings, stateLabel } from "../base/flows";
import { useOnce } from "../base/once";
import { when } from "../base/time";
import { say } from "../base/words";
import { ArgumentField } from "../parts/argument";
import { Fault } from "../parts/state";
import type { PageOf } from "./pages";

const SETTLE_MS = 150; // of typing, before it is looked for
const SHOWN = 8;

interface Found {
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

function Finder({ text, set, took }: { text: string; set: (t: string) => void; took: (f: Found) => void }) {
	const [answer, setAnswer] = useState<{ q: string; list: Found[] }>(); // to what was typed last, or shortly before
	const entered = useRef(""); // what Enter was pressed behind, before it was found
	const [at, setAt] = useState(0);
	const [fault, setFault] = useState<Refusal>();
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	useEffect(() => {
		const q = text.trim();
		if (!q) return setAnswer(undefined);
		let over = false;
		const timer = setTimeout(() => {
			find(q).then(
				(list) => {
					if (over) return;
					setAnswer({ q, list });
					setAt(0);
					setFault(undefined);
					// Who pressed Enter before the answer was there has not seen a choice.
					const only = list.length === 1 ? list[0] : list.find((f) => f.machine?.serial.toLowerCase() === q.toLowerCase());
					if (entered.current === q && only) took(only);
					entered.current = "";
				},
				(f: unknown) => !over && setFault(refusalOf(f)),
			);
		}, SETTLE_MS);
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [text]);

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
			{found && (
				<ul id="found" class="found" role="listbox" aria-label={say("open.found")}>
					{found.map((f, i) => (
						<li
							key={f.machine?.serial ?? f.customer}
							id={`found-${i}`}
							role="option"
							aria-selected={i === at}
							onPointerEnter={() => setAt(i)}
							onClick={() => took(f)}
						>
							<strong>{f.machine?.serial ?? say("ticket.no_machine")}</strong>
							<span>{f.customer}</span>
							<span class="soft">{[f.machine?.model, f.station ?? f.number].filter(Boolean).join(" · ")}</span>
						</li>
					))}
				</ul>
			)}
			{found?.length === 0 && (
				<p class="soft small" role="status">
					{say("open.none")}
				</p>
			)}
		</div>
	);
}

/** Those of the same machine or customer, so that nothing is opened twice. */
function Earlier({ of }: { of: Found }) {
	const [rows, set] = useState<TicketRow[]>();
	const by = of.machine ? { machine: of.machine.serial } : { customer: of.customer };
	useEffect(() => {
		set(undefined);
		take(api.GET("/v1/tickets", { params: { query: { ...by, open: false, limit: 6 } } })).then(
			(page) => set(page.items),
			() => set([]),
		);
	}, [of.machine?.serial, of.customer]);
	if (!rows) return null;
	if (!rows.length) return <p class="soft small">{say("open.no_earlier")}</p>;
	return (
		<section class="earlier">
			<h2>{say("open.earlier")}</h2>
			<ul>
				{rows.map((t) => (
					<li key={t.ticket}>
						<a class="number" href={`#/ticket/${t.ticket}`}>
							{t.ticket}
						</a>
						<span>{stateLabel(t.flow, t.state)}</span>
						<span class="soft fault">{t.fault}</span>
						<time class="soft" dateTime={t.opened}>
							{when(t.opened)}
						</time>
					</li>
				))}
			</ul>
		</section>
	);
}

function Chosen({ of, drop }: { of: Found; drop: () => void }) {
	return (
		<div class="chosen">
			<div>
				<strong>{of.machine?.serial ?? say("ticket.no_machine")}</strong>
				<span class="soft"> {of.machine?.model}</span>
				<p>{[of.customer, of.station].filter(Boolean).join(" · ")}</p>
			</div>
			<button class="button plain" type="button" onClick={drop}>
				{say("open.other")}
			</button>
		</div>
	);
}

export function OpenPage(_: PageOf) {
	const [search, setSearch] = useDraft("open.search");
	const [fault, setFaultText] = useDraft("open.fault");
	const [caller, setCaller] = useDraft("open.caller");
	const [chosen, setChosen] = useChosen<Found>("open.chosen");
	const [down, setDown] = useDraftOf("open.down", false);
	const mine = useMemo(() => openings(), [flows.value]);
	const [flow, setFlow] = useDraft("open.flow");
	const of = mine.find((o) => o.flow === flow) ?? mine[0];
	const [values, setValues] = useDraftValues("open.fields");
	const [busy, setBusy] = useState(false);
	const [refusal, setRefusal] = useState<Refusal>();
	const once = useOnce();
	const words = useRef<HTMLTextAreaElement>(null);

	const took = (f: Found): void => {
		setChosen(f);
		requestAnimationFrame(() => words.current?.focus());
	};
	const empty = (): void => {
		setSearch("");
		setChosen(undefined);
		setFaultText("");
		setDown(false);
		setCaller("");
		setValues({});
		setRefusal(undefined);
	};
	const begun = search || chosen || fault || down || caller || Object.values(values).some(Boolean);
	const send = async (e: Event): Promise<void> => {
		e.preventDefault();
		if (!of || !fault.trim() || busy) return;
		setBusy(true);
		setRefusal(undefined);
		const filled = Object.fromEntries(Object.entries(values).filter(([name, v]) => v.trim() && of.arguments.some((a) => a.name === name)));
		const body = {
			flow: of.flow,
			fault: fault.trim(),
			...(chosen?.machine ? { machine: chosen.machine.serial } : {}),
			...(chosen && !chosen.machine && chosen.customer ? { customer: chosen.number ?? chosen.customer } : {}),
			...(caller.trim() ? { reported_by: caller.trim() } : {}),
			...(down ? { down: true } : {}),
			...(Object.keys(filled).length ? { fields: filled } : {}),
		};
		try {
			const opened = await once(body, (key) =>
				take(api.POST("/v1/tickets", { params: { header: { "Idempotency-Key": key } }, body })),
			);
			empty();
			go(address(`ticket/${opened.ticket ?? ""}`));
		} catch (f) {
			setRefusal(refusalOf(f));
			setBusy(false);
		}
	};
	if (!of)
		return (
			<div class="page narrow">
				<h1>{say("nav.open")}</h1>
				<div class="notice">
					<p>{say("open.may_not")}</p>
				</div>
			</div>
		);
	return (
		<div class="page narrow">
			<h1>{say("nav.open")}</h1>
			<div class="panel">
				{chosen ? (
					<Chosen of={chosen} drop={() => setChosen(undefined)} />
				) : (
					<Finder text={search} set={setSearch} took={took} />
				)}
				{chosen && <Earlier of={chosen} />}
			</div>
			<form
				class="panel form"
				onSubmit={(e) => void send(e)}
				onKeyDown={(e) => {
					if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) e.currentTarget.requestSubmit();
				}}
			>
				{mine.length > 1 && (
					<div class="field">
						<label for="flow">{say("board.flow")}</label>
						<select id="flow" class="input" value={of.flow} onChange={(e) => setFlow(e.currentTarget.value)}>
							{mine.map((o) => (
								<option key={o.flow} value={o.flow}>
									{flowTitle(o.flow)}
								</option>
							))}
						</select>
					</div>
				)}
				<div class="field">
					<label for="fault">{say("open.fault")}</label>
					<textarea
						id="fault"
						ref={words}
						class="input"
						rows={3}
						required
						maxLength={500}
						value={fault}
						onInput={(e) => setFaultText(e.currentTarget.value)}
					/>
				</div>
				<label class="check">
					<input type="checkbox" checked={down} onChange={(e) => setDown(e.currentTarget.checked)} />
					{say("open.down")}
				</label>
				<div class="field">
					<label for="caller">
						{say("open.caller")}
						<span class="soft"> {say("form.may")}</span>
					</label>
					<input
						id="caller"
						class="input"
						inputMode="tel"
						autocomplete="off"
						value={caller}
						onInput={(e) => setCaller(e.currentTarget.value)}
					/>
				</div>
				{of.arguments.map((a: Argument) => (
					<ArgumentField
						key={a.name}
						of={a}
						id={`field-${a.name}`}
						byKey
						value={values[a.name] ?? ""}
						set={(next) => setValues({ ...values, [a.name]: next })}
					/>
				))}
				{refusal && <Fault fault={refusal} />}
				<div class="spread">
					<span class="soft small keys">{say("open.keys")}</span>
					<span class="row">
						{begun && (
							<button class="button" type="button" disabled={busy} onClick={empty}>
								{say("open.anew")}
							</button>
						)}
						<button class="button main" type="submit" disabled={busy || !fault.trim()}>
							{say("open.send")}
						</button>
					</span>
				</div>
			</form>
		</div>
	);
}
