// Looks at pages in two languages, both colour schemes and at a phone's width: axe-core finds nothing against them, nothing
// runs out of them sideways, and their pictures are left in build/desk/shots.
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

/** `places`: [name, what leads there and waits until it is to be seen], one after the other in each view. */
export async function lookAt(desk, page, places) {
	const faults = [];
	for (const view of views) {
		await turn(desk, page, view);
		for (const [name, come] of places) {
			await come(page);
			await accessible(page, `${name}-${view.name}`).catch((e) => faults.push(e.message));
			const out = await page.evaluate(outside);
			if (out.length) faults.push(`${name}-${view.name}: these run out of it: ${[...new Set(out)].slice(0, 5).join(", ")}`);
			await desk.shot(page, `${name}-${view.name}`);
		}
	}
	must(!faults.length, faults.join("\n"));
}
