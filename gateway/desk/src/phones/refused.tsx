// What was refused, beside what asked for it. That the play has ended is told once, above all.
import type { Refusal } from "../base/api";
import { Fault } from "../parts/state";

export const ENDED = 404;

export function Refused({ fault }: { fault?: Refusal }) {
	return fault && fault.status !== ENDED ? <Fault fault={fault} /> : null;
}
