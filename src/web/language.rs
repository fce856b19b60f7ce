//! The language of the page: the person's last choice, else the browser's.

use crate::words::{Language, both};
use web_sys::Window;
use yew::prelude::*;

/// Where the choice is kept.
const KEY: &str = "tailback.language";

/// The language to begin with.
pub fn first(window: &Window) -> Language {
    let tag = kept(window).or_else(|| window.navigator().language());
    Language::for_tag(&tag.unwrap_or_default())
}

/// The tag kept at an earlier visit. A browser may refuse to keep anything.
fn kept(window: &Window) -> Option<String> {
    window.local_storage().ok()??.get_item(KEY).ok()?
}

/// Keeps the person's choice for the next visit, where the browser lets it.
pub fn keep(language: Language) {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok()?);
    if let Some(storage) = storage {
        // Full or forbidden: then the next visit asks the browser again.
        let _ = storage.set_item(KEY, language.tag());
    }
}

/// The language of the document, which the page has set: for who has no other way to know.
pub fn of_document() -> Language {
    let root = super::document().and_then(|document| document.document_element());
    let tag = root.and_then(|root| root.get_attribute("lang"));
    Language::for_tag(&tag.unwrap_or_default())
}

/// The language in which a component speaks; it is rendered anew when that changes.
#[hook]
pub fn use_language() -> Language {
    use_context::<Language>().unwrap_or_default()
}

/// Tells the document what language it is in, and its title.
#[hook]
pub fn use_document_language(language: Language) {
    use_effect_with(language, |language| {
        let Some(document) = super::document() else {
            return;
        };
        if let Some(root) = document.document_element() {
            // An element takes any attribute of a valid name.
            let _ = root.set_attribute("lang", language.tag());
        }
        let title = both(
            "Tailback, a message-queue laboratory",
            "Tailback：消息队列实验室",
        );
        document.set_title(title.of(*language));
    });
}
