// Writes that are done once, however often they are sent.
import { useRef } from "preact/hooks";
import { newKey, refusalOf } from "./api";

/** Calls `act` with a key. The same body that is sent again, because its answer was lost, goes under the same key; what was
 * answered, also by a refusal, is over. */
export function useOnce(): <T>(body: unknown, act: (key: string) => Promise<T>) => Promise<T> {
	const last = useRef({ of: "", key: "" });
	return async (body, act) => {
		const of = JSON.stringify(body);
		if (last.current.of !== of) last.current = { of, key: newKey() };
		try {
			const answer = await act(last.current.key);
			last.current = { of: "", key: "" };
			return answer;
		} catch (f) {
			if (refusalOf(f).status) last.current = { of: "", key: "" };
			throw f;
		}
	};
}
