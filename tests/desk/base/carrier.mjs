// The mobile network, on the site's broker: texts come from phones, and what goes out is heard.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { must, until } from "./desk.mjs";

const prefix = "fieldgate/v1";

export class Carrier {
	#site;
	heard = []; // each text that went out: {id, to, text, ticket, ...}

	static async begin(site) {
		const carrier = new Carrier();
		carrier.#site = site;
		const listener = site.start("mosquitto_sub", ["-p", site.broker, "-q", "1", "-t", `${prefix}/mt/#`, "-t", "ready/#"], "pipe");
		let ready = false;
		createInterface({ input: listener.stdout }).on("line", (line) => {
			if (line === "here") ready = true;
			else carrier.heard.push(JSON.parse(line));
		});
		// What it hears of itself shows that it is subscribed.
		await until(async () => {
			if (!ready) await carrier.#publish("ready/carrier", "here");
			return ready;
		}, "a listener at the broker");
		return carrier;
	}

	#publish(topic, payload) {
		const child = spawn("mosquitto_pub", ["-p", this.#site.broker, "-q", "1", "-t", topic, "-s"], { stdio: ["pipe", "ignore", "inherit"] });
		child.stdin.end(payload);
		return new Promise((done, no) => {
			child.on("error", no);
			child.on("exit", (code) => (code === 0 ? done() : no(new Error(`mosquitto_pub ${topic} ended with ${code}`))));
		});
	}

	/** A text from the phone with this number. */
	text(from, text) {
		return this.#publish(`${prefix}/mo/sms`, JSON.stringify({ id: randomUUID(), from, text }));
	}

	/** What became of a text that went out. */
	report(id, status, error) {
		return this.#publish(`${prefix}/dlr/sms`, JSON.stringify({ id, status, error }));
	}

	/** Opens a ticket as a hotline's system does; what was not accepted shows by no ticket. */
	open(ticket) {
		return this.#publish(`${prefix}/ticket/open`, JSON.stringify({ id: randomUUID(), ...ticket }));
	}

	/** The newest text to a number of which `holds` is true. */
	async sent(to, holds = () => true) {
		const last = () => this.heard.findLast((mt) => mt.to === to && holds(mt.text));
		return until(last, () => `a text to ${to}, who got\n${this.heard.filter((mt) => mt.to === to).map((mt) => mt.text).join("\n--\n")}\n`);
	}
}

/** The people of the sample, by what they are to it. */
export const numbers = {
	head: "+8613800000001", // 阿里木, of 乌鲁木齐站
	engineer: "+8613800000011", // 李雷
	customer: "+8613900000001", // 王建国
	agent: "+8613800000041", // 吴敏
};

/** An hour that is so many hours ahead, as a text says it: with its day, so that no midnight is in the way. */
export function ahead(hours) {
	const zone = { timeZone: "Asia/Shanghai" };
	const at = new Date(Date.now() + hours * 3600_000);
	const part = (how) => at.toLocaleString("en-GB", { ...zone, ...how });
	return `${Number(part({ month: "numeric" }))}-${Number(part({ day: "numeric" }))} ${part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`;
}

/** A ticket number as the API tells it. */
export async function openRepair(site, token, body = {}) {
	const answer = await fetch(`${site.url}/v1/tickets`, {
		method: "POST",
		headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}`, "Idempotency-Key": randomUUID() },
		body: JSON.stringify({ flow: "repair", machine: "EC210-0042", fault: "发动机无法启动", ...body }),
	});
	must(answer.ok, `no ticket: ${await answer.clone().text()}`);
	return (await answer.json()).ticket;
}
