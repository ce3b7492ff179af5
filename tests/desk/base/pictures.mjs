// pictures.mjs TREE PROGRAM: takes the pictures of README.md anew, into scripts/pictures: the board in English, and a repair on
// the phones in Chinese.
import { join } from "node:path";
import { beginBrowser } from "./browser.mjs";
import { ahead, Carrier } from "./carrier.mjs";
import { aDay } from "./day.mjs";
import { Desk } from "./desk.mjs";
import { beginSite } from "./site.mjs";

const [tree, program] = process.argv.slice(2);
const picture = (page, name) => page.screenshot({ path: join(tree, "scripts/pictures", `${name}.png`), caret: "hide", animations: "disabled" });

async function board(desk) {
	const carrier = await Carrier.begin(desk.site);
	await aDay(carrier);
	await carrier.open({ flow: "repair", machine: "A40-0009", fault: "Tailgate does not close", down: false });
	const { ticket } = await carrier.sent("+8613800000002", (text) => text.includes("A40-0009"));
	await carrier.text("+8613800000002", `派工 ${ticket} ${ahead(1)} 张伟`);
	await carrier.sent("+8613800000014", (text) => text.includes(ticket));
	const page = await desk.open({ as: "吴敏", size: { width: 1200, height: 675 } });
	// What nobody has answered by then is late.
	await desk.ahead(page, 76 * 60_000);
	await page.reload();
	await page.locator(".ticket.is-late").first().waitFor();
	await picture(page, "board");
}

async function phones(desk) {
	const page = await desk.open({ as: "高洁", language: "zh", size: { width: 1360, height: 850 } });
	await page.goto(`${desk.site.url}/phones`);
	await page.getByRole("button", { name: desk.say("phones.anew") }).click();
	await page.locator("#anew-at").fill("2026-11-30T13:40");
	await page.keyboard.press("Enter");
	await page.locator("#anew-at").waitFor({ state: "detached" });
	const phone = (name) => page.getByRole("region", { name: desk.say("phones.phone_of", { name }) });
	const got = (name, text) => phone(name).locator(".sms.mt", { hasText: text }).last().waitFor();
	const type = async (name, text) => {
		await phone(name).getByLabel(desk.say("phones.type_as", { name })).fill(text);
		await page.keyboard.press("Enter");
		await phone(name).locator(".sms.mo", { hasText: text }).last().waitFor();
	};
	await page.getByRole("button", { name: desk.say("phones.first_step") }).click();
	const [customer, head, engineer, sales] = await page.locator("section.phone .name").allInnerTexts();
	await got(head, "新报修");
	await type(head, `派工 2小时 ${engineer}`);
	await got(engineer, "派工");
	await type(engineer, "出发 1小时");
	for (const name of [customer, sales]) await got(name, "出发");
	await page.evaluate(() => scrollTo(0, 0));
	await picture(page, "phones");
}

const browser = await beginBrowser();
for (const take of [board, phones]) {
	const site = await beginSite(tree, program);
	const desk = new Desk(browser, site, { tree, name: take.name });
	try {
		await take(desk);
	} finally {
		await desk.end();
		await site.end();
	}
}
await browser.close();
