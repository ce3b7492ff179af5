// The desk of a site in a browser: who sits there, and what must be true of each page whatever a test is about.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

export const patience = Number(process.env.DESK_PATIENCE ?? 90) * 1000; // ms; only what never happens takes so long
export const wide = { width: 1280, height: 860 };
export const narrow = { width: 390, height: 844 }; // a phone

/** Waits for something that no locator can tell. */
export async function until(holds, what) {
	const end = Date.now() + patience;
	for (;;) {
		const so = await holds();
		if (so) return so;
		if (Date.now() > end) throw new Error(`${typeof what === "function" ? what() : what} did not come about`);
		await new Promise((done) => setTimeout(done, 30));
	}
}

export function must(holds, what) {
	if (!holds) throw new Error(what);
}

export class Desk {
	#browser;
	#contexts = [];
	#faults = []; // what no page may do
	#words = new Map();

	constructor(browser, site, { tree, name }) {
		this.#browser = browser;
		this.site = site;
		this.tree = tree;
		this.name = name;
		this.language = "en";
	}

	/** The pages' own words in the language of the test, by their key. */
	async learn(language) {
		if (!this.#words.has(language)) {
			const answer = await fetch(`${this.site.url}/desk/words/${language}`);
			must(answer.ok, `the words of ${language}: ${answer.status}`);
			this.#words.set(language, await answer.json());
		}
		this.language = language;
	}

	say(key, places = {}) {
		const text = this.#words.get(this.language)?.[key];
		must(text, `the pages have no words ${key} in ${this.language}`);
		return text.replace(/\{(\w+)\}/g, (whole, name) => (name in places ? String(places[name]) : whole));
	}

	/** A browser of its own, at the door, or at the desk where `as` names someone. */
	async open({ as, at = "", language = "en", size = wide, scheme = "light" } = {}) {
		await this.learn(language);
		const context = await this.#browser.newContext({
			viewport: size,
			colorScheme: scheme,
			locale: "en-GB",
			timezoneId: "Europe/Berlin", // times are those of the installation all the same
			reducedMotion: "reduce",
			hasTouch: size.width < 600,
		});
		this.#contexts.push(context);
		context.setDefaultTimeout(patience);
		context.setDefaultNavigationTimeout(patience);
		await context.addInitScript((chosen) => {
			if (!localStorage.getItem("fieldgate.language")) localStorage.setItem("fieldgate.language", chosen);
			addEventListener("securitypolicyviolation", (e) => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
		}, language);
		const page = await context.newPage();
		this.#watch(page);
		if (as) {
			// The token is taken out of the address by the page itself.
			await page.goto(`${this.site.url}/#${this.site.token(as)}`);
			await page.locator("header.bar").waitFor();
			if (at) await this.go(page, at);
		} else {
			await page.goto(`${this.site.url}/${at}`);
		}
		return page;
	}

	/** Another tab of the same browser. */
	async tab(page, at = "") {
		const tab = await page.context().newPage();
		this.#watch(tab);
		await tab.goto(`${this.site.url}/#/${at}`);
		return tab;
	}

	/** Comes back when the page before is gone, so that nothing of it is taken for the new one's. */
	async go(page, at) {
		const move = (to) =>
			new Promise((done) => {
				const before = location.href;
				addEventListener("hashchange", () => setTimeout(done), { once: true }); // it is drawn before that
				location.hash = to;
				if (location.href === before) done();
			});
		await page.evaluate(move, `#/${at}`);
	}

	/** The page hears a gateway whose clock is so far ahead, in ms, from when it is read anew. */
	async ahead(page, ms) {
		// The browser itself asks, so that a request is lost only where it would be anyway.
		const way = await page.context().newCDPSession(page);
		way.on("Fetch.requestPaused", ({ requestId, responseStatusCode: responseCode, responseHeaders, responseErrorReason }) => {
			const date = { name: "Date", value: new Date(Date.now() + ms).toUTCString() };
			const moved = responseHeaders?.filter((h) => h.name.toLowerCase() !== "date").concat(date);
			const sent = responseErrorReason
				? way.send("Fetch.continueRequest", { requestId })
				: way.send("Fetch.continueResponse", { requestId, responseCode, responseHeaders: moved });
			sent.catch(() => undefined); // it has gone with its page
		});
		const patterns = [{ urlPattern: "*/v1/*", resourceType: "Fetch", requestStage: "Response" }];
		await way.send("Fetch.enable", { patterns });
	}

	/** Tabs until what has the focus is `wanted`, a locator; returns how many keys that took. */
	async tabTo(page, wanted) {
		for (let keys = 1; keys <= 40; keys++) {
			await page.keyboard.press("Tab");
			if (await wanted.evaluate((e) => e === document.activeElement)) return keys;
		}
		throw new Error(`no tab comes to ${wanted}`);
	}

	#watch(page) {
		const note = (what) => this.#faults.push(what);
		page.on("pageerror", (e) => note(`a script broke: ${e.stack}`));
		page.on("console", (m) => {
			// What could not be loaded is judged below by its status.
			if (m.type() === "error" && !m.text().startsWith("Failed to load resource")) note(`the console says: ${m.text()}`);
		});
		page.on("dialog", (d) => (note(`a dialog: ${d.message()}`), d.dismiss()));
		page.on("request", (r) => {
			if (!r.url().startsWith(this.site.url) && !r.url().startsWith("data:") && !r.url().startsWith("blob:")) note(`it asks ${r.url()}`);
		});
		page.on("response", (r) => r.status() >= 500 && note(`${r.url()} is answered with ${r.status()}`));
	}

	/** What must hold at the end of every test. */
	async check() {
		for (const context of this.#contexts)
			for (const page of context.pages()) {
				const ran = await page.evaluate(() => ({ hit: window.hit, markup: document.querySelectorAll("[onerror], img[src=x]").length }));
				must(ran.hit === undefined && ran.markup === 0, `markup of a field became part of the page ${page.url()}`);
			}
		must(!this.#faults.length, `the pages did what they must not:\n  ${[...new Set(this.#faults)].join("\n  ")}`);
	}

	/** A picture among build/desk/shots. */
	async shot(page, name) {
		const folder = join(this.tree, "build/desk/shots");
		mkdirSync(folder, { recursive: true });
		await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: "disabled", caret: "hide" });
	}

	/**
	 * What was to be seen when a test failed: pictures, and what each page said. Returns whether Chromium answered for each of
	 * them within `ms`: where it does not, nothing can be said of the page.
	 */
	async lastSight(ms = 30_000) {
		let n = 0;
		const look = async (page) => {
			const said = page.evaluate(() => document.body.innerText.slice(0, 600));
			const late = new Promise((done) => setTimeout(done, ms));
			const text = await Promise.race([said.catch((e) => `(${e.message})`), late]);
			console.log(`--- ${page.url()} says:\n${text ?? `nothing: the browser does not answer within ${ms / 1000} s`}\n---`);
			if (text !== undefined) await this.shot(page, `failed-${this.name}-${n++}`).catch(() => undefined);
			return text !== undefined;
		};
		const answered = await Promise.all(this.#contexts.flatMap((context) => context.pages()).map(look));
		return answered.every((so) => so);
	}

	async end() {
		for (const context of this.#contexts) await context.close().catch(() => undefined);
	}
}
