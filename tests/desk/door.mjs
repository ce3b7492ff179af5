// Signing in and out: a token that is not good, one that is, the way out, and how much the first page weighs.
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const page = await desk.open();
	const client = await page.context().newCDPSession(page);
	let weight = 0; // bytes, as they came over the line
	await client.send("Network.enable");
	await client.send("Network.setCacheDisabled", { cacheDisabled: true });
	client.on("Network.loadingFinished", (e) => (weight += e.encodedDataLength));

	const token = page.getByLabel(desk.say("login.token"));
	const enter = page.getByRole("button", { name: desk.say("login.enter") });
	must(await enter.isDisabled(), "one can sign in without a token");
	await token.fill(`fg_${"0".repeat(64)}`);
	await enter.click();
	await page.getByRole("alert").waitFor();
	must((await page.getByRole("alert").innerText()).trim(), "a token that is not good is refused without a word");

	const good = desk.site.token("吴敏");
	await token.fill(good);
	await page.keyboard.press("Enter");
	await page.getByRole("heading", { name: desk.say("nav.board") }).waitFor();
	must(!(await page.content()).includes(good), "the token is still in the page");
	const cookies = await page.context().cookies();
	must(cookies.length > 0 && cookies.every((c) => c.httpOnly && c.sameSite === "Strict"), "a script can read the session");

	weight = 0;
	await page.reload();
	await page.getByRole("heading", { name: desk.say("nav.board") }).waitFor();
	await page.getByText(desk.say("board.none")).waitFor();
	must(weight > 0 && weight < 200 * 1024, `the first page weighs ${weight} bytes`);

	await page.getByRole("button", { name: desk.say("settings.title") }).click();
	await page.getByRole("button", { name: desk.say("settings.leave") }).click();
	await token.waitFor();
	await page.reload();
	await token.waitFor();

	// An address with a token, as scripts/run prints it, opens the desk, and keeps the token nowhere.
	const other = await desk.open({ as: "吴敏" });
	await other.getByText(desk.say("board.none")).waitFor();
	must(!other.url().includes("fg_"), "the token stays in the address");
	return `${Math.ceil(weight / 1024)} KiB`;
}
