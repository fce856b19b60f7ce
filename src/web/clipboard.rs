//! What a person takes along by the clipboard. The browser may refuse, at once or later, and then says why.

use super::download::why;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Clipboard, ClipboardItem, HtmlCanvasElement, Window};

fn clipboard(window: &Window) -> Result<Clipboard, String> {
    let clipboard = window.navigator().clipboard();
    // A page that came over an insecure connection has none.
    let is_there = !AsRef::<JsValue>::as_ref(&clipboard).is_undefined();
    is_there
        .then_some(clipboard)
        .ok_or_else(|| "no clipboard".to_owned())
}

/// Copies a text; `done` hears what came of it.
///
/// # Errors
/// Why it cannot even be tried.
pub fn copy_text(
    window: &Window,
    text: &str,
    done: impl Fn(Result<(), String>) + Clone + 'static,
) -> Result<(), String> {
    settle(&clipboard(window)?.write_text(text), done)
}

/// Copies what is painted on a canvas; `done` hears what came of it.
///
/// # Errors
/// Why it cannot even be tried.
pub fn copy_picture(
    window: &Window,
    canvas: HtmlCanvasElement,
    done: impl Fn(Result<(), String>) + Clone + 'static,
) -> Result<(), String> {
    let clipboard = clipboard(window)?;
    if !Reflect::has(window, &"ClipboardItem".into()).unwrap_or(false) {
        return Err("no pictures on this browser's clipboard".to_owned());
    }
    // The promise goes in, so that the browser still knows that a person asked for it.
    let picture: Promise = Promise::new(&mut |resolve: Function, reject: Function| {
        if let Err(error) = canvas.to_blob(&resolve) {
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    let record = Object::new();
    Reflect::set(&record, &"image/png".into(), &picture).map_err(why)?;
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&record).map_err(why)?;
    settle(&clipboard.write(&Array::of1(&item)), done)
}

/// Lets `done` hear how a promise ends.
fn settle(
    promise: &Promise,
    done: impl Fn(Result<(), String>) + Clone + 'static,
) -> Result<(), String> {
    let refused = done.clone();
    let kept = Closure::<dyn Fn(JsValue)>::new(move |_| done(Ok(()))).into_js_value();
    let broken =
        Closure::<dyn Fn(JsValue)>::new(move |error| refused(Err(why(error)))).into_js_value();
    let then = Reflect::get(promise, &"then".into()).map_err(why)?;
    let then: Function = then.unchecked_into();
    then.call2(promise, &kept, &broken).map_err(why)?;
    Ok(())
}
