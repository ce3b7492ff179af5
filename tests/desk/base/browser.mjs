// Debian's Chromium, without a window.
import { chromium } from "playwright-core";

export function beginBrowser() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		timeout: 120_000,
		// Root has no sandbox, and a small machine little shared memory.
		chromiumSandbox: process.getuid() !== 0,
		args: ["--disable-dev-shm-usage", "--force-color-profile=srgb", "--font-render-hinting=none"],
	});
}
