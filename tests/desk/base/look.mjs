// Looks at pages in two languages, both colour schemes and at a phone's width: axe-core finds nothing against them, nothing
// runs out of them sideways or is cut off, no text stands on another, and their pictures are left in build/desk/shots.
import { accessible } from "./axe.mjs";
import { must, narrow, wide } from "./desk.mjs";

const views = [
	{ name: "zh-light-1280", language: "zh", scheme: "light", size: wide },
	{ name: "en-dark-1280", language: "en", scheme: "dark", size: wide },
	{ name: "en-light-390", language: "en", scheme: "light", size: narrow },
	{ name: "zh-dark-390", language: "zh", scheme: "dark", size: narrow },
];

/** What stands beyond the right edge; but not what can be scrolled to within its own box. */
function outside() {
	const scrolled = (e) => e !== document.body && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) || scrolled(e.parentElement));
	return [...document.querySelectorAll("body *")]
		.filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !scrolled(e))
		.map((e) => `${e.tagName} ${e.className}`);
}

/** Texts that stand on one another, as far as they are to be seen. */
function crowded() {
	const boxes = [];
	const clip = (box, e) => {
		for (let at = e; at && at !== document.body; at = at.parentElement) {
			const style = getComputedStyle(at);
			if (/fixed|sticky/.test(style.position)) return undefined;
			if (style.overflowX === "visible") continue;
			const edge = at.getBoundingClientRect();
			box = { left: Math.max(box.left, edge.left), right: Math.min(box.right, edge.right), top: Math.max(box.top, edge.top), bottom: Math.min(box.bottom, edge.bottom) };
		}
		return box.right - box.left > 2 && box.bottom - box.top > 2 ? box : undefined;
	};
	const texts = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const node = texts.currentNode;
		if (!node.data.trim() || node.parentElement.closest("svg, option")) continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		for (const rect of range.getClientRects()) {
			const box = clip(rect, node.parentElement);
			if (box) boxes.push({ left: box.left, right: box.right, top: box.top, bottom: box.bottom, node });
		}
	}
	const found = new Set();
	boxes.forEach((a, i) =>
		boxes.slice(i + 1).forEach((b) => {
			const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
			const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
			if (a.node !== b.node && across > 2 && down > 7) found.add(`"${a.node.data}" and "${b.node.data}"`);
		}),
	);
	return [...found];
}

/** What is cut off without a sign: no dots, nothing to scroll. */
function cut() {
	return [...document.querySelectorAll("main *")]
		.filter((e) => {
			const style = getComputedStyle(e);
			if (!/hidden|clip/.test(style.overflowX) || style.clipPath !== "none") return false;
			return (style.textOverflow !== "ellipsis" && e.scrollWidth > e.clientWidth + 2) || e.scrollHeight > e.clientHeight + 6;
		})
		.map((e) => `${e.tagName} ${e.className}: ${e.textContent.slice(0, 40)}`);
}

const faultsOf = [
	["run out of it", outside],
	["stand on one another", crowded],
	["are cut off", cut],
];

async function turn(desk, page, view) {
	await desk.learn(view.language);
	await page.keyboard.press("Escape");
	await page.emulateMedia({ colorScheme: view.scheme });
	await page.setViewportSize(view.size);
	if ((await page.locator("html").getAttribute("lang")) === view.language) return;
	await page.evaluate((l) => localStorage.setItem("fieldgate.language", l), view.language);
	await page.reload();
	await page.locator(`html[lang=${view.language}]`).waitFor();
}

/**
 * `places`: [name, what leads there and waits until it is to be seen], one after the other in each view. A view with
 * `axe: false` is left out of what takes longest.
 */
export async function lookAt(desk, page, places, from = views) {
	const faults = [];
	for (const view of from) {
		await turn(desk, page, view);
		for (const [name, come] of places) {
			await come(page);
			if (view.axe !== false) await accessible(page, `${name}-${view.name}`).catch((e) => faults.push(e.message));
			for (const [what, find] of faultsOf) {
				const found = [...new Set(await page.evaluate(find))];
				if (found.length) faults.push(`${name}-${view.name}: these ${what}: ${found.slice(0, 5).join(", ")}`);
			}
			await desk.shot(page, `${name}-${view.name}`);
		}
	}
	must(!faults.length, faults.join("\n"));
}
