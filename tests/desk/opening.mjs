// A ticket is opened while the caller is on the phone, by keyboard alone: found by a serial, a name or a number.
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const page = await desk.open({ as: "吴敏" });
	await page.getByText(desk.say("board.none")).waitFor();
	const way = page.getByRole("navigation", { name: desk.say("nav.label") }).getByRole("link", { name: desk.say("nav.open") });
	const who = page.getByLabel(desk.say("open.who"));
	const options = page.getByRole("listbox").getByRole("option");
	const chosen = page.locator(".chosen");
	const key = (name) => page.keyboard.press(name);
	const opens = async () => {
		await desk.tabTo(page, way);
		await key("Enter");
		await who.waitFor();
		must(await who.evaluate((e) => e === document.activeElement), "one has to look for the first field");
	};

	await opens();
	await page.keyboard.type("EC210");
	await options.filter({ hasText: "EC210-0042" }).waitFor();
	await key("Enter");
	await chosen.filter({ hasText: "王建国" }).waitFor();
	await page.getByText(desk.say("open.no_earlier")).waitFor();
	const fault = page.getByLabel(desk.say("open.fault"));
	await fault.and(page.locator(":focus")).waitFor();
	await page.keyboard.type("发动机无法启动");
	const tabs = await desk.tabTo(page, page.getByLabel(desk.say("open.down")));
	must(tabs === 1, `to the next field it takes ${tabs} tabs`);
	await key("Space");
	await key("Control+Enter");
	await page.getByRole("heading", { name: "发动机无法启动" }).waitFor();
	await page.locator(".chip.down").first().waitFor();
	const first = new URL(page.url()).hash.split("/").pop();

	// The same customer again, by name: what is open already is shown before a second ticket is made of it.
	await opens();
	await page.keyboard.type("王建国");
	await options.first().waitFor();
	await key("ArrowDown");
	await key("ArrowUp");
	await key("Enter");
	await page.locator(".earlier").getByRole("link", { name: first }).waitFor();

	// By telephone number; what is typed stays when one looks elsewhere meanwhile.
	await page.reload();
	await who.fill("13900000005");
	await options.filter({ hasText: "艾山江" }).first().waitFor();
	await key("Enter");
	await chosen.filter({ hasText: "艾山江" }).waitFor();
	await fault.fill("回转异响");
	await desk.go(page, `ticket/${first}`);
	await page.getByRole("heading", { name: "发动机无法启动" }).waitFor();
	await page.goBack();
	await fault.waitFor();
	must((await fault.inputValue()) === "回转异响", "what the caller said is gone");

	// Who may open none is told so.
	const engineer = await desk.open({ as: "李雷", at: "open" });
	await engineer.getByText(desk.say("open.may_not")).waitFor();
}
