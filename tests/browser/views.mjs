// The main views of the page, each brought to an exact simulated instant, for whoever looks at all of them.

export const LANGUAGES = [
  { name: "en", locale: "en-GB" },
  { name: "zh", locale: "zh-CN" },
];
export const THEMES = ["light", "dark"];
export const WIDTHS = [
  { width: 1440, height: 1180 },
  { width: 1024, height: 1180 },
  { width: 390, height: 844, hasTouch: true, isMobile: true },
];

const live = (slug) => ({ name: slug, path: `/?at=40#${slug}` });

/** The presets. */
export const PRESETS = ["work-queue", "article", "overload", "daily-rush", "timers", "two-classes", "noisy-neighbour", "pipeline", "moving-bottleneck", "sidecar", "retries", "slow-link", "two-choices", "fan-out", "topics", "idle-consumers", "hot-partition", "rebalance", "crash", "group-commit", "leader-crash", "scale-out-hurts", "catch-up", "alarms", "poison-message", "visibility-timeout", "ack-before-work", "head-of-line", "swinging-autoscaler", "consumer-batching", "bufferbloat", "codel"].map(live);

/** What else can be seen. */
export const OTHERS = [
  {
    name: "help",
    path: "/?at=40#work-queue",
    async prepare(page) {
      await page.keyboard.press("?");
      await page.locator("dialog[open]").waitFor();
    },
  },
  {
    name: "wrong-number",
    path: "/?at=40#work-queue",
    async prepare(page) {
      await page.locator("#producers-0-arrivals-rate").fill("fast");
      await page.locator("#producers-0-arrivals-rate").press("Enter");
      await page.locator('[aria-invalid="true"]').first().waitFor();
    },
  },
  {
    name: "wrong-file",
    path: "/?at=40#work-queue",
    async prepare(page) {
      await page.locator("#scenario-file").fill('{ "tailback": 2 }');
      await page.locator("#start-file").click();
      await page.locator("#file-problems li").first().waitFor();
    },
  },
];

/** Those of which pictures are kept. */
export const PICTURED = [...PRESETS.filter(({ name }) => ["work-queue", "overload", "pipeline"].includes(name)), ...OTHERS.slice(0, 1)];

/** The settings of a browser context in which a view looks the same each time. */
export function settings({ locale }, colorScheme, size) {
  const { width, height, ...touch } = size;
  return { viewport: { width, height }, ...touch, locale, colorScheme, reducedMotion: "reduce" };
}

/** Opens a view in `page`, and waits until theory has answered and all is drawn. */
export async function show(page, origin, view) {
  await page.goto(origin + view.path);
  await settled(page);
  await view.prepare?.(page);
  await settled(page);
}

/** Until the page says that nothing is being worked out any more, and two frames are drawn. */
export async function settled(page) {
  await page.locator("#clock").waitFor();
  await page.waitForFunction(() => !document.querySelector(".badge.awaited"));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
