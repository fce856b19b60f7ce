// The charts: which of them are shown, and which stretch of time.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
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

/** The chart after ten seconds and more, with the clock stopped. */
async function paused(t, options = {}) {
  const page = await openPage(t, { height: 1600, ...options });
  await page.locator("#clock").waitFor();
  await read.speed(page, 560);
  await read.until(() => read.clock(page), (time) => time > 12, "twelve seconds pass");
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.locator("#charts").scrollIntoViewIfNeeded();
  return page;
}

const picture = (page) => page.locator("#charts").evaluate((canvas) => canvas.toDataURL());
const follows = (page) => page.getByRole("button", { name: "Now", exact: true }).isDisabled();

test("a drag over the charts looks closer, a double click goes back", async (t) => {
  const page = await paused(t);
  const whole = await picture(page);
  const box = await page.locator("#charts").boundingBox();
  const y = box.y + 120;
  await page.mouse.move(box.x + 65, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 125, y, { steps: 5 });
  assert.ok(await follows(page), "nothing changes before the pointer is up");
  await page.mouse.up();
  await read.until(() => follows(page), (now) => !now, "a stretch of time is shown");
  assert.notEqual(await picture(page), whole);
  await page.mouse.dblclick(box.x + 90, y);
  await read.until(() => follows(page), (now) => now, "the run is followed again");
  // A press without a drag reads an instant and changes nothing.
  await page.mouse.click(box.x + 90, y);
  assert.ok(await follows(page));
});

test("a stretch is marked by keyboard: Enter, arrows, Enter; Escape goes back", async (t) => {
  const page = await paused(t);
  const slider = page.locator("#charts-read");
  await slider.focus();
  for (let press = 0; press < 12; press += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  for (let press = 0; press < 10; press += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  assert.ok(await follows(page), "Escape gives up the mark first");
  for (let press = 0; press < 12; press += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  for (let press = 0; press < 10; press += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await read.until(() => follows(page), (now) => !now, "a stretch of time is shown");
  await page.keyboard.press("Escape");
  await read.until(() => follows(page), (now) => now, "the run is followed again");
});

test("a finger marks a stretch, too", async (t) => {
  const page = await paused(t, { width: 390, height: 844, hasTouch: true });
  const box = await page.locator("#charts").boundingBox();
  const touch = await page.context().newCDPSession(page);
  const at = (type, x) => touch.send("Input.dispatchTouchEvent", {
    type, touchPoints: type === "touchEnd" ? [] : [{ x, y: Math.max(box.y, 0) + 90 }],
  });
  await at("touchStart", 100);
  for (let x = 110; x <= 200; x += 10) await at("touchMove", x);
  await at("touchEnd", 200);
  await read.until(() => follows(page), (now) => !now, "a stretch of time is shown");
});

test("latency goes by orders of magnitude, and the heat map says what it shows", async (t) => {
  const page = await paused(t);
  const even = await picture(page);
  await page.getByLabel("Latency by orders of magnitude").check();
  await read.until(() => picture(page), (log) => log !== even, "another axis");
  const four = await height(page);
  await page.getByText("Charts shown").click();
  await page.getByRole("checkbox", { name: "Heat map of latency" }).check();
  await read.until(() => height(page), (now) => now > four + 80, "one panel more");
  const words = page.locator("#chart-words li").filter({ hasText: "Heat map" });
  assert.match(await words.textContent(), /^Heat map: \d+ left from .* most often after .* s: \d+\.$/);
  await checkAccessibility(page);
});

test("the charts are saved as PNG and CSV, and the page says so", async (t) => {
  const page = await paused(t, { acceptDownloads: true });
  const saved = async (form) => {
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: form, exact: true }).press("Enter");
    const download = await coming;
    assert.equal(download.suggestedFilename(), `tailback-charts.${form.toLowerCase()}`);
    await page.getByText(`Saved as tailback-charts.${form.toLowerCase()}.`).waitFor();
    return readFile(await download.path());
  };
  const png = await saved("PNG");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.length > 5000, `${png.length} bytes`);
  const [header, ...rows] = (await saved("CSV")).toString().trim().split("\n");
  assert.match(header, /^time \(s\),offered \(messages\),/);
  const times = rows.map((row) => Number(row.split(",")[0]));
  assert.ok(times.length > 20, `${times.length} rows`);
  assert.ok(times.every((time, at) => at === 0 || time > times[at - 1]), "in the order of time");
  const [last, now, apart] = [times.at(-1), await read.clock(page), times.at(-1) - times.at(-2)];
  // The clock cuts off what is less than a tenth of a second.
  assert.ok(last <= now + 0.1 && now - last <= apart + 0.1, `up to ${last} of ${now}`);
  await checkAccessibility(page);
});

test("how latencies are spread is shown on demand, with quantiles in a table and theory's badge", async (t) => {
  const page = await openPage(t, { path: "/?at=2#work-queue", height: 1400 });
  await page.locator("#clock").waitFor();
  await page.getByText("Charts shown").click();
  await page.getByRole("checkbox", { name: "Distribution of latency" }).check();
  const card = page.getByRole("region", { name: "Distribution of latency" });
  await card.getByText(/messages are done so far; a distribution needs 20/).waitFor();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await read.speed(page, 560);
  await card.getByText(/^measured: \d+ messages/).waitFor();
  const p99 = card.getByRole("row").filter({ hasText: "p99" });
  await read.until(() => p99.textContent(), (row) => /^p991\.0 %[\d.]+ m?s6\.9 s$/.test(row), "measured and theory");
  await card.getByText("exact").waitFor();
  await checkAccessibility(page);
  await page.getByRole("checkbox", { name: "Distribution of latency" }).uncheck();
  await card.waitFor({ state: "detached" });
});

test("each chart has its figures in a table", async (t) => {
  const page = await paused(t);
  await page.getByLabel("Figures as tables").check();
  const tables = page.locator(".tables table");
  await read.until(() => tables.count(), (many) => many === 4, "one for each chart");
  const backlog = page.getByRole("table", { name: "Backlog, messages" });
  assert.deepEqual(await backlog.getByRole("columnheader").allTextContents(), ["Time", "ready", "in flight"]);
  const rows = await backlog.getByRole("rowheader").count();
  assert.ok(rows >= 3 && rows <= 14, `${rows} rows`);
  await checkAccessibility(page);
});

test("one chart or all are saved as SVG, and copied where the browser lets them", async (t) => {
  const page = await paused(t, { acceptDownloads: true, permissions: ["clipboard-read", "clipboard-write"] });
  const saved = async (name) => {
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "SVG", exact: true }).click();
    const download = await coming;
    assert.equal(download.suggestedFilename(), name);
    return (await readFile(await download.path())).toString();
  };
  const all = await saved("tailback-charts.svg");
  assert.match(all, /^<svg xmlns=/);
  assert.ok(all.includes(">Backlog<") && all.includes(">Throughput<"));
  await page.getByLabel("Which charts").selectOption("Backlog");
  const one = await saved("tailback-backlog.svg");
  assert.ok(one.includes(">Backlog<") && !one.includes(">Throughput<"));
  await page.getByRole("button", { name: "Copy CSV" }).click();
  await page.getByText("Copied as CSV.").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^time \(s\),offered/);
  await page.getByRole("button", { name: "Copy PNG" }).click();
  await page.getByText("Copied as PNG.").waitFor();
  const kinds = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
  assert.deepEqual(kinds, ["image/png"]);
  await checkAccessibility(page);
});

test("a copy that the browser refuses is told", async (t) => {
  const page = await paused(t);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("not now"));
  });
  await page.getByRole("button", { name: "Copy CSV" }).click();
  await page.getByText("Not copied: not now").waitFor();
});

test("the limits of alert rules are on the chart of their figure", async (t) => {
  const page = await openPage(t, { path: "/?at=45#alarms", height: 1400, acceptDownloads: true });
  await page.locator("#clock").waitFor();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "SVG", exact: true }).click();
  const svg = (await readFile(await (await coming).path())).toString();
  assert.match(svg, />nervous: &gt; 10( – fires)?</);
  assert.match(svg, />patient: &gt; 30( – fires)?</);
});
