//! The language of the page: the person's last choice, else the browser's.

use super::storage;
use crate::words::{Language, both};
use web_sys::Window;
use yew::prelude::*;

/// What the choice is kept as.
const NAME: &str = "language";

/// The language to begin with.
pub fn first(window: &Window) -> Language {
    let tag = storage::kept(NAME).or_else(|| window.navigator().language());
    Language::for_tag(&tag.unwrap_or_default())
}

/// Keeps the person's choice for the next visit.
pub fn keep(language: Language) {
    storage::keep(NAME, language.tag());
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
