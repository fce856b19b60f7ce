// The main views look as they did when their pictures were kept (scripts/screenshots --update).

import { strict as assert } from "node:assert";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { launch } from "./harness.mjs";
import { ALL, difference, kept, keptMachine, machine, take, workshop } from "./pictures.mjs";

/** Share of the pixels that may differ: a caret, the edge of a letter. */
const TOLERANCE = 0.005;

test("every main view looks as it did", async (t) => {
  const { browser, origin } = await launch();
  const before = await keptMachine().catch(() => undefined);
  if (!before) return t.skip("no pictures are kept yet");
  const here = await machine(browser);
  if (JSON.stringify(before) !== JSON.stringify(here)) return t.skip("the pictures were taken by another browser or with other fonts");
  const tools = await workshop(browser);
  const changed = [];
  for (const picture of ALL) {
    const png = await take(browser, origin, picture);
    const share = await difference(tools, png, await kept(picture.name));
    if (share > TOLERANCE) {
      const path = join(tmpdir(), `tailback-${picture.name}.png`);
      await writeFile(path, png);
      changed.push(`${picture.name}: ${(share * 100).toFixed(2)} % differ; as it is now: ${path}`);
    }
  }
  await tools.close();
  assert.deepEqual(changed, [], "look at them; if they are right: scripts/screenshots --update");
});
