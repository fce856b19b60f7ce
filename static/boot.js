// Starts the Wasm module. Trunk writes the hashed file names into this script's own tag.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
try {
  const { default: start } = await import(js);
  await start({ module_or_path: wasm });
} catch (error) {
  document.getElementById("loading")?.replaceChildren(
    "Tailback could not start: this browser would not run its WebAssembly module.",
  );
  throw error;
}
