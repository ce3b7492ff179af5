// One ticket: its time line, what was texted about it, its clocks and fields, and what may be done with it now.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { api, take, type Action, type Schemas, type Text, type Ticket } from "../base/api";
import { place } from "../base/address";
import { useDraft, useDraftValues } from "../base/draft";
import { flow, flowTitle, stateLabel } from "../base/flows";
import { useLoad } from "../base/load";
import { has } from "../base/session";
import { onMoved, onTexts } from "../base/stream";
import { now, span, until, when } from "../base/time";
import { isWide } from "../base/wide";
import { language, named, say, type Word } from "../base/words";
import { ArgumentField, type Option } from "../parts/argument";
import { delivery, undelivered } from "../parts/delivery";
import { Icon } from "../parts/icon";
import { Said, useSending, type Decision } from "../parts/send";
import { Show } from "../parts/state";
import type { PageOf } from "./pages";

type TicketStep = Schemas["Step"];

// ---- the time line

function Step({ of: step, corrections }: { of: TicketStep; corrections: Ticket["corrections"] }) {
	const late = step.clocks.some((c) => c.late);
	// What took no time is not worth a word, unless it was late.
	const counted = step.how === "stamped" ? step.clocks.find((c) => c.minutes !== null && (c.minutes || late)) : undefined;
	const left = step.how === "open" && step.due ? until(step.due) : undefined;
	return (
		<li class={step.how === "stamped" ? "done" : step.how === "missed" ? "missed" : step.missing ? "open lacking" : "open"}>
			<span class="dot" aria-hidden="true" />
			<span class="name">
				{step.title}
				{step.corrected && <span class="chip">{say("node.corrected")}</span>}
				{corrections.map((c) => (
					<span key={c.stated} class="chip down">
						{say("node.stated", { time: when(c.stated) })}
					</span>
				))}
			</span>
			<span class="times">
				{step.due && <span class="soft small">{say("node.planned", { time: when(step.due) })}</span>}
				{counted && counted.minutes !== null && (
					<span class={late ? "late small" : "soft small"}>
						{say(late ? "node.counted_late" : "node.counted", { span: span(counted.minutes * 60_000) })}
					</span>
				)}
				{step.at && <time dateTime={step.at}>{when(step.at)}</time>}
				{step.how === "missed" && <span class="soft">{say("node.missed")}</span>}
				{left && <span class={left.late ? "late small" : "small"}>{left.text}</span>}
				{step.how === "open" && step.missing && <span class="chip late">{say("node.missing")}</span>}
			</span>
		</li>
	);
}

function Timeline({ of: t }: { of: Ticket }) {
	// What came, what was skipped, and what is due; of what lies ahead, only that which is planned.
	const shown = t.steps.filter((s) => s.how !== "open" || s.missing || s.due || t.corrections.some((c) => c.node === s.node));
	return (
		<ol class="timeline">
			{shown.map((s) => (
				<Step key={s.node} of={s} corrections={t.corrections.filter((c) => c.node === s.node)} />
			))}
		</ol>
	);
}

// ---- who signs in turn

function Signing({ of: chain }: { of: NonNullable<Ticket["chain"]> }) {
	return (
		<section class="panel">
			<h2>{say("ticket.chain")}</h2>
			<ol class="timeline">
				{chain.signed.map((s) => (
					<li key={s.ask} class={s.by ? "done" : "open"}>
						<span class="dot" aria-hidden="true" />
						<span class="name">{s.ask}</span>
						<span class="times">
							{s.by ?? <span class="soft">–</span>}
							{s.in_the_stead_of && <span class="soft small">{say("chain.for", { name: s.in_the_stead_of })}</span>}
						</span>
					</li>
				))}
			</ol>
			<p>
				{say("chain.waits", { names: chain.waits_for.join(", ") || "–" })}
				{chain.digits && <span class="soft"> {say("chain.digits")}</span>}
			</p>
		</section>
	);
}

// ---- clocks

const clockStates: Record<string, Word> = {
	runs: "clock.runs",
	pauses: "clock.pauses",
	met: "clock.met",
	missed: "clock.missed",
	void: "clock.void",
	unjudged: "clock.unjudged",
};

function ClockLine({ of: c }: { of: Schemas["Clock"] }) {
	const word = clockStates[c.state];
	const rule = c.rule_title ?? c.rule;
	const left = c.due && c.state === "runs" ? until(c.due) : undefined;
	return (
		<li class="clock-line">
			<span>
				{c.label || c.name}
				{rule && <span class="soft small"> {rule}</span>}
			</span>
			<span class="soft small">{say("clock.from_to", { from: when(c.at), to: when(c.due) || "–" })}</span>
			<span class={c.late || left?.late ? "late" : ""}>
				{left ? left.text : word ? say(word) : c.state}
				{c.stopped && <span class="soft small"> {when(c.stopped)}</span>}
			</span>
		</li>
	);
}

/** Each clock that has a time to keep: what it is called, its rule, and how it stands. */
function Clocks({ of: t }: { of: Ticket }) {
	const shown = (t.clocks ?? []).filter((c) => c.due);
	if (!shown.length) return null;
	return (
		<section class="panel">
			<h2>{say("ticket.clocks")}</h2>
			<ul class="clocks">
				{shown.map((c) => (
					<ClockLine key={c.name} of={c} />
				))}
			</ul>
		</section>
	);
}

// ---- what was texted

function Delivery({ of: t }: { of: Text }) {
	const bad = undelivered(t.delivery);
	const name = t.delivery === "delivered" ? "ticks" : bad ? "fault" : t.delivery === "ready" || t.delivery === "sending" ? "clock" : "tick";
	return (
		<span class={bad ? "late delivery" : "delivery"}>
			<Icon name={name} />
			{delivery(t.delivery)}
			{bad && t.why && `: ${t.why}`}
		</span>
	);
}

function Bubble({ of: t }: { of: Text }) {
	const out = t.direction === "out";
	return (
		<li class={out ? "bubble out" : "bubble in"}>
			<span class="visually-hidden">{say(out ? "text.to" : "text.from")}</span>
			<p class="head">
				<strong>{(out ? t.to : t.from_kind === "desk" ? say("text.desk") : t.from) || t.number}</strong>
				{t.by && <span class="soft">{say("text.as", { name: t.by })}</span>}
				<time class="soft" dateTime={t.at}>
					{when(t.at)}
				</time>
			</p>
			<p class="words">{t.text ?? <span class="soft">{say("text.purged")}</span>}</p>
			<p class="foot soft">
				{out ? <Delivery of={t} /> : t.why ? <span class="late">{t.why}</span> : null}
			</p>
		</li>
	);
}

const SHOWN_WIDE = 40; // of the texts, before all are asked for
const SHOWN_NARROW = 10; // where they stand in the page itself, above the line to write in
const NEAR = 40; // px from its end that still are its end

/** Shows the newest where it scrolls by itself; whoever reads further up stays there. */
function useNewest(newest: number) {
	const box = useRef<HTMLDivElement>(null);
	const away = useRef(false);
	useLayoutEffect(() => {
		if (box.current && !away.current) box.current.scrollTop = box.current.scrollHeight;
	}, [newest]);
	const scrolled = (): void => {
		const b = box.current;
		if (b) away.current = b.scrollHeight - b.clientHeight - b.scrollTop > NEAR;
	};
	return { ref: box, onScroll: scrolled };
}

function Conversation({ of: t }: { of: Ticket }) {
	const [whole, set] = useState(false);
	const newest = useNewest(t.texts.length);
	const shown = whole ? t.texts : t.texts.slice(-(isWide.value ? SHOWN_WIDE : SHOWN_NARROW));
	return (
		<section class="panel">
			<h2>{say("ticket.texts")}</h2>
			{shown.length < t.texts.length && (
				<button class="button plain" type="button" onClick={() => set(true)}>
					{say("ticket.texts_all", { n: t.texts.length })}
				</button>
			)}
			{t.texts.length === 0 && <p class="soft">{say("ticket.no_texts")}</p>}
			{/* What comes is read out. */}
			<div class="said" role="log" aria-label={say("ticket.texts")} tabIndex={0} {...newest}>
				<ol class="talk">
					{shown.map((one, i) => (
						<Bubble key={t.texts.length - shown.length + i} of={one} />
					))}
				</ol>
			</div>
		</section>
	);
}

// ---- what may be done

/** Those that may have a time to be corrected. */
const nodesOf = (t: Ticket): Option[] =>
	t.steps.filter((s) => s.how !== "open" || s.missing).map((s) => ({ value: s.title, label: s.at ? when(s.at) : "" }));

interface Acting {
	of: Action;
	ticket: string;
	nodes: Option[];
	done: (said?: Decision) => void;
}

function ActionForm({ of: a, ticket, nodes, done }: Acting) {
	const [values, set] = useDraftValues(`do.${ticket}.${a.code}`);
	const sending = useSending();
	const send = async (e: Event): Promise<void> => {
		e.preventDefault();
		const text = [a.word, ...a.arguments.map((one) => (values[one.name] ?? "").trim())].filter(Boolean).join(" ");
		const said = await sending.send({ text, ticket });
		if (!said) return;
		set({});
		done(said);
	};
	/** Whoever closes it goes on from the button that opened it. */
	const close = (of: HTMLElement): void => {
		of.closest("section")?.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
		done();
	};
	return (
		<form class="form" onSubmit={(e) => void send(e)} onKeyDown={(e) => e.key === "Escape" && close(e.currentTarget)}>
			{a.arguments.map((one, i) => (
				<ArgumentField
					key={one.name}
					of={one}
					id={`${a.code}-${one.name}`}
					first={i === 0}
					nodes={nodes}
					value={values[one.name] ?? ""}
					set={(next) => set({ ...values, [one.name]: next })}
				/>
			))}
			<Said of={sending} />
			<div class="row end">
				<button class="button" type="button" onClick={(e) => close(e.currentTarget)}>
					{say("form.not")}
				</button>
				<button class="button main" type="submit" disabled={sending.busy}>
					<span class="word">{a.word}</span>
				</button>
			</div>
		</form>
	);
}

function Actions({ of: t, again }: { of: Ticket; again: () => void }) {
	// An address may name what is to be done, as a list of what waits does.
	const toDo = place.value.query.get("do") ?? undefined;
	const [open, set] = useState(toDo);
	useEffect(() => {
		if (toDo) set(toDo);
	}, [toDo]);
	const [said, setSaid] = useState<Decision>(); // to what was done last
	const chosen = t.actions.find((a) => a.code === open);
	if (!t.actions.length) return null;
	return (
		<section class="panel actions" aria-label={say("ticket.actions")}>
			<h2>{say("ticket.actions")}</h2>
			<div class="row">
				{t.actions.map((a) => (
					<button
						key={a.code}
						class="button"
						type="button"
						aria-pressed={a.code === open}
						onClick={() => set(a.code === open ? undefined : a.code)}
					>
						<span class="word">{a.word}</span>
					</button>
				))}
			</div>
			{chosen && (
				<ActionForm
					key={chosen.code}
					of={chosen}
					ticket={t.ticket}
					nodes={nodesOf(t)}
					done={(answer) => {
						set(undefined);
						setSaid(answer);
						again();
					}}
				/>
			)}
			{!chosen && <Said of={{ said }} />}
		</section>
	);
}

/** Words put in as they would be texted: as oneself, or by an agent for one of the staff. */
function FreeText({ of: t, again }: { of: Ticket; again: () => void }) {
	const [text, set] = useDraft(`text.${t.ticket}`);
	const [as, setAs] = useDraft(`as.${t.ticket}`);
	const sending = useSending();
	const people = [t.engineer, ...(t.companions ?? [])].filter((p): p is string => !!p);
	const mayAs = has("agent") && people.length > 0;
	const send = async (e: Event): Promise<void> => {
		e.preventDefault();
		if (!text.trim()) return;
		if (await sending.send({ text: text.trim(), ticket: t.ticket, ...(as ? { as } : {}) })) {
			set("");
			again();
		}
	};
	return (
		<form class="panel form" onSubmit={(e) => void send(e)}>
			<div class="field">
				<label for="free">{say("ticket.free")}</label>
				<textarea
					id="free"
					class="input"
					rows={2}
					maxLength={1000}
					value={text}
					placeholder={say("ticket.free_hint")}
					onInput={(e) => set(e.currentTarget.value)}
					onKeyDown={(e) => {
						if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) e.currentTarget.form?.requestSubmit();
					}}
				/>
			</div>
			<Said of={sending} />
			<div class="row end">
				{mayAs && (
					<select class="input as" aria-label={say("ticket.as")} value={as} onChange={(e) => setAs(e.currentTarget.value)}>
						<option value="">{say("ticket.as_me")}</option>
						{people.map((p) => (
							<option key={p} value={p}>
								{say("ticket.as_other", { name: p })}
							</option>
						))}
					</select>
				)}
				<button class="button main" type="submit" disabled={sending.busy || !text.trim()}>
					<Icon name="send" />
					{say("ticket.send")}
				</button>
			</div>
		</form>
	);
}

// ---- what it is

function Facts({ of: t }: { of: Ticket }) {
	const facts: [string, string | undefined][] = [
		[say("ticket.customer"), [t.customer, t.customer_number].filter(Boolean).join("\n")],
		[say("ticket.reported_by"), t.reported_by],
		[say("ticket.machine"), [t.machine, t.model].filter(Boolean).join("\n")],
		[say("ticket.place"), t.site || t.place],
		[say("ticket.station"), t.station],
		[say("ticket.engineer"), [t.engineer, ...(t.companions ?? [])].filter(Boolean).join(", ")],
		[say("ticket.opened"), when(t.opened)],
	];
	for (const [name, value] of Object.entries(t.fields ?? {})) {
		const field = flow(t.flow)?.fields?.find((f) => f.name === name);
		const text = String(value);
		const time = /^\d{4}-\d\d-\d\dT/.test(text);
		facts.push([named(field?.label, name), `${time ? when(text) : text}${field && named(field.unit) ? ` ${named(field.unit)}` : ""}`]);
	}
	return (
		<dl class="facts">
			{facts
				.filter(([, value]) => value)
				.map(([name, value]) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{value}</dd>
					</div>
				))}
		</dl>
	);
}

function Family({ of: t }: { of: Ticket }) {
	if (!t.parent && !t.children?.length) return null;
	return (
		<p class="row">
			{t.parent && (
				<span>
					{say("ticket.parent")} <a href={`#/ticket/${t.parent}`}>{t.parent}</a>
				</span>
			)}
			{!!t.children?.length && (
				<span>
					{say("ticket.children")}{" "}
					{t.children.map((c) => (
						<a key={c} href={`#/ticket/${c}`}>
							{c}{" "}
						</a>
					))}
				</span>
			)}
		</p>
	);
}

const ledger: Word[] = ["ledger.seq", "ledger.at", "ledger.what", "ledger.by", "ledger.change"];

function Events({ of: t }: { of: Ticket }) {
	return (
		<details class="panel">
			<summary>{say("ticket.events", { n: t.events.length })}</summary>
			<div class="scroll" role="region" aria-label={say("ticket.events", { n: t.events.length })} tabIndex={0}>
				<table class="table small">
					<thead>
						<tr>
							{ledger.map((word) => (
								<th key={word} scope="col">
									{say(word)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{t.events.map((e) => (
							<tr key={e.seq}>
								<td>{e.seq}</td>
								<td>{when(e.at)}</td>
								<td>{e.name}</td>
								<td>{e.by_kind === "desk" ? say("text.desk") : e.by}</td>
								<td class="soft long">{e.change}</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</details>
	);
}

function Sheet({ of: t, again }: { of: Ticket; again: () => void }) {
	return (
		<>
			<header class="sheet-head">
				<p class="soft">
					{flowTitle(t.flow)} · <span class="number">{t.ticket}</span>
				</p>
				<h1>{t.fault || t.machine || t.ticket}</h1>
				<p class="row">
					<span class="chip state">{stateLabel(t.flow, t.state)}</span>
					{t.down && <span class="chip down">{say("ticket.down")}</span>}
					<span class="soft">{say("ticket.age", { span: span(now.value - Date.parse(t.opened)) })}</span>
				</p>
				<Family of={t} />
			</header>
			<div class="columns">
				<div class="column is">
					<section class="panel">
						<Facts of={t} />
					</section>
					<section class="panel">
						<h2>{say("ticket.nodes")}</h2>
						<Timeline of={t} />
					</section>
					{t.chain && <Signing of={t.chain} />}
					<Clocks of={t} />
				</div>
				<div class="column doing">
					<Actions of={t} again={again} />
					<Conversation of={t} />
					<FreeText of={t} again={again} />
				</div>
			</div>
			<Events of={t} />
		</>
	);
}

export function TicketPage({ rest }: PageOf) {
	const number = rest[0] ?? "";
	const loaded = useLoad(`${number} ${language.value}`, async () =>
		take(api.GET("/v1/tickets/{ticket}", { params: { path: { ticket: number }, query: { language: language.value } } })),
	);
	useEffect(
		() => onMoved((moved) => moved.some((m) => m.ticket === number) && loaded.again()),
		[number],
	);
	// A customer's words that are passed on, and a text's delivery, move no ticket.
	useEffect(() => onTexts(loaded.again), [number, language.value]);
	if (loaded.fault?.status === 404)
		return (
			<div class="empty" role="alert">
				<h1>{say("ticket.nowhere", { n: number })}</h1>
				<a class="button" href="#/board">{say("nav.board")}</a>
			</div>
		);
	return (
		<div class="page">
			{loaded.fault && !loaded.data && <h1>{number}</h1>}
			<Show of={loaded} show={(t) => <Sheet of={t} again={loaded.again} />} />
		</div>
	);
}
