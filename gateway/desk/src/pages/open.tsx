// Opening a ticket while the caller is on the phone, by keyboard alone: a few words find the machine, Enter takes it, the
// rest is one form. What is typed stays until the ticket is open.
import type { Ref } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address, go } from "../base/address";
import { api, type Refusal, refusalOf, take, type TicketRow } from "../base/api";
import { useChosen, useDraft, useDraftOf, useDraftValues } from "../base/draft";
import { flows, type Openable, openings, stateLabel } from "../base/flows";
import { useOnce } from "../base/once";
import { when } from "../base/time";
import { say } from "../base/words";
import { ArgumentField } from "../parts/argument";
import { Finder, type Found } from "../parts/finder";
import { FlowField } from "../parts/flow_field";
import { Fault } from "../parts/state";
import type { PageOf } from "./pages";

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
						<span class="state">{stateLabel(t.flow, t.state)}</span>
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

/** What is typed so far, kept until the ticket is open. */
function useTyped() {
	const [search, setSearch] = useDraft("open.search");
	const [fault, setFault] = useDraft("open.fault");
	const [caller, setCaller] = useDraft("open.caller");
	const [chosen, choose] = useChosen<Found>("open.chosen");
	const [down, setDown] = useDraftOf("open.down", false);
	const [flow, setFlow] = useDraft("open.flow");
	const [values, setValues] = useDraftValues("open.fields");
	const forget = (): void => {
		setSearch("");
		choose(undefined);
		setFault("");
		setDown(false);
		setCaller("");
		setValues({});
	};
	const begun = !!(search || chosen || fault || down || caller || Object.values(values).some(Boolean));
	return { search, setSearch, fault, setFault, caller, setCaller, chosen, choose, down, setDown, flow, setFlow, values, setValues, forget, begun };
}

type Typed = ReturnType<typeof useTyped>;

/** As POST /v1/tickets takes it. */
function bodyOf(typed: Typed, of: Openable) {
	const { chosen, fault, caller, down, values } = typed;
	const filled = Object.fromEntries(Object.entries(values).filter(([name, v]) => v.trim() && of.arguments.some((a) => a.name === name)));
	return {
		flow: of.flow,
		fault: fault.trim(),
		...(chosen?.machine ? { machine: chosen.machine.serial } : {}),
		...(chosen && !chosen.machine && chosen.customer ? { customer: chosen.number ?? chosen.customer } : {}),
		...(caller.trim() ? { reported_by: caller.trim() } : {}),
		...(down ? { down: true } : {}),
		...(Object.keys(filled).length ? { fields: filled } : {}),
	};
}

interface Sending {
	busy: boolean;
	refusal?: Refusal;
	send: (e: Event) => Promise<void>;
	anew: () => void;
}

/** Opens it, once, and goes to the ticket. */
function useOpening(typed: Typed, of: Openable | undefined): Sending {
	const [busy, setBusy] = useState(false);
	const [refusal, setRefusal] = useState<Refusal>();
	const once = useOnce();
	const anew = (): void => {
		typed.forget();
		setRefusal(undefined);
	};
	const send = async (e: Event): Promise<void> => {
		e.preventDefault();
		if (!of || !typed.fault.trim() || busy) return;
		setBusy(true);
		setRefusal(undefined);
		const body = bodyOf(typed, of);
		try {
			const opened = await once(body, (key) =>
				take(api.POST("/v1/tickets", { params: { header: { "Idempotency-Key": key } }, body })),
			);
			anew();
			go(address(`ticket/${opened.ticket ?? ""}`));
		} catch (f) {
			setRefusal(refusalOf(f));
			setBusy(false);
		}
	};
	return { busy, refusal, send, anew };
}

/** What every opening says: the words, whether it is down, and who rings. */
function Words({ of: typed, words }: { of: Typed; words: Ref<HTMLTextAreaElement> }) {
	return (
		<>
			<div class="field">
				<label for="fault">{say("open.fault")}</label>
				<textarea
					id="fault"
					ref={words}
					class="input"
					rows={3}
					required
					maxLength={500}
					value={typed.fault}
					onInput={(e) => typed.setFault(e.currentTarget.value)}
				/>
			</div>
			<label class="check">
				<input type="checkbox" checked={typed.down} onChange={(e) => typed.setDown(e.currentTarget.checked)} />
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
					value={typed.caller}
					onInput={(e) => typed.setCaller(e.currentTarget.value)}
				/>
			</div>
		</>
	);
}

function Buttons({ of: typed, sending }: { of: Typed; sending: Sending }) {
	return (
		<div class="spread">
			<span class="soft small keys">{say("open.keys")}</span>
			<span class="row">
				{typed.begun && (
					<button class="button" type="button" disabled={sending.busy} onClick={sending.anew}>
						{say("open.anew")}
					</button>
				)}
				<button class="button main" type="submit" disabled={sending.busy || !typed.fault.trim()}>
					{say("open.send")}
				</button>
			</span>
		</div>
	);
}

function MayNot() {
	return (
		<div class="page narrow">
			<h1>{say("nav.open")}</h1>
			<div class="notice">
				<p>{say("open.may_not")}</p>
			</div>
		</div>
	);
}

export function OpenPage(_: PageOf) {
	const typed = useTyped();
	const mine = useMemo(() => openings(), [flows.value]);
	const of = mine.find((o) => o.flow === typed.flow) ?? mine[0];
	const sending = useOpening(typed, of);
	const words = useRef<HTMLTextAreaElement>(null);
	const took = (f: Found): void => {
		typed.choose(f);
		requestAnimationFrame(() => words.current?.focus());
	};
	if (!of) return <MayNot />;
	return (
		<div class="page narrow">
			<h1>{say("nav.open")}</h1>
			<div class="panel">
				{typed.chosen ? (
					<Chosen of={typed.chosen} drop={() => typed.choose(undefined)} />
				) : (
					<Finder text={typed.search} set={typed.setSearch} took={took} />
				)}
				{typed.chosen && <Earlier of={typed.chosen} />}
			</div>
			<form
				class="panel form"
				onSubmit={(e) => void sending.send(e)}
				onKeyDown={(e) => {
					if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) e.currentTarget.requestSubmit();
				}}
			>
				{mine.length > 1 && <FlowField id="flow" all={mine.map((o) => ({ name: o.flow }))} value={of.flow} set={typed.setFlow} />}
				<Words of={typed} words={words} />
				{of.arguments.map((a) => (
					<ArgumentField
						key={a.name}
						of={a}
						id={`field-${a.name}`}
						byKey
						value={typed.values[a.name] ?? ""}
						set={(next) => typed.setValues({ ...typed.values, [a.name]: next })}
					/>
				))}
				{sending.refusal && <Fault fault={sending.refusal} />}
				<Buttons of={typed} sending={sending} />
			</form>
		</div>
	);
}
