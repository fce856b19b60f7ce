// Theory comes from a worker, after the first picture; without it the page lives on and says so.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { launch, openPage } from "./harness.mjs";
import * as read from "./reading.mjs";

test("the worker is asked for after the first picture, and theory comes from it", async (t) => {
  const page = await openPage(t, { path: "/?at=5#work-queue" });
  await page.locator(".badge.exact").first().waitFor();
  const { picture, worker } = await page.evaluate(() => ({
    picture: performance.getEntriesByName("first-picture")[0].startTime,
    worker: performance.getEntriesByType("resource").find(({ name }) => name.endsWith("worker_loader.js"))?.startTime,
  }));
  // Some browsers do not list a worker's script among the page's resources.
  if (worker !== undefined) assert.ok(worker >= picture, `${worker} after ${picture}`);
});

test("without its worker the page says so and lives on", async (t) => {
  const { browser, origin } = await launch();
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.route("**/worker_bg.wasm", (route) => route.abort());
  await page.goto(`${origin}/#work-queue`);
  await page.locator(".strip").getByText("not loaded").first().waitFor();
  const time = await read.clock(page);
  await read.until(() => read.clock(page), (now) => now > time, "time goes on");
  await read.type(page, "Rate", "3.6");
  await page.locator(".strip").getByText("not loaded").first().waitFor();
});
