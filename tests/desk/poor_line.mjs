// A poor line loses one request, or never answers it, while the stream goes on: what was to be read comes all the same, with
// nobody pressing anything.
import { openRepair } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export const people = "沈悦,+8613800000051,administrator;agent,,zh\n";
const PATIENT = 31_000; // ms, after which the pages give up a question that nobody answers

const lists = [
	["people", /\/v1\/people\?/],
	["people", /\/v1\/deputies/],
	["channels", /\/v1\/channels/],
	["tokens", /\/v1\/tokens/],
];

/** The next request whose address matches is lost, or held for good. Returns whether it came. */
async function lose(page, path, { held = false } = {}) {
	let lost = false;
	await page.route(
		path,
		(route) => {
			lost = true;
			return held ? undefined : route.abort();
		},
		{ times: 1 },
	);
	return () => lost;
}

/** The next request whose address matches waits until it is lost by `lose`. */
async function hold(page, path) {
	let waiting;
	await page.route(path, (route) => void (waiting = route), { times: 1 });
	return { came: () => waiting !== undefined, lose: () => waiting.abort() };
}

/** Puts in a text about a ticket, which is done. */
async function put(site, token, ticket, text) {
	const answer = await fetch(`${site.url}/v1/texts`, {
		method: "POST",
		headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
		body: JSON.stringify({ ticket, text }),
	});
	const said = await answer.json();
	must(said.outcome === "done", `${text}: ${JSON.stringify(said)}`);
}

/** The row comes, and was missing for want of that request. */
async function comes(row, wasLost, what) {
	await row.first().waitFor();
	must(wasLost(), `${what} came without the request that was to be lost`);
}

export default async function (desk) {
	const token = desk.site.token("吴敏");
	const first = await openRepair(desk.site, token);
	const page = await desk.open({ as: "沈悦", at: "mine" });
	const unreached = page.getByRole("alert").filter({ hasText: desk.say("fault.unreached") });
	const rows = page.locator("tbody tr");

	for (const [list, path] of lists) {
		await desk.go(page, "mine");
		await rows.first().waitFor({ state: "detached" });
		const lost = await lose(page, path);
		await desk.go(page, `admin/${list}`);
		await comes(rows, lost, list);
		await unreached.waitFor({ state: "detached" });
	}

	// The board: all of it, and then what moved.
	const ticket = (number) => page.getByRole("listitem").filter({ has: page.getByRole("link", { name: number }) });
	await desk.go(page, "board");
	await ticket(first).waitFor(); // or this visit would lose its request, and the page be read well below
	const lostBoard = await lose(page, /\/v1\/tickets\?open=/);
	await page.reload(); // what was read before would be kept
	await comes(ticket(first), lostBoard, "the board");
	await unreached.waitFor({ state: "detached" });
	const lostRow = await lose(page, /\/v1\/tickets\?ticket=/);
	await comes(ticket(await openRepair(desk.site, token, { machine: "EC480-0007" })), lostRow, "what moved");

	// A ticket ends while its row is asked for, and that request is lost: asked for again, it would stand there as open.
	const asked = await hold(page, new RegExp(`/v1/tickets\\?ticket=[^&]*${first}`));
	await put(desk.site, desk.site.token("阿里木"), first, "派工 李雷 明天9点");
	await desk.site.until(asked.came, "a request for what moved");
	await put(desk.site, token, first, "取消 客户取消");
	await ticket(first).waitFor({ state: "detached" });
	await asked.lose();
	await ticket(await openRepair(desk.site, token)).waitFor();
	must((await ticket(first).count()) === 0, "a ticket that had ended came back");

	// Nobody answers at all.
	await page.clock.install();
	const held = await lose(page, /\/v1\/machines\?/, { held: true });
	await desk.go(page, "admin/machines");
	await desk.site.until(held, "a request for machines");
	await page.clock.fastForward(PATIENT);
	await comes(rows, held, "machines");
}
