// Tickets as a plain table, where there are few.
import type { TicketRow } from "../base/api";
import { flows, flowTitle, stateLabel } from "../base/flows";
import { until, when } from "../base/time";
import { say } from "../base/words";

function Due({ of: t }: { of: TicketRow }) {
	if (!t.due) return null;
	const left = until(t.due);
	return <span class={left.late ? "late" : ""}>{left.text}</span>;
}

export function TicketTable({ rows }: { rows: TicketRow[] }) {
	const many = flows.value.length > 1;
	return (
		<div class="panel scroll">
			<table class="table tickets">
				<thead>
					<tr>
						<th>{say("table.ticket")}</th>
						{many && <th>{say("board.flow")}</th>}
						<th>{say("table.state")}</th>
						<th>{say("ticket.machine")}</th>
						<th>{say("ticket.customer")}</th>
						<th>{say("table.fault")}</th>
						<th>{say("ticket.station")}</th>
						<th>{say("ticket.engineer")}</th>
						<th>{say("ticket.opened")}</th>
						<th>{say("clock.due")}</th>
					</tr>
				</thead>
				<tbody>
					{rows.map((t) => (
						<tr key={t.ticket}>
							<td class="what">
								<a class="number" href={`#/ticket/${t.ticket}`}>
									{t.ticket}
								</a>
								{t.down && (
									<>
										{" "}
										<span class="chip down">{say("ticket.down")}</span>
									</>
								)}
							</td>
							{many && <td class="flow">{flowTitle(t.flow)}</td>}
							<td class="state">{stateLabel(t.flow, t.state)}</td>
							<td class="whole">{t.machine}</td>
							<td>{t.customer}</td>
							<td class="soft said long">{t.fault}</td>
							<td>{t.station}</td>
							<td>{t.engineer}</td>
							<td class="whole">{when(t.opened)}</td>
							<td class="left whole">
								<Due of={t} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
