//! The page in the browser: the only home of yew, web-sys, js-sys, wasm-bindgen and gloo.
//!
//! * [`driver`]: the timer that lets simulated time go on, and the frames that draw it
//! * [`pictures`]: the pictures, each on its canvas
//! * [`screen`]: a canvas with its picture
//! * [`canvas`]: carries a picture out on a canvas
//! * `clipboard`, [`download`], `export`: the charts as they leave the page
//! * [`touch`]: pointers on the stage
//! * [`theme`]: what colour each ink has now
//! * [`crash`]: what the page says after a panic
//! * [`language`]: the language of the page
//! * [`helper`]: the worker, as the page sees it
//! * [`worker`]: the worker itself
//! * [`storage`]: choices kept from visit to visit
//! * [`components`]: what Yew renders

pub mod canvas;
mod clipboard;
pub mod components;
pub mod crash;
pub mod download;
pub mod driver;
mod export;
pub mod helper;
pub mod language;
pub mod pictures;
pub mod screen;
pub mod storage;
pub mod theme;
pub mod touch;
pub mod worker;

/// Puts the page into the document.
pub fn start() {
    crash::install();
    if let Some(loading) = document().and_then(|document| document.get_element_by_id("loading")) {
        loading.remove();
    }
    yew::Renderer::<components::page::Page>::new().render();
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
