// How the pages look where there is little room: long words and names, in the smallest phone, in a window at 200 %, and
// between a phone and a desk.
import { Carrier } from "./base/carrier.mjs";
import { wide } from "./base/desk.mjs";
import { lookAt } from "./base/look.mjs";

const wired = "broker: {host: 127.0.0.1, port: 1883, prefix: fieldgate/v1, protocol: 5}\nhttp: {listen: 127.0.0.1:8088}\n";
export const installation = "../tests/talks/russian";
export const configure = (text) => text + wired;
export const people = "Константин Преображенский-Белозёрский,+79120000071,administrator;agent;supervisor,,ru\n";

const views = [
	{ name: "ru-light-320", language: "ru", scheme: "light", size: { width: 320, height: 640 } },
	{ name: "ru-dark-640", language: "ru", scheme: "dark", size: { width: 640, height: 400 } }, // 1280 at 200 %
	{ name: "ru-light-900", language: "ru", scheme: "light", size: { width: 900, height: 700 }, axe: false },
	{ name: "ru-light-1280", language: "ru", scheme: "light", size: wide, axe: false },
];
const head = "+79120000001";
const engineer = "+79120000011";

/** Tickets whose machine or station nobody knows, long words, and one that is under way and failed to be told. */
async function someTickets(carrier) {
	await carrier.open({ flow: "repair", machine: "EX200-0001", fault: "Двигатель не запускается", down: true });
	await carrier.open({
		flow: "repair",
		machine: "L120-0003",
		fault: "Течь гидравлического шланга высокого давления, ковш не поднимается, бригада ждёт на площадке",
		down: true,
	});
	await carrier.open({ flow: "repair", fault: "Клиент не знает модели, говорит, что машина жёлтая и стоит у въезда на площадку", down: true, reported_by: "+79139999999" });
	const { ticket } = await carrier.sent(head, (text) => text.includes("EX200-0001"));
	await carrier.text(head, `назначение ${ticket} 2ч Иван Петров`);
	await carrier.sent(engineer, (text) => text.includes(ticket));
	await carrier.text("+79137777777", "Здравствуйте, экскаватор сломался");
	return ticket;
}

export default async function (desk) {
	const door = await desk.open({ language: "ru" });
	const carrier = await Carrier.begin(desk.site);
	const ticket = await someTickets(carrier);
	await lookAt(desk, door, [["small-door", (page) => page.getByText(desk.say("login.title")).waitFor()]], views);

	const page = await desk.open({ as: "Константин Преображенский-Белозёрский", language: "ru" });
	// Two hours on: what nobody has answered is late.
	await desk.ahead(page, 2 * 3600_000);
	await page.reload();
	const at = (place, seen) => async (p) => {
		await desk.go(p, place);
		await p.locator(seen).first().waitFor();
	};
	await lookAt(
		desk,
		page,
		[
			["small-board", at("board", ".ticket.is-late")],
			["small-station", at("board?by=station", ".ticket.is-late")],
			["small-ticket", at(`ticket/${ticket}?do=note`, ".bubble")],
			["small-open", at("open", "#who")],
			[
				"small-found",
				async (p) => {
					await p.locator("#who").fill("EX");
					await p.getByRole("option").first().waitFor();
				},
			],
			["small-mine", at("mine", ".waiting")],
			["small-find", at("find?q=EX", ".tickets")],
			["small-today", at("today", "canvas")],
			["small-people", at("admin/people", "tbody tr")],
			["small-person", at("admin/people/+", "main form")],
			["small-machines", at("admin/machines", "tbody tr")],
			["small-unknown", at("admin/unknown", ".lines")],
			["small-channels", at("admin/channels", "tbody tr")],
			["small-tokens", at("admin/tokens", "tbody tr")],
			["small-nowhere", at("nowhere", ".empty")],
			[
				"small-settings",
				async (p) => {
					await p.getByRole("button", { name: desk.say("settings.title") }).click();
					await p.getByRole("button", { name: desk.say("settings.leave") }).waitFor();
				},
			],
		],
		views,
	);

	// Who may not, and a gateway that does not answer.
	const other = await desk.open({ as: "Иван Петров", language: "ru" });
	await lookAt(
		desk,
		other,
		[
			["small-refused", at("admin/outbox", ".notice.bad")],
			["small-read-only", at("admin/people", "tbody tr")],
		],
		views,
	);
	const broken = (place, paths) => async (p) => {
		await p.unrouteAll();
		await p.route(paths, (route) => route.abort());
		await desk.go(p, place);
		await p.reload(); // what was read before would be kept
		await p.locator(".notice.bad").first().waitFor();
	};
	await lookAt(
		desk,
		other,
		[
			["small-board-unreached", broken("board", /\/v1\/tickets/)],
			["small-mine-unreached", broken("mine", /\/v1\/mine/)],
			["small-door-unreached", broken("board", /\/v1\/(?!session|me)/)],
		],
		views.slice(0, 2),
	);
}
