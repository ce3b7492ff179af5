// Texts that are put in from a page: once each, with the gateway's answer shown where it was asked for.
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { api, newKey, Refusal, take, type Schemas } from "../base/api";
import { Fault } from "./state";

export type Decision = Schemas["Decision"];

export interface Sending {
	busy: boolean;
	said?: Decision;
	fault?: Refusal;
	/** The answer, if it was taken. A second press while one is under way, or again after a loss, does it once. */
	send: (body: Schemas["Saying"]) => Promise<Decision | undefined>;
	clear: () => void;
}

export function useSending(): Sending {
	const [state, set] = useState<{ busy: boolean; said?: Decision; fault?: Refusal }>({ busy: false });
	const key = useRef({ of: "", is: "" });
	return {
		...state,
		clear: () => set({ busy: false }),
		send: async (body) => {
			const of = JSON.stringify(body);
			if (key.current.of !== of) key.current = { of, is: newKey() };
			set({ busy: true });
			try {
				const said = await take(
					api.POST("/v1/texts", { params: { header: { "Idempotency-Key": key.current.is } }, body }),
				);
				key.current = { of: "", is: "" };
				set({ busy: false, said });
				return said.outcome !== "refused" && said.outcome !== "unknown" ? said : undefined;
			} catch (f) {
				const fault = f instanceof Refusal ? f : new Refusal(0, String(f));
				// What was refused may be tried anew; what was lost on the way goes under the same key.
				if (fault.status) key.current = { of: "", is: "" };
				set({ busy: false, fault });
				return undefined;
			}
		},
	};
}

/** What became of what was sent. */
export function Said({ of, children }: { of: Pick<Sending, "said" | "fault">; children?: ComponentChildren }) {
	if (of.fault) return <Fault fault={of.fault} />;
	if (!of.said) return null;
	const refused = of.said.outcome === "refused" || of.said.outcome === "unknown";
	return (
		<div class={refused ? "notice bad" : "notice good"} role={refused ? "alert" : "status"}>
			<p>{of.said.answer ?? of.said.outcome}</p>
			{children}
		</div>
	);
}
