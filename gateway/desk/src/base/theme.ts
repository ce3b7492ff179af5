// Dark or light: as the system has it, unless the reader chose.
import { signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";
export const keptTheme = "fieldgate.theme";

export const theme = signal<Theme>((localStorage.getItem(keptTheme) as Theme | null) ?? "system");

export function setTheme(next: Theme): void {
	theme.value = next;
	if (next === "system") localStorage.removeItem(keptTheme);
	else localStorage.setItem(keptTheme, next);
	apply();
}

const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", apply);

export function apply(): void {
	document.documentElement.dataset.theme = theme.value === "system" ? (dark.matches ? "dark" : "light") : theme.value;
}
