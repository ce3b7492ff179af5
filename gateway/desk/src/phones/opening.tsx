// The hotline opens a ticket: as the agent does whom the customer rings.
import { useState } from "preact/hooks";
import type { Refusal } from "../base/api";
import { useDraft } from "../base/draft";
import { say } from "../base/words";
import { ArgumentField } from "../parts/argument";
import { FlowField } from "../parts/flow_field";
import { busy, given, open, tickets } from "./play";
import { Refused } from "./refused";

const HINTS = ["phones.hint_open", "phones.hint_text", "phones.hint_clock"] as const;

/** The first view: three steps, of which one click plays the first. */
function Hint({ play }: { play: () => void }) {
	return (
		<div class="hint">
			<p class="about soft">{say("phones.what")}</p>
			<ol>
				{HINTS.map((word) => (
					<li key={word}>{say(word)}</li>
				))}
			</ol>
			<button class="button main" type="button" disabled={busy.value} onClick={play}>
				{say("phones.first_step")}
			</button>
		</div>
	);
}

type PlayFlow = NonNullable<typeof given.value>["flows"][0];

/** What is typed so far, and the ticket that is made of it. */
function useHotline(flows: PlayFlow[]) {
	const [flow, setFlow] = useDraft("phones.open.flow", flows[0]?.name ?? "");
	const [machine, setMachine] = useDraft("phones.open.machine");
	const [words, setWords] = useDraft("phones.open.words");
	const [down, setDown] = useState(false);
	const [fields, setFields] = useState<Record<string, string>>({});
	const [refused, setRefused] = useState<Refusal>();
	const of = flows.find((f) => f.name === flow) ?? flows[0];
	/** Whether it was opened. */
	const put = async (serial: string, what: string, stands: boolean): Promise<boolean> => {
		if (busy.value || !of) return false;
		const said = Object.entries(fields).filter(([name, value]) => value.trim() && of.fields.some((f) => f.name === name));
		const fault = await open({
			flow: of.name,
			text: what,
			...(stands ? { down: true } : {}),
			...(serial ? { machine: serial } : {}),
			...(said.length ? { fields: Object.fromEntries(said) } : {}),
		});
		setRefused(fault);
		if (fault) return false;
		setWords("");
		setMachine("");
		setDown(false);
		setFields({});
		return true;
	};
	return { of, setFlow, machine, setMachine, words, setWords, down, setDown, fields, setFields, refused, put };
}

type Typed = ReturnType<typeof useHotline>;

function MachineField({ of: typed, serials }: { of: Typed; serials: string[] }) {
	return (
		<div class="field">
			<label for="open-machine">{say("phones.machine")}</label>
			<input
				id="open-machine"
				class="input"
				list="open-machines"
				autocomplete="off"
				placeholder={serials[0]}
				value={typed.machine}
				onInput={(e) => typed.setMachine(e.currentTarget.value)}
			/>
			<datalist id="open-machines">
				{serials.map((m) => (
					<option key={m} value={m} />
				))}
			</datalist>
		</div>
	);
}

function WordsField({ of: typed }: { of: Typed }) {
	return (
		<div class="field grows">
			<label for="open-words">{say("phones.fault")}</label>
			<input
				id="open-words"
				class="input"
				required
				autocomplete="off"
				maxLength={500}
				placeholder={say("phones.example_fault")}
				value={typed.words}
				onInput={(e) => typed.setWords(e.currentTarget.value)}
			/>
		</div>
	);
}

function Fields({ of: typed, flow }: { of: Typed; flow: PlayFlow }) {
	return (
		<>
			{flow.fields.map((f) => (
				<ArgumentField
					key={`${flow.name} ${f.name}`}
					of={f}
					id={`open-${f.name}`}
					value={typed.fields[f.name] ?? ""}
					set={(next) => typed.setFields({ ...typed.fields, [f.name]: next })}
				/>
			))}
			<label class="check">
				<input type="checkbox" checked={typed.down} onChange={(e) => typed.setDown(e.currentTarget.checked)} />
				{say("ticket.down")}
			</label>
		</>
	);
}

export function Hotline() {
	const flows = given.value?.flows ?? [];
	const typed = useHotline(flows);
	const [unfolded, setUnfolded] = useState(false); // at phone width, once there is a ticket
	const { of, machine, words } = typed;
	if (!of) return null;

	const put = async (serial: string, what: string, stands: boolean): Promise<void> => {
		if (await typed.put(serial, what, stands)) setUnfolded(false);
	};
	const submit = (e: Event): void => {
		e.preventDefault();
		void put(machine.trim(), words.trim(), typed.down);
	};
	const first = (): void => {
		const [serial, what] = [machine || of.serials[0] || "", words || say("phones.example_fault")];
		typed.setMachine(serial);
		typed.setWords(what);
		typed.setDown(true);
		void put(serial, what, true);
	};
	const folded = tickets.value.length > 0 && !unfolded;
	return (
		<>
			{tickets.value.length === 0 && <Hint play={first} />}
			<form class={folded ? "panel hotline folded" : "panel hotline"} onSubmit={submit} aria-label={say("phones.hotline")}>
				<h2>{say("phones.hotline")}</h2>
				<button class="button plain fold" type="button" aria-expanded={!folded} onClick={() => setUnfolded(!unfolded)}>
					{say(folded ? "nav.open" : "form.not")}
				</button>
				{flows.length > 1 && <FlowField id="open-flow" all={flows} value={of.name} set={typed.setFlow} />}
				<MachineField of={typed} serials={of.serials} />
				<WordsField of={typed} />
				<Fields of={typed} flow={of} />
				<button class="button" type="submit" disabled={busy.value || !words.trim()}>
					{say("phones.open")}
				</button>
				<Refused fault={typed.refused} />
			</form>
		</>
	);
}
