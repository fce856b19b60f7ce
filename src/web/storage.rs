//! What the browser keeps of a person's choices from visit to visit. It may refuse to keep anything:
//! then every visit is the first.

use web_sys::Storage;

/// What was kept as `name`.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok()?
}

/// Keeps `value` as `name`.
pub fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // Full or forbidden: then the next visit does not know it.
        let _ = storage.set_item(&key(name), value);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn key(name: &str) -> String {
    format!("tailback.{name}")
}
