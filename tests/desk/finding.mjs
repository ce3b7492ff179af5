// Search, from any page by one key: by number, serial, name and telephone.
import { openRepair } from "./base/carrier.mjs";

export default async function (desk) {
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	const other = await openRepair(desk.site, desk.site.token("吴敏"), { machine: "EC55-0201", fault: "玻璃破裂" });
	const page = await desk.open({ as: "吴敏" });
	const search = page.getByRole("searchbox", { name: desk.say("search.label") });
	const find = async (words) => {
		await page.keyboard.press("Escape");
		await page.locator("h1").first().click(); // away from any field
		await page.keyboard.press("/");
		await search.and(page.locator(":focus")).waitFor();
		await search.fill(words);
		await page.keyboard.press("Enter");
		await page.waitForURL((url) => url.hash.includes("find") || url.hash.includes("ticket"));
	};
	await page.getByRole("link", { name: new RegExp(number) }).waitFor();
	await find(number);
	await page.getByRole("heading", { name: "发动机无法启动" }).waitFor();
	for (const words of ["EC55", "艾山江", "+8613900000005"]) {
		await find(words);
		await page.getByRole("heading", { name: desk.say("find.title", { q: words }) }).waitFor();
		await page.getByRole("link", { name: other }).waitFor();
		await page.getByRole("link", { name: number }).waitFor({ state: "detached" });
	}
	await find("XX999");
	await page.getByText(desk.say("find.none"), { exact: true }).waitFor();
}
