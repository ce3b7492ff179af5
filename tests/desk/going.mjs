// Ways through the pages: what no page is called, the way back, and the place on a page that one comes back to.
import { openRepair } from "./base/carrier.mjs";
import { must } from "./base/desk.mjs";

export default async function (desk) {
	const number = await openRepair(desk.site, desk.site.token("吴敏"));
	const page = await desk.open({ as: "吴敏" });
	await page.locator("a.ticket", { hasText: number }).waitFor();

	// A broken address, and the name of something that every object has, showed nothing at all.
	for (const at of ["100%", "constructor"]) {
		await page.evaluate((to) => (location.hash = `#/${to}`), at);
		await page.getByText(desk.say("nothing.here")).waitFor();
	}

	// Back from a ticket that was found by its whole number led forward to it again.
	await desk.go(page, "board");
	await page.locator("a.ticket", { hasText: number }).waitFor();
	await page.getByRole("searchbox").fill(number);
	await page.keyboard.press("Enter");
	await page.locator(".chip.state").waitFor();
	await page.goBack();
	await page.locator("a.ticket", { hasText: number }).waitFor();
	must((await page.title()).includes(desk.say("nav.board")), "the page has no title of its own");
}
