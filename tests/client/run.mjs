// run.mjs TREE PROGRAM: what tests/client/run tries once all is fetched and made.
import { generated } from "./generated.mjs";
import { repair } from "./repair.js";
import { beginSite } from "./site.mjs";

const [tree, program] = process.argv.slice(2);
let passed = 0;
let failed = 0;

async function test(name, body) {
	let site;
	try {
		site = await beginSite(tree, program);
		const said = await body(site);
		site.audit(); // which ends badly where the ledger does not hold
		passed++;
		console.log(`ok    ${name}${said ? `: ${said}` : ""}`);
	} catch (e) {
		failed++;
		console.log(`FAIL  ${name}: ${e.stack}`);
	} finally {
		await site?.end();
	}
}

await test("a repair goes through by a client made of openapi.json", async (site) => {
	// An hour that is ahead, in the sample's zone.
	const ahead = new Date(Date.now() + 2 * 3600_000);
	const hour = ahead.toLocaleTimeString("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });
	await repair(site.url, { agent: site.token("吴敏"), head: site.token("阿里木"), engineer: site.token("李雷") }, hour);
});

await test("no answer to generated requests is outside of openapi.json", async (site) => {
	const tokens = ["吴敏", "阿里木", "李雷", "孙丽"].map(site.token);
	const known = {
		ticket: ["10008", "10019"],
		id: ["1", "2"],
		flow: ["repair"],
		machine: ["EC210-0042", "EC55-0201"],
		lead: ["李雷"],
		as: ["李雷", "阿里木", "王建国"],
		to: ["customer", "李雷"],
		station: ["乌鲁木齐站", "库尔勒站"],
		customer: ["+8613900000001", "艾山江"],
		text: ["arrive", "list", "help", "undo", "dispatch 18:00 李雷"],
		state: ["ready", "failed", "reported"],
		late: ["true"],
		token: tokens,
	};
	const seed = Number(process.env.CLIENT_SEED ?? 1);
	const { asked, seen } = await generated(site.url, tree, tokens, known, { seed, runs: Number(process.env.CLIENT_RUNS ?? 40) });
	for (const status of [200, 201, 400, 401, 403, 404]) if (!seen[status]) throw new Error(`nothing was answered with ${status}`);
	return `${asked} requests, ${Object.entries(seen).map(([status, n]) => `${n} times ${status}`).join(", ")}`;
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
