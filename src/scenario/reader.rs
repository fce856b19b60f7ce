//! Reads JSON and notes every problem at once. Serde stops at the first error; a person who wrote
//! a file wants all of them, each with its path and what would be right. A field that cannot be
//! read yields a stand-in, so that reading goes on.

use super::path::Path;
use super::range::Range;
use crate::words::{Language, Say, Text, Words, both, say};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt;

/// One thing wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field, as in `producers[0].arrivals.rate`; empty for the document itself.
    pub path: String,
    /// What is wrong and what would be right.
    pub message: Text,
}

/// As the command says it.
impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() {
            "document"
        } else {
            &self.path
        };
        write!(out, "{path}: {}", self.message.english)
    }
}

impl Say for Problem {
    fn say(&self, language: Language, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = &self.message;
        match self.path.as_str() {
            "" => say!("document: {message}", "文档{message}"; message).say(language, out),
            path => say!("{path}: {message}", "{path}：{message}"; message).say(language, out),
        }
    }
}

/// Where problems are noted.
pub type Notes = RefCell<Vec<Problem>>;

/// An object of the document, being read.
pub struct Node<'a> {
    path: Path,
    fields: Option<&'a Map<String, Value>>,
    notes: &'a Notes,
}

impl<'a> Node<'a> {
    /// The whole document.
    #[must_use]
    pub fn root(value: &'a Value, notes: &'a Notes) -> Self {
        Self::open(value, Path::default(), notes)
    }

    fn open(value: &'a Value, path: Path, notes: &'a Notes) -> Self {
        let node = Self {
            fields: value.as_object(),
            path,
            notes,
        };
        if node.fields.is_none() {
            node.note(&node.path, must_be(&both("an object", "一个对象"), value));
        }
        node
    }

    fn note(&self, path: &Path, message: impl Say) {
        self.notes.borrow_mut().push(Problem {
            path: path.to_string(),
            message: message.text(),
        });
    }

    /// Notes a problem with field `key`.
    pub fn problem(&self, key: &str, message: impl Say) {
        self.note(&self.path.field(key), message);
    }

    /// Notes every field that is not among `keys`.
    pub fn allow(&self, keys: &[&str]) {
        let known = || keys.join(", ");
        for key in self.fields.into_iter().flat_map(Map::keys) {
            if !keys.contains(&key.as_str()) {
                self.problem(
                    key,
                    say!(
                        "is not a field here; the fields are {known}",
                        "不是此处的字段；可用的字段有 {known}";
                        known = known()
                    ),
                );
            }
        }
    }

    /// The field's value, if it is there.
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.fields?.get(key)
    }

    /// The field's value; its absence is noted, unless the whole object is missing already.
    fn require(&self, key: &str, right: &dyn Say) -> Option<&'a Value> {
        let value = self.get(key);
        if value.is_none() && self.fields.is_some() {
            self.problem(
                key,
                say!("is missing; it must be {right}", "缺失；须为{right}"; right),
            );
        }
        value
    }

    /// A number; absent, it is a problem.
    #[must_use]
    pub fn number(&self, key: &str, range: &Range) -> f64 {
        self.require(key, &range.describe())
            .and_then(|value| self.checked(key, value, range))
            .unwrap_or(range.min.max(1.0).min(range.max))
    }

    /// A number that may be absent.
    #[must_use]
    pub fn optional_number(&self, key: &str, range: &Range) -> Option<f64> {
        self.get(key)
            .and_then(|value| self.checked(key, value, range))
    }

    /// A whole number that may be absent.
    #[must_use]
    pub fn optional_whole(&self, key: &str, range: &Range) -> Option<u64> {
        self.optional_number(key, range).map(|number| number as u64)
    }

    fn checked(&self, key: &str, value: &Value, range: &Range) -> Option<f64> {
        self.number_at(&self.path.field(key), value, range)
    }

    fn number_at(&self, path: &Path, value: &Value, range: &Range) -> Option<f64> {
        let number = value.as_f64().filter(|number| range.contains(*number));
        if number.is_none() {
            self.note(path, must_be(&range.describe(), value));
        }
        number
    }

    /// The elements of a list; its absence and its emptiness are problems.
    fn list(&self, key: &str, right: &dyn Say) -> &'a [Value] {
        let Some(value) = self.require(key, right) else {
            return &[];
        };
        let list = value.as_array().filter(|list| !list.is_empty());
        if list.is_none() {
            self.problem(key, must_be(right, value));
        }
        list.map_or(&[], Vec::as_slice)
    }

    /// The names of its fields.
    pub fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.fields
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str)
    }

    /// Whether the field is there and a list.
    #[must_use]
    pub fn is_list(&self, key: &str) -> bool {
        self.get(key).is_some_and(Value::is_array)
    }

    /// Whether the field is there, right or wrong.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// A field that is true or false; absent, it is false.
    #[must_use]
    pub fn flag(&self, key: &str) -> bool {
        let Some(value) = self.get(key) else {
            return false;
        };
        value.as_bool().unwrap_or_else(|| {
            let right = both("true or false", " true 或 false");
            self.problem(key, must_be(&right, value));
            false
        })
    }

    /// A list of at least one number and of at most `longest`; none if anything about it is wrong,
    /// its absence included.
    #[must_use]
    pub fn numbers(&self, key: &str, range: &Range, longest: usize) -> Option<Vec<f64>> {
        let right = say!(
            "a list of 1 to {longest} numbers",
            "由 1 到 {longest} 个数构成的列表"
        );
        self.elements(key, &right, longest, |path, value| {
            self.number_at(path, value, range)
        })
    }

    /// A list of at least one pair of numbers and of at most `longest`; none if anything about it
    /// is wrong, its absence included. `pair` names a pair: "[probability, value]".
    #[must_use]
    pub fn pairs(
        &self,
        key: &str,
        pair: Words,
        ranges: [&Range; 2],
        longest: usize,
    ) -> Option<Vec<[f64; 2]>> {
        let right = say!(
            "a list of 1 to {longest} pairs {pair}",
            "由 1 到 {longest} 个数对 {pair} 构成的列表"; pair
        );
        self.elements(key, &right, longest, |path, value| {
            let Some([one, other]) = value.as_array().map(Vec::as_slice) else {
                self.note(path, must_be(&pair, value));
                return None;
            };
            // Both are looked at, so that both are noted.
            let one = self.number_at(&path.index(0), one, ranges[0]);
            let other = self.number_at(&path.index(1), other, ranges[1]);
            Some([one?, other?])
        })
    }

    /// Every element of a list as `read` reads it; none if one of them cannot be read.
    fn elements<T>(
        &self,
        key: &str,
        right: &dyn Say,
        longest: usize,
        read: impl Fn(&Path, &Value) -> Option<T>,
    ) -> Option<Vec<T>> {
        let value = self.require(key, right)?;
        let fits = |list: &&Vec<Value>| (1..=longest).contains(&list.len());
        let Some(list) = value.as_array().filter(fits) else {
            let found = match value.as_array() {
                Some(list) if !list.is_empty() => {
                    let many = list.len();
                    say!("one of {many}", " {many} 个的列表").text()
                }
                _ => shown(value),
            };
            self.problem(
                key,
                say!("must be {right}, not {found}", "须为{right}，而不是{found}"; right, found),
            );
            return None;
        };
        let path = self.path.field(key);
        let read = |(index, element)| read(&path.index(index), element);
        let elements: Vec<Option<T>> = list.iter().enumerate().map(read).collect();
        elements.into_iter().collect()
    }

    /// A text; absent, it is a problem.
    #[must_use]
    pub fn text(&self, key: &str, right: &dyn Say) -> String {
        self.require(key, right)
            .and_then(|value| self.checked_text(key, value, right))
            .unwrap_or_default()
    }

    /// A text that may be absent.
    #[must_use]
    pub fn optional_text(&self, key: &str) -> Option<String> {
        self.get(key)
            .and_then(|value| self.checked_text(key, value, &A_TEXT))
    }

    fn checked_text(&self, key: &str, value: &Value, right: &dyn Say) -> Option<String> {
        let text = value
            .as_str()
            .filter(|text| !text.is_empty())
            .map(str::to_owned);
        if text.is_none() {
            self.problem(key, must_be(right, value));
        }
        text
    }

    /// One of a few words; absent, it is a problem.
    #[must_use]
    pub fn choice(&self, key: &str, words: &[&'static str]) -> Option<&'static str> {
        let value = self.require(key, &one_of(words))?;
        self.chosen(key, value, words)
    }

    /// One of a few words, which may be absent.
    #[must_use]
    pub fn optional_choice(&self, key: &str, words: &[&'static str]) -> Option<&'static str> {
        self.chosen(key, self.get(key)?, words)
    }

    fn chosen(&self, key: &str, value: &Value, words: &[&'static str]) -> Option<&'static str> {
        let chosen = value
            .as_str()
            .and_then(|text| words.iter().find(|word| **word == text));
        if chosen.is_none() {
            self.problem(key, must_be(&one_of(words), value));
        }
        chosen.copied()
    }

    /// An object; absent, it is a problem.
    #[must_use]
    pub fn node(&self, key: &str, right: &dyn Say) -> Option<Node<'a>> {
        self.require(key, right)
            .map(|value| Node::open(value, self.path.field(key), self.notes))
    }

    /// An object that may be absent.
    #[must_use]
    pub fn optional_node(&self, key: &str) -> Option<Node<'a>> {
        self.get(key)
            .map(|value| Node::open(value, self.path.field(key), self.notes))
    }

    /// A list of at least one object and of at most `longest`.
    #[must_use]
    pub fn nodes(&self, key: &str, longest: usize) -> Vec<Node<'a>> {
        let path = self.path.field(key);
        let open = |(index, element)| Node::open(element, path.index(index), self.notes);
        let list = self.list(
            key,
            &both("a list of at least one object", "至少含一个对象的列表"),
        );
        if list.len() > longest {
            let many = list.len();
            let message = say!(
                "must have at most {longest} elements, not {many}",
                "最多 {longest} 个元素，而不是 {many} 个"
            );
            self.problem(key, message);
            return Vec::new();
        }
        list.iter().enumerate().map(open).collect()
    }
}

/// A value as it is quoted in a message: whole if it is short.
fn shown(value: &Value) -> Text {
    match value {
        Value::Array(list) if list.is_empty() => both("an empty list", "空列表").text(),
        Value::Array(_) => both("a list", "列表").text(),
        Value::Object(_) => both("an object", "对象").text(),
        Value::String(text) => {
            let text = quoted(text);
            say!("{text}", " {text}").text()
        }
        other => say!("{other}", " {other}").text(),
    }
}

/// That `value` is not what it must be.
fn must_be(right: &dyn Say, value: &Value) -> Text {
    let found = shown(value);
    say!("must be {right}, not {found}", "须为{right}，而不是{found}"; right, found).text()
}

fn one_of(words: &[&'static str]) -> Text {
    let words = words.join(", ");
    say!("one of {words}", "以下之一：{words}").text()
}

/// What a text field must be.
pub const A_TEXT: Words = both("a text", "一段文字");

/// A text in quotation marks, on one line: whole if it is short.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut start: String = text.chars().take(40).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    Value::String(start).to_string()
}
