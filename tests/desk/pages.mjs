// How the pages look to an agent.
import { Carrier } from "./base/carrier.mjs";
import { aDay } from "./base/day.mjs";
import { lookAt } from "./base/look.mjs";

export default async function (desk) {
	const door = await desk.open();
	const carrier = await Carrier.begin(desk.site);
	const first = await aDay(carrier);
	const at = (place, seen) => async (page) => {
		await desk.go(page, place);
		await seen(page).first().waitFor();
	};
	await lookAt(desk, door, [["door", (page) => page.getByText(desk.say("login.title")).waitFor()]]);
	const page = await desk.open({ as: "吴敏" });
	await lookAt(desk, page, [
		["board", at("board", (p) => p.getByRole("link", { name: /EC210-0042/ }))],
		["board-by-station", at("board?by=station", (p) => p.getByRole("heading", { name: "库尔勒站" }))],
		["board-none", at("board?station=x", (p) => p.getByText(desk.say("board.none_so")))],
		["ticket", at(`ticket/${first}`, (p) => p.locator(".bubble").nth(6))],
		["ticket-form", at(`ticket/${first}?do=cancel`, (p) => p.locator("#cancel-reason"))],
		["ticket-none", at("ticket/99999", (p) => p.getByRole("alert"))],
		["open", at("open", (p) => p.getByLabel(desk.say("open.who")))],
		[
			"open-found",
			async (p) => {
				await p.getByLabel(desk.say("open.who")).fill("EC");
				await p.getByRole("option").nth(2).waitFor();
			},
		],
		[
			"open-chosen",
			async (p) => {
				await p.getByRole("option", { name: /EC210-0042/ }).click();
				await p.locator(".earlier").waitFor();
			},
		],
		["mine", at("mine", (p) => p.locator(".waiting"))],
		["find", at("find?q=EC210", (p) => p.getByRole("link", { name: first }))],
		["find-none", at("find?q=ZZZ", (p) => p.getByText(desk.say("find.none_how")))],
		["today", at("today", (p) => p.locator("canvas"))],
		["nowhere", at("nowhere", (p) => p.getByText(desk.say("nothing.here")))],
		[
			"settings",
			async (p) => {
				await p.getByRole("button", { name: desk.say("settings.title") }).click();
				await p.getByRole("button", { name: desk.say("settings.leave") }).waitFor();
			},
		],
	]);
}
