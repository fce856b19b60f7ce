// Starts the Wasm module. Trunk writes the hashed file names into this script's own tag.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const loading = document.getElementById("loading");

// Until the program speaks, this does: as web/language.rs has it, in the language chosen before or the browser's.
let kept = null;
try {
  kept = localStorage.getItem("tailback.language");
} catch {
  // A browser may forbid it.
}
const chinese = /^zh\b/i.test(kept ?? navigator.language);
if (chinese) {
  document.documentElement.lang = "zh-Hans";
  loading?.replaceChildren("正在加载 Tailback……");
}

try {
  const { default: start } = await import(js);
  await start({ module_or_path: wasm });
} catch (error) {
  loading?.replaceChildren(
    chinese
      ? "Tailback 无法启动：浏览器不能运行它的 WebAssembly 模块。"
      : "Tailback could not start: this browser would not run its WebAssembly module.",
  );
  throw error;
}
