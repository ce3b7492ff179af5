// Which process a ticket is opened of.
import { flowTitle } from "../base/flows";
import { say } from "../base/words";

export function FlowField({ id, all, value, set }: { id: string; all: { name: string; title?: string }[]; value: string; set: (name: string) => void }) {
	return (
		<div class="field">
			<label for={id}>{say("board.flow")}</label>
			<select id={id} class="input" value={value} onChange={(e) => set(e.currentTarget.value)}>
				{all.map((f) => (
					<option key={f.name} value={f.name}>
						{flowTitle(f.name, f.title)}
					</option>
				))}
			</select>
		</div>
	);
}
