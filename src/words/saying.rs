//! What can be said in either language.

use super::{Language, Text};
use std::fmt::{self, Display, Formatter};

/// Something that can be said in either language.
pub trait Say {
    /// Writes it in `language`.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result;

    /// In `language`, to be written.
    fn to(&self, language: Language) -> Spoken<'_, Self>
    where
        Self: Sized,
    {
        Spoken {
            what: self,
            language,
        }
    }

    /// In `language`.
    fn string(&self, language: Language) -> String {
        fmt::from_fn(|out| self.say(language, out)).to_string()
    }

    /// In both.
    fn text(&self) -> Text {
        Text {
            english: self.string(Language::English),
            chinese: self.string(Language::Chinese),
        }
    }
}

/// Something in a language.
#[derive(Debug)]
pub struct Spoken<'a, T> {
    what: &'a T,
    language: Language,
}

impl<T: Say> Display for Spoken<'_, T> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.what.say(self.language, out)
    }
}

/// What the macro `say!` makes: a closure that writes.
#[derive(Clone, Copy)]
pub struct Said<F>(pub F);

impl<F: Fn(Language, &mut Formatter<'_>) -> fmt::Result> Say for Said<F> {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        self.0(language, out)
    }
}

impl<T: Say + ?Sized> Say for &T {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        (**self).say(language, out)
    }
}

/// Nothing to say where there is nothing.
impl<T: Say> Say for Option<T> {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        self.as_ref().map_or(Ok(()), |some| some.say(language, out))
    }
}

/// What is the same in every language.
macro_rules! same {
    ($($kind:ty),+) => {$(
        impl Say for $kind {
            fn say(&self, _: Language, out: &mut Formatter<'_>) -> fmt::Result {
                self.fmt(out)
            }
        }
    )+};
}
same!(str, String, fmt::Arguments<'_>, u32, u64, usize);
