// By keys alone, and by ear: the focus is seen, comes back from what is closed, is not lost with what is taken away; and what is
// heard of a page says what is seen of it.
import { ahead, Carrier, numbers, openRepair } from "./base/carrier.mjs";
import { must, until } from "./base/desk.mjs";

/** What has the focus, if it is seen that it has. */
function focus() {
	const e = document.activeElement;
	const style = getComputedStyle(e);
	const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
	const box = e.getBoundingClientRect();
	return { body: e === document.body, what: e.outerHTML.slice(0, 120), seen, inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
}

export default async function (desk) {
	const { site } = desk;
	const carrier = await Carrier.begin(site);
	const number = await openRepair(site, site.token("吴敏"));
	const page = await desk.open({ as: "吴敏" });
	const key = (name) => page.keyboard.press(name);
	const focused = (locator) => until(() => locator.evaluate((e) => e === document.activeElement).catch(() => false), () => `the focus on ${locator}`);
	await page.locator("a.ticket", { hasText: number }).waitFor();

	// Past the bar with one key, and no key leads out of sight.
	const skip = page.getByRole("button", { name: desk.say("nav.skip") });
	await key("Tab");
	await focused(skip);
	must((await skip.boundingBox()).width > 40, "the way past the bar is not to be seen");
	await key("Enter");
	await focused(page.locator("main"));
	await key("Tab");
	await focused(page.getByRole("button", { name: desk.say("board.by_state") }));
	for (const at of ["board", "open", "mine", "today", `ticket/${number}`, "find?q=EC", "admin/people", "admin/outbox", "admin/channels"]) {
		await desk.go(page, at);
		await page.locator("main h1").first().waitFor();
		for (let i = 0; i < 25; i++) {
			await key("Tab");
			const now = await page.evaluate(focus);
			must(now.body || (now.seen && now.inside), `${at}: one does not see where one is: ${now.what}`);
		}
	}

	// The settings: Escape leads back to what opened them, and who tabs on leaves them.
	const settings = page.getByRole("button", { name: desk.say("settings.title") });
	const sheet = page.getByRole("button", { name: desk.say("settings.leave") });
	await settings.focus();
	await key("Enter");
	await desk.tabTo(page, page.getByRole("button", { name: desk.say("theme.light") }));
	await key("Escape");
	await sheet.waitFor({ state: "detached" });
	await focused(settings);
	await key("Enter");
	await desk.tabTo(page, sheet);
	await key("Tab");
	await sheet.waitFor({ state: "detached" });

	// What one may do with a ticket: its form has the focus, and gives it back.
	await desk.go(page, `ticket/${number}`);
	const actions = page.getByRole("region", { name: desk.say("ticket.actions") });
	const note = actions.getByRole("button", { name: "note", exact: true }).first();
	for (const close of ["Escape", "Enter"]) {
		await note.focus();
		await key("Enter");
		await focused(actions.locator("textarea").first());
		if (close === "Enter") await desk.tabTo(page, actions.getByRole("button", { name: desk.say("form.not") }));
		await key(close);
		await actions.locator("form").waitFor({ state: "detached" });
		await focused(note);
	}
	await key("Enter");
	await page.keyboard.type("call first");
	await desk.tabTo(page, actions.locator("button[type=submit]"));
	await key("Enter");
	const log = page.getByRole("log", { name: desk.say("ticket.texts") });
	await log.locator(".bubble", { hasText: "call first" }).first().waitFor();
	must(!(await page.evaluate(focus)).body, "the focus is lost with the form that was sent");

	// By ear: who texted whom, and the ledger by its columns.
	await carrier.text(numbers.head, `派工 ${number} ${ahead(2)} 李雷`);
	await log.locator(".bubble.out", { hasText: "派工给您" }).waitFor();
	const heard = await log.ariaSnapshot();
	for (const word of [`${desk.say("text.from").trim()}`, `${desk.say("text.to").trim()}`]) must(heard.includes(word), `nobody hears ${word} in\n${heard}`);
	await page.locator("summary").click();
	await page.getByRole("columnheader", { name: desk.say("ledger.change") }).waitFor();

	// A row that goes takes the focus nowhere; each of its buttons says whose it is.
	const administrator = await desk.open({ as: "沈悦", at: "admin/tokens" });
	const revoke = administrator.getByRole("button", { name: `${desk.say("token.end")}: 吴敏` });
	await revoke.first().focus();
	const rows = await revoke.count();
	administrator.removeAllListeners("dialog");
	administrator.on("dialog", (d) => d.accept());
	await administrator.keyboard.press("Enter");
	await until(async () => (await revoke.count()) < rows, "a row less");
	must(!(await administrator.evaluate(focus)).body, "the focus is lost with the row");

	// On the phones, what begins anew is closed by Escape.
	await page.goto(`${site.url}/phones`);
	const anew = page.getByRole("button", { name: desk.say("phones.anew") }).first();
	await page.getByRole("button", { name: desk.say("phones.first_step") }).click();
	await page.locator(".sms.mt").first().waitFor();
	must((await page.locator(".phones").ariaSnapshot()).includes(desk.say("phones.got")), "nobody hears which texts came");
	await anew.focus();
	await key("Enter");
	await focused(page.locator("#anew-at"));
	await key("Escape");
	await page.locator("form.anew").waitFor({ state: "detached" });
	await focused(anew);
}
