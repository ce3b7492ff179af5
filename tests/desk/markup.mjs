// Script and markup, put into every field that a CSV file, a hotline's system, a form or a text can fill, shows as text.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ahead, Carrier, numbers } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

// Desk.check() looks whether it ran, and whether it became an element.
export const mark = (n) => `<img src=x onerror=hit=${n}>`;
export const script = "</textarea><script>window.hit=1</script>{{7*7}}${7*7}";

export const head = "+8613800000091";
export const engineer = "+8613800000092";
export const customer = "+8613900000091";

/** An installation in which nothing is called by a decent name. */
export async function writeRows(site) {
	const rows = {
		stations: `station,region,address\n${mark(1)},B,${mark(2)}\n`,
		people: `name,mobile,roles,station,language\n${mark(3)},${head},station_head,${mark(1)},zh\n${mark(4)},${engineer},engineer,${mark(1)},zh\n`,
		customers: `name,mobile,class,language,sales_manager\n${mark(5)},${customer},A,zh,\n`,
		machines: `serial,model,customer,station,km,latitude,longitude,hours,warranty_until\nX-0001,${mark(6)},${mark(5)},${mark(1)},35,43.8,87.6,10,2027-01-01\n`,
	};
	for (const [kind, text] of Object.entries(rows)) {
		const file = join(site.dir, `marked-${kind}.csv`);
		writeFileSync(file, text);
		site.run("import", kind, file);
	}
}

export default async function (desk) {
	await writeRows(desk.site);
	const carrier = await Carrier.begin(desk.site);
	const page = await desk.open({ as: "吴敏", language: "zh" });
	const shown = (text) => page.getByText(text).first().waitFor();

	await carrier.open({ flow: "repair", machine: "X-0001", fault: `${mark(7)}${script}`, site: mark(8), reported_by: mark(9), down: true });
	const row = page.getByRole("listitem").getByRole("link").first();
	await shown(mark(7));
	await shown(mark(1));
	await shown(mark(5));
	const number = (await row.locator(".number").innerText()).trim();
	await carrier.text(head, `派工 ${number} ${ahead(2)} ${engineer} 附言 ${mark(10)}`);
	await shown(mark(4));
	await carrier.text(customer, mark(11));
	await carrier.sent(head, (text) => text.includes(mark(11)));
	await carrier.text("+8613700000001", mark(12)); // nobody knows who that is

	await row.click();
	await page.locator(".bubble.in", { hasText: mark(11) }).waitFor();
	for (const n of [1, 4, 5, 6, 7, 8, 9, 10]) await shown(mark(n));
	await page.getByLabel(desk.say("ticket.free")).fill(`补充 ${script}`);
	await page.getByRole("button", { name: desk.say("ticket.send") }).click();
	await page.locator(".bubble.in", { hasText: `补充 ${script}` }).waitFor();
	await page.locator("summary").click();

	// What the address says is no better.
	for (const at of [`ticket/${encodeURIComponent(mark(13))}`, encodeURIComponent(mark(14)), `find?q=${encodeURIComponent(mark(15))}`, `board?station=${encodeURIComponent(mark(16))}`]) {
		await desk.go(page, at);
		await page.locator("main").filter({ hasText: /\S/ }).waitFor();
		must((await page.evaluate(() => window.hit)) === undefined, `it ran at ${at}`);
	}
}
