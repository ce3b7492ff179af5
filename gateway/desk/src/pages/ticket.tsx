// One ticket: its time line, what was texted about it, its clocks and fields, and what may be done with it now.
import { useEffect, useState } from "preact/hooks";
import { api, take, type Action, type Clock, type Text, type Ticket } from "../base/api";
import { useDraft } from "../base/draft";
import { flow, flowTitle, nodeLabel, stateLabel } from "../base/flows";
import { useLoad } from "../base/load";
import { me } from "../base/session";
import { onMoved } from "../base/stream";
import { now, span, until, when } from "../base/time";
import { say, type Word } from "../base/words";
import { ArgumentField } from "../parts/argument";
import { Icon } from "../parts/icon";
import { Said, useSending } from "../parts/send";
import { Show } from "../parts/state";
import type { PageOf } from "./pages";

// ---- the time line

function Timeline({ of: t }: { of: Ticket }) {
	const nodes = flow(t.flow)?.nodes ?? [];
	const reached = nodes.filter((n) => t.nodes?.[n.name] || t.missed?.includes(n.name) || t.stated?.[n.name]);
	const ahead = nodes.filter((n) => t.missing?.includes(n.name));
	return (
		<ol class="timeline">
			{[...reached, ...ahead.filter((n) => !reached.includes(n))].map((n) => {
				const at = t.nodes?.[n.name];
				const missed = t.missed?.includes(n.name);
				const stated = t.stated?.[n.name];
				return (
					<li key={n.name} class={at ? "done" : missed ? "missed" : "open"}>
						<span class="dot" aria-hidden="true" />
						<span class="name">{nodeLabel(t.flow, n.name)}</span>
						<span class="times">
							{at && <time dateTime={at}>{when(at)}</time>}
							{!at && missed && <span class="soft">{say("node.missed")}</span>}
							{!at && !missed && <span class="late">{say("node.missing")}</span>}
							{stated && <span class="chip down">{say("node.stated", { time: when(stated) })}</span>}
						</span>
					</li>
				);
			})}
		</ol>
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

function ClockRow({ of: c }: { of: Clock }) {
	const word = clockStates[c.state];
	const left = c.due && c.state === "runs" ? until(c.due) : undefined;
	return (
		<tr>
			<td>{c.rule ?? c.name}</td>
			<td>{when(c.at)}</td>
			<td>{when(c.due)}</td>
			<td class={c.late ? "late" : ""}>
				{left ? left.text : word ? say(word) : c.state}
				{c.stopped && <span class="soft"> {when(c.stopped)}</span>}
			</td>
		</tr>
	);
}

function Clocks({ of: t }: { of: Ticket }) {
	if (!t.clocks?.length) return null;
	return (
		<section class="panel">
			<h2>{say("ticket.clocks")}</h2>
			<div class="scroll">
				<table class="table">
					<thead>
						<tr>
							<th>{say("clock.rule")}</th>
							<th>{say("clock.since")}</th>
							<th>{say("clock.due")}</th>
							<th>{say("clock.stands")}</th>
						</tr>
					</thead>
					<tbody>
						{t.clocks.map((c) => (
							<ClockRow key={c.name} of={c} />
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}

// ---- what was texted

const deliveries: Record<string, Word> = {
	ready: "delivery.ready",
	sending: "delivery.sending",
	sent: "delivery.sent",
	accepted: "delivery.accepted",
	delivered: "delivery.delivered",
	failed: "delivery.failed",
	expired: "delivery.expired",
	rejected: "delivery.rejected",
	unknown: "delivery.unknown",
};

function Delivery({ of: t }: { of: Text }) {
	const word = deliveries[t.delivery ?? ""];
	const bad = ["failed", "expired", "rejected", "unknown"].includes(t.delivery ?? "");
	const name = t.delivery === "delivered" ? "ticks" : bad ? "fault" : t.delivery === "ready" || t.delivery === "sending" ? "clock" : "tick";
	return (
		<span class={bad ? "late delivery" : "delivery"}>
			<Icon name={name} />
			{word ? say(word) : t.delivery}
			{bad && t.why && `: ${t.why}`}
		</span>
	);
}

function Bubble({ of: t }: { of: Text }) {
	const out = t.direction === "out";
	return (
		<li class={out ? "bubble out" : "bubble in"}>
			<p class="head">
				<strong>{(out ? t.to : t.from) || t.number}</strong>
				{t.as && <span class="soft">{say("text.as", { name: t.as })}</span>}
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

function Conversation({ of: t }: { of: Ticket }) {
	const [whole, set] = useState(false);
	const shown = whole ? t.texts : t.texts.slice(-40);
	return (
		<section class="panel">
			<h2>{say("ticket.texts")}</h2>
			{shown.length < t.texts.length && (
				<button class="button plain" type="button" onClick={() => set(true)}>
					{say("ticket.texts_all", { n: t.texts.length })}
				</button>
			)}
			{t.texts.length === 0 && <p class="soft">{say("ticket.no_texts")}</p>}
			<ol class="talk">
				{shown.map((one, i) => (
					<Bubble key={t.texts.length - shown.length + i} of={one} />
				))}
			</ol>
		</section>
	);
}

// ---- what may be done

function ActionForm({ of: a, ticket, done }: { of: Action; ticket: string; done: () => void }) {
	const [values, set] = useState<Record<string, string>>({});
	const sending = useSending();
	const send = async (e: Event): Promise<void> => {
		e.preventDefault();
		const text = [a.word, ...a.arguments.map((one) => (values[one.name] ?? "").trim())].filter(Boolean).join(" ");
		if (await sending.send({ text, ticket })) done();
	};
	return (
		<form class="form" onSubmit={(e) => void send(e)}>
			{a.arguments.map((one, i) => (
				<ArgumentField
					key={one.name}
					of={one}
					id={`${a.code}-${one.name}`}
					first={i === 0}
					value={values[one.name] ?? ""}
					set={(next) => set({ ...values, [one.name]: next })}
				/>
			))}
			<Said of={sending} />
			<div class="row end">
				<button class="button" type="button" onClick={done}>
					{say("form.not")}
				</button>
				<button class="button main" type="submit" disabled={sending.busy}>
					{a.word}
				</button>
			</div>
		</form>
	);
}

function Actions({ of: t, again }: { of: Ticket; again: () => void }) {
	const [open, set] = useState<string>();
	const chosen = t.actions.find((a) => a.code === open);
	if (!t.actions.length) return null;
	return (
		<section class="panel" aria-label={say("ticket.actions")}>
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
						{a.word}
					</button>
				))}
			</div>
			{chosen && (
				<ActionForm
					key={chosen.code}
					of={chosen}
					ticket={t.ticket}
					done={() => {
						set(undefined);
						again();
					}}
				/>
			)}
		</section>
	);
}

/** Words put in as they would be texted: as oneself, or by an agent for one of the staff. */
function FreeText({ of: t, again }: { of: Ticket; again: () => void }) {
	const [text, set] = useDraft(`text.${t.ticket}`);
	const [as, setAs] = useState("");
	const sending = useSending();
	const people = [t.engineer, ...(t.companions ?? [])].filter((p): p is string => !!p);
	const mayAs = me.value?.roles.some((r) => r === "agent" || r === "supervisor") && people.length > 0;
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
		[say("ticket.customer"), [t.customer, t.customer_number].filter(Boolean).join(" · ")],
		[say("ticket.reported_by"), t.reported_by],
		[say("ticket.machine"), [t.machine, t.model].filter(Boolean).join(" · ")],
		[say("ticket.place"), t.site || t.place],
		[say("ticket.station"), t.station],
		[say("ticket.engineer"), [t.engineer, ...(t.companions ?? [])].filter(Boolean).join(", ")],
		[say("ticket.opened"), when(t.opened)],
	];
	for (const [name, value] of Object.entries(t.fields ?? {})) {
		const field = flow(t.flow)?.fields?.find((f) => f.name === name);
		const text = String(value);
		const time = /^\d{4}-\d\d-\d\dT/.test(text);
		facts.push([field?.label ?? name, `${time ? when(text) : text}${field?.unit ? ` ${field.unit}` : ""}`]);
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

function Events({ of: t }: { of: Ticket }) {
	return (
		<details class="panel">
			<summary>{say("ticket.events", { n: t.events.length })}</summary>
			<div class="scroll">
				<table class="table small">
					<tbody>
						{t.events.map((e) => (
							<tr key={e.seq}>
								<td>{e.seq}</td>
								<td>{when(e.at)}</td>
								<td>{e.name}</td>
								<td>{e.by}</td>
								<td class="soft">{e.change}</td>
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
				<div class="column">
					<section class="panel">
						<Facts of={t} />
					</section>
					<section class="panel">
						<h2>{say("ticket.nodes")}</h2>
						<Timeline of={t} />
					</section>
					<Clocks of={t} />
				</div>
				<div class="column">
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
	const loaded = useLoad(number, async () =>
		take(api.GET("/v1/tickets/{ticket}", { params: { path: { ticket: number } } })) as Promise<Ticket>,
	);
	useEffect(
		() => onMoved((moved) => moved.some((m) => m.ticket === number) && loaded.again()),
		[number],
	);
	return (
		<div class="page">
			<Show of={loaded} show={(t) => <Sheet of={t} again={loaded.again} />} />
		</div>
	);
}
