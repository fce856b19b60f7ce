// The past looked at, lived again and left for another future; and the ghost of the future that a change replaced.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { openPage } from "./harness.mjs";
import * as read from "./reading.mjs";

async function lived(t, seconds, options = {}) {
  const page = await openPage(t, options);
  await page.locator("#clock").waitFor();
  await read.speed(page, 560);
  await read.until(() => read.clock(page), (time) => time > seconds, `${seconds} seconds pass`);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  return page;
}

test("the timeline goes back by keyboard, and the present comes back as it was", async (t) => {
  const page = await lived(t, 30);
  const [end, words] = [await read.clock(page), await read.stageWords(page)];
  const timeline = page.locator("#timeline");
  await timeline.focus();
  await page.keyboard.press("Home");
  await read.until(() => read.clock(page), (time) => time === 0, "the clock stands at 0");
  assert.match(await timeline.getAttribute("aria-valuetext"), /^00:00\.0 of /);
  assert.match(await page.locator("#timeline-words").textContent(), /look at the past/);
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("PageUp");
  await read.until(() => read.clock(page), (time) => time > end * 0.3 && time < end, "half of the way");
  await page.getByRole("button", { name: "Back to now" }).click();
  await read.until(() => read.clock(page), (time) => time === end, "the present");
  assert.deepEqual(await read.stageWords(page), words);
});

test("a past instant is the same however often it is looked at", async (t) => {
  const page = await lived(t, 30);
  const at = async (position) => {
    await page.locator("#timeline").fill(String(position));
    await page.locator("#return").waitFor();
    return [await read.clock(page), await read.stageWords(page)];
  };
  const first = await at(400);
  await at(700);
  assert.deepEqual(await at(400), first);
});

test("playing from the past leaves the old future behind", async (t) => {
  const page = await lived(t, 30);
  const end = await read.clock(page);
  await page.locator("#timeline").fill("300");
  await page.locator("#return").waitFor();
  const start = await read.clock(page);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await read.until(() => read.clock(page), (time) => time > start + 0.5, "it goes on from there");
  assert.ok((await read.clock(page)) < end);
  assert.equal(await page.locator("#return").count(), 0);
});

test("by pointer: the slider is dragged along", async (t) => {
  const page = await lived(t, 30);
  await page.locator("#timeline").scrollIntoViewIfNeeded();
  const box = await page.locator("#timeline").boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width - 8, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, y, { steps: 8 });
  await page.mouse.up();
  await page.locator("#return").waitFor();
  const [time, end] = [await read.clock(page), (await page.locator("#timeline + output").textContent()).split(" of ")[1]];
  assert.ok(time > 5, `${time} of ${end}`);
});

test("after a change each figure says what it would be without it, until that is switched off", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await read.speed(page, 560);
  await read.until(() => read.clock(page), (time) => time > 20, "20 seconds pass");
  await read.type(page, "Rate", "3.6");
  const without = page.locator(".strip .without").filter({ hasText: "unchanged" });
  await read.until(() => without.count(), (count) => count >= 5, "figures without the change");
  assert.match(await without.first().textContent(), /^unchanged: \d/);
  await page.getByLabel("Without the last change").uncheck();
  await read.until(() => without.count(), (count) => count === 0, "no comparison");
});
