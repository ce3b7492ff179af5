// Who administers: an unknown sender becomes a person, a row is changed and a clash is told, a token is made and ended, a
// channel is tried, the processes are seen, and a fault in the files is shown before anything goes by it.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { Carrier } from "./base/carrier.mjs";
import { must, narrow, until, wide } from "./base/desk.mjs";

/** Each drawing stands within its box, which stands within the page; or it is as small as may be, and the box scrolls. */
function fits() {
	const drawn = [...document.querySelectorAll(".drawing svg")];
	return drawn.length > 0 && drawn.every((svg) => {
		const box = svg.parentElement;
		const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
		const within = svg.getBoundingClientRect().width <= box.clientWidth + 1;
		return box.getBoundingClientRect().right <= innerWidth && scale <= 1.001 && (within ? scale >= 0.69 : scale < 0.71);
	});
}

export default async function (desk) {
	const { site } = desk;
	const carrier = await Carrier.begin(site);
	const page = await desk.open({ as: "沈悦", at: "admin/unknown" });
	await page.getByText(desk.say("unknown.none")).waitFor();
	await carrier.text("+8613700000001", "到达");
	await until(async () => {
		await page.reload();
		await page.locator(".empty, .lines").waitFor();
		return page.getByText("+8613700000001").isVisible();
	}, "the number among those that nobody knows");
	await page.getByRole("link", { name: desk.say("unknown.person") }).click();
	const field = (key) => page.getByLabel(desk.say(key), { exact: true });
	await page.getByRole("heading", { name: desk.say("admin.add_person") }).waitFor();
	must((await field("column.mobile").inputValue()) === "+8613700000001", "the number is to be typed again");
	const save = page.getByRole("button", { name: desk.say("form.save") });
	await field("column.name").fill("刘小明");
	// A role that nobody has yet is offered too.
	await page.getByRole("button", { name: "workshop", exact: true }).waitFor();
	await field("column.roles").fill("nonsense");
	await save.click();
	await page.getByRole("alert").waitFor();
	await field("column.roles").fill("engineer");
	await field("ticket.station").fill("乌鲁木齐站");
	await save.click();
	await page.getByRole("row").filter({ hasText: "刘小明" }).waitFor();
	await page.getByLabel(desk.say("admin.filter")).fill("小明");
	must((await page.getByRole("row").count()) === 2, "the filter leaves others in the list");

	// Two write the same row: the second is told, and loses nothing.
	const edit = async (p) => {
		await desk.go(p, "admin/stations");
		await p.getByRole("link", { name: "库尔勒站" }).click();
		await p.getByLabel(desk.say("column.address"), { exact: true }).waitFor();
		await p.getByRole("heading", { name: "库尔勒站" }).waitFor();
	};
	const second = await desk.open({ as: "沈悦" });
	await edit(page);
	await edit(second);
	await page.getByLabel(desk.say("column.address"), { exact: true }).fill("新华路1号");
	await save.click();
	await page.getByRole("row").filter({ hasText: "新华路1号" }).waitFor();
	await second.getByLabel(desk.say("column.address"), { exact: true }).fill("新华路2号");
	await second.getByRole("button", { name: desk.say("form.save") }).click();
	await second.getByText(desk.say("admin.changed")).waitFor();
	must((await second.getByLabel(desk.say("column.address"), { exact: true }).inputValue()) === "新华路2号", "what the second wrote is gone");

	// A token is shown once, opens the desk, and ends.
	await desk.go(page, "admin/tokens");
	await page.getByLabel(desk.say("token.person")).fill("李雷");
	await page.getByRole("button", { name: desk.say("token.make") }).dblclick(); // which once made two
	const token = (await page.locator("code").innerText()).trim();
	const known = () => fetch(`${site.url}/v1/me`, { headers: { Authorization: `Bearer ${token}` } }).then((answer) => answer.status);
	must((await known()) === 200, "the token that was made does not hold");
	await page.getByRole("row").filter({ hasText: "李雷" }).waitFor();
	must((await page.getByRole("row").filter({ hasText: "李雷" }).count()) === 1, "two tokens were made");
	page.removeAllListeners("dialog");
	page.once("dialog", (d) => d.accept());
	await page.getByRole("row").filter({ hasText: "李雷" }).getByRole("button", { name: desk.say("token.end") }).click();
	await page.getByRole("row").filter({ hasText: "李雷" }).waitFor({ state: "detached" });
	must((await known()) === 401, "the token that was ended holds");

	// A test text by the channel.
	await desk.go(page, "admin/channels");
	const to = page.getByLabel(desk.say("channel.test_to", { channel: "sms" }));
	must((await to.getAttribute("placeholder")) === "+8613800000051", "another country's number is the example");
	await to.fill("+8613800000051");
	await page.getByRole("button", { name: desk.say("channel.test"), exact: true }).click();
	await page.getByText(desk.say("channel.tested")).waitFor();
	await carrier.sent("+8613800000051");

	// The processes, drawn with their states.
	await desk.go(page, "admin/flows");
	for (const label of ["reported", "on site", "closed"]) await page.locator(".drawing text", { hasText: label }).first().waitFor();

	// Where the drawing is wider than its box it is made smaller, but not so small that nobody can read it.
	for (const size of [wide, narrow]) {
		await page.setViewportSize(size);
		await page.waitForFunction(fits);
		await desk.shot(page, `processes-${size.width}`);
	}
	// On a phone it says that there is more at its side, and stands in words besides.
	await page.setViewportSize({ width: 360, height: 740 });
	await page.getByText(desk.say("flow.sideways")).waitFor();
	await page.locator(".moves dt", { hasText: "on site" }).waitFor();
	await desk.shot(page, "processes-360");
	await page.setViewportSize(wide);

	// One that could not be read once said that it was loading, for good.
	await page.route(/\/v1\/flows\//, (route) => route.abort());
	await desk.go(page, "admin/people");
	await desk.go(page, "admin/flows");
	const anew = page.getByRole("alert").getByRole("button", { name: desk.say("fault.again") }).first();
	await anew.waitFor();
	await page.unrouteAll();
	await anew.click();
	await page.locator(".drawing text", { hasText: "on site" }).first().waitFor();

	// A fault in the files is shown, with its place, and the old ones go on.
	const before = readFileSync(site.config, "utf8");
	await desk.go(page, "admin/reload");
	const again = page.getByRole("button", { name: desk.say("reload.do") });
	await again.click();
	await page.getByText(desk.say("reload.good")).waitFor();
	appendFileSync(site.config, "nonsense: yes\n");
	await again.click();
	await page.getByRole("alert").filter({ hasText: "nonsense" }).waitFor();
	writeFileSync(site.config, before);
	await again.click();
	await page.getByText(desk.say("reload.good")).waitFor();
}
