// What is being typed belongs to who types it: it outlives a session that ends, and nobody else at the same tab sees it.
import { openRepair } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const page = await desk.open({ as: "沈悦", at: "admin/stations" });
	await page.getByRole("link", { name: "库尔勒站" }).click();
	const address = page.getByLabel(desk.say("column.address"), { exact: true });
	await address.fill("新华路3号");
	const enter = async (at, name) => {
		await at.getByLabel(desk.say("login.token")).fill(desk.site.token(name));
		await at.keyboard.press("Enter");
	};

	// The page may ask something by itself, and learn that the session is over, before the button is pressed.
	const end = async (at, button) => {
		const over = at.getByText(desk.say("login.ended"));
		await at.context().clearCookies();
		await Promise.any([at.getByRole("button", { name: button }).click(), over.waitFor()]);
		await over.waitFor();
	};

	// The session ends by itself, and is begun again.
	await end(page, desk.say("form.save"));
	await enter(page, "沈悦");
	await address.waitFor();
	must((await address.inputValue()) === "新华路3号", "what was typed before the session ended is gone");

	// Another one's ends, and somebody else comes to the same tab.
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	const other = await desk.open({ as: "吴敏", at: `ticket/${number}` });
	const free = other.getByLabel(desk.say("ticket.free"));
	await free.fill("补充 只给自己看");
	await end(other, desk.say("ticket.send"));
	await enter(other, "高洁");
	await free.waitFor();
	must((await free.inputValue()) === "", "another person at the tab sees what was typed");

	// Nor what was played.
	await other.goto(`${desk.site.url}/phones`);
	await other.getByRole("button", { name: desk.say("phones.first_step") }).click();
	await other.locator(".sms").first().waitFor();
	await other.context().clearCookies();
	await other.getByRole("button", { name: desk.say("phones.on_60") }).click();
	await enter(other, "吴敏");
	await other.getByRole("button", { name: desk.say("phones.first_step") }).waitFor();
	must((await other.locator(".sms").count()) === 0, "another person at the tab sees what was played");
}
