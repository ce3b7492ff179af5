// The hotline opens a ticket: as the agent does whom the customer rings.
import { useState } from "preact/hooks";
import type { Refusal } from "../base/api";
import { useDraft } from "../base/draft";
import { say } from "../base/words";
import { flowTitle } from "../base/flows";
import { ArgumentField } from "../parts/argument";
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

export function Hotline() {
	const flows = given.value?.flows ?? [];
	const [flow, setFlow] = useDraft("phones.open.flow", flows[0]?.name ?? "");
	const [machine, setMachine] = useDraft("phones.open.machine");
	const [words, setWords] = useDraft("phones.open.words");
	const [down, setDown] = useState(false);
	const [fields, setFields] = useState<Record<string, string>>({});
	const [unfolded, setUnfolded] = useState(false); // at phone width, once there is a ticket
	const [refused, setRefused] = useState<Refusal>();
	const of = flows.find((f) => f.name === flow) ?? flows[0];
	if (!of) return null;

	const put = async (serial: string, what: string, stands: boolean): Promise<void> => {
		if (busy.value) return;
		const said = Object.entries(fields).filter(([name, value]) => value.trim() && of.fields.some((f) => f.name === name));
		const fault = await open({
			flow: of.name,
			text: what,
			...(stands ? { down: true } : {}),
			...(serial ? { machine: serial } : {}),
			...(said.length ? { fields: Object.fromEntries(said) } : {}),
		});
		setRefused(fault);
		if (fault) return;
		setWords("");
		setMachine("");
		setDown(false);
		setFields({});
		setUnfolded(false);
	};
	const submit = (e: Event): void => {
		e.preventDefault();
		void put(machine.trim(), words.trim(), down);
	};
	const first = (): void => {
		const [serial, what] = [machine || of.serials[0] || "", words || say("phones.example_fault")];
		setMachine(serial);
		setWords(what);
		setDown(true);
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
				{flows.length > 1 && (
					<div class="field">
						<label for="open-flow">{say("board.flow")}</label>
						<select id="open-flow" class="input" value={of.name} onChange={(e) => setFlow(e.currentTarget.value)}>
							{flows.map((f) => (
								<option key={f.name} value={f.name}>
									{flowTitle(f.name, f.title)}
								</option>
							))}
						</select>
					</div>
				)}
				<div class="field">
					<label for="open-machine">{say("phones.machine")}</label>
					<input
						id="open-machine"
						class="input"
						list="open-machines"
						autocomplete="off"
						placeholder={of.serials[0]}
						value={machine}
						onInput={(e) => setMachine(e.currentTarget.value)}
					/>
					<datalist id="open-machines">
						{of.serials.map((m) => (
							<option key={m} value={m} />
						))}
					</datalist>
				</div>
				<div class="field grows">
					<label for="open-words">{say("phones.fault")}</label>
					<input
						id="open-words"
						class="input"
						required
						autocomplete="off"
						maxLength={500}
						placeholder={say("phones.example_fault")}
						value={words}
						onInput={(e) => setWords(e.currentTarget.value)}
					/>
				</div>
				{of.fields.map((f) => (
					<ArgumentField
						key={`${of.name} ${f.name}`}
						of={f}
						id={`open-${f.name}`}
						value={fields[f.name] ?? ""}
						set={(next) => setFields({ ...fields, [f.name]: next })}
					/>
				))}
				<label class="check">
					<input type="checkbox" checked={down} onChange={(e) => setDown(e.currentTarget.checked)} />
					{say("ticket.down")}
				</label>
				<button class="button" type="submit" disabled={busy.value || !words.trim()}>
					{say("phones.open")}
				</button>
				<Refused fault={refused} />
			</form>
		</>
	);
}
