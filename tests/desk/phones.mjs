// A whole repair and the survey after it, played on the four phones; saved as a talk, which then goes through.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { must } from "./base/desk.mjs";

export const installation = "department";
export const people = "";

export default async function (desk) {
	const { site } = desk;
	const page = await desk.open({ as: "高洁" });
	await page.goto(`${site.url}/phones`);
	const phone = (name) => page.getByRole("region", { name: desk.say("phones.phone_of", { name }) });
	const type = async (name, text) => {
		const field = phone(name).getByLabel(desk.say("phones.type_as", { name }));
		await field.fill(text);
		await page.keyboard.press("Enter");
		await phone(name).locator(".sms.mo", { hasText: text }).last().waitFor();
	};
	const got = (name, text) => phone(name).locator(".sms.mt", { hasText: text }).last().waitFor();
	const done = (node) => page.locator(".steps li.done", { hasText: node }).waitFor();

	await page.getByRole("button", { name: desk.say("phones.first_step") }).click();
	const names = await page.locator("section.phone .name").allInnerTexts();
	must(names.length === 4, `there are ${names.length} phones`);
	const [customer, head, engineer, sales] = names;
	await got(head, "新报修");
	await page.locator("section.phone.rang").first().waitFor();
	// What the text says to reply is there to be pressed.
	await phone(head).getByRole("button", { name: /派工/ }).first().click();
	await type(head, `派工 2小时 ${engineer}`);
	await got(engineer, "派工");
	await got(customer, engineer);
	await type(engineer, "出发 1小时");
	await got(customer, "出发");
	await got(sales, "出发");
	await type(engineer, "到达");
	await type(engineer, "修复 更换继电器");
	for (const node of ["dispatched", "departed", "arrived", "repaired"]) await done(node);

	// The agent takes the fourth phone, and closes; the survey falls due, and the customer answers it.
	await page.getByLabel(desk.say("phones.whose", { n: 4 })).selectOption({ label: await page.locator("select[id=whose-3] option", { hasText: "吴敏" }).innerText() });
	await type("吴敏", "回访 客户满意");
	await done("closed");
	await page.getByRole("button", { name: desk.say("phones.on_next") }).waitFor();
	await page.getByRole("button", { name: desk.say("phones.on_1440") }).click();
	await got(customer, "满意");
	await type(customer, "5");
	await page.locator(".steps li.done", { hasText: "rated" }).waitFor();

	// Saved, and played again by the program itself.
	const saving = page.waitForEvent("download");
	await page.getByRole("button", { name: desk.say("phones.save") }).click();
	const talk = join(site.dir, "played.talk");
	await (await saving).saveAs(talk);
	mkdirSync(join(site.dir, "people"));
	for (const kind of ["stations", "people", "customers", "machines"]) cpSync(join(site.dir, `${kind}.csv`), join(site.dir, "people", `${kind}.csv`));
	execFileSync(site.program, ["-c", site.config, "rehearse", talk], { stdio: ["ignore", "pipe", "pipe"] });

	// A reload goes on with the same play; beginning anew begins anew.
	await page.reload();
	await got(customer, "满意");
	await page.getByRole("button", { name: desk.say("phones.anew") }).click();
	await page.locator("form.anew").getByRole("button", { name: desk.say("phones.anew") }).click();
	await page.getByRole("button", { name: desk.say("phones.first_step") }).waitFor();
	must((await page.locator(".sms").count()) === 0, "a new play begins with old texts");
}
