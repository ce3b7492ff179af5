// A true time, asked for by an engineer's text, is decided at the desk by headquarters, and counts from then on.
import { ahead, Carrier, numbers, openRepair } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	await carrier.text(numbers.head, `派工 ${number} ${ahead(2)} 李雷`);
	await carrier.sent(numbers.engineer, (text) => text.includes(number));
	const page = await desk.open({ as: "总部审批", at: `ticket/${number}`, language: "zh" });
	// Nobody texted that he left. Whatever minute it is when that is asked for, he left before he came.
	const left = ahead(0);
	await carrier.text(numbers.engineer, `到达 ${number}`);
	await page.locator(".chip.state", { hasText: "在现场" }).waitFor();
	// Whoever corrects is told what may be, and nothing that lies ahead.
	const agent = await desk.open({ as: "吴敏", at: `ticket/${number}?do=correct`, language: "zh" });
	const nodes = agent.locator("datalist#correct-node-list option");
	await nodes.first().waitFor({ state: "attached" });
	const offered = await nodes.evaluateAll((all) => all.map((o) => o.value));
	must(offered.includes("出发") && offered.includes("到达") && !offered.includes("关单"), `offered is ${offered}`);
	await carrier.text(numbers.engineer, `申请 ${number} 出发 ${left} 忘记发短信`);
	const departed = page.locator(".timeline li", { hasText: "出发" });
	await departed.locator(".chip.down").waitFor(); // stated, and not yet approved
	must(!(await departed.getAttribute("class")).includes("done"), "what nobody has approved counts");

	const actions = page.getByRole("region", { name: desk.say("ticket.actions") });
	await actions.getByRole("button", { name: "同意", exact: true }).click();
	await actions.locator("form").getByRole("button", { name: "同意", exact: true }).click();
	await page.locator(".timeline li.done", { hasText: "出发" }).waitFor();
	await departed.locator(".chip.down").waitFor({ state: "detached" });
	await carrier.sent(numbers.engineer, (text) => text.includes(number) && text.includes("同意"));
}
