// Where a text that went out stands, in a word.
import { say, type Word } from "../base/words";

const words: Record<string, Word> = {
	ready: "delivery.ready",
	sending: "delivery.sending",
	sent: "delivery.sent",
	accepted: "delivery.accepted",
	delivered: "delivery.delivered",
	failed: "delivery.failed",
	expired: "delivery.expired",
	rejected: "delivery.rejected",
	unknown: "delivery.unknown",
};

export const delivery = (state: string | null | undefined): string => {
	const word = words[state ?? ""];
	return word ? say(word) : (state ?? "");
};
/** It did not arrive, or nobody knows whether it did. */
export const undelivered = (state: string | null | undefined): boolean =>
	["failed", "expired", "rejected", "unknown"].includes(state ?? "");
