// run.mjs TREE PROGRAM [TEST...]: runs each test of the folder above, each with a gateway and a broker of its own, in one
// browser. A test is a file whose default export takes a `desk` (desk.mjs); `installation` and `configure` beside it are for
// its site.
import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { beginBrowser } from "./browser.mjs";
import { Desk } from "./desk.mjs";
import { beginSite } from "./site.mjs";

const [tree, program, ...named] = process.argv.slice(2);
const folder = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const tests = readdirSync(folder)
	.filter((file) => file.endsWith(".mjs"))
	.map((file) => file.replace(/\.mjs$/, ""))
	.filter((name) => !named.length || named.includes(name))
	.sort();
// Beside the sample's people: someone who administers.
const usual = { people: "沈悦,+8613800000051,administrator,,zh\n" };
const patience = 300_000; // ms, for a test; only what hangs takes so long
const together = Number(process.env.JOBS ?? 2);

let passed = 0;
let failed = 0;

async function within(ms, running) {
	let timer;
	const late = new Promise((_, no) => (timer = setTimeout(() => no(new Error(`not done after ${ms / 1000} s`)), ms)));
	try {
		return await Promise.race([running, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** A test whose browser hangs is tried once more, in a new one, and so are those that follow. */
async function one(name, again = false) {
	const inBrowser = browser;
	const begun = Date.now();
	let site;
	let desk;
	let hung = false;
	try {
		const test = await import(join(folder, `${name}.mjs`));
		site = await beginSite(tree, program, { ...usual, ...test });
		desk = new Desk(inBrowser, site, { tree, name });
		const said = await within(patience, test.default(desk));
		await desk.check();
		site.audit(); // which ends badly where the ledger does not hold
		passed++;
		console.log(`ok    ${name.replaceAll("_", " ")}${said ? `: ${said}` : ""} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
	} catch (e) {
		const answered = desk ? await within(120_000, desk.lastSight()).catch(() => false) : true;
		hung = !answered && !again;
		failed += hung ? 0 : 1;
		console.log(`${hung ? "hung " : "FAIL "} ${name}: ${e.stack}`);
		if (site) console.log(site.said().split("\n").slice(-8).join("\n"));
	} finally {
		if (!hung) await desk?.end();
		await site?.end();
	}
	if (!hung) return;
	if (browser === inBrowser) browser = await beginBrowser();
	hangs++;
	await one(name, true);
}

let browser = await beginBrowser();
let hangs = 0;
const queue = [...tests];
await Promise.all(
	Array.from({ length: together }, async () => {
		for (let name; (name = queue.shift()); ) await one(name);
	}),
);
await browser.close();
if (hangs) console.log(`${hangs} times the browser hung`);
if (named.length && tests.length < named.length) {
	failed++;
	console.log(`FAIL  there is no test for each of ${named.join(", ")}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
