// Time in the hands of the reader: when it starts, how fast it goes, and what is remembered of that.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { openPage } from "./harness.mjs";
import * as read from "./reading.mjs";

test("where little motion is wanted, what is opened starts paused", async (t) => {
  const page = await openPage(t, { reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  await page.waitForTimeout(400);
  assert.equal(await read.clock(page), 0);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await read.until(() => read.clock(page), (time) => time > 0, "it plays when asked to");
  await page.locator("#preset").selectOption("overload");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  assert.equal(await read.clock(page), 0);
});

test("asking for little motion while it plays stops the clock", async (t) => {
  const page = await openPage(t);
  await read.until(() => read.clock(page), (time) => time > 0, "it plays");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
});

test("the speed goes by fine and by round steps, from the keys of the slider and by single keys", async (t) => {
  const page = await openPage(t);
  const words = page.locator("#speed-words");
  const becomes = (text) => read.until(() => words.textContent(), (now) => now === text, text);
  await page.locator("#speed").focus();
  await page.keyboard.press("Home");
  await becomes("0.0010 ×");
  await page.keyboard.press("PageUp");
  await becomes("0.0020 ×");
  await page.keyboard.press("PageUp");
  await becomes("0.0050 ×");
  await page.keyboard.press("PageDown");
  await becomes("0.0020 ×");
  await page.keyboard.press("ArrowRight");
  await read.until(() => words.textContent(), (now) => now !== "0.0020 ×", "a fine step");
  assert.match(await page.locator("#speed").getAttribute("aria-valuetext"), /0\.002\d × simulated seconds per second/);
  await page.locator("#speed").blur();
  await page.keyboard.press("]");
  await becomes("0.0050 ×");
  await page.keyboard.press("[");
  await becomes("0.0020 ×");
});

test("single keys that were switched off stay so at the next visit", async (t) => {
  const page = await openPage(t);
  const help = () => page.getByRole("button", { name: "Help and keys" }).click();
  const tick = page.getByRole("checkbox", { name: "Single keys work" });
  await help();
  await tick.uncheck();
  await page.reload();
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await page.keyboard.press("p");
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole("button", { name: "Pause", exact: true }).count(), 1, "p does nothing");
  await help();
  assert.equal(await tick.isChecked(), false);
  await tick.check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
});

test("a browser that keeps nothing still shows the page", async (t) => {
  const page = await openPage(t, { tour: true });
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", {
      get() {
        throw new DOMException("forbidden", "SecurityError");
      },
    });
  });
  await page.reload();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await page.getByRole("button", { name: "Help and keys" }).click();
  await page.getByRole("checkbox", { name: "Single keys work" }).uncheck();
});
