// The fields of a new ticket are in the language that is switched to: they were in that of the sign-in, until one signed in anew.
import { must } from "./base/desk.mjs";

export const installation = "department";
export const people = "";

/** A process that the agent opens with fields of its own, and what the first of them is called. */
async function openedWithFields(site, language) {
	const answer = await fetch(`${site.url}/v1/flows?language=${language}`, { headers: { Authorization: `Bearer ${site.token("吴敏")}` } });
	const of = (await answer.json()).items.find((f) => f.opening?.arguments.length);
	must(of, "no process of the department is opened with fields");
	return { name: of.name, label: of.opening.arguments[0].label };
}

export default async function (desk) {
	const [english, chinese] = [await openedWithFields(desk.site, "en"), await openedWithFields(desk.site, "zh")];
	must(english.label !== chinese.label, "the two are called alike");
	const page = await desk.open({ as: "吴敏", at: "open" });
	await page.locator("#flow").selectOption(english.name);
	await page.getByText(english.label).first().waitFor();
	await page.getByRole("button", { name: desk.say("settings.title") }).click();
	await page.getByRole("button", { name: "中文" }).click();
	await page.locator(".field", { hasText: chinese.label }).first().waitFor();
	must((await page.locator("#flow").inputValue()) === chinese.name, "the process was chosen for nothing");
}
