// Pictures of the main views: takes them, keeps them, compares them.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { LANGUAGES, PICTURED, THEMES, WIDTHS, settings, show } from "./views.mjs";

export const FOLDER = fileURLToPath(new URL("./pictures/", import.meta.url));
const MACHINE = `${FOLDER}machine.json`;

/** Every picture: a view at a width in a theme and a language. */
export const ALL = PICTURED.flatMap((view) =>
  WIDTHS.flatMap((size) =>
    THEMES.flatMap((theme) =>
      LANGUAGES.map((language) => ({
        view,
        size,
        theme,
        language,
        name: `${view.name}-${size.width}-${theme}-${language.name}`,
      })),
    ),
  ),
);

/** Takes a picture, as PNG. */
export async function take(browser, origin, { view, size, theme, language }) {
  const context = await browser.newContext(settings(language, theme, size));
  const page = await context.newPage();
  await show(page, origin, view);
  const picture = await page.screenshot({ animations: "disabled", caret: "hide" });
  await context.close();
  return picture;
}

/** Where images become pixels and pixels images: Chromium knows how, so no library has to. */
export async function workshop(browser) {
  const page = await browser.newPage();
  await page.evaluate(() => {
    globalThis.open = async (address) => {
      const image = await createImageBitmap(await (await fetch(address)).blob());
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.drawImage(image, 0, 0);
      return { canvas, context };
    };
  });
  return {
    /** PNG as lossless WebP: three quarters of its size or less. */
    async compact(png) {
      const address = await page.evaluate(async (png) => {
        const { canvas } = await globalThis.open(png);
        return canvas.toDataURL("image/webp", 1);
      }, dataUrl(png, "png"));
      return Buffer.from(address.split(",")[1], "base64");
    },
    async pixels(image, kind) {
      const { width, height, data } = await page.evaluate(async (address) => {
        const { canvas, context } = await globalThis.open(address);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        let text = "";
        for (let at = 0; at < data.length; at += 32_768) text += String.fromCharCode(...data.subarray(at, at + 32_768));
        return { width: canvas.width, height: canvas.height, data: btoa(text) };
      }, dataUrl(image, kind));
      return { width, height, data: new Uint8Array(Buffer.from(data, "base64")) };
    },
    close: () => page.close(),
  };
}

const dataUrl = (bytes, kind) => `data:image/${kind};base64,${bytes.toString("base64")}`;

/** The share of pixels in which two images differ to the eye. */
export async function difference(workshop, png, webp) {
  const [a, b] = [await workshop.pixels(png, "png"), await workshop.pixels(webp, "webp")];
  if (a.width !== b.width || a.height !== b.height) return 1;
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.1 }) / (a.width * a.height);
}

/** What text looks like here: pictures of another browser or with other fonts cannot be compared. */
export async function machine(browser) {
  const page = await browser.newPage();
  const fonts = await page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d");
    const width = (family) => {
      context.font = `100px ${family}`;
      return context.measureText("Tailback 队列 0123456789").width;
    };
    return ["system-ui", "sans-serif", "ui-monospace, monospace"].map(width);
  });
  await page.close();
  return { browser: browser.version().split(".")[0], fonts };
}

export const kept = (name) => readFile(`${FOLDER}${name}.webp`);
export const keptMachine = async () => JSON.parse(await readFile(MACHINE, "utf8"));

/** Takes all pictures anew and keeps them. */
export async function keepAll(browser, origin) {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const tools = await workshop(browser);
  for (const picture of ALL) {
    await writeFile(`${FOLDER}${picture.name}.webp`, await tools.compact(await take(browser, origin, picture)));
  }
  await writeFile(MACHINE, `${JSON.stringify(await machine(browser))}\n`);
  await tools.close();
}
