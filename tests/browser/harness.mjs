// What the browser tests share: a server for the built page, a browser, and pages that must keep silent.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

// Keep Chromium away from every network but our own server.
const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

let running;

/** Starts the server and the browser, once however often it is asked. */
export function launch() {
  running ??= (async () => {
    const server = createServer(serve);
    await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: FLAGS,
    });
    return { server, browser, origin: `http://127.0.0.1:${server.address().port}` };
  })();
  return running;
}

/** Stops both. */
export async function close() {
  if (!running) return;
  const { server, browser } = await running;
  await browser.close();
  server.close();
}

after(close);

async function serve(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const path = normalize(decodeURIComponent(pathname));
  try {
    const body = await readFile(join(DIST, path.endsWith("/") ? `${path}index.html` : path));
    const type = TYPES[extname(path) || ".html"] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/**
 * Opens the page in a fresh profile and closes it when the test `t` ends. The test fails if by then
 * the page has written an error or a warning to the console, thrown, missed a file, or asked
 * anyone but our own server.
 *
 * `path` is appended to the address (a query or fragment, say); every other option goes to
 * Playwright's browser.newContext as it is.
 */
export async function openPage(t, options = {}) {
  const { width = 1280, height = 800, colorScheme = "light", reducedMotion = "no-preference" } = options;
  const { path = "/", tour = false, ...rest } = options;
  delete rest.width;
  delete rest.height;
  const { browser, origin } = await launch();
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion,
    ...rest,
  });
  // The first visit shows the tour; a test that is about it asks for that.
  if (!tour) {
    await context.addInitScript(() => {
      // An empty page has no storage.
      if (location.protocol.startsWith("http")) localStorage.setItem("tailback.tour", "seen");
    });
  }
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error}`));
  page.on("requestfailed", (request) => {
    // The browser itself gives up what a page that is left had still asked for: the worker, say.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()} (${why})`);
  });
  page.on("websocket", (socket) => complaints.push(`socket: ${socket.url()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) {
      complaints.push(`request to another origin: ${url}`);
    }
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(complaints, [], "the page must keep silent");
  });
  await page.goto(origin + path);
  return page;
}

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fails if axe finds any accessibility fault on the page, however small. */
export async function checkAccessibility(page) {
  await page.evaluate(await axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const faults = violations.map(
    ({ id, impact, help, nodes }) => `${impact} ${id}: ${help} (${nodes.map((n) => n.target).join(" ")})`,
  );
  assert.deepEqual(faults, []);
}
