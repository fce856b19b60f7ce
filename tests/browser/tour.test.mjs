// The tour of the first visit, and the help that explains everything.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { checkAccessibility, openPage } from "./harness.mjs";

test("the first visit shows a tour of four steps, and the next one does not", async (t) => {
  const page = await openPage(t, { tour: true });
  const tour = page.getByRole("region", { name: "Tour" });
  for (const [title, part] of [["How it is", ".verdict"], ["Watch it happen", ".stage"], ["Change something", "aside"], ["See what it did", ".charts"]]) {
    await tour.getByRole("heading", { name: title }).waitFor();
    assert.ok(await page.locator(`${part}[data-toured]`).isVisible(), `${part} is framed`);
    await checkAccessibility(page);
    await page.locator("#tour-next").focus();
    await page.keyboard.press("Enter");
  }
  await tour.waitFor({ state: "detached" });
  assert.equal(await page.locator("[data-toured]").count(), 0);
  await page.reload();
  await page.locator("#clock").waitFor();
  assert.equal(await tour.count(), 0, "it was seen");
  await page.getByRole("button", { name: "Help and keys" }).click();
  await page.locator("#start-tour").click();
  await tour.waitFor();
  await page.locator("#tour-next").focus();
  await page.keyboard.press("Escape");
  await tour.waitFor({ state: "detached" });
});

test("on a phone the tour is skipped by a tap and nothing scrolls sideways", async (t) => {
  const page = await openPage(t, { tour: true, width: 390, height: 844, hasTouch: true, isMobile: true, reducedMotion: "reduce" });
  const skip = page.locator("#tour-skip");
  await skip.waitFor();
  const box = await skip.boundingBox();
  assert.ok(box.height >= 44, `${box.height} px`);
  await page.locator("#tour-next").tap();
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  await skip.tap();
  await skip.waitFor({ state: "detached" });
});

test("the help explains what every node can do", async (t) => {
  const page = await openPage(t);
  await page.locator("#clock").waitFor();
  await page.keyboard.press("?");
  for (const word of ["Time to live", "Closed loop", "Earliest deadline", "Processor sharing", "Lock held for", "Pareto"]) {
    await page.locator("dialog dt", { hasText: word }).first().waitFor();
  }
  await checkAccessibility(page);
});
