// What is changed in one tab of the browser holds in the others too: who sits there, the language, the colours.
import { settle, signs } from "./session";
import { readAnew } from "./stream";
import { apply, keptTheme, theme, type Theme } from "./theme";
import { choose, keptLanguage } from "./words";

/** To be called once. */
export function followTabs(): void {
	addEventListener("storage", (e) => {
		if (e.key === signs) {
			settle().catch(() => undefined); // with the next request again
		} else if (e.key === keptLanguage && e.newValue) {
			void choose(e.newValue, false).then(readAnew, () => undefined);
		} else if (e.key === keptTheme) {
			theme.value = (e.newValue as Theme | null) ?? "system";
			apply();
		}
	});
}
