// Something that is read from the gateway, and read again when it may have changed.
import { useEffect, useRef, useState } from "preact/hooks";
import { passes, type Refusal, refusalOf, retryMs } from "./api";
import { onReset } from "./stream";

export interface Loaded<T> {
	data?: T; // what was read last, also while it is read anew
	fault?: Refusal;
	again: () => void;
}

/** Reads when `key` changes, when the stream says that something was missed, and again after a fault that passes. One request
 * at a time: what moves while one is under way is read after it, so that a slow gateway answers at all. */
export function useLoad<T>(key: string, read: () => Promise<T>): Loaded<T> {
	const [state, set] = useState<{ key: string; data?: T; fault?: Refusal }>({ key });
	const latest = useRef({ key, read });
	latest.current = { key, read };
	const reading = useRef<{ key: string; stale: boolean }>();
	const shown = useRef(false);
	const retry = useRef<ReturnType<typeof setTimeout>>();
	const failed = useRef(0);

	// It may be called by who has had it since before the key changed.
	const again = useRef(async (): Promise<void> => {
		const { key: of, read: ask } = latest.current;
		if (reading.current?.key === of) {
			reading.current.stale = true;
			return;
		}
		const mine = { key: of, stale: false };
		reading.current = mine;
		clearTimeout(retry.current);
		let fault: Refusal | undefined;
		do {
			mine.stale = false;
			fault = undefined;
			try {
				const data = await ask();
				if (reading.current === mine) set({ key: of, data });
			} catch (f) {
				const why = (fault = refusalOf(f));
				if (reading.current === mine)
					set((was) => ({ key: of, data: was.key === of ? was.data : undefined, fault: why }));
			}
		} while (mine.stale && reading.current === mine);
		if (reading.current !== mine) return;
		reading.current = undefined;
		if (!fault) failed.current = 0;
		else if (shown.current && passes(fault)) retry.current = setTimeout(() => void again(), retryMs(failed.current++));
	}).current;

	useEffect(() => {
		shown.current = true;
		void again();
		return () => {
			shown.current = false;
			clearTimeout(retry.current);
			reading.current = undefined;
		};
	}, [key]);
	useEffect(() => onReset(() => void again()), []);
	const here = state.key === key;
	return { data: here ? state.data : undefined, fault: here ? state.fault : undefined, again: () => void again() };
}
