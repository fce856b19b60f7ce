// Makes the README's pictures from the built page, or those of all main views: node tests/browser/screenshots.mjs [--update]

import { fileURLToPath } from "node:url";
import { close, launch } from "./harness.mjs";
import { keepAll } from "./pictures.mjs";

const FOLDER = fileURLToPath(new URL("../../static/screenshots/", import.meta.url));

const { browser, origin } = await launch();
if (process.argv.includes("--update")) {
  await keepAll(browser, origin);
} else {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1180 }, colorScheme });
    await page.addInitScript(() => localStorage.setItem("tailback.tour", "seen"));
    await page.goto(`${origin}/#overload`);
    await page.locator("#clock").waitFor();
    await page.waitForTimeout(14_000);
    await page.locator("#producers-0-arrivals-rate").fill("3.6");
    await page.locator("#producers-0-arrivals-rate").press("Enter");
    await page.locator("#producers-0-arrivals-rate").blur();
    await page.waitForTimeout(18_000);
    await page.screenshot({ path: `${FOLDER}${colorScheme}.png` });
    await page.close();
  }
}
await close();
