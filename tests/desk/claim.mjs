// A commercial claim is signed at the desk: by who is asked, one after the other, and with the digits from their phone where
// money hangs on it.
import { Carrier, openRepair } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export const installation = "department";
export const people = "";

export default async function (desk) {
	const { site } = desk;
	const carrier = await Carrier.begin(site);
	const number = await openRepair(site, site.token("阿里木"), { flow: "commercial_claim", fault: "保外更换液压泵" });
	const waits = async (who) => {
		const page = await desk.open({ as: who, at: "mine" });
		await page.getByRole("heading", { name: desk.say("mine.sign") }).waitFor();
		await page.getByRole("link", { name: new RegExp(number) }).first().click();
		return page;
	};
	const form = (page) => page.getByRole("region", { name: desk.say("ticket.actions") }).locator("form");
	const state = (page, label) => page.locator(".chip.state", { hasText: label }).waitFor();

	const manager = await waits("孙丽");
	await form(manager).getByRole("button", { name: "approve", exact: true }).click();
	await state(manager, "to be priced");
	await desk.go(manager, "mine");
	await manager.getByText(desk.say("mine.none")).waitFor();

	const claims = await desk.open({ as: "许强", at: `ticket/${number}` });
	await claims.getByRole("region", { name: desk.say("ticket.actions") }).getByRole("button", { name: "price", exact: true }).click();
	await form(claims).getByLabel("amount").fill("12000");
	await form(claims).getByRole("button", { name: "price", exact: true }).click();
	await state(claims, "amount to be confirmed");

	const head = await waits("阿里木");
	await form(head).getByRole("button", { name: "approve", exact: true }).click();
	await state(head, "being approved");

	// The digits are those of the text that asked; others do not sign.
	const director = await waits("钱伟");
	const question = await carrier.sent("+8613800000031", (text) => text.includes(number) && /同意 \d+ \d{4}/.test(text));
	const [, digits] = /同意 \d+ (\d{4})/.exec(question.text);
	const code = form(director).getByLabel("digits");
	await code.fill(digits === "1234" ? "4321" : "1234");
	await form(director).getByRole("button", { name: "approve", exact: true }).click();
	await director.getByText(`同意 ${number} 未处理`).waitFor();
	await director.getByRole("button", { name: "approve", exact: true }).click();
	await code.fill(digits);
	await form(director).getByRole("button", { name: "approve", exact: true }).click();
	await desk.go(director, "mine");
	await director.getByText(desk.say("mine.none")).waitFor();
	must(await carrier.sent("+8613800000034", (text) => text.includes(number)), "nobody else is asked");
}
