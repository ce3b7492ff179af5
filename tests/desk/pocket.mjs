// On a station head's phone: a new ticket is found on the board and given to an engineer, with nothing beside the screen.
import { ahead, Carrier, numbers } from "./base/carrier.mjs";
import { must, narrow, until } from "./base/desk.mjs";

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	const page = await desk.open({ as: "阿里木", size: narrow, language: "zh" });
	await page.getByText(desk.say("board.none")).waitFor();
	must(await fits(page), "the empty board is wider than a phone");
	await carrier.open({ flow: "repair", machine: "EC210-0042", fault: "发动机无法启动，现场多人反映启动时有异响并伴随黑烟", down: true });
	const row = page.getByRole("listitem").getByRole("link", { name: /EC210-0042/ });
	await row.waitFor();
	must(await fits(page), "the board is wider than a phone");
	await row.tap();
	const actions = page.getByRole("region", { name: desk.say("ticket.actions") });
	await actions.getByRole("button", { name: "派工", exact: true }).tap();
	await actions.getByLabel("预计派工时间").fill(ahead(2));
	await actions.getByLabel("工程师").fill("李雷");
	must(await fits(page), "the ticket is wider than a phone");
	await actions.locator("form").getByRole("button", { name: "派工", exact: true }).tap();
	await page.locator(".chip.state", { hasText: "处理中" }).waitFor();
	await carrier.text(numbers.engineer, `出发 ${ahead(3)}`);
	await page.locator(".chip.state", { hasText: "在途" }).waitFor();
	// What has been said stands in the page: the last of it, or all of it for who asks.
	const bubbles = page.locator(".bubble");
	await carrier.text(numbers.engineer, "到达");
	await page.locator(".chip.state", { hasText: "在现场" }).waitFor();
	must((await bubbles.count()) === 10, "the line to write in lies beneath all that was ever said");
	await page.locator(".panel", { has: bubbles.first() }).getByRole("button").tap();
	await until(async () => (await bubbles.count()) > 10, "the rest of what was said");
	await page.getByRole("navigation", { name: desk.say("nav.label") }).getByRole("link", { name: desk.say("nav.board") }).tap();
	await row.filter({ hasText: "李雷" }).waitFor();
}
