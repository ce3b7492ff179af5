// The connection is lost and comes back, and nothing that was typed is gone: on the way only, and with the gateway itself.
import { Carrier, numbers, openRepair } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	const page = await desk.open({ as: "吴敏", at: `ticket/${number}` });
	const free = page.getByLabel(desk.say("ticket.free"));
	const send = page.getByRole("button", { name: desk.say("ticket.send") });
	const lost = page.getByText(desk.say("stream.lost"));
	await free.fill("补充 用户要求先打电话");

	// On the way only: what is sent meanwhile is not lost, and goes once.
	await page.context().setOffline(true);
	await send.click();
	await page.getByRole("alert").filter({ hasText: desk.say("fault.unreached") }).waitFor();
	must((await free.inputValue()) === "补充 用户要求先打电话", "what could not be sent is gone");
	await carrier.text(numbers.head, `电话解决 ${number} 重启后正常`);
	await carrier.sent(numbers.head, (text) => text.includes(number) && text.includes("解决"));
	await page.context().setOffline(false);
	await page.locator(".chip.state", { hasText: "resolved" }).waitFor();
	await lost.waitFor({ state: "detached" });
	await send.click();
	await page.locator(".bubble.in", { hasText: "用户要求先打电话" }).waitFor();
	must((await page.locator(".bubble.in", { hasText: "用户要求先打电话" }).count()) === 1, "it went twice");

	// The gateway itself: its sessions end with it, and what is typed waits for the next one.
	await free.fill("补充 明天上午再来");
	await desk.site.stopGateway();
	await lost.waitFor();
	must((await free.inputValue()) === "补充 明天上午再来", "what was being typed is gone");
	await desk.site.startGateway();
	await page.getByText(desk.say("login.ended")).waitFor();
	await page.getByLabel(desk.say("login.token")).fill(desk.site.token("吴敏"));
	await page.keyboard.press("Enter");
	await free.waitFor();
	must((await free.inputValue()) === "补充 明天上午再来", "what was typed before the session ended is gone");
	await send.click();
	await page.locator(".bubble.in", { hasText: "明天上午再来" }).waitFor();
	await lost.waitFor({ state: "detached" });
}
