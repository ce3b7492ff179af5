// The language of the pages is switched at the door and at the desk, kept in this browser, and the clock and colours with it.
import { Carrier, numbers, openRepair } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const page = await desk.open({ language: "en" });
	const door = async (language, name) => {
		await desk.learn(language);
		await page.getByRole("button", { name }).click();
		await page.getByText(desk.say("login.title")).waitFor();
		must((await page.locator("html").getAttribute("lang")) === language, "the page does not say its language");
	};
	await page.getByText(desk.say("login.title")).waitFor();
	await door("zh", "中文");
	await page.getByLabel(desk.say("login.token")).fill(desk.site.token("吴敏"));
	await page.keyboard.press("Enter");
	await page.getByRole("heading", { name: desk.say("nav.board") }).waitFor();
	await page.getByText(desk.say("board.none")).waitFor();

	await page.getByRole("button", { name: desk.say("settings.title") }).click();
	await page.getByRole("button", { name: "English" }).click();
	await desk.learn("en");
	await page.getByText(desk.say("board.none")).waitFor();
	await page.getByRole("button", { name: desk.say("theme.dark") }).click();
	const dark = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
	must((await dark()) === "dark", "dark is not dark");
	// One whose words cannot be fetched is not switched to, and nothing breaks.
	await page.route(/\/desk\/words\/zh/, (route) => route.abort());
	const lost = page.waitForEvent("requestfailed");
	await page.getByRole("button", { name: "中文" }).click();
	await lost;
	must((await page.locator("html").getAttribute("lang")) === "en", "the page says a language that it has no words of");
	await page.unrouteAll();
	await page.keyboard.press("Escape");
	await page.getByRole("button", { name: desk.say("theme.dark") }).waitFor({ state: "detached" });
	await page.reload();
	await page.getByText(desk.say("board.none")).waitFor();
	must((await dark()) === "dark", "the choice of colours is forgotten");

	// A ticket whose language was switched, and that then moved, was read for ever.
	const carrier = await Carrier.begin(desk.site);
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	await desk.go(page, `ticket/${number}`);
	const state = (label) => page.locator(".chip.state", { hasText: label }).waitFor();
	await state("reported");
	await page.getByRole("button", { name: desk.say("settings.title") }).click();
	await page.getByRole("button", { name: "中文" }).click();
	await state("已报修");
	await carrier.text(numbers.head, `电话解决 ${number} 重启后正常`);
	await state("已解决");
}
