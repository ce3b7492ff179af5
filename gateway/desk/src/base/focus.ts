// Who works by keys, or hears the page, is not thrown back to its beginning: where what had the focus is taken away, the part of
// the page that it was in gets it; where it may not be pressed for a moment, that part has it meanwhile.

let last: HTMLElement | undefined; // what had the focus
let around: HTMLElement[] = []; // the parts of the page that it is in, the nearest first
let lent: HTMLElement | undefined; // the one that has it for it

const rests = (e: HTMLElement): boolean => (e as HTMLButtonElement).disabled === true;

function entered(e: FocusEvent): void {
	if (e.target === lent) return;
	last = e.target as HTMLElement;
	lent = undefined;
	around = [];
	for (let at = last.parentElement; at && at !== document.body; at = at.parentElement)
		if (at.matches("form, section, main, .section, [role=group]")) around.push(at);
}

/** Who clicks elsewhere wants nothing back. */
function left(): void {
	const was = last;
	queueMicrotask(() => {
		if (last === was && !lent && was?.isConnected && !rests(was)) last = undefined;
	});
}

function lend(): void {
	const home = around.find((one) => one.isConnected);
	if (!home || home === lent) return;
	lent = home;
	if (!home.hasAttribute("tabindex")) home.tabIndex = -1;
	home.focus({ preventScroll: true });
}

function changed(): void {
	const has = document.activeElement;
	if (!last || (has !== document.body && has !== lent)) return;
	if (!last.isConnected || rests(last)) lend();
	else if (has !== last) last.focus({ preventScroll: true });
}

/** To be called once. */
export function keepFocus(): void {
	addEventListener("focusin", entered);
	addEventListener("focusout", left);
	new MutationObserver(changed).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
}
