//! Undo and redo: two buttons that say what they would do, and their keys.

use crate::app::Action;
use crate::web::language::use_language;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// What they show.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What would be undone, and what would be done again.
    pub names: [Option<String>; 2],
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// The two buttons.
#[component]
pub fn Undo(props: &Props) -> Html {
    let language = use_language();
    use_keys(props.act.clone());
    let [undo, redo] = &props.names;
    let [back, again] = [Action::Undo, Action::Redo]
        .map(|action| props.act.reform(move |_: MouseEvent| action.clone()));
    let label = |verb: &str, name: &Option<String>| match name {
        Some(name) => format!("{verb}: {name}"),
        None => verb.to_owned(),
    };
    let (undoes, redoes) = (
        label(language.pick("Undo", "撤销"), undo),
        label(language.pick("Redo", "重做"), redo),
    );
    html! {
        <span class="undo">
            <button type="button" id="undo" onclick={back} disabled={undo.is_none()} aria-label={undoes.clone()}
                title={format!("{undoes} (Ctrl+Z)")}>{ "↶" }</button>
            <button type="button" id="redo" onclick={again} disabled={redo.is_none()} aria-label={redoes.clone()}
                title={format!("{redoes} (Ctrl+Shift+Z)")}>{ "↷" }</button>
        </span>
    }
}

/// Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y (or Cmd), anywhere but in a field with text of its own.
#[hook]
fn use_keys(act: Callback<Action>) {
    use_effect_with((), move |()| {
        let window = web_sys::window().expect("a page has a window");
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&window, "keydown", options, move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            if !(key.ctrl_key() || key.meta_key()) || key.alt_key() || super::page::is_in_field(key)
            {
                return;
            }
            let action = match (key.key().to_ascii_lowercase().as_str(), key.shift_key()) {
                ("z", false) => Action::Undo,
                ("z", true) | ("y", false) => Action::Redo,
                _ => return,
            };
            event.prevent_default();
            act.emit(action);
        });
        move || drop(listener)
    });
}
