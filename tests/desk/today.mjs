// The figures of today, each a link to its tickets.
import { ahead, Carrier, numbers, openRepair } from "./base/carrier.mjs";

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	const page = await desk.open({ as: "吴敏", at: "today" });
	await page.getByRole("heading", { name: desk.say("nav.today") }).waitFor();
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	await openRepair(desk.site, desk.site.token("吴敏"), { machine: "EC55-0201", fault: "玻璃破裂" });
	await carrier.text(numbers.head, `派工 ${number} ${ahead(2)} 李雷`);
	await carrier.sent(numbers.engineer, (text) => text.includes(number));
	const count = (station, figure) => page.getByRole("link", { name: `${station}, ${figure}: 1` });
	await count("库尔勒站", desk.say("today.opened")).waitFor();
	await count("乌鲁木齐站", "dispatched").waitFor();
	await count("乌鲁木齐站", desk.say("today.opened")).click();
	await page.getByRole("link", { name: number }).waitFor();
	await page.goBack();
	await page.getByRole("button", { name: desk.say("today.one") }).click();
	await count("乌鲁木齐站", "dispatched").waitFor();
	await page.locator("canvas, svg").first().waitFor();
	await whereTheBrowsersDayIsAnother(desk, page, count);
}

/** Around midnight, in another zone, or where a computer's clock goes wrong. */
async function whereTheBrowsersDayIsAnother(desk, page, count) {
	await page.clock.setFixedTime(Date.now() - 24 * 3600_000);
	await page.reload();
	await count("乌鲁木齐站", desk.say("today.opened")).waitFor();
}
