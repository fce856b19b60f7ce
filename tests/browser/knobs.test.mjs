// Knobs: each turns while the run goes on, and bad input is named beside its field.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { openPage } from "./harness.mjs";
import * as read from "./reading.mjs";

/** The scenario as the page holds it. */
const scenario = async (page) => JSON.parse(await page.locator("#scenario-file").inputValue());

/** Waits until `pick` of the running scenario is `value`. */
const runsWith = (page, pick, value) =>
  read.until(async () => JSON.stringify(pick(await scenario(page)) ?? null), (now) => now === JSON.stringify(value), `${pick} is ${JSON.stringify(value)}`, 5);

/** Adds what a node can have from the menu of its card. */
async function add(page, node, name) {
  await page.locator(`#${node} .add > summary`).click();
  await page.locator(`#${node} .add`).getByRole("button", { name }).click();
}

test("every knob of the page turns without a restart", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  const { type } = read;
  await type(page, "Rate", "2.5");
  await runsWith(page, (it) => it.producers[0].arrivals.rate, 2.5);
  await type(page, "Copies", "2");
  await runsWith(page, (it) => it.producers[0].count, 2);
  const arrivals = page.getByLabel("Arrivals", { exact: true });
  await arrivals.selectOption("Constant");
  await runsWith(page, (it) => it.producers[0].arrivals.process, "constant");
  await arrivals.selectOption("Bursts");
  await runsWith(page, (it) => it.producers[0].arrivals.process, "renewal");
  await type(page, "Mean work", "0.5");
  await runsWith(page, (it) => it.consumers[0].service.mean, 0.5);
  await type(page, "Variability", "3");
  await runsWith(page, (it) => it.consumers[0].service, { distribution: "lognormal", mean: 0.5, scv: 3 });
  await type(page, "Workers", "6");
  await runsWith(page, (it) => it.consumers[0].count, 6);
  await add(page, "queues-0-", "Bound");
  await type(page, "Slots", "7");
  await runsWith(page, (it) => it.queues[0].max_ready, 7);
  await page.getByRole("radio", { name: "Polls" }).check();
  await type(page, "Looks every", "0.25");
  await runsWith(page, (it) => it.consumers[0].poll.interval, 0.25);
  await type(page, "Lock held for", "0.01");
  await runsWith(page, (it) => it.broker.lock.hold, 0.01);
  assert.ok((await read.clock(page)) > 0, "time was never reset");
  assert.ok((await read.events(page)) > 0);
});

test("a change is felt on the charts within a second of simulated time", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await read.until(() => read.clock(page), (time) => time > 2, "two seconds pass");
  // Just after the change there is no rate yet: too little time has passed since.
  const offered = () => read.figure(page, /offered ([\d.]+)/).catch(() => 0);
  await read.type(page, "Rate", "90");
  const start = await read.clock(page);
  await read.until(offered, (rate) => rate > 10, "the offered rate climbs", 5);
  assert.ok((await read.clock(page)) - start <= 1.2);
});

test("faults and alert rules are added and taken out while the run goes on", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  const menu = page.locator(".append");
  await menu.locator("summary").click();
  await menu.getByRole("button", { name: "Alert rule" }).click();
  await runsWith(page, (it) => it.alerts[0].id, "alert-1");
  await read.type(page, "Too much above", "0");
  await read.type(page, "For", "0");
  const rules = page.locator(".alerts table");
  await rules.getByText("firing since").waitFor();
  await menu.getByRole("button", { name: "Consumer crash" }).click();
  await runsWith(page, (it) => it.faults[0].fault, "consumer-crash");
  await page.getByRole("radio", { name: "Errors" }).check({ force: true });
  await page.locator("#log").getByText("alarm: alert-1").first().waitFor();
  const gone = (many) => many === 0;
  await read.until(() => page.locator("#log li.info").count(), gone, "what is no error is not shown", 5);
  await page.getByRole("button", { name: "Remove alert-1" }).click();
  await runsWith(page, (it) => it.alerts, null);
  await read.until(() => rules.count(), gone, "the table goes with the last rule", 5);
  assert.ok((await read.clock(page)) > 0, "time was never reset");
});

test("a changed knob says what it was and can be put back", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await read.type(page, "Rate", "3.9");
  await page.getByRole("button", { name: "Put rate back to 3.2 / s" }).click();
  await runsWith(page, (it) => it.producers[0].arrivals.rate, 3.2);
});

test("a number that cannot be is named beside its field; the last valid value runs on", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  for (const wrong of ["-1", "fast", ""]) {
    await read.type(page, "Rate", wrong);
    const problem = page.locator("#producers-0-arrivals-rate-problem");
    await problem.getByText("must be a number from 0 to 1000000 (1/s)").waitFor();
    assert.equal(await page.locator("#producers-0-arrivals-rate").inputValue(), wrong, "what was typed stays");
    assert.equal((await scenario(page)).producers[0].arrivals.rate, 3.2);
  }
  await read.type(page, "Rate", "3");
  await runsWith(page, (it) => it.producers[0].arrivals.rate, 3);
  assert.equal(await page.locator("#producers-0-arrivals-rate-problem").textContent(), "");
  await read.type(page, "Seed", "x");
  await page.locator("#seed-problem").getByText("must be a whole number").waitFor();
});

test("a bad scenario file lists every problem with its path, and the run goes on", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  const bad = {
    tailback: 1,
    name: "bad",
    producers: [{ id: "p", to: "nowhere", arrivals: { process: "poisson", rate: -3 } }],
    queues: [{ id: "q", colour: "red" }],
    consumers: [{ id: "c", from: "q", service: { distribution: "exponential" } }],
  };
  await page.locator("#scenario-file").fill(JSON.stringify(bad));
  await page.locator("#start-file").click();
  const problems = page.locator("#file-problems li");
  await problems.first().waitFor();
  const text = (await problems.allTextContents()).join("\n");
  for (const path of ["producers[0].to", "producers[0].arrivals.rate", "queues[0].colour", "consumers[0].service.mean"]) {
    assert.ok(text.includes(path), `${path} is named in: ${text}`);
  }
  const before = await read.clock(page);
  await read.until(() => read.clock(page), (time) => time > before, "the run goes on");
  assert.match(await page.locator("#scenario-file").inputValue(), /nowhere/, "what was written stays");
  await page.locator("#scenario-file").fill(JSON.stringify({
    ...bad,
    producers: [{ id: "p", to: "q", arrivals: { process: "poisson", rate: 3 } }],
    queues: [{ id: "q" }],
    consumers: [{ id: "c", from: "q", service: { distribution: "exponential", mean: 0.1 } }],
  }));
  await page.locator("#start-file").click();
  await page.getByText("Queue q:").waitFor({ state: "attached" });
  assert.equal(await problems.count(), 0);
});

test("what a scenario does not use is added from the menu of a card, changed, and taken away", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  assert.equal(await page.getByLabel("Mean time to live").count(), 0);
  await add(page, "queues-0-", "Time to live");
  await runsWith(page, (it) => it.queues[0].ttl, { distribution: "constant", value: 10 });
  await page.getByLabel("Distribution: Mean time to live").selectOption("Uniform");
  await runsWith(page, (it) => it.queues[0].ttl.distribution, "uniform");
  await read.type(page, "Shortest", "500");
  await page.getByText("must be at least low").waitFor();
  await read.type(page, "Shortest", "5");
  await runsWith(page, (it) => it.queues[0].ttl.low, 5);
  await page.getByRole("button", { name: "Remove: Time to live" }).click();
  await runsWith(page, (it) => it.queues[0].ttl, null);
  assert.ok(await page.locator("#queues-0- > summary").evaluate((it) => it === document.activeElement), "the focus stays at the card");
});

test("the points of a schedule are lines of text, and a wrong one is named", async (t) => {
  const page = await openPage(t, { path: "/#daily-rush" });
  await page.locator("#clock").waitFor();
  const points = page.getByRole("textbox", { name: "Points" });
  assert.match(await points.inputValue(), /^0, 1\n30, 1\n60, 6/);
  await points.fill("0, 2\n10, 4\n5, 2");
  await points.press("Tab");
  await page.getByText("times must not go back").waitFor();
  assert.equal(await points.inputValue(), "0, 2\n10, 4\n5, 2", "what was typed stays");
  await points.fill("0, 2\n10, fast");
  await points.press("Tab");
  await page.getByText('line 2: must be a number from 0 to 1000000 (1/s), not "fast"').waitFor();
  await points.fill("0, 2\n10, 4");
  await points.press("Tab");
  await runsWith(page, (it) => it.producers[0].arrivals.points, [[0, 2], [10, 4]]);
});

test("all knobs are put back at once while the run goes on", async (t) => {
  const page = await openPage(t, { hasTouch: true });
  await page.locator("#clock").waitFor();
  await read.type(page, "Rate", "3.9");
  await read.type(page, "Workers", "6");
  await page.getByText("2 knobs changed").waitFor();
  await page.locator("#put-all-back").tap();
  await runsWith(page, (it) => [it.producers[0].arrivals.rate, it.consumers[0].count], [3.2, 4]);
  assert.ok((await read.clock(page)) > 0, "time was never reset");
});
