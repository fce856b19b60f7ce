//! What the page says after a panic: that it stopped, and how to save the scenario.

use super::language;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

thread_local! {
    /// The scenario as it was shown last.
    static SCENARIO: RefCell<String> = const { RefCell::new(String::new()) };
    static HAPPENED: Cell<bool> = const { Cell::new(false) };
}

/// Keeps the scenario for the case of a panic.
pub fn remember(json: &str) {
    SCENARIO.with_borrow_mut(|kept| {
        if kept != json {
            json.clone_into(kept);
        }
    });
}

/// Whether the program has stopped: then timers and frames have nothing to do any more.
pub fn has_happened() -> bool {
    HAPPENED.get()
}

/// From now on a panic shows a message instead of leaving a dead page.
pub fn install() {
    // By way of yew, which would put its own hook in the place of another.
    yew::set_custom_panic_hook(Box::new(|panic| {
        let message = panic.to_string();
        web_sys::console::error_1(&message.as_str().into());
        if !HAPPENED.replace(true) {
            // If even this fails there is nothing left to say it with.
            let _ = show(&message);
        }
    }));
}

fn show(message: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let place = document.create_element("div").ok()?;
    place.set_class_name("crash");
    place.set_attribute("role", "alertdialog").ok()?;
    place.set_attribute("aria-labelledby", "crash-title").ok()?;
    let language = language::of_document();
    let title = language.pick("Tailback has stopped", "Tailback 已停止运行");
    let title = append(&document, &place, "h2", title)?;
    title.set_id("crash-title");
    let sorry = language.pick(
        "This is a fault in the program. Your scenario is not lost: save it, then load the page again.",
        "这是程序的错误。您的场景没有丢失：请先保存，再重新加载页面。",
    );
    append(&document, &place, "p", sorry)?;
    let save = append(
        &document,
        &place,
        "a",
        language.pick("Save the scenario", "保存场景"),
    )?;
    let json = SCENARIO.with_borrow(Clone::clone);
    let address = format!(
        "data:application/json;charset=utf-8,{}",
        js_sys::encode_uri_component(&json)
    );
    save.set_attribute("href", &address).ok()?;
    save.set_attribute("download", "scenario.json").ok()?;
    append(&document, &place, "pre", message)?;
    document.body()?.append_child(&place).ok()?;
    save.dyn_into::<HtmlElement>().ok()?.focus().ok()
}

fn append(document: &Document, place: &Element, kind: &str, text: &str) -> Option<Element> {
    let element = document.create_element(kind).ok()?;
    element.set_text_content(Some(text));
    place.append_child(&element).ok()?;
    Some(element)
}
