// A ticket without a station waits for the agent, who gives it to one.
import { Carrier, numbers } from "./base/carrier.mjs";

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	const page = await desk.open({ as: "吴敏", at: "mine" });
	await page.getByText(desk.say("mine.none")).waitFor();
	await carrier.open({ flow: "repair", fault: "客户说不清型号", reported_by: "+8613911112222" });
	await page.getByRole("heading", { name: desk.say("mine.place") }).waitFor();
	await page.getByRole("link", { name: /客户说不清型号/ }).first().click();

	// What is to be done is open already.
	const form = page.getByRole("region", { name: desk.say("ticket.actions") }).locator("form");
	await form.getByLabel("station or machine serial").fill("库尔勒站");
	await form.getByRole("button", { name: "assign", exact: true }).click();
	await page.locator(".facts dd", { hasText: "库尔勒站" }).waitFor();
	await carrier.sent("+8613800000002", (text) => text.includes("客户说不清型号"));
	await desk.go(page, "mine");
	await page.getByText(desk.say("mine.none")).waitFor();

	// With the head it waits now.
	const head = await desk.open({ as: "买买提", at: "mine" });
	await head.getByRole("link", { name: /客户说不清型号/ }).first().waitFor();
}
