// One ticket: it moves while it is looked at, what was texted is read with its ticks, and what may be done is done from it.
import { ahead, Carrier, numbers, openRepair } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	const page = await desk.open({ as: "阿里木", at: `ticket/${number}`, language: "zh" });
	const state = page.locator(".chip.state");
	await state.filter({ hasText: "已报修" }).waitFor();
	await page.evaluate(() => (window.stayed = true));

	// The head gives it to an engineer by the form that the flow describes.
	const actions = page.getByRole("region", { name: desk.say("ticket.actions") });
	must((await actions.getByRole("button").allInnerTexts()).every((word) => word !== "到达"), "a head may arrive");
	await actions.getByRole("button", { name: "派工", exact: true }).click();
	await actions.getByLabel("预计派工时间").fill(ahead(2));
	await actions.getByLabel("工程师").fill("李雷");
	await page.keyboard.press("Enter");
	await state.filter({ hasText: "处理中" }).waitFor();

	// It moves by itself, and each step stands in the time line.
	await carrier.text(numbers.engineer, `出发 ${number} ${ahead(3)}`);
	await state.filter({ hasText: "在途" }).waitFor();
	await carrier.text(numbers.engineer, `到达 ${number}`);
	await state.filter({ hasText: "在现场" }).waitFor();
	const arrived = page.locator(".timeline li.done", { hasText: "到达" });
	await arrived.waitFor();
	must(!(await arrived.innerText()).includes(desk.say("time.minutes", { n: 0 })), "what took no time is said to have taken 0 minutes");
	must(await page.evaluate(() => window.stayed), "the page was loaded anew");
	// A clock that leads to no step had no name but its key.
	await page.locator(".clock-line", { hasText: "现场维修" }).waitFor();

	// What became of a text that went out.
	const mt = await carrier.sent(numbers.engineer, (text) => text.includes(number));
	await carrier.report(mt.id, "delivered");
	const bubble = page.locator(".bubble.out", { hasText: desk.say("delivery.delivered") });
	await bubble.first().waitFor();
	const lost = await carrier.sent(numbers.customer, (text) => text.includes(number));
	await carrier.report(lost.id, "failed", "absent subscriber");
	await page.locator(".bubble.out", { hasText: desk.say("delivery.failed") }).first().waitFor();

	// Words of the customer that are passed on move no ticket, and showed only when something else did.
	await carrier.text(numbers.customer, "大门密码已改，请打电话");
	await page.locator(".bubble.in", { hasText: "大门密码已改" }).waitFor();

	// The newest is in sight, but for who reads further up.
	const said = page.getByRole("log");
	const below = () => said.evaluate((e) => e.scrollHeight - e.clientHeight - e.scrollTop);
	must((await said.evaluate((e) => e.scrollHeight > e.clientHeight)) && (await below()) < 2, "the newest is out of sight");
	await said.evaluate((e) => (e.scrollTop = 0));
	await carrier.text(numbers.customer, "还要带一根油管");
	await page.locator(".bubble.in", { hasText: "还要带一根油管" }).waitFor();
	must((await said.evaluate((e) => e.scrollTop)) === 0, "who reads further up is taken away from there");

	// A free text, as it would come from a phone; one that means nothing is answered where it was typed.
	const free = page.getByLabel(desk.say("ticket.free"));
	const send = page.getByRole("button", { name: desk.say("ticket.send") });
	await free.fill("补充 来前先打电话");
	await page.keyboard.press("Control+Enter");
	await page.locator(".bubble.in", { hasText: "来前先打电话" }).waitFor();
	must((await free.inputValue()) === "", "what was sent is still in the field");
	await free.fill("派工");
	await send.click();
	await page.getByRole("alert").waitFor();
	must((await free.inputValue()) === "派工", "what was refused is gone");

	// Who may text in no other's name is not offered to.
	const agent = await desk.open({ as: "吴敏", at: `ticket/${number}` });
	await agent.getByLabel(desk.say("ticket.as")).waitFor();
	const supervisor = await desk.open({ as: "高洁", at: `ticket/${number}` });
	await supervisor.getByLabel(desk.say("ticket.free")).waitFor();
	must((await supervisor.getByLabel(desk.say("ticket.as")).count()) === 0, "a supervisor is offered what is refused");
}
