// Writes a page of all kept pictures for a reviewer: node tests/browser/gallery.mjs [FILE]

import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ALL, kept } from "./pictures.mjs";
import { PICTURED } from "./views.mjs";

const target = process.argv[2] ?? fileURLToPath(new URL("../../target/gallery.html", import.meta.url));

async function figure({ name, size, theme, language }) {
  const image = `data:image/webp;base64,${(await kept(name)).toString("base64")}`;
  const caption = `${size.width} px, ${theme}, ${language.name === "zh" ? "Chinese" : "English"}`;
  return `<figure><a href="${image}"><img src="${image}" alt="${caption}" style="width:${size.width / 2.5}px"></a><figcaption>${caption}</figcaption></figure>`;
}

const sections = [];
for (const view of PICTURED) {
  const figures = await Promise.all(ALL.filter((picture) => picture.view === view).map(figure));
  sections.push(`<section><h2>${view.name}</h2><div>${figures.join("\n")}</div></section>`);
}
await writeFile(
  target,
  `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tailback, every main view</title>
<style>
  body { background: #777; color: #fff; font: 15px/1.4 system-ui, sans-serif; margin: 24px; }
  div { align-items: start; display: flex; flex-wrap: wrap; gap: 20px; }
  figure { margin: 0; }
  img { display: block; max-width: 90vw; }
</style>
<h1>Tailback, every main view</h1>
${sections.join("\n")}
</html>
`,
);
console.log(target);
