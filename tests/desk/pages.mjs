// Each page in two languages, both colour schemes and at a phone's width: axe-core finds nothing against it, nothing runs out
// of it sideways, and its picture is left in build/desk/shots.
import { accessible } from "./base/axe.mjs";
import { ahead, Carrier, numbers } from "./base/carrier.mjs";
import { must, narrow, wide } from "./base/desk.mjs";

const views = [
	{ name: "zh-light-1280", language: "zh", scheme: "light", size: wide },
	{ name: "en-dark-1280", language: "en", scheme: "dark", size: wide },
	{ name: "en-light-390", language: "en", scheme: "light", size: narrow },
	{ name: "zh-dark-390", language: "zh", scheme: "dark", size: narrow },
];

/** A day at two stations: [machine, fault, down, texts of its people]. */
async function aDay(desk, carrier) {
	const open = (machine, fault, down) => carrier.open({ flow: "repair", machine, fault, down });
	await open("EC210-0042", "发动机无法启动", true);
	await open("EC480-0007", "液压油管漏油，铲斗无法抬起，现场等待处理", false);
	await open("EC55-0201", "驾驶室玻璃破裂", false);
	await open("L120-0003", "Transmission slips in second gear when going uphill under full load", true);
	await carrier.open({ flow: "repair", fault: "客户说机器报警，说不清型号", reported_by: "+8613911112222" });
	const of = async (who, machine) => (await carrier.sent(who, (text) => text.includes(machine))).ticket;
	const first = await of(numbers.head, "EC210-0042");
	const second = await of(numbers.head, "EC480-0007");
	await carrier.text(numbers.head, `派工 ${first} ${ahead(2)} 李雷`);
	await carrier.sent(numbers.engineer, (text) => text.includes(first));
	await carrier.text(numbers.engineer, `出发 ${first} ${ahead(3)} 同行 韩梅`);
	const told = await carrier.sent(numbers.customer, (text) => text.includes("出发"));
	await carrier.report(told.id, "failed", "absent subscriber");
	await carrier.text(numbers.customer, "好的，麻烦快一点，工地停着呢");
	await carrier.text(numbers.head, `派工 ${second} ${ahead(26)} 韩梅`);
	await carrier.sent("+8613800000012", (text) => text.includes(second));
	await carrier.text("+8613700000001", "你好，挖掘机坏了");
	return first;
}

export default async function (desk) {
	const door = await desk.open({ language: "en" });
	const carrier = await Carrier.begin(desk.site);
	const first = await aDay(desk, carrier);
	const page = await desk.open({ as: "吴敏", language: "en" });
	const places = [
		["board", "board", (p) => p.getByRole("link", { name: /EC210-0042/ }).first().waitFor()],
		["board-by-station", "board?by=station", (p) => p.getByRole("heading", { name: "库尔勒站" }).waitFor()],
		["ticket", `ticket/${first}`, (p) => p.locator(".bubble").nth(6).waitFor()],
		["nowhere", "nowhere", (p) => p.getByText(desk.say("nothing.here")).waitFor()],
	];

	const faults = [];
	const look = async (p, name, view) => {
		await accessible(p, name).catch((e) => faults.push(e.message));
		const out = await p.evaluate(() => [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll, .visually-hidden")).map((e) => e.className || e.tagName));
		if (out.length) faults.push(`${name}: what runs out of it: ${out.slice(0, 5).join(", ")}`);
		await desk.shot(p, name);
	};
	const turn = async (p, view) => {
		await desk.learn(view.language);
		await p.emulateMedia({ colorScheme: view.scheme });
		await p.setViewportSize(view.size);
		if ((await p.locator("html").getAttribute("lang")) === view.language) return;
		await p.evaluate((l) => localStorage.setItem("fieldgate.language", l), view.language);
		await p.reload();
		await p.locator(`html[lang=${view.language}]`).waitFor();
	};
	for (const view of views) {
		await turn(door, view);
		await door.getByText(desk.say("login.title")).waitFor();
		await look(door, `door-${view.name}`, view);
		await turn(page, view);
		for (const [name, at, seen] of places) {
			await desk.go(page, at);
			await seen(page);
			await look(page, `${name}-${view.name}`, view);
		}
		await page.getByRole("button", { name: desk.say("settings.title") }).click();
		await look(page, `settings-${view.name}`, view);
		await page.keyboard.press("Escape");
	}
	must(!faults.length, faults.join("\n"));
}
