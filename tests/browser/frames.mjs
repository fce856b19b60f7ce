// Measures what a frame costs the main thread: node tests/browser/frames.mjs [--minutes N] [--seconds N]

import { close, launch } from "./harness.mjs";
import { record, summary } from "./trace.mjs";

const BARS = { median: 8, p99: 16, long: 50, picture: 1000 };

/** Ten thousand messages at work at once, as many coming and leaving in each second. */
const CROWD = {
  tailback: 1,
  name: "Crowd",
  seed: 1,
  producers: [{ id: "clients", to: "orders", count: 1000, arrivals: { process: "poisson", rate: 10 } }],
  queues: [{ id: "orders", discipline: "fifo" }],
  consumers: [{ id: "workers", from: "orders", count: 10500, service: { distribution: "exponential", mean: 1 } }],
};

function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

const seconds = option("seconds", 20);
const minutes = option("minutes", 0);
const { browser, origin } = await launch();
const failures = [];

function line(what, value, unit, bar) {
  const verdict = bar === undefined ? "" : value <= bar ? `  (bar ${bar})` : `  OVER THE BAR of ${bar}`;
  if (bar !== undefined && !(value <= bar)) failures.push(what);
  console.log(`${what.padEnd(44)}${value.toFixed(1).padStart(9)} ${unit}${verdict}`);
}

/** Milliseconds from navigation to the first frame of the stage, in a browser that has nothing yet. */
async function firstPicture() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${origin}/#work-queue`);
  const mark = await page.waitForFunction(() => performance.getEntriesByName("first-picture")[0]?.startTime);
  const time = await mark.jsonValue();
  await context.close();
  return time;
}

async function openCrowd() {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1600 } });
  await page.addInitScript(() => {
    // The module's memory, which no heap figure counts.
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiate(...given);
      globalThis.tailbackMemory = made.instance.exports.memory;
      return made;
    };
  });
  await page.goto(`${origin}/#work-queue`);
  await page.locator("#clock").waitFor();
  await page.locator("#scenario-file").fill(JSON.stringify(CROWD));
  await page.locator("#start-file").click();
  // Every chart that can be chosen.
  await page.locator(".chooser summary").click();
  for (const box of await page.locator(".chooser input[type=checkbox]").all()) {
    await box.check();
  }
  await page.locator(".chooser summary").click();
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(6000);
  return page;
}

async function frames(page) {
  const marks = await record(browser, page, () => page.waitForTimeout(seconds * 1000));
  const { frames, median, p99, cpu, long } = summary(marks);
  console.log(`${frames} frames in ${seconds} s, 10,000 messages at work, all charts open`);
  line("median main-thread work per frame", median, "ms", BARS.median);
  line("99th percentile", p99, "ms", BARS.p99);
  line("the same by processor time, median", cpu.median, "ms");
  line("99th percentile", cpu.p99, "ms");
  line(`tasks above ${BARS.long} ms`, long.length, "", 0);
  line("the same by processor time", long.filter((task) => task.cpu > BARS.long).length, "");
  for (const { ms, cpu, what } of long.slice(0, 5)) console.log(`  ${ms.toFixed(0)} ms (${cpu.toFixed(0)} ms of the processor): ${what}`);
}

async function memory(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  const read = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const wasm = await page.evaluate(() => globalThis.tailbackMemory.buffer.byteLength);
    return { heap: usedSize / 1e6, wasm: wasm / 1e6 };
  };
  const rows = [];
  for (let at = 0; at <= minutes * 60; at += 30) {
    rows.push({ at, ...(await read()) });
    console.log(`after ${String(at).padStart(4)} s: heap ${rows.at(-1).heap.toFixed(2)} MB, Wasm memory ${rows.at(-1).wasm.toFixed(1)} MB`);
    await page.waitForTimeout(30_000);
  }
  // The first two minutes fill what is bounded: histograms, samples, caches.
  const settled = rows.filter(({ at }) => at >= 120);
  const growth = settled.at(-1).heap + settled.at(-1).wasm - settled[0].heap - settled[0].wasm;
  line("growth of both after two minutes", growth, "MB", 1);
}

const pictures = [];
for (let round = 0; round < 5; round += 1) pictures.push(await firstPicture());
pictures.sort((a, b) => a - b);
line("first picture with a cold cache, median of 5", pictures[2], "ms", BARS.picture);
const page = await openCrowd();
await frames(page);
if (minutes > 0) await memory(page);
await close();
if (failures.length > 0) {
  console.error(`over the bar: ${failures.join("; ")}`);
  process.exit(1);
}
