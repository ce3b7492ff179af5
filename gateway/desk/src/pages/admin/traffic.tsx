// What goes out and comes in: the channels with a test text, the outbox, and numbers that nobody knows.
import { useEffect, useState } from "preact/hooks";
import { place, refine } from "../../base/address";
import { api, take, type Schemas } from "../../base/api";
import { useDoing } from "../../base/doing";
import { useLoad } from "../../base/load";
import { useOnce } from "../../base/once";
import { has, me } from "../../base/session";
import { outboxCounts } from "../../base/stream";
import { when } from "../../base/time";
import { say } from "../../base/words";
import { delivery } from "../../parts/delivery";
import { Empty, Fault, Show } from "../../parts/state";

function TestText({ channel }: { channel: string }) {
	const [to, set] = useState("");
	const [sent, setSent] = useState(false);
	const doing = useDoing();
	const once = useOnce();
	const send = async (e: Event): Promise<void> => {
		e.preventDefault();
		setSent(false);
		await doing.run("test", async () => {
			const body = { to: to.trim() };
			await once(body, (key) =>
				take(api.POST("/v1/channels/{name}/test", { params: { path: { name: channel }, header: { "Idempotency-Key": key } }, body })),
			);
			setSent(true);
		});
	};
	return (
		<form class="row" onSubmit={(e) => void send(e)}>
			<input
				class="input test"
				aria-label={say("channel.test_to", { channel })}
				placeholder={me.value?.person}
				inputMode="tel"
				required
				value={to}
				onInput={(e) => set(e.currentTarget.value)}
			/>
			<button class="button" type="submit" disabled={!!doing.busy || !to.trim()}>
				{say("channel.test")}
			</button>
			{sent && (
				<span role="status">
					{say("channel.tested")} <a href="#/admin/outbox">{say("admin.outbox")}</a>
				</span>
			)}
			{doing.fault && <Fault fault={doing.fault} />}
		</form>
	);
}

export function Channels() {
	const loaded = useLoad("channels", async () => take(api.GET("/v1/channels", {})));
	return (
		<>
			<h2>{say("admin.channels")}</h2>
			<Show
				of={loaded}
				show={(page) => (
					<div class="panel scroll" role="region" aria-label={say("admin.channels")} tabIndex={has("administrator") ? undefined : 0}>
						<table class="table">
							<thead>
								<tr>
									<th>{say("channel.name")}</th>
									<th>{say("channel.kind")}</th>
									<th>{say("channel.then")}</th>
									<th class="end">{say("channel.waiting")}</th>
									<th class="end">{say("channel.unknown")}</th>
									{has("administrator") && <th>{say("channel.test")}</th>}
								</tr>
							</thead>
							<tbody>
								{page.items.map((c) => (
									<tr key={c.channel}>
										<td>
											<strong>{c.channel}</strong> {c.default && <span class="chip">{say("channel.default")}</span>}
										</td>
										<td>{c.kind}</td>
										<td>{c.then}</td>
										<td class="end">{c.waiting}</td>
										<td class={c.unknown ? "end late" : "end"}>{c.unknown}</td>
										{has("administrator") && (
											<td>
												<TestText channel={c.channel} />
											</td>
										)}
									</tr>
								))}
							</tbody>
						</table>
					</div>
				)}
			/>
		</>
	);
}

type Outgoing = Schemas["OutgoingText"];
type Deed = "resend" | "drop";

function OutboxLine({ of: o, failed, busy, act }: { of: Outgoing; failed: boolean; busy: boolean; act: (what: Deed) => void }) {
	return (
		<tr>
			<td>{o.to}</td>
			<td>{o.ticket && <a href={`#/ticket/${o.ticket}`}>{o.ticket}</a>}</td>
			<td>{delivery(o.state)}</td>
			<td>{o.channel}</td>
			<td>{when(o.created)}</td>
			<td class="end">{o.tries}</td>
			<td class="long">{o.why}</td>
			<td class="end">
				<button class="button" type="button" aria-label={`${say("outbox.resend")}: ${o.to}`} disabled={busy} onClick={() => act("resend")}>
					{say("outbox.resend")}
				</button>{" "}
				{has("administrator") && !failed && (
					<button class="button plain" type="button" aria-label={`${say("outbox.drop")}: ${o.to}`} disabled={busy} onClick={() => act("drop")}>
						{say("outbox.drop")}
					</button>
				)}
			</td>
		</tr>
	);
}

function OutboxTable({ rows, failed, busy, act }: { rows: Outgoing[]; failed: boolean; busy: boolean; act: (id: string, what: Deed) => void }) {
	if (!rows.length) return <Empty title={say(failed ? "outbox.none_failed" : "outbox.none")} />;
	return (
		<div class="panel scroll">
			<table class="table">
				<thead>
					<tr>
						<th>{say("outbox.to")}</th>
						<th>{say("table.ticket")}</th>
						<th>{say("table.state")}</th>
						<th>{say("channel.name")}</th>
						<th>{say("outbox.made")}</th>
						<th class="end">{say("outbox.tries")}</th>
						<th>{say("outbox.why")}</th>
						<td />
					</tr>
				</thead>
				<tbody>
					{rows.map((o) => (
						<OutboxLine key={o.id} of={o} failed={failed} busy={busy} act={(what) => act(o.id, what)} />
					))}
				</tbody>
			</table>
		</div>
	);
}

export function Outbox() {
	const failed = place.value.query.get("state") === "failed";
	const loaded = useLoad(`outbox ${failed}`, async () =>
		take(api.GET("/v1/outbox", { params: { query: { limit: 100, ...(failed ? { state: "failed" as const } : {}) } } })),
	);
	const doing = useDoing();
	// Texts that move are told by their number alone, so that the list is read anew.
	const counts = outboxCounts.value;
	useEffect(() => loaded.again(), [counts.waiting, counts.unknown]);
	const act = async (id: string, what: Deed): Promise<void> => {
		if (what === "drop" && !confirm(say("outbox.drop_sure"))) return;
		const at = { params: { path: { id } } };
		await doing.run(id, async () =>
			what === "resend" ? take(api.POST("/v1/outbox/{id}/resend", at)) : take(api.POST("/v1/outbox/{id}/drop", at)),
		);
		loaded.again();
	};
	return (
		<>
			<div class="spread">
				<h2>{say("admin.outbox")}</h2>
				<div class="choice" role="group" aria-label={say("admin.outbox")}>
					<button type="button" aria-pressed={!failed} onClick={() => refine({ state: undefined })}>
						{say("outbox.waiting")}
					</button>
					<button type="button" aria-pressed={failed} onClick={() => refine({ state: "failed" })}>
						{say("outbox.failed")}
					</button>
				</div>
			</div>
			{doing.fault && <Fault fault={doing.fault} />}
			<Show of={loaded} show={(page) => <OutboxTable rows={page.items} failed={failed} busy={!!doing.busy} act={(id, what) => void act(id, what)} />} />
		</>
	);
}

export function Unknown() {
	const loaded = useLoad("unknown", async () => take(api.GET("/v1/unknown", {})));
	return (
		<>
			<h2>{say("admin.unknown")}</h2>
			<p class="soft">{say("unknown.what")}</p>
			<Show
				of={loaded}
				show={({ items: rows }) =>
					rows.length === 0 ? (
						<Empty title={say("unknown.none")} />
					) : (
						<ul class="lines">
							{rows.map((u) => (
								<li key={u.number} class="panel spread">
									<span class="number">{u.number}</span>
									{has("administrator") && (
										<span class="row">
											<a class="button" aria-label={`${say("unknown.person")}: ${u.number}`} href={`#/admin/people/+?mobile=${encodeURIComponent(u.number)}`}>
												{say("unknown.person")}
											</a>
											<a class="button" aria-label={`${say("unknown.customer")}: ${u.number}`} href={`#/admin/customers/+?mobile=${encodeURIComponent(u.number)}`}>
												{say("unknown.customer")}
											</a>
										</span>
									)}
								</li>
							))}
						</ul>
					)
				}
			/>
		</>
	);
}
