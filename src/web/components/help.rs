//! Help: the words of the page and the keys.

use crate::app::help::{KEYS, Section, sections};
use crate::web::language::use_language;
use crate::words::Language;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Whether it is open.
    pub shown: bool,
    /// Closes it.
    pub close: Callback<bool>,
    /// Shows the tour.
    pub tour: Callback<bool>,
    /// Whether single keys work.
    pub keys: bool,
    /// Switches them.
    pub set_keys: Callback<bool>,
}

/// The help sheet.
#[component]
pub fn Help(props: &Props) -> Html {
    let language = use_language();
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with(props.shown, move |shown| {
            let Some(dialog) = dialog.cast::<HtmlDialogElement>() else {
                return;
            };
            match (*shown, dialog.open()) {
                // It fails only on a dialog outside the document.
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        });
    }
    let onclose = props.close.reform(|_: Event| false);
    let close = props.close.reform(|_: MouseEvent| false);
    let tour = {
        let (close, tour) = (props.close.clone(), props.tour.clone());
        Callback::from(move |_: MouseEvent| {
            close.emit(false);
            tour.emit(true);
        })
    };
    let onchange = props.set_keys.reform(|event: Event| {
        let tick: HtmlInputElement = event.target_unchecked_into();
        tick.checked()
    });
    let keys = KEYS.iter().map(|(key, meaning)| {
        html! { <div><dt><kbd>{ *key }</kbd></dt><dd>{ meaning.of(language) }</dd></div> }
    });
    html! {
        <dialog ref={dialog} {onclose} class="help" aria-labelledby="help-title">
            <h2 id="help-title" tabindex="-1" autofocus=true>{ language.pick("How to read this page", "如何阅读本页") }</h2>
            <p class="buttons">
                <button type="button" id="start-tour" onclick={tour}>{ language.pick("Take the tour", "开始导览") }</button>
                <button type="button" onclick={close}>{ language.pick("Close", "关闭") }</button>
            </p>
            <h3>{ language.pick("Keys", "快捷键") }</h3>
            <dl>{ for keys }</dl>
            <label><input type="checkbox" checked={props.keys} {onchange} />
                { language.pick(" Single keys work", " 启用单键快捷键") }</label>
            // While it is closed there is nothing to read.
            if props.shown {
                { for sections().iter().map(|section| list(section, language)) }
            }
        </dialog>
    }
}

fn list(section: &Section, language: Language) -> Html {
    html! {
        <>
            <h3>{ section.title.of(language) }</h3>
            <dl>
                { for section.entries.iter().map(|(word, meaning)| html! {
                    <div><dt>{ word.of(language) }</dt><dd>{ meaning.of(language) }</dd></div>
                }) }
            </dl>
        </>
    }
}
