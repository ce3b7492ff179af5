// board.mjs TREE PROGRAM: how much of the browser's main thread the board takes while BOARD_TICKETS (1000) open tickets change
// at BOARD_RATE (50) a second, for BOARD_SECONDS (20): TaskDuration, as the browser itself counts it, for each frame. With 8 ms
// it is smooth on a screen of 60 frames a second, and leaves as much for whatever else.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { beginBrowser } from "../base/browser.mjs";
import { ahead, Carrier, numbers } from "../base/carrier.mjs";
import { Desk, until } from "../base/desk.mjs";
import { beginSite } from "../base/site.mjs";

const [tree, program] = process.argv.slice(2);
const wish = (name, usual) => Number(process.env[name] ?? usual);
const [tickets, rate, seconds] = [wish("BOARD_TICKETS", 1000), wish("BOARD_RATE", 50), wish("BOARD_SECONDS", 20)];
const machines = ["EC210-0042", "EC480-0007", "EC360-0113", "L120-0003"]; // all of one head's station

/** One connection, by which a line each goes out. */
function lines(site, topic) {
	const child = site.start("mosquitto_pub", ["-p", site.broker, "-q", "1", "-l", "-t", `fieldgate/v1/${topic}`], undefined, "pipe");
	return (message) => child.stdin.write(`${JSON.stringify({ id: randomUUID(), ...message })}\n`);
}

const site = await beginSite(tree, program);
const browser = await beginBrowser();
const desk = new Desk(browser, site, { tree, name: "bench" });
try {
	const carrier = await Carrier.begin(site);
	const open = lines(site, "ticket/open");
	for (let i = 0; i < tickets; i++) open({ flow: "repair", machine: machines[i % machines.length], fault: `发动机无法启动 ${i}` });
	const seen = () => new Set(carrier.heard.filter((mt) => mt.to === numbers.head).map((mt) => mt.ticket));
	await until(() => seen().size >= tickets, "all tickets open");
	const known = [...seen()];
	const page = await desk.open({ as: "吴敏" });
	await page.getByText(desk.say("board.open_n", { n: tickets })).first().waitFor();

	const client = await page.context().newCDPSession(page);
	await client.send("Performance.enable");
	const metrics = async () => Object.fromEntries((await client.send("Performance.getMetrics")).metrics.map((m) => [m.name, m.value]));
	await page.evaluate(() => {
		window.frames_drawn = 0;
		const next = () => (window.frames_drawn++, requestAnimationFrame(next));
		requestAnimationFrame(next);
	});
	const measured = async (during) => {
		const [before, from] = [await metrics(), await page.evaluate(() => window.frames_drawn)];
		await during();
		const [after, to] = [await metrics(), await page.evaluate(() => window.frames_drawn)];
		const per = (name) => ((after[name] - before[name]) * 1000) / (to - from);
		return { frames: to - from, task: per("TaskDuration"), script: per("ScriptDuration"), layout: per("LayoutDuration") + per("RecalcStyleDuration") };
	};
	const pause = (ms) => new Promise((done) => setTimeout(done, ms));

	const still = await measured(() => pause(3000));
	const text = lines(site, "mo/sms");
	let sent = 0;
	const moving = await measured(async () => {
		const begun = Date.now();
		while (Date.now() - begun < seconds * 1000) {
			const due = Math.floor(((Date.now() - begun) / 1000) * rate);
			for (; sent < due; sent++) text({ from: numbers.head, text: `派工 ${known[sent % known.length]} ${ahead(2 + (sent % 40))} 李雷` });
			await pause(20);
		}
	});
	const row = (what, m) =>
		console.log(`${what.padEnd(34)} ${m.task.toFixed(2).padStart(6)} ms a frame (script ${m.script.toFixed(2)}, style and layout ${m.layout.toFixed(2)}), ${m.frames} frames`);
	console.log(`\nthe board with ${tickets} open tickets, in a headless Chromium`);
	row("nothing changes", still);
	row(`${(sent / seconds).toFixed(0)} change a second`, moving);
	const moved = await page.getByRole("heading", { name: /^in progress/ }).first().innerText();
	console.log(`shown at the end: ${moved.replace(/\s+/g, " ")}`);
	console.log(moving.task <= 8 ? "at most 8 ms was asked for" : "more than the 8 ms that were asked for");
} finally {
	await desk.end();
	await browser.close();
	await site.end();
}
