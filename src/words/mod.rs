//! What a person reads, in every language of the page.
//!
//! Both wordings stand side by side where they are said, so that a missing one does not compile:
//!
//! * [`say!`](say) says a sentence with values in it, without allocating:
//!   `picture.text(at, say!("{many} at once", "同时 {many} 条"), style)`
//! * [`both`] is a constant pair: `const NAME: Words = both("Throughput", "吞吐量")`
//! * [`Text`] is a pair of sentences, made where the reader is not known:
//!   `say!("{id} is full", "{id} 已满").text()`
//! * [`Language::pick`] chooses at once: `language.pick("Help", "帮助")`
//!
//! [`Say`] is what they have in common: something that can be said in either language. Numbers with
//! their units are such things too (`draw/format.rs`).

mod language;
mod pair;
mod saying;

pub use language::Language;
pub use pair::{Both, Text, Words, both, in_english, some_in_english};
pub use saying::{Said, Say, Spoken};

/// Something to [`Say`]: an English format string, a Chinese one, and, after a semicolon, the values in them
/// that differ by language themselves: `say!("oldest {age}", "最早的已等 {age}"; age = Duration(2.0))`.
/// Other values in scope are named in the strings alone. It borrows all of them.
macro_rules! say {
    ($english:literal, $chinese:literal $(; $($name:ident $(= $value:expr)?),+ $(,)?)?) => {
        $crate::words::Said(
            |language: $crate::words::Language, out: &mut ::std::fmt::Formatter<'_>| {
                $($(
                    let $name = &$crate::words::value!($name $(= $value)?);
                    let $name = $crate::words::Say::to($name, language);
                )+)?
                match language {
                    $crate::words::Language::English => ::std::write!(out, $english),
                    $crate::words::Language::Chinese => ::std::write!(out, $chinese),
                }
            },
        )
    };
}
pub(crate) use say;

/// `name`, or the value that it is to have.
macro_rules! value {
    ($name:ident) => {
        $name
    };
    ($name:ident = $value:expr) => {
        $value
    };
}
pub(crate) use value;

#[cfg(test)]
mod tests;
