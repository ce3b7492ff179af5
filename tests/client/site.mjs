// A broker, a gateway and the sample installation, in a folder of their own, for as long as a test takes.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const patience = 120_000; // ms; only what never happens takes so long

async function freePort() {
	const server = createServer();
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	const { port } = server.address();
	await new Promise((done) => server.close(done));
	return port;
}

async function until(holds, what) {
	const end = Date.now() + patience;
	while (!(await holds())) {
		if (Date.now() > end) throw new Error(`${what} did not come about`);
		await new Promise((done) => setTimeout(done, 20));
	}
}

const listens = (port) =>
	new Promise((done) => {
		const socket = connect(port, "127.0.0.1", () => (socket.destroy(), done(true)));
		socket.on("error", () => done(false));
	});

// `tree`: the top of the sources; `program`: the built one. `installation` is a folder, told from scripts, or a function that
// makes one in the site's own; `people` are lines beside its people.csv, and `configure` may change what its fieldgate.yaml says.
export async function beginSite(tree, program, { installation = "sample", people = "", configure = (text) => text } = {}) {
	const dir = mkdtempSync(join(tmpdir(), "fieldgate-client-"));
	const children = [];
	let started = 0;
	const config = join(dir, "fieldgate.yaml");
	const start = (command, args, stdout, stdin) => {
		const path = join(dir, `${started++}.log`);
		const log = openSync(path, "a");
		const child = spawn(command, args, { stdio: [stdin ?? "ignore", stdout ?? log, log], env: { ...process.env, LC_ALL: "C.UTF-8" } });
		child.said = () => readFileSync(path, "utf8");
		child.gone = new Promise((done) => child.on("exit", done).on("error", done)); // or it never began
		children.push(child);
		return child;
	};
	const run = (...args) => execFileSync(program, ["-c", config, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
	const stop = async (child) => {
		children.splice(children.indexOf(child), 1);
		child.kill("SIGTERM");
		await child.gone;
	};
	const end = async () => {
		while (children.length) await stop(children.at(-1));
		rmSync(dir, { recursive: true, force: true });
	};
	try {
		const [broker, http] = [await freePort(), await freePort()];
		const url = `http://127.0.0.1:${http}`;
		const sample = typeof installation === "function" ? installation(program, dir) : resolve(tree, "scripts", installation);
		writeFileSync(
			config,
			configure(readFileSync(join(sample, "fieldgate.yaml"), "utf8"), dir)
				.replaceAll(/(\.\.\/){2,}/g, `${resolve(tree)}/`)
				.replace("port: 1883", `port: ${broker}`)
				.replace("127.0.0.1:8088", `127.0.0.1:${http}, phones: yes`),
		);
		writeFileSync(join(dir, "mosquitto.conf"), `listener ${broker} 127.0.0.1\nallow_anonymous true\n`);
		start("mosquitto", ["-c", join(dir, "mosquitto.conf")]);
		for (const kind of ["stations", "people", "customers", "machines"]) {
			const rows = join(dir, `${kind}.csv`);
			writeFileSync(rows, readFileSync(join(sample, `${kind}.csv`), "utf8") + (kind === "people" ? people : ""));
			run("import", kind, rows);
		}
		let gateway;
		const startGateway = async () => {
			gateway = start(program, ["-c", config, "serve"]);
			await until(async () => {
				if (gateway.exitCode !== null) throw new Error(`the gateway ended with ${gateway.exitCode}: ${gateway.said()}`);
				return listens(http);
			}, "a gateway that listens");
			await until(async () => (await fetch(`${url}/readyz`)).ok, "readiness");
		};
		await startGateway();
		return {
			url,
			dir,
			broker,
			program,
			config,
			start,
			run,
			until,
			startGateway,
			stopGateway: () => stop(gateway),
			end,
			said: () => gateway.said(),
			token: (person) => run("token", "add", person).match(/fg_[0-9a-f]{64}/)[0],
			audit: () => run("audit"),
		};
	} catch (e) {
		await end();
		throw e;
	}
}
