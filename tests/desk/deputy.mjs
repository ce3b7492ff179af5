// Leave: an administrator names who stands in for a head who cannot, and ends it; a head does so alone; the deputy sees it.
import { ahead, Carrier, numbers } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	const page = await desk.open({ as: "沈悦", at: "admin/people" });
	await page.getByRole("link", { name: "阿里木" }).click();
	const panel = page.getByRole("form", { name: desk.say("deputy.title") });
	const name = panel.getByRole("button", { name: "deputy", exact: true });
	await panel.getByText(desk.say("deputy.none")).waitFor();
	must((await page.locator("main .button.main").count()) === 1, "two buttons seem to save the person");
	await panel.locator("#deputy-person").fill("Nobody At All");
	await name.click();
	await panel.getByRole("alert").waitFor();
	must((await panel.locator("#deputy-person").inputValue()) === "Nobody At All", "what was typed is gone with a refusal");
	await panel.locator("#deputy-person").fill("韩梅");
	await panel.locator("#deputy-until").fill(ahead(30));
	await name.click();
	await panel.getByText(desk.say("deputy.until", { name: "韩梅", time: "" }).replace(/\W+$/, "")).first().waitFor();
	await carrier.sent(numbers.head, (text) => text.includes("韩梅"));
	await carrier.sent("+8613800000012", (text) => text.includes("阿里木"));

	// The list of people has it, and nobody's leave is written over by who changes something else of theirs.
	await page.getByRole("button", { name: desk.say("form.save") }).click();
	await page.getByRole("row").filter({ hasText: "阿里木" }).filter({ hasText: "韩梅" }).waitFor();
	await page.getByRole("link", { name: "阿里木" }).click();
	await panel.getByRole("button", { name: desk.say("deputy.end") }).click();
	await panel.getByText(desk.say("deputy.none")).waitFor();
	await carrier.sent("+8613800000012", (text) => text.includes("结束"));
	await desk.go(page, "admin/people");
	await page.getByRole("link", { name: "李雷" }).click();
	await page.getByRole("button", { name: desk.say("form.save") }).waitFor();
	must((await panel.count()) === 0, "an engineer has a form for a deputy");

	// The head, and the deputy.
	const head = await desk.open({ as: "阿里木", at: "mine" });
	const own = head.getByRole("form", { name: desk.say("deputy.mine") });
	await own.locator("#deputy-person").fill("韩梅");
	await own.getByRole("button", { name: "deputy", exact: true }).click();
	await own.getByText(desk.say("deputy.open", { name: "韩梅" })).waitFor();
	const deputy = await desk.open({ as: "韩梅", at: "mine" });
	await deputy.getByText(desk.say("deputy.for", { names: "阿里木" })).waitFor();
	must((await deputy.locator("form.deputy").count()) === 0, "a deputy may name another");
	await own.getByRole("button", { name: desk.say("deputy.end") }).click();
	await own.getByText(desk.say("deputy.none")).waitFor();
}
