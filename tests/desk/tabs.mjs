// Two tabs of one browser, which has one session: what is sent goes under the name that is shown, whoever signed in or out in
// the other tab; and the language and the colours are those of both.
import { openRepair } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	const first = await desk.open({ as: "吴敏", at: `ticket/${number}` });
	const free = (page) => page.getByLabel(desk.say("ticket.free"));
	const token = (page) => page.getByLabel(desk.say("login.token"));
	const enter = async (page, name) => {
		await token(page).fill(desk.site.token(name));
		await page.keyboard.press("Enter");
	};
	const leave = async (page) => {
		await page.getByRole("button", { name: desk.say("settings.title") }).click();
		await page.getByRole("button", { name: desk.say("settings.leave") }).click();
		await token(page).waitFor();
	};
	const conversation = async () => {
		const answer = await fetch(`${desk.site.url}/v1/tickets/${number}`, { headers: { Authorization: `Bearer ${desk.site.token("吴敏")}` } });
		return (await answer.json()).texts.filter((t) => t.direction === "in");
	};

	// The same person twice: both go on, and what either is switched to holds in both.
	const second = await desk.tab(first, "board");
	await second.locator("a.ticket", { hasText: number }).waitFor();
	await free(first).fill("补充 第一个人写的");
	await second.getByRole("button", { name: desk.say("settings.title") }).click();
	await second.getByRole("button", { name: desk.say("theme.dark") }).click();
	await second.getByRole("button", { name: "中文" }).click();
	await desk.learn("zh");
	await first.getByRole("heading", { name: desk.say("ticket.texts") }).waitFor();
	await first.locator(".chip.state", { hasText: "已报修" }).waitFor();
	must((await first.evaluate(() => document.documentElement.dataset.theme)) === "dark", "the colours of one tab are not those of the other");
	must((await free(first).inputValue()) === "补充 第一个人写的", "the language took what was typed");
	await second.getByRole("button", { name: "English" }).click();
	await desk.learn("en");
	await second.keyboard.press("Escape");

	// Signed out in one, it is over in the other; signed in again in one, both are there again, with what was typed.
	await leave(second);
	await first.getByText(desk.say("login.ended")).waitFor();
	await enter(second, "吴敏");
	await second.locator("a.ticket", { hasText: number }).waitFor();
	await free(first).waitFor();
	must((await free(first).inputValue()) === "补充 第一个人写的", "what was typed before the other tab signed out is gone");

	// Another person signs in in the second. The first sent what it had under their name, and showed them what was typed.
	await leave(second);
	await enter(second, "高洁");
	await second.locator("a.ticket", { hasText: number }).waitFor();
	await first.getByText(desk.say("login.other", { name: "高洁" })).waitFor();
	must((await free(first).count()) === 0, "the ticket is still shown to nobody in particular");
	await enter(first, "吴敏");
	await free(first).waitFor();
	await first.getByRole("button", { name: desk.say("ticket.send") }).click();
	await first.locator(".bubble.in", { hasText: "第一个人写的" }).waitFor();
	must((await conversation()).every((t) => t.from !== "高洁"), "it went under another's name");
	// And now it is the second that another has signed in over.
	await second.getByRole("button", { name: desk.say("login.go_on", { name: "吴敏" }) }).click();
	await second.locator("a.ticket", { hasText: number }).waitFor();

	// Even where a tab has not heard of it yet, as somebody opens the address with their token in another: what it sends is
	// not sent under their name.
	await first.addInitScript(() => {
		const add = window.addEventListener;
		window.addEventListener = (type, ...more) => type !== "storage" && add.call(window, type, ...more);
	});
	await first.reload();
	await free(first).fill("补充 不该发出");
	let sent = 0;
	first.on("request", (r) => (sent += Number(r.method() === "POST" && r.url().endsWith("/v1/texts"))));
	await second.goto(`${desk.site.url}/healthz`);
	await second.goto(`${desk.site.url}/#${desk.site.token("高洁")}`);
	await second.locator("a.ticket", { hasText: number }).waitFor();
	await first.getByRole("button", { name: desk.say("ticket.send") }).evaluateAll((all) => all.forEach((b) => b.click()));
	await first.getByText(desk.say("login.other", { name: "高洁" })).waitFor();
	must(sent === 0, "it went under another's name");
}
