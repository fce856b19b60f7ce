// The stage under pointer, finger and keyboard: what is pointed at is explained, what is pressed opens, what is
// dragged turns, and a system is built on it.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { checkAccessibility, openPage } from "./harness.mjs";
import * as read from "./reading.mjs";

const open = async (t, options = {}) => {
  const page = await openPage(t, { width: 1280, height: 1000, ...options });
  await page.locator("#spot-0").waitFor({ state: "attached" });
  return page;
};

/** The middle of what is drawn under the spot `id`, in pixels of the viewport. */
async function middle(page, id) {
  const place = () => page.locator(id).evaluate((spot) => {
    spot.closest(".view").scrollIntoView({ block: "center" });
    const { x, y, width, height } = spot.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2, width, height };
  });
  await read.until(place, ({ width }) => width > 0, `${id} has a place`);
  // The places are told a few times a second.
  await page.waitForTimeout(500);
  return place();
}

const rate = async (page) => Number(await page.locator("#handle-rate-0").getAttribute("aria-valuenow"));
const workers = async (page) => Number((await page.locator("#handle-more-0").getAttribute("aria-label")).match(/(\d+) now/)[1]);
const names = (page) => page.locator(".spot:not(.handle)").evaluateAll((spots) => spots.map((spot) => spot.ariaLabel.split(":")[0]));

async function drag(page, from, by, over) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2);
  await page.mouse.move(from.x + by.x, from.y + by.y);
  await over?.();
  await page.mouse.up();
}

test("a mark that is pointed at is explained until Escape, and its words can be reached", async (t) => {
  const page = await open(t);
  const queue = await middle(page, "#spot-1");
  await page.mouse.move(queue.x, queue.y);
  const tip = page.locator("#stage-tip");
  await tip.getByText("Queue orders").waitFor();
  const box = await tip.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 12, { steps: 6 });
  await page.waitForTimeout(400);
  assert.ok(await tip.isVisible(), "it stays under the pointer");
  await page.keyboard.press("Escape");
  await tip.waitFor({ state: "detached" });
  await page.locator("#handle-rate-0").focus();
  await tip.getByText("Drag to change the rate").waitFor();
});

test("a node that is pressed opens its figures, and a message its ledger until it has left", async (t) => {
  const page = await open(t, { path: "/#overload" });
  await read.until(() => read.ready(page), (many) => many > 3, "messages wait");
  await page.keyboard.press("p");
  const queue = await middle(page, "#spot-1");
  // Where its name stands: further down a message may be met.
  await page.mouse.click(queue.x - queue.width / 2 + 12, queue.y - queue.height / 2 + 8);
  const panel = page.locator("#panel");
  await panel.locator("#node-name").waitFor();
  assert.equal(await panel.locator("#node-name").inputValue(), await page.evaluate(() => document.querySelector("#spot-1").ariaLabel.match(/Queue (\S+):/)[1]));
  await panel.locator(".held button").first().click();
  await panel.getByText("waits in").waitFor();
  await panel.locator(".steps").getByText("published").waitFor();
  assert.ok(await panel.locator(".bar .waiting").count() > 0, "its waiting is a bar");
  await page.keyboard.press("p");
  await panel.getByText("done, and has left").waitFor({ timeout: 20_000 });
  await panel.locator(".steps").getByText("done by").waitFor();
  assert.ok(await panel.locator(".bar .service").count() > 0);
  await panel.getByRole("button", { name: "Close" }).click();
  await panel.waitFor({ state: "detached" });
});

test("a message in its slot opens its ledger when it is pressed", async (t) => {
  const page = await open(t, { path: "/#overload" });
  await read.until(() => read.ready(page), (many) => many > 5, "messages wait");
  await page.keyboard.press("p");
  await page.waitForTimeout(1500);
  const box = await page.locator("#spot-1").boundingBox();
  // The head is at the right end; how many rows there are depends on the room.
  const met = async (x, y) => {
    await page.mouse.move(x, y);
    await page.waitForTimeout(80);
    return (await page.locator("#stage-tip", { hasText: "Message" }).count()) > 0;
  };
  search: for (const part of [0.5, 0.65, 0.8, 0.35]) {
    for (let x = box.x + box.width - 14; x > box.x + box.width / 2; x -= 7) {
      if (await met(x, box.y + box.height * part)) break search;
    }
  }
  await page.mouse.down();
  await page.mouse.up();
  await page.locator("#ledger-state").waitFor();
});

test("a rate is dragged and a worker added and taken away with the pointer", async (t) => {
  const page = await open(t);
  const before = await rate(page);
  await drag(page, await middle(page, "#handle-rate-0"), { x: 0, y: -56 });
  await read.until(() => rate(page), (now) => Math.abs(now / before - 2) < 0.1, "the rate doubles");
  assert.equal(Number(await page.locator("#producers-0-arrivals-rate").inputValue()), await rate(page), "it is the knob's edit");
  const many = await workers(page);
  const more = await middle(page, "#handle-more-0");
  await page.mouse.click(more.x, more.y);
  await read.until(() => workers(page), (now) => now === many + 1, "one worker more");
  const fewer = await middle(page, "#handle-fewer-0");
  await page.mouse.click(fewer.x, fewer.y);
  await read.until(() => workers(page), (now) => now === many, "one worker less");
});

test("a bound is pulled with the pointer", async (t) => {
  const page = await open(t, { path: "/#overload" });
  const bound = async () => Number(await page.locator("#handle-bound-0").getAttribute("aria-valuenow"));
  const before = await bound();
  await drag(page, await middle(page, "#handle-bound-0"), { x: 42, y: 0 });
  await read.until(bound, (now) => now === before - 3, "three slots fewer");
});

test("the keyboard goes from node to node and turns every handle", async (t) => {
  const page = await open(t);
  await page.locator("#spot-0").focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "handle-rate-0");
  const before = await rate(page);
  await page.keyboard.press("ArrowUp");
  await read.until(() => rate(page), (now) => now > before, "the rate rises");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "spot-1");
  await page.keyboard.press("End");
  const many = await workers(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await read.until(() => workers(page), (now) => now === many + 1, "one worker more");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator("#panel #node-name").waitFor();
});

test("nodes are added, connected, renamed, duplicated and deleted", async (t) => {
  const page = await open(t);
  await page.locator("#add-queue").click();
  await page.locator("#panel").getByText("queue", { exact: true }).waitFor();
  await page.locator("#node-name").fill("later");
  await page.locator("#node-name").press("Enter");
  await read.until(() => names(page), (all) => all.includes("Queue later"), "it has its name");
  await page.locator("#add-consumer").click();
  await read.until(() => names(page), (all) => all.includes("Consumers workers-2"), "a group more");
  // A group hands on to the new queue, by pulling.
  const from = await middle(page, ".spot[aria-label^='Consumers workers:']");
  const to = await middle(page, ".spot[aria-label^='Queue later']");
  await drag(page, { x: from.x + 10, y: from.y + 6 }, { x: to.x - from.x - 10, y: to.y - from.y - 6 });
  await page.locator("#panel").getByLabel("forwards to").waitFor();
  assert.equal(await page.locator("#link-1").evaluate((select) => select.selectedOptions[0].text), "later");
  // The same by its menu.
  await page.locator("#link-1").selectOption({ index: 0 });
  await read.until(() => page.locator("#link-1").evaluate((select) => select.selectedIndex), (chosen) => chosen === 0, "they leave again");
  await page.locator("#node-duplicate").click();
  await read.until(() => names(page), (all) => all.includes("Consumers workers-3"), "a copy");
  await page.locator("#node-delete").click();
  await read.until(() => names(page), (all) => !all.includes("Consumers workers-3"), "it is gone");
  // A queue in use stays, and says who uses it.
  await page.locator(".spot[aria-label^='Queue orders']").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Delete");
  await page.locator("#node-problem", { hasText: "web" }).waitFor();
});

test("a system is taken apart to nothing and begun anew, by keyboard alone", async (t) => {
  const page = await open(t);
  for (const name of ["Producer", "Consumers", "Queue"]) {
    await page.locator(`.spot[aria-label^='${name}']`).focus();
    await page.keyboard.press("Delete");
    await read.until(() => names(page), (all) => !all.some((one) => one.startsWith(name)), `${name} is gone`);
  }
  await checkAccessibility(page);
  await page.getByRole("button", { name: "Add the first producer" }).press("Enter");
  await page.locator("#add-consumer").press("Enter");
  await read.until(() => names(page), (all) => all.length === 3, "a producer, its queue and workers");
  await read.until(() => read.events(page), (events) => events > 3, "it runs");
});

test("the stage zooms by buttons, keys and Ctrl with the wheel, and moves; the wheel alone scrolls the page", async (t) => {
  const page = await open(t, { height: 700 });
  const width = async () => (await page.locator("#spot-1").boundingBox()).width;
  // Placed when the first picture is drawn, and in its place when the layout of the page has come to rest.
  let last = 0;
  const rests = (now) => now > 100 && now === last;
  const whole = await read.until(width, (now) => rests(now) || ((last = now), false), "the queue is in its place");
  await page.locator("#zoom-in").click();
  await read.until(width, (now) => now > 1.3 * whole, "larger");
  const left = async () => (await page.locator("#spot-1").boundingBox()).x;
  await page.locator("#stage").evaluate((canvas) => canvas.scrollIntoView({ block: "end" }));
  await page.waitForTimeout(300);
  const before = await left();
  const view = await page.locator("#stage").boundingBox();
  await drag(page, { x: view.x + 40, y: view.y + view.height - 14 }, { x: -80, y: 0 });
  await read.until(left, (now) => now < before - 40, "the picture moves");
  await page.locator("#zoom-fit").click();
  await read.until(width, (now) => Math.abs(now - whole) < 1, "all of it");
  await page.mouse.move(view.x + 300, view.y + 100);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -120);
  await page.keyboard.up("Control");
  await read.until(width, (now) => now > 1.2 * whole, "larger by the wheel");
  await page.locator("#spot-0").focus();
  await page.keyboard.press("0");
  await read.until(width, (now) => Math.abs(now - whole) < 1, "all of it by a key");
  const top = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 200);
  await read.until(() => page.evaluate(() => scrollY), (now) => now > top, "the page scrolls");
});

test("a finger turns handles, opens nodes in a sheet, and scrolls the page past the stage", async (t) => {
  const page = await open(t, { width: 390, height: 844, hasTouch: true, isMobile: true });
  const session = await page.context().newCDPSession(page);
  const touch = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  const many = await workers(page);
  const more = await middle(page, "#handle-more-0");
  // Somewhat beside it: within 44 pixels it is met.
  await page.touchscreen.tap(more.x + 8, more.y - 10);
  await read.until(() => workers(page), (now) => now === many + 1, "one worker more");
  const before = await rate(page);
  const dial = await middle(page, "#handle-rate-0");
  await touch("touchStart", [{ x: dial.x, y: dial.y }]);
  for (const y of [10, 30, 56]) await touch("touchMove", [{ x: dial.x, y: dial.y - y }]);
  await touch("touchEnd", []);
  await read.until(() => rate(page), (now) => now > 1.5 * before, "the rate rises");
  const queue = await middle(page, "#spot-1");
  const width = async () => (await page.locator("#spot-1").boundingBox()).width;
  const whole = await width();
  await touch("touchStart", [{ x: queue.x - 30, y: queue.y, id: 1 }, { x: queue.x + 30, y: queue.y, id: 2 }]);
  for (const by of [40, 60, 90]) {
    await touch("touchMove", [{ x: queue.x - by, y: queue.y, id: 1 }, { x: queue.x + by, y: queue.y, id: 2 }]);
  }
  await touch("touchEnd", []);
  await read.until(width, (now) => now > 1.5 * whole, "two fingers make it larger");
  await page.locator("#zoom-fit").tap();
  await read.until(width, (now) => Math.abs(now - whole) < 1, "all of it");
  const at = await middle(page, "#spot-0");
  await page.touchscreen.tap(at.x - 50, at.y);
  const sheet = await page.locator("#panel").boundingBox();
  assert.ok(sheet.y > 844 / 2, "the sheet leaves the stage in sight");
  assert.ok(Math.abs(sheet.y + sheet.height - 844) < 2, "it lies at the lower edge");
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing serious in the panel and the ledger in the ${colorScheme} theme`, async (t) => {
    const page = await open(t, { path: "/#overload", colorScheme });
    await read.until(() => read.ready(page), (many) => many > 1, "messages wait");
    await page.keyboard.press("p");
    await page.locator("#spot-1").focus();
    await page.keyboard.press("Enter");
    await page.locator("#panel .held button").first().waitFor();
    await checkAccessibility(page);
    await page.locator("#panel .held button").first().click();
    await page.locator("#ledger-state").waitFor();
    await checkAccessibility(page);
  });
}
