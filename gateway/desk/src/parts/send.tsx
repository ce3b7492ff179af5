// Texts that are put in from a page: once each, with the gateway's answer shown where it was asked for.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { api, type Refusal, refusalOf, type Schemas, take } from "../base/api";
import { useOnce } from "../base/once";
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
	const once = useOnce();
	return {
		...state,
		clear: () => set({ busy: false }),
		send: async (body) => {
			set({ busy: true });
			try {
				const said = await once(body, (key) =>
					take(api.POST("/v1/texts", { params: { header: { "Idempotency-Key": key } }, body })),
				);
				set({ busy: false, said });
				return said.outcome !== "refused" && said.outcome !== "unknown" ? said : undefined;
			} catch (f) {
				set({ busy: false, fault: refusalOf(f) });
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
