// The charts: which of them are shown, and which stretch of time.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { checkAccessibility, openPage } from "./harness.mjs";
import * as read from "./reading.mjs";

const height = (page) => page.locator("#charts").evaluate((canvas) => canvas.clientHeight);

test("a chart is shown on demand, by keyboard too", async (t) => {
  const page = await openPage(t, { height: 1400 });
  await page.locator("#clock").waitFor();
  const four = await height(page);
  const chooser = page.locator(".chooser summary");
  await chooser.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: "Lag as time" }).check();
  await read.until(() => height(page), (now) => now > four + 80, "one panel more");
  await page.getByRole("checkbox", { name: "Utilisation" }).focus();
  await page.keyboard.press("Space");
  await read.until(() => height(page), (now) => now === four, "one panel less");
  await checkAccessibility(page);
});

test("the charts go back over the run and follow it again", async (t) => {
  const page = await openPage(t, { height: 1400 });
  await page.locator("#clock").waitFor();
  await read.until(() => read.clock(page), (time) => time > 4, "four seconds pass");
  const now = page.getByRole("button", { name: "Now", exact: true });
  assert.ok(await now.isDisabled(), "at first they follow the run");
  await page.getByRole("button", { name: "Closer" }).click();
  await page.getByRole("button", { name: "Earlier" }).click();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const picture = () => page.locator("#charts").evaluate((canvas) => canvas.toDataURL());
  const close = await picture();
  await page.getByRole("button", { name: "Whole run" }).click();
  await read.until(picture, (whole) => whole !== close, "more of the run is shown");
  await now.click();
  assert.ok(await now.isDisabled());
});

test("on a phone the charts and their tools fit", async (t) => {
  const page = await openPage(t, { width: 390, height: 844, hasTouch: true });
  await page.locator("#clock").waitFor();
  await page.getByText("Charts shown").tap();
  await page.getByRole("checkbox", { name: "Goodput" }).tap();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `nothing scrolls sideways: ${wide}`);
});
