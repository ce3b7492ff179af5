// What axe-core finds against a page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Throws, with each violation and where it is, if there is any. */
export async function accessible(page, what) {
	await page.evaluate(source);
	const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
	if (!violations.length) return;
	const lines = violations.flatMap((v) => v.nodes.slice(0, 4).map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary?.replace(/\s+/g, " ")}`));
	throw new Error(`axe, ${what}:\n  ${lines.join("\n  ")}`);
}
