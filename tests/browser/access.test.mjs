// Everybody: the keyboard alone, assistive technology, small screens.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { openPage } from "./harness.mjs";
import * as read from "./reading.mjs";

/** Presses Tab until the element with this id has the focus. */
async function tabTo(page, id) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await page.evaluate((id) => document.activeElement?.id === id, id)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`#${id} cannot be reached by Tab`);
}

test("the keyboard alone can do everything", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await tabTo(page, "preset");
  await page.keyboard.press("o");
  await read.until(() => page.locator("#preset").inputValue(), (value) => value === "overload", "a preset by its letter");
  await tabTo(page, "play");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  const events = await read.events(page);
  await tabTo(page, "step");
  await page.keyboard.press("Space");
  await read.until(() => read.events(page), (count) => count === events + 1, "one step");
  await tabTo(page, "reset");
  await page.keyboard.press("Enter");
  await read.until(() => read.clock(page), (time) => time === 0, "reset");
  await tabTo(page, "speed");
  await page.keyboard.press("End");
  await read.until(() => page.locator("#speed-words").textContent(), (words) => words === "max", "full speed");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await read.until(() => page.locator("#speed-words").textContent(), (words) => words !== "0.0010 ×", "one step faster");
  await tabTo(page, "charts-read");
  await page.keyboard.press("Home");
  await read.until(() => page.locator("#charts-read").inputValue(), (value) => value === "0", "the charts are read at the start");
  assert.match(await page.locator("#charts-read").getAttribute("aria-valuetext"), /Backlog: \d+ ready/);
  await tabTo(page, "producers-0-arrivals-rate");
  await page.keyboard.press("Shift+Tab");
  const before = await page.locator("#producers-0-arrivals-rate").inputValue();
  await page.keyboard.press("ArrowRight");
  await read.until(() => page.locator("#producers-0-arrivals-rate").inputValue(), (value) => Number(value) > Number(before), "the slider moves");
});

test("a choice that brings another knob keeps the keyboard where it is", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  const polls = page.getByRole("radio", { name: "Polls" });
  await polls.focus();
  await page.keyboard.press("Space");
  await page.waitForTimeout(300);
  assert.ok(await polls.evaluate((radio) => radio === document.activeElement));
  assert.ok(await polls.isChecked());
  const arrivals = page.getByLabel("Arrivals", { exact: true });
  await arrivals.focus();
  await page.keyboard.press("b");
  await page.getByRole("textbox", { name: "Burstiness" }).waitFor();
  assert.ok(await arrivals.evaluate((select) => select === document.activeElement));
});

test("single keys play, step, reset and help, and can be switched off", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await page.keyboard.press("p");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  const events = await read.events(page);
  await page.keyboard.press("s");
  await read.until(() => read.events(page), (count) => count === events + 1, "one step");
  await page.keyboard.press("r");
  await read.until(() => read.clock(page), (time) => time === 0, "reset");
  await page.keyboard.press("?");
  await page.getByRole("heading", { name: "How to read this page" }).waitFor();
  await page.getByLabel("Single keys work").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("s");
  await page.waitForTimeout(200);
  assert.equal(await read.events(page), 0);
});

for (const path of ["/", "/#article", "/#overload"]) {
  test(`at 390 pixels nothing of ${path} is clipped and nothing scrolls sideways`, async (t) => {
    const page = await openPage(t, { path, width: 390, height: 844, hasTouch: true, isMobile: true });
    await page.locator("#clock").waitFor();
    await read.until(() => read.clock(page), (time) => time > 1, "a second passes");
    const outside = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth > 390 ? ["the page itself"] : [];
      const seen = [...document.querySelectorAll("body *")].filter((element) => {
        const hidden = element.closest(".visually-hidden, dialog:not([open])");
        return !hidden && element.getClientRects().length > 0;
      });
      const name = (element) => `${element.tagName} ${element.id || element.className} ${element.textContent.slice(0, 30)}`;
      const beyond = seen.filter((element) => {
        const box = element.getBoundingClientRect();
        return box.left < -0.5 || box.right > 390.5;
      });
      const cut = seen.filter((element) => {
        const style = getComputedStyle(element);
        const clips = style.overflowX !== "visible" && !["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);
        return clips && element.scrollWidth > element.clientWidth + 1;
      });
      return [...wide, ...beyond.map(name), ...cut.map((element) => `cut: ${name(element)}`)];
    });
    assert.deepEqual(outside, []);
  });
}
