// An installation in English alone, as `fieldgate init` writes it: no page has a Chinese word, or asks which language.
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Carrier } from "./base/carrier.mjs";
import { lookAt } from "./base/look.mjs";
import { must, narrow, wide } from "./base/desk.mjs";

export function installation(program, dir) {
	execFileSync(program, ["init", "--language", "en", dir], { stdio: "ignore" });
	for (const file of readdirSync(join(dir, "example"))) copyFileSync(join(dir, "example", file), join(dir, file));
	return dir;
}
export const people = "Grace Hill,+447700900142,administrator;agent,,en\n";

const head = "+447700900101";
const views = [
	{ name: "english-only-light-1280", language: "en", scheme: "light", size: wide, axe: false },
	{ name: "english-only-dark-390", language: "en", scheme: "dark", size: narrow, axe: false },
];

/** What is shown, written beside it for who does not see it, or kept in a field. */
const foreign = () => {
	const told = [document.title, document.body.textContent];
	for (const e of document.querySelectorAll("*"))
		for (const name of ["aria-label", "placeholder", "title", "value", "lang"]) told.push(e.getAttribute(name) ?? "", name === "value" ? (e.value ?? "") : "");
	return told.map(String).filter((text) => /\p{Script=Han}|[\u3000-\u303f\uff00-\uffef]|^zh/u.test(text));
};

async function played(page) {
	await page.locator(".steps li.done").first().waitFor();
	const told = await page.evaluate(foreign);
	must(!told.length, `the phones say ${told[0]}`);
}

export default async function (desk) {
	const carrier = await Carrier.begin(desk.site);
	const speaks = await (await fetch(`${desk.site.url}/desk/words`)).json();
	must(speaks.languages.join() === "en" && speaks.first === "en", `it speaks ${JSON.stringify(speaks)}`);

	// A browser that was used with another installation at this address still asks for Chinese.
	const page = await desk.open();
	await page.evaluate(() => localStorage.setItem("fieldgate.language", "zh"));
	await page.reload();
	await page.getByText(desk.say("login.title")).waitFor();
	const asked = () => page.getByRole("group", { name: desk.say("settings.language") }).count();
	must((await asked()) === 0, "the door asks which language");
	await page.getByLabel(desk.say("login.token")).fill(desk.site.token("Grace Hill"));
	await page.keyboard.press("Enter");
	await page.getByText(desk.say("board.none")).waitFor();

	await carrier.open({ flow: "repair", machine: "EX200-0042", fault: "The engine does not start", down: true });
	const { ticket } = await carrier.sent(head, (text) => text.includes("EX200-0042"));
	await carrier.text(head, `dispatch ${ticket} 2h Sam Cole`);
	await carrier.sent("+447700900111", (text) => text.includes(ticket));
	await carrier.text("+447700900209", "Hello, my excavator is broken");
	const at = (place, seen) => async (p) => {
		await desk.go(p, place);
		await p.locator(seen).first().waitFor();
		const told = await p.evaluate(foreign);
		must(!told.length, `${place} says ${told[0]}`);
	};
	await lookAt(
		desk,
		page,
		[
			["board", at("board", "a.ticket")],
			["ticket", at(`ticket/${ticket}`, ".bubble.in")],
			["form", at(`ticket/${ticket}?do=cancel`, "#cancel-reason")],
			["open", at("open", "#who")],
			["mine", at("mine", ".waiting, .empty")],
			["find", at("find?q=EX", ".tickets")],
			["today", at("today", "canvas")],
			["people", at("admin/people", "tbody tr")],
			["person", at("admin/people/+", "form.panel")],
			["unknown", at("admin/unknown", ".lines")],
			["channels", at("admin/channels", "tbody tr")],
			["outbox", at("admin/outbox", ".empty, tbody tr")],
			["tokens", at("admin/tokens", "tbody tr")],
			["flows", at("admin/flows", ".drawing text")],
			["reload", at("admin/reload", "button")],
			["nowhere", at("nowhere", ".empty")],
		],
		views,
	);
	await page.getByRole("button", { name: desk.say("settings.title") }).click();
	await page.getByRole("button", { name: desk.say("settings.leave") }).waitFor();
	must((await asked()) === 0, "the settings ask which language");

	await page.goto(`${desk.site.url}/phones`);
	await page.getByRole("button", { name: desk.say("phones.first_step") }).click();
	await lookAt(desk, page, [["phones", played]], views);
}
