// An office computer whose clock is wrong by hours: what is late, and what is left, goes by the gateway's.
import { openRepair } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

const HOUR = 3600_000;

export default async function (desk) {
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	const page = await desk.open({ as: "吴敏", at: "board" });
	const row = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: number }) });
	await row.first().waitFor();
	for (const off of [0, 5 * HOUR, -5 * HOUR]) {
		await page.clock.setFixedTime(Date.now() + off);
		await page.reload();
		await row.first().waitFor();
		const said = await row.first().innerText();
		must(!(await page.locator(".ticket.is-late").count()), `${off / HOUR} h off, what has just been opened is late: ${said}`);
		// It is to be answered within an hour.
		must(minutesIn(desk, said).some((n) => n >= 55 && n <= 60), `${off / HOUR} h off, another time is left: ${said}`);
		must(minutesIn(desk, said).some((n) => n < 5), `${off / HOUR} h off, it has another age: ${said}`);
	}
}

/** The spans that are said, in minutes: those of less than an hour, and those of hours. */
function minutesIn(desk, said) {
	const found = (name) => {
		const pattern = desk.say(name).replace("{n}", "(\\d+)").replace("{minutes}", "(\\d+)");
		return [...said.matchAll(new RegExp(pattern, "g"))];
	};
	return [
		...found("time.minutes").map(([, minutes]) => Number(minutes)),
		...found("time.hours").map(([, hours, minutes]) => Number(hours) * 60 + Number(minutes)),
	];
}
