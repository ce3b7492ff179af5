// The board changes by itself as texts arrive over the broker; its filters stand in the address.
import { ahead, Carrier, numbers } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	const page = await desk.open({ as: "吴敏" });
	await page.getByText(desk.say("board.none")).waitFor();
	await page.evaluate(() => (window.stayed = true));

	await carrier.open({ flow: "repair", machine: "EC210-0042", fault: "发动机无法启动", down: true });
	const row = page.getByRole("link", { name: /发动机无法启动/ });
	await row.waitFor();
	await page.getByRole("heading", { name: /^reported/ }).waitFor();
	must((await row.innerText()).includes(desk.say("ticket.down")), "a machine that is down is not marked");
	const number = (await row.locator(".number").innerText()).trim();

	await carrier.text(numbers.head, `派工 ${number} ${ahead(2)} 李雷`);
	await page.getByRole("heading", { name: /^in progress/ }).waitFor();
	await row.filter({ hasText: "李雷" }).waitFor();
	await carrier.text(numbers.engineer, `出发 ${number} ${ahead(3)}`);
	await page.getByRole("heading", { name: /^on the way/ }).waitFor();
	await carrier.text(numbers.engineer, `到达 ${number}`);
	await page.getByRole("heading", { name: /^on site/ }).waitFor();

	// By station, only what is down, only what is late: each stands in the address, and a reload shows the same.
	await page.getByRole("button", { name: desk.say("board.by_station") }).click();
	await page.getByRole("heading", { name: /^乌鲁木齐站/ }).waitFor();
	await page.locator(".filters").getByRole("button", { name: desk.say("ticket.down") }).click();
	await page.waitForURL(/by=station/);
	await page.waitForURL(/down=yes/);
	await row.waitFor();
	await page.locator(".filters").getByRole("button", { name: desk.say("board.late"), exact: true }).click();
	await page.getByText(desk.say("board.none_so")).waitFor();
	must(await page.evaluate(() => window.stayed), "the page was loaded anew");
	await page.reload();
	await page.getByText(desk.say("board.none_so")).waitFor();
	await page.getByRole("link", { name: desk.say("board.clear") }).click();
	await row.waitFor();

	// What ends goes.
	await carrier.text(numbers.engineer, `修复 ${number} 换继电器`);
	await page.getByRole("heading", { name: /^resolved/ }).waitFor();
	await carrier.text(numbers.agent, `回访 ${number} 客户满意`);
	await row.waitFor({ state: "detached" });
	await page.getByText(desk.say("board.none")).waitFor();
}
