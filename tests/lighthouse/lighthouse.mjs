// Lighthouse's scores of the built page, on a phone and on a desk: node tests/lighthouse/lighthouse.mjs

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { createGzip } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const BAR = 95;
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Serves the page as a web server on the net would: compressed. */
const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const path = normalize(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  const file = join(DIST, path);
  if (!(await stat(file).catch(() => undefined))?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "content-encoding": "gzip",
    "cache-control": "max-age=31536000",
  });
  createReadStream(file).pipe(createGzip()).pipe(response);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const address = `http://127.0.0.1:${server.address().port}/`;
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-background-networking", "--disable-component-update"],
});
let worst = 100;
for (const [device, config] of [["phone", undefined], ["desk", desktopConfig]]) {
  const options = { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "error" };
  const { lhr } = await lighthouse(address, options, config);
  for (const name of CATEGORIES) {
    const score = Math.round((lhr.categories[name].score ?? 0) * 100);
    worst = Math.min(worst, score);
    console.log(`${device.padEnd(6)} ${name.padEnd(16)} ${score}`);
    if (score === 100) continue;
    for (const { id, weight } of lhr.categories[name].auditRefs) {
      const audit = lhr.audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 0.9) {
        console.log(`         ${id}: ${audit.displayValue ?? audit.title}`);
      }
    }
  }
}
await chrome.kill();
server.close();
if (worst < BAR) {
  console.error(`a score is below ${BAR}`);
  process.exit(1);
}
