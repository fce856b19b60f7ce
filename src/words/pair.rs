//! The same words in both languages.

use super::{Language, Say};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt::{self, Display, Formatter};

/// The same words in both languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both<T> {
    /// In English.
    pub english: T,
    /// In Simplified Chinese.
    pub chinese: T,
}

/// Words that are always the same.
pub type Words = Both<&'static str>;

/// Sentences made as the program runs, where it is not known who reads them.
pub type Text = Both<String>;

/// A pair of constant words.
#[must_use]
pub const fn both(english: &'static str, chinese: &'static str) -> Words {
    Both { english, chinese }
}

impl Words {
    /// The words in a language.
    #[must_use]
    pub const fn of(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }
}

impl Text {
    /// What is the same in every language: a name that a person gave, say.
    #[must_use]
    pub fn same(text: impl Display) -> Self {
        let text = text.to_string();
        Self {
            english: text.clone(),
            chinese: text,
        }
    }

    /// The sentence in a language.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        language.pick(&self.english, &self.chinese)
    }

    /// Nothing at all.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            english: String::new(),
            chinese: String::new(),
        }
    }

    /// With these words at its end.
    #[must_use]
    pub fn followed_by(mut self, end: Words) -> Self {
        self.english += end.english;
        self.chinese += end.chinese;
        self
    }

    /// Several texts as one, `between` standing between them.
    #[must_use]
    pub fn join(parts: &[Self], between: Words) -> Self {
        let joined = |language: Language| {
            let parts: Vec<&str> = parts.iter().map(|part| part.of(language)).collect();
            parts.join(between.of(language))
        };
        Self {
            english: joined(Language::English),
            chinese: joined(Language::Chinese),
        }
    }
}

impl From<Words> for Text {
    fn from(words: Words) -> Self {
        words.text()
    }
}

/// For `serialize_with`: English alone, in reports, which programs read, whoever made them.
///
/// # Errors
///
/// Those of `to`.
pub fn in_english<S: Serializer>(text: &Text, to: S) -> Result<S::Ok, S::Error> {
    text.english.serialize(to)
}

/// The same for what may be absent.
///
/// # Errors
///
/// Those of `to`.
pub fn some_in_english<S: Serializer>(text: &Option<Text>, to: S) -> Result<S::Ok, S::Error> {
    text.as_ref().map(|text| &text.english).serialize(to)
}

impl<T: Display> Say for Both<T> {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        language.pick(&self.english, &self.chinese).fmt(out)
    }
}
