// Something that is read from the gateway, and read again when it may have changed.
import { useEffect, useRef, useState } from "preact/hooks";
import { Refusal } from "./api";
import { onReset } from "./stream";

export interface Loaded<T> {
	data?: T; // what was read last, also while it is read anew
	fault?: Refusal;
	loading: boolean;
	again: () => void;
}

/** Reads when `key` changes, and when the stream says that something was missed. */
export function useLoad<T>(key: string, read: () => Promise<T>): Loaded<T> {
	const [state, set] = useState<{ key: string; data?: T; fault?: Refusal; loading: boolean }>({ key, loading: true });
	const turn = useRef(0);

	const again = (): void => {
		const mine = ++turn.current;
		set((was) => ({ key, data: was.key === key ? was.data : undefined, loading: true }));
		read().then(
			(data) => mine === turn.current && set({ key, data, loading: false }),
			(fault: unknown) =>
				mine === turn.current &&
				set((was) => ({
					key,
					data: was.key === key ? was.data : undefined,
					fault: fault instanceof Refusal ? fault : new Refusal(0, String(fault)),
					loading: false,
				})),
		);
	};
	const latest = useRef(again);
	latest.current = again;

	useEffect(() => {
		latest.current();
		return () => void turn.current++;
	}, [key]);
	useEffect(() => onReset(() => latest.current()), []);
	return { data: state.key === key ? state.data : undefined, fault: state.fault, loading: state.loading, again };
}
