// How the pages look to who administers, and the phones.
import { Carrier } from "./base/carrier.mjs";
import { aDay } from "./base/day.mjs";
import { lookAt } from "./base/look.mjs";

export const people = "沈悦,+8613800000051,administrator;agent,,zh\n";

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	await aDay(carrier);
	const page = await desk.open({ as: "沈悦" });
	const at = (section, seen) => async (p) => {
		await desk.go(p, `admin/${section}`);
		await seen(p).first().waitFor();
	};
	const row = (text) => (p) => p.getByRole("row").filter({ hasText: text });
	await lookAt(desk, page, [
		["admin-people", at("people", row("李雷"))],
		["admin-person-new", at("people/+", (p) => p.getByRole("button", { name: desk.say("form.save") }))],
		[
			"admin-person-deputy",
			async (p) => {
				await desk.go(p, "admin/people");
				await p.getByRole("link", { name: "阿里木" }).click();
				await p.locator("form.deputy").waitFor();
			},
		],
		["admin-customers", at("customers", row("王建国"))],
		["admin-stations", at("stations", row("库尔勒站"))],
		["admin-machines", at("machines", row("EC210-0042"))],
		["admin-unknown", at("unknown", (p) => p.getByText("+8613700000001"))],
		["admin-channels", at("channels", row("sms"))],
		["admin-outbox", at("outbox?state=failed", row("absent"))],
		["admin-tokens", at("tokens", row("沈悦"))],
		["admin-flows", at("flows", (p) => p.locator(".drawing text"))],
		["admin-reload", at("reload", (p) => p.getByRole("button", { name: desk.say("reload.do") }))],
	]);
	await page.goto(`${desk.site.url}/phones`);
	const begin = async (p) => {
		const first = p.getByRole("button", { name: desk.say("phones.first_step") });
		const anew = p.getByRole("button", { name: desk.say("phones.anew") });
		await first.or(anew).first().waitFor();
		if (await first.isVisible()) return;
		await anew.click();
		await p.locator("form.anew").getByRole("button", { name: desk.say("phones.anew") }).click();
		await first.waitFor();
	};
	await lookAt(desk, page, [
		["phones", begin],
		[
			"phones-played",
			async (p) => {
				await p.getByRole("button", { name: desk.say("phones.first_step") }).click();
				await p.locator(".steps li.done").first().waitFor();
			},
		],
	]);
}
