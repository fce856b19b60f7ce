//! What runs in WebAssembly is what runs natively, to the byte.
#![cfg(target_arch = "wasm32")]

mod golden;

use golden::{COMMITTED, computed, difference};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_figure_is_the_native_one() {
    let computed = computed();
    assert_eq!(computed.len(), COMMITTED.len());
    let differences: Vec<String> = computed
        .iter()
        .filter_map(|(name, text)| difference(name, text))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
