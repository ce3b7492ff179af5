// Whether there is a desk's room, or a phone's: the style sheet has the same bound.
import { signal } from "@preact/signals";

const wide = matchMedia("(min-width: 56.01rem)");

export const isWide = signal(wide.matches);
wide.addEventListener("change", () => (isWide.value = wide.matches));
