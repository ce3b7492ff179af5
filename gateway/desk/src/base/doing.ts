// What is done at a press: one thing at a time, its refusal kept to be shown.
import { useState } from "preact/hooks";
import { type Refusal, refusalOf } from "./api";

export interface Doing {
	busy: string; // the name of what is being done, or empty
	fault?: Refusal;
	/** Whether it was done. */
	run: (name: string, act: () => Promise<unknown>) => Promise<boolean>;
}

export function useDoing(): Doing {
	const [busy, setBusy] = useState("");
	const [fault, setFault] = useState<Refusal>();
	return {
		busy,
		fault,
		run: async (name, act) => {
			setBusy(name);
			setFault(undefined);
			try {
				await act();
				return true;
			} catch (f) {
				setFault(refusalOf(f));
				return false;
			} finally {
				setBusy("");
			}
		},
	};
}
