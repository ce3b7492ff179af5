// A text that did not arrive is found in the outbox, and sent again.
import { ahead, Carrier, numbers, openRepair } from "./base/carrier.mjs";
import { must, until } from "./base/desk.mjs";

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	await carrier.text(numbers.head, `派工 ${number} ${ahead(2)} 李雷`);
	const mt = await carrier.sent(numbers.engineer, (text) => text.includes(number));
	const page = await desk.open({ as: "吴敏", at: "admin/outbox?state=failed" });
	await page.getByText(desk.say("outbox.none_failed")).waitFor();
	await carrier.report(mt.id, "failed", "absent subscriber");
	await page.getByRole("button", { name: desk.say("outbox.waiting") }).click();
	await page.getByRole("button", { name: desk.say("outbox.failed") }).click();
	const row = page.getByRole("row").filter({ hasText: number });
	await until(async () => {
		if (await row.count()) return true;
		await page.reload();
		await page.getByRole("button", { name: desk.say("outbox.failed") }).waitFor();
		await page.locator(".empty, table").first().waitFor();
		return (await row.count()) > 0;
	}, "the text that failed in the outbox");
	must((await row.innerText()).includes("absent subscriber"), "why it failed is not said");
	await row.getByRole("button", { name: desk.say("outbox.resend") }).click();
	await until(() => carrier.heard.filter((one) => one.to === numbers.engineer && one.text === mt.text).length === 2, "the text once more");
	await page.getByText(desk.say("outbox.none_failed")).waitFor();
}
