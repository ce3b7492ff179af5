// What a page shows while it has nothing to show: it reads, there is nothing, or it could not be read.
import type { ComponentChildren } from "preact";
import type { Loaded } from "../base/load";
import type { Refusal } from "../base/api";
import { say } from "../base/words";

export function Fault({ fault, again }: { fault: Refusal; again?: () => void }) {
	return (
		<div class="notice bad" role="alert">
			<p>
				{fault.message || say("fault.unreached")}
				{fault.example && ` ${fault.example}`}
			</p>
			{again && (
				<button class="button plain" type="button" onClick={again}>
					{say("fault.again")}
				</button>
			)}
		</div>
	);
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
	return (
		<div class="empty">
			<p>
				<strong>{title}</strong>
			</p>
			{children}
		</div>
	);
}

/** What was read, by `show`; what was read before stays while it is read anew. */
export function Show<T>({ of, show }: { of: Loaded<T>; show: (data: T) => ComponentChildren }) {
	return (
		<>
			{of.fault && <Fault fault={of.fault} again={of.again} />}
			{of.data !== undefined && show(of.data)}
			{of.data === undefined && !of.fault && (
				<p class="empty" role="status">
					{say("loading")}
				</p>
			)}
		</>
	);
}
