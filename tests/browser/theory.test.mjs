// Theory beside what is measured: on the strip, on the curve, on the latency chart.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { checkAccessibility, openPage } from "./harness.mjs";
import * as read from "./reading.mjs";

/** What theory says of the figure called `name`. */
const beside = (page, name) => page.locator(".strip dl > div", { has: page.locator("dt", { hasText: name }) }).getByRole("button");

/** What it says, on one line. */
const words = async (page, name) => (await beside(page, name).textContent()).replace(/\s+/g, " ");

test("each figure of the strip shows what theory says, with its badge", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await read.until(() => words(page, "Mean sojourn"), (text) => text === "theory 1.7 s =exact", "theory answers");
  for (const name of ["Utilisation", "Throughput", "Mean backlog", "Mean wait", "Sojourn p99", "Refused", "Little's law"]) {
    assert.match(await words(page, name), /^theory .* =exact$/, name);
  }
  await read.type(page, "Variability", "3");
  await read.until(() => words(page, "Mean sojourn"), (text) => text.includes("≈approximate"), "an approximation");
  await read.type(page, "Rate", "5");
  await read.until(() => words(page, "Mean sojourn"), (text) => text.includes("↑unstable"), "theory says unstable");
});

test("why theory is to be trusted is a press away, by keyboard and by touch", async (t) => {
  const page = await openPage(t, { hasTouch: true });
  await page.locator("#clock").waitFor();
  const button = beside(page, "Mean wait");
  const why = page.getByText("Theory: 0.7455 s. It is exact for M/M/4, in the long run.");
  await button.focus();
  await page.keyboard.press("Enter");
  await why.waitFor({ state: "visible" });
  await checkAccessibility(page);
  await page.keyboard.press("Escape");
  await why.waitFor({ state: "hidden" });
  await button.tap();
  await why.waitFor({ state: "visible" });
  assert.match(await button.evaluate((it) => document.getElementById(it.getAttribute("aria-describedby")).textContent), /exact for M\/M\/4/);
});

test("a scenario without a formula says so, and why", async (t) => {
  const page = await openPage(t, { path: "/#article" });
  await page.locator("#clock").waitFor();
  await page.locator("#no-formula", { hasText: "No formula applies: a producer stops at its limit" }).waitFor();
  assert.equal(await page.locator(".strip .badge").count(), 1, "once on the strip, not beside every figure");
});

test("the rate moves the operating point on the curve", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const point = async () => (await page.locator("#curve-words").textContent()).match(/theory at ([\d.]+) %: ([^m]*)/).slice(1);
  const picture = () => page.locator("#curve").evaluate((canvas) => canvas.toDataURL());
  assert.deepEqual(await point(), ["80", "1.7 s"]);
  assert.ok((await read.paintedPixels(page, "#curve")) > 3000, "the curve is drawn");
  const before = await picture();
  const slider = page.getByRole("slider", { name: "Rate, slider" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await read.until(point, ([load]) => Number(load) > 80, "the point moves to the right");
  await read.until(picture, (now) => now !== before, "the picture follows");
  await read.type(page, "Rate", "3.6");
  await read.until(point, ([load, value]) => load === "90" && value === "3.0 s", "the point climbs");
  await read.type(page, "Rate", "6");
  await read.until(point, ([, value]) => value.startsWith("unstable: cannot keep up"), "beyond the wall there is none");
});

test("the curve can be seen by orders of magnitude, and is there in words", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  const picture = () => page.locator("#curve").evaluate((canvas) => canvas.toDataURL());
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const linear = await picture();
  await page.getByRole("radio", { name: "Log" }).focus();
  await page.keyboard.press("Space");
  await read.until(picture, (now) => now !== linear, "another scale");
  const rows = await page.getByRole("table", { name: "Mean sojourn time by theory" }).locator("tr").allTextContents();
  assert.ok(rows.includes("80 %1.7 s"), rows.join("; "));
});

test("where no formula applies the card of the curve says why", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await read.type(page, "Lock held for", "0.01");
  await page.getByText("No formula for a curve: the broker's lock is held for a time").waitFor();
  assert.match(await page.locator("#curve-words").textContent(), /no formula/);
});

test("the latency chart shows theory until that is switched off, for this and the next scenario", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const picture = () => page.locator("#charts").evaluate((canvas) => canvas.toDataURL());
  const overlay = page.getByRole("checkbox", { name: "Theory on the latency chart" });
  assert.ok(await overlay.isChecked());
  await page.locator("#overlay-words", { hasText: "p50 1.3 s, p99 6.9 s; exact" }).waitFor();
  assert.match(await page.locator("#chart-words").textContent(), /by theory p50 1.3 s, p99 6.9 s/);
  const before = await picture();
  await overlay.uncheck();
  await read.until(picture, (now) => now !== before, "the lines of theory go");
  await page.getByLabel("Scenario", { exact: true }).selectOption("overload");
  await page.locator("#overlay-words", { hasText: "the spread is not worked out for a bounded queue" }).waitFor();
  assert.ok(!(await overlay.isChecked()), "off stays off");
});
