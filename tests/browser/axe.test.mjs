// No accessibility fault of any level in any view, theme or language.

import { test } from "node:test";
import { checkAccessibility, launch, openPage } from "./harness.mjs";
import { LANGUAGES, OTHERS, PRESETS, THEMES, settled } from "./views.mjs";

for (const view of [...PRESETS, ...OTHERS]) {
  test(`axe finds nothing in ${view.name}`, async (t) => {
    const { origin } = await launch();
    const page = await openPage(t, { path: view.path, width: 1440, height: 1180, reducedMotion: "reduce" });
    for (const { name, locale } of LANGUAGES) {
      // As a visitor who chose this language before.
      await page.evaluate((tag) => localStorage.setItem("tailback.language", tag), locale);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        await page.goto("about:blank");
        await page.goto(origin + view.path);
        await settled(page);
        await view.prepare?.(page);
        await settled(page);
        await t.test(`${colorScheme}, ${name}`, () => checkAccessibility(page));
      }
    }
  });
}
