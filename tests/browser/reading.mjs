// Reads the page as a person would: its words for those who cannot see it, and its pixels for those who can.

/** The stage in words, a sentence for each node. */
export function stageWords(page) {
  return page.locator("#stage-words li").allTextContents();
}

/** Simulated seconds on the clock. */
export async function clock(page) {
  const parts = (await page.locator("#clock").textContent()).split(":").map(Number);
  return parts.reduce((total, part) => total * 60 + part, 0);
}

/** The first number that `pattern` captures in the words of stage and charts. */
export async function figure(page, pattern) {
  const words = await page.locator("#stage-words li, #chart-words li").allTextContents();
  const found = words.join(" ").match(pattern);
  if (!found) throw new Error(`${pattern} is not in: ${words.join(" ")}`);
  const [number, suffix] = [found[1].replaceAll(",", ""), found[2] ?? ""];
  return Number.parseFloat(number) * (suffix === "k" ? 1000 : 1);
}

export const ready = (page) => figure(page, /([\d.,]+)(k?) ready/);
export const refused = (page) => figure(page, /; ([\d.,]+)(k?) refused/);
export const events = async (page) => Number(await page.locator("#events").textContent());

/** Waits until `read` gives a value that `fits`, and returns it. */
export async function until(read, fits, what, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (fits(value)) return value;
    if (Date.now() > end) throw new Error(`not in ${seconds} s: ${what}; it is ${value}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Types `text` into the field labelled `label` and commits it. */
export async function type(page, label, text) {
  const field = page.getByRole("textbox", { name: label, exact: true });
  await field.fill(text);
  await field.press("Enter");
}

/** Sets the speed slider to a position from 0 to 1000. */
export async function speed(page, position) {
  await page.locator("#speed").fill(String(position));
}

/**
 * The pixels of canvas `id` between the parts (0 to 1) of its width and height, as the page shows
 * them. They are copied first: a canvas that is read itself is drawn more slowly from then on.
 */
async function pixels(page, id, [left, right], [top, bottom]) {
  const { width, height, data } = await page.locator(id).evaluate((canvas, [left, right, top, bottom]) => {
    const [x, y] = [Math.round(canvas.width * left), Math.round(canvas.height * top)];
    const copy = new OffscreenCanvas(Math.round(canvas.width * right) - x, Math.round(canvas.height * bottom) - y);
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.drawImage(canvas, -x, -y);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    return { width: copy.width, height: copy.height, data: Array.from(data) };
  }, [left, right, top, bottom]);
  return { width, height, data };
}

/** How many pixels of canvas `id` are painted. */
export async function paintedPixels(page, id) {
  const { data } = await pixels(page, id, [0, 1], [0, 1]);
  return data.filter((value, at) => at % 4 === 3 && value > 0).length;
}

/**
 * The mean height, 0 at the bottom and 1 at the top, of the blue line in the lowest chart between
 * the parts `from` and `to` of the canvas's width.
 */
export async function backlogLine(page, from, to) {
  const { width, height, data } = await pixels(page, "#charts", [from, to], [0.55, 0.715]);
  let [sum, count] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue, alpha] = data.slice(at, at + 4);
    // --a of the light theme is #0072b2.
    if (alpha > 200 && red < 40 && Math.abs(green - 114) < 25 && Math.abs(blue - 178) < 25) {
      sum += 1 - Math.floor(at / 4 / width) / height;
      count += 1;
    }
  }
  return count ? sum / count : Number.NaN;
}
