// One phone: whose it is, what it was texted and what it texted, and the line in which one types.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { roleName, rolesOf } from "../base/roles";
import type { Refusal } from "../base/api";
import { useDraft } from "../base/draft";
import { clockTime, dayOfWeek, read } from "../base/time";
import { say } from "../base/words";
import { Icon } from "../parts/icon";
import type { PlayedText, Who } from "./ask";
import { before, busy, byPhone, given, hold, people, person, rung, send } from "./play";
import { Refused } from "./refused";
import { suggested } from "./suggest";

/** Everyone who may be put on the phone, by their station. */
function WhoseChoice({ phone, who, id }: { phone: number; who: Who; id: string }) {
	const groups = new Map<string, Who[]>();
	for (const p of given.value?.people ?? []) {
		const of = p.station ?? (p.roles.includes("customer") || !p.roles.length ? say("phones.customers") : say("phones.headquarters"));
		groups.set(of, [...(groups.get(of) ?? []), p]);
	}
	return (
		<select id={id} aria-label={say("phones.whose", { n: phone + 1 })} value={who.number} onChange={(e) => hold(phone, e.currentTarget.value)}>
			{!people.value.has(who.number) && <option value={who.number}>{who.name}</option>}
			{[...groups].map(([name, list]) => (
				<optgroup key={name} label={name}>
					{list.map((p) => (
						<option key={p.number} value={p.number}>
							{p.roles.length ? `${p.name} · ${rolesOf(p)}` : p.name}
						</option>
					))}
				</optgroup>
			))}
		</select>
	);
}

function Bubble({ of: t, day }: { of: PlayedText; day?: string }) {
	const fresh = t.kind === "mt" && t.n > before.value;
	return (
		<>
			{day && <li class="day soft">{day}</li>}
			<li class={`sms ${t.kind}${fresh ? " fresh" : ""}`}>
				<span class="visually-hidden">{say(t.kind === "mo" ? "phones.sent" : "phones.got")}</span>
				<p class="words">{t.text}</p>
				<p class="foot soft">
					<time dateTime={t.at}>{clockTime(read(t.at))}</time>
					{t.kind === "mt" && t.segments > 1 && <span> · {say("phones.segments", { n: t.segments })}</span>}
					{t.error && <span class="late"> · {t.error}</span>}
				</p>
			</li>
		</>
	);
}

function Conversation({ of: list, who }: { of: PlayedText[]; who: Who }) {
	const box = useRef<HTMLDivElement>(null);
	const newest = (): void => void (box.current && (box.current.scrollTop = box.current.scrollHeight));
	useLayoutEffect(newest, [list.length, who.number]);
	useEffect(() => {
		// What stands beneath grows by suggestions, and is shown anew at phone width.
		const watch = new ResizeObserver(newest);
		if (box.current) watch.observe(box.current);
		return () => watch.disconnect();
	}, []);
	let day = "";
	return (
		<div class="texts" ref={box} tabIndex={0} role="group" aria-label={say("phones.texts_of", { name: who.name })}>
			{list.length === 0 && <p class="silent soft">{say("phones.silent")}</p>}
			{list.length > 0 && (
				<ol lang={who.language || undefined}>
					{list.map((t) => {
						const on = dayOfWeek(read(t.at));
						const other = on !== day;
						day = on;
						return <Bubble key={t.n} of={t} day={other ? on : undefined} />;
					})}
				</ol>
			)}
		</div>
	);
}

function Composer({ of: list, who }: { of: PlayedText[]; who: Who }) {
	const [text, set] = useDraft(`phones.${who.number}`);
	const [refused, setRefused] = useState<Refusal>();
	const field = useRef<HTMLInputElement>(null);
	const select = useRef<[number, number]>();
	useLayoutEffect(() => {
		if (!select.current) return;
		field.current?.focus();
		field.current?.setSelectionRange(...select.current);
		select.current = undefined;
	});
	const go = async (e: Event): Promise<void> => {
		e.preventDefault();
		const said = text.trim();
		if (!said || busy.value) return;
		const fault = await send(who.number, said);
		setRefused(fault);
		if (!fault) set("");
		field.current?.focus();
	};
	return (
		<form class="composer" onSubmit={(e) => void go(e)}>
			<Refused fault={refused} />
			{!text && suggested(list, who).length > 0 && (
				<div class="replies" role="group" aria-label={say("phones.replies")}>
					{suggested(list, who).map((s) => (
						<button
							key={s.text}
							type="button"
							class="reply"
							lang={who.language || undefined}
							onClick={() => {
								select.current = [s.blank, s.text.length];
								set(s.text);
							}}
						>
							{s.text.trim()}
						</button>
					))}
				</div>
			)}
			<div class="line">
				<input
					ref={field}
					class="input"
					autocomplete="off"
					maxLength={1000}
					aria-label={say("phones.type_as", { name: who.name })}
					placeholder={say("phones.type")}
					value={text}
					onInput={(e) => set(e.currentTarget.value)}
				/>
				<button class="button main" type="submit" disabled={busy.value || !text.trim()} aria-label={say("phones.send")}>
					<Icon name="send" />
				</button>
			</div>
		</form>
	);
}

export function Phone({ phone, number, shown }: { phone: number; number: string; shown: boolean }) {
	const who = person(number);
	if (!who) return null;
	const list = byPhone.value.get(number) ?? [];
	const rang = rung.value.get(number) ?? 0;
	const id = `whose-${phone}`;
	return (
		<section class={`phone${rang ? " rang" : ""}${shown ? " shown" : ""}`} aria-label={say("phones.phone_of", { name: who.name })}>
			{/* A new key for each ring, so that it is seen again. */}
			{rang > 0 && <span key={before.value} class="ring" aria-hidden="true" />}
			<header>
				<div class="whose">
					<strong class="name">{who.name}</strong>
					<Icon name="down" />
					<WhoseChoice phone={phone} who={who} id={id} />
				</div>
				<p class="soft small">
					<span class="role" title={rolesOf(who)}>{rolesOf(who) || roleName("customer")}</span>
					<span class="number">{who.number}</span>
				</p>
				{rang > 0 && <span class="chip new">{say("phones.new_n", { n: rang })}</span>}
			</header>
			<Conversation of={list} who={who} />
			<Composer key={number} of={list} who={who} />
		</section>
	);
}
