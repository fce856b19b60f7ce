// English and Chinese: which one a reader gets, switching in place, and room for every word.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { openPage } from "./harness.mjs";

const LOCALES = { en: "en-GB", "zh-Hans": "zh-CN" };
const SWITCH = "header button.language";

test("a reader gets the language of the browser, and keeps the one chosen", async (t) => {
  const page = await openPage(t, { locale: LOCALES["zh-Hans"] });
  const lang = () => page.evaluate(() => document.documentElement.lang);
  await page.locator(SWITCH).waitFor();
  assert.equal(await lang(), "zh-Hans");
  assert.match(await page.title(), /消息队列/);
  assert.equal(await page.locator(SWITCH).innerText(), "English");
  assert.equal(await page.locator(SWITCH).getAttribute("lang"), "en");
  await page.locator(SWITCH).click();
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.match(await page.title(), /laboratory/);
  await page.reload();
  await page.locator(SWITCH).waitFor();
  assert.equal(await lang(), "en");
  assert.equal(await page.locator(SWITCH).innerText(), "中文");
});

test("switching keeps the run going, and the focus where it is", async (t) => {
  const page = await openPage(t, { locale: LOCALES.en });
  const events = () => page.evaluate(() => Number(document.getElementById("events").textContent.replace(/\D/g, "")));
  await page.waitForFunction(() => Number(document.getElementById("events")?.textContent.replace(/\D/g, "")) > 5);
  await page.locator(SWITCH).focus();
  for (const lang of ["zh-Hans", "en"]) {
    const before = await events();
    await page.keyboard.press("Enter");
    await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
    assert.ok((await events()) >= before, "the run does not start anew");
    assert.ok(await page.locator(SWITCH).evaluate((button) => document.activeElement === button));
    await page.waitForFunction((before) => Number(document.getElementById("events").textContent.replace(/\D/g, "")) > before, before);
  }
});

/** What does not fit: elements with more in them than they show, and texts beyond their card or the window. */
function misfits() {
  const found = [];
  const name = (element) =>
    `${element.tagName.toLowerCase()}${element.id && `#${element.id}`}${[...element.classList].map((it) => `.${it}`).join("")}`;
  const hidden = (element) =>
    element.closest("[hidden], .visually-hidden, dialog:not([open]), [popover]:not(:popover-open)") || !element.checkVisibility();
  for (const element of document.body.querySelectorAll("*")) {
    if (hidden(element) || element.closest("svg, textarea, select")) continue;
    const style = getComputedStyle(element);
    const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
    const clips = /hidden|clip/.test(style.overflowX);
    if (clips && !scrolls && element.scrollWidth > element.clientWidth + 1) {
      found.push(`${name(element)} is clipped: ${element.textContent.slice(0, 40)}`);
    }
    const card = element.closest("button, .button, label, .card, header, dialog, [popover]");
    const box = card?.getBoundingClientRect();
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim() || element.closest("ol, pre")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const out = rect.left < -1 || rect.right > innerWidth + 1;
        const beyond = box && (rect.left < box.left - 1 || rect.right > box.right + 1 || rect.bottom > box.bottom + 1);
        if (rect.width > 0 && (out || beyond)) found.push(`${name(element)} leaves its place: ${node.data.slice(0, 40)}`);
      }
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  return [...new Set(found)];
}

/** Notes where each text of a canvas is, as its own font measures it. */
function watchCanvases() {
  const places = new Map();
  globalThis.canvasMisfits = () => [...places.values()];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const { actualBoundingBoxLeft: left, actualBoundingBoxRight: right } = this.measureText(text);
    const ratio = this.getTransform().a;
    const width = this.canvas.width / ratio;
    if (this.globalAlpha > 0.1 && (x - left < -1.5 || x + right > width + 1.5)) {
      places.set(`${this.canvas.id} ${text.replace(/[\d.,]+/g, "0")}`, `on #${this.canvas.id}: ${text} from ${x - left} to ${x + right} of ${width}`);
    }
    write.call(this, text, x, y);
  };
}

for (const [lang, locale] of Object.entries(LOCALES)) {
  for (const width of [1440, 1024, 390]) {
    test(`every word has room at ${width} pixels in ${lang}`, async (t) => {
      const page = await openPage(t, { locale, width, height: 900, path: "/#two-classes" });
      await page.locator(SWITCH).waitFor();
      await page.evaluate(watchCanvases);
      for (const preset of ["work-queue", "overload", "article", "pipeline"]) {
        await page.evaluate((slug) => (location.hash = slug), preset);
        await page.waitForFunction((slug) => document.querySelector("#preset")?.value === slug, preset);
        await page.waitForTimeout(700);
        assert.deepEqual(await page.evaluate(misfits), [], preset);
        assert.deepEqual(await page.evaluate(() => globalThis.canvasMisfits()), [], preset);
      }
      await page.keyboard.press("?");
      assert.deepEqual(await page.evaluate(misfits), [], "with the help open");
    });
  }
}
