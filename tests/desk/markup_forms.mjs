// Script and markup, put into every field of the administration's forms and of the phones, shows as text; and what was played
// with it is saved as a talk that plays the same.
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { must } from "./base/desk.mjs";
import { mark, script } from "./markup.mjs";

export const installation = "department";
export const people = "沈平,+8613800000059,administrator;agent,,zh\n";

const signs = `# 1 "a # b" {A} {} '${script}`;

export default async function (desk) {
	const { site } = desk;
	const page = await desk.open({ as: "沈平", at: "admin/people" });
	const shown = (text) => page.getByText(text).first().waitFor();
	const field = (key) => page.getByLabel(desk.say(key), { exact: true });
	const save = () => page.getByRole("button", { name: desk.say("form.save") }).click();
	/** One more of a list, by its form; a field that cannot have such words is refused, and its fault shows them. */
	const add = async (list, values, wrong = {}) => {
		await desk.go(page, `admin/${list}/+`);
		for (const [key, value] of Object.entries({ ...values, ...wrong })) await field(key).fill(value);
		if (Object.keys(wrong).length) {
			await save();
			await page.getByRole("alert").waitFor();
			for (const key of Object.keys(wrong)) await field(key).fill("");
		}
		await save();
		await page.waitForURL((url) => url.hash === `#/admin/${list}`);
		await shown(Object.values(values)[0]);
	};
	await add("stations", { "column.name": mark(1), "column.region": "B", "column.address": mark(2) });
	await add(
		"people",
		{ "column.name": mark(3), "column.mobile": "+8613800000091", "column.roles": "station_head; engineer", "ticket.station": mark(1) },
		{ "settings.language": mark(4), "column.email": mark(5) },
	);
	await add("customers", { "column.name": mark(6), "column.mobile": "+8613900000091", "column.class": "A" }, { "column.sales_manager": mark(7) });
	await add(
		"machines",
		{ "column.serial": `X"1 ${mark(8)}`, "column.model": mark(9), "ticket.customer": mark(6), "ticket.station": mark(1) },
		{ "column.hours": mark(10), "column.km": mark(11), "column.warranty": mark(12), "column.latitude": mark(13), "column.longitude": mark(14) },
	);
	// Each is found again behind its link, whatever its address must bear.
	for (const [list, name] of [["stations", mark(1)], ["people", mark(3)], ["customers", mark(6)], ["machines", `X"1 ${mark(8)}`]]) {
		await desk.go(page, `admin/${list}`);
		await page.getByLabel(desk.say("admin.filter")).fill(name);
		await page.getByRole("link", { name, exact: true }).click();
		await field(list === "machines" ? "column.serial" : "column.name").waitFor();
		must((await field(list === "machines" ? "column.serial" : "column.name").inputValue()) === name, `${list}: another row opens than was pressed`);
		await desk.go(page, "board");
	}

	// Who stands in, a token, a test text, and a fault in the files.
	await desk.go(page, "admin/people");
	await page.getByRole("link", { name: mark(3), exact: true }).click();
	const panel = page.locator("form.deputy");
	await panel.waitFor();
	for (const one of await panel.locator("input, textarea").all()) await one.fill(mark(15));
	await panel.getByRole("button", { name: "deputy", exact: true }).click();
	await panel.getByRole("alert").waitFor();
	await desk.go(page, "admin/tokens");
	await page.getByLabel(desk.say("token.person")).fill(mark(3));
	await page.getByRole("button", { name: desk.say("token.make") }).click();
	await page.locator("code").waitFor();
	await desk.go(page, "admin/channels");
	await page.getByLabel(desk.say("channel.test_to", { channel: "sms" })).fill(mark(16));
	await page.getByRole("button", { name: desk.say("channel.test"), exact: true }).click();
	await page.getByRole("alert").waitFor();
	const before = readFileSync(site.config, "utf8");
	await desk.go(page, "admin/reload");
	appendFileSync(site.config, `"${mark(17)}": yes\n`);
	await page.getByRole("button", { name: desk.say("reload.do") }).click();
	await page.getByRole("alert").filter({ hasText: mark(17) }).waitFor();
	writeFileSync(site.config, before);

	// Opened with it, and found.
	await desk.go(page, "open");
	await page.getByLabel(desk.say("open.who")).fill('X"1');
	await page.getByRole("option").filter({ hasText: mark(8) }).click();
	await page.locator("#fault").fill(signs);
	await page.locator("#caller").fill(mark(18));
	await page.getByRole("button", { name: desk.say("open.send") }).click();
	await page.getByRole("heading", { name: signs }).waitFor();
	for (const n of [8, 9, 6, 1]) await shown(mark(n));

	// On the phones: in the hotline's form, on a phone, and in the play's own beginning.
	await page.goto(`${site.url}/phones`);
	const hotline = page.getByRole("form", { name: desk.say("phones.hotline") });
	await hotline.locator("#open-machine").fill(`X"1 ${mark(8)}`);
	await hotline.locator("#open-words").fill(signs);
	await hotline.getByRole("button", { name: desk.say("phones.open") }).click();
	await page.locator(".steps li.done").first().waitFor();
	await page.locator("#whose-0").selectOption("+8613800000091");
	const phone = page.getByRole("region", { name: desk.say("phones.phone_of", { name: mark(3) }) });
	await phone.locator(".sms.mt", { hasText: signs }).first().waitFor();
	const type = async (text) => {
		const sent = phone.locator(".sms.mo");
		const n = await sent.count();
		await phone.getByLabel(desk.say("phones.type_as", { name: mark(3) })).fill(text);
		await page.keyboard.press("Enter");
		await sent.nth(n).waitFor();
		must((await sent.nth(n).locator(".words").innerText()) === text, `${text} is not what stands on the phone`);
	};
	for (const text of [mark(19), signs, `补充 ${signs}`, "{NAME}", "# only a remark", "> nobody"]) await type(text);

	const saving = page.waitForEvent("download");
	await page.getByRole("button", { name: desk.say("phones.save") }).click();
	const talk = join(site.dir, "marked.talk");
	await (await saving).saveAs(talk);
	mkdirSync(join(site.dir, "people"));
	for (const kind of ["stations", "people", "customers", "machines"]) writeFileSync(join(site.dir, "people", `${kind}.csv`), site.run("export", kind));
	execFileSync(site.program, ["-c", site.config, "rehearse", talk], { stdio: ["ignore", "pipe", "pipe"] });
}
