// The live page: it runs, it answers its knobs, and it can be stopped, stepped and reset.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { openPage } from "./harness.mjs";
import * as read from "./reading.mjs";

test("a queue runs within a second of loading", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor({ timeout: 3000 });
  const first = await read.clock(page);
  await read.until(() => read.clock(page), (time) => time > first + 0.5, "the clock goes on", 3);
  assert.ok((await read.paintedPixels(page, "#stage")) > 3000, "the stage is drawn");
  assert.ok((await read.paintedPixels(page, "#charts")) > 3000, "the charts are drawn");
});

for (const [preset, name] of [["work-queue", "Work queue"], ["article", "The article's queue"], ["overload", "Overload"]]) {
  test(`the preset ${name} runs`, async (t) => {
    const page = await openPage(t);
    await page.getByLabel("Scenario", { exact: true }).selectOption(preset);
    const done = () => read.figure(page, /([\d,]+) done/);
    await read.until(done, (count) => count > 2, "messages get done");
    await page.reload();
    await page.locator("#clock").waitFor();
    assert.equal(await page.getByLabel("Scenario", { exact: true }).inputValue(), preset, "a reload shows it again");
  });
}

for (const intake of ["Blocks", "Polls"]) {
  test(`the article's queue logs its twenty lines and ends, with a consumer that ${intake.toLowerCase()}`, async (t) => {
    const page = await openPage(t, { path: "/#article" });
    await page.locator("#clock").waitFor();
    await page.getByRole("radio", { name: intake }).check();
    await page.getByRole("button", { name: "Reset", exact: true }).click();
    await read.speed(page, 560);
    await page.locator("#verdict", { hasText: "Ended" }).waitFor({ timeout: 20_000 });
    const lines = await page.locator("#log li span").allTextContents();
    const expected = Array.from({ length: 10 }, (_, item) => [`Produced: item-${item}`, `Consumed: item-${item}`]);
    assert.deepEqual(lines, expected.flat());
    assert.match((await read.stageWords(page)).join(" "), /10 done/);
    const ended = await read.clock(page);
    await page.waitForTimeout(300);
    assert.equal(await read.clock(page), ended, "the clock stands still");
  });
}

test("above capacity the backlog climbs and messages are refused; below it the queue drains", async (t) => {
  const page = await openPage(t, { path: "/#overload" });
  await page.locator("#clock").waitFor();
  await read.speed(page, 510);
  await read.until(() => read.refused(page), (count) => count > 5, "a full queue refuses");
  await read.type(page, "Rate", "1");
  await read.until(() => read.ready(page), (count) => count <= 2, "the queue drains");
  const refused = await read.refused(page);
  await read.type(page, "Rate", "9");
  await read.until(() => read.ready(page), (count) => count >= 18, "the backlog climbs");
  await read.until(() => read.refused(page), (count) => count > refused + 5, "the drop count moves");
  await page.locator("#verdict", { hasText: "Refusing" }).waitFor();
  assert.match(await page.locator(".verdict").first().textContent(), /web rate 1 → 9 \/ s/);
});

test("without a bound the backlog line climbs on the chart", async (t) => {
  const page = await openPage(t, { width: 1280, height: 1400 });
  await page.locator("#clock").waitFor();
  await read.type(page, "Rate", "40");
  await read.until(() => read.clock(page), (time) => time > 6, "six seconds pass");
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const plot = [0.065, 0.83]; // the plot's part of the canvas, which shows the first 10 s
  const part = (seconds) => plot[0] + ((plot[1] - plot[0]) * seconds) / 10;
  const early = await read.backlogLine(page, part(0.5), part(2));
  const late = await read.backlogLine(page, part(4), part(5.5));
  assert.ok(late > early + 0.2, `the line is at ${early} first and at ${late} later`);
  await page.locator("#verdict", { hasText: "Falling behind" }).waitFor();
});

test("a step is exactly one event, and reset returns to time 0", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const events = await read.events(page);
  for (let step = 1; step <= 3; step += 1) {
    await page.getByRole("button", { name: "Step", exact: true }).click();
    await read.until(() => read.events(page), (count) => count === events + step, "one event more");
  }
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await read.until(() => read.clock(page), (time) => time === 0, "the clock is at 0");
  assert.equal(await read.events(page), 0);
  assert.match((await read.stageWords(page)).join(" "), / 0 published/);
});

test("the same seed gives the same run, another seed another", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  const steps = async () => {
    await page.getByRole("button", { name: "Reset", exact: true }).click();
    for (let step = 0; step < 12; step += 1) await page.getByRole("button", { name: "Step", exact: true }).click();
    await read.until(() => read.events(page), (count) => count === 12, "twelve events");
    return page.locator("#log").textContent();
  };
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const first = await steps();
  assert.equal(await steps(), first);
  await read.type(page, "Seed", "2");
  assert.notEqual(await steps(), first);
});

test("speed is simulated seconds per second, up to as fast as it goes", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await read.speed(page, 0);
  assert.equal(await page.locator("#speed-words").textContent(), "0.0010 ×");
  await read.speed(page, 1000);
  assert.equal(await page.locator("#speed-words").textContent(), "max");
  const hours = async () => (await page.locator("#clock").textContent()).split(":").length;
  await read.until(hours, (parts) => parts >= 3, "more than an hour passes in seconds", 10);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
});

test("a hidden page stands still and owes nothing", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  const hide = (hidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
  await hide(true);
  await page.waitForTimeout(300);
  const before = await read.clock(page);
  await page.waitForTimeout(1500);
  assert.equal(await read.clock(page), before);
  await hide(false);
  const after = await read.until(() => read.clock(page), (time) => time > before, "it goes on");
  assert.ok(after < before + 1, `nothing is owed: ${before} then ${after}`);
});
