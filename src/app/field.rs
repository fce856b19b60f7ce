//! A field of the scenario that a knob turns, or a side of one: the variability of a distribution,
//! the long-run rate of arrivals. What it is called and what it may be is in `inspector`.

use super::number::read_typed;
use super::side;
use crate::scenario::Scenario;
use crate::scenario::path::Path;
use serde_json::{Value, json};
use std::rc::Rc;

/// What of a field is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The field itself.
    Whole,
    /// The mean of a distribution, its shape kept.
    Mean,
    /// The variability of a distribution, its mean kept.
    Scv,
    /// The family of a distribution, its mean and, where it can, its variability kept.
    Family,
    /// The rate of arrivals in the long run, their process kept.
    Rate,
    /// The process of arrivals, their rate kept.
    Process,
    /// The probability of one of the ways on: that to the queue of this place.
    Way(usize),
    /// A field that is not there until it is added, and what belongs to it.
    Part(&'static str),
}

/// A field of the scenario, by its path, and the side of it that a knob turns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Field {
    path: Rc<str>,
    side: Side,
}

/// What a person puts into a knob.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A slider's value.
    Number(f64),
    /// The text of a text field.
    Text(String),
    /// One of a few values; null takes the field away.
    Put(Value),
}

impl Input {
    /// It as it would stand in the field.
    #[must_use]
    pub fn typed(&self) -> String {
        match self {
            Self::Number(number) => plain(*number),
            Self::Text(text) => text.clone(),
            Self::Put(value) => value.to_string(),
        }
    }
}

/// The edit that a turned knob makes: a path and its new value. None if it changes nothing.
pub type Turned = Option<(String, Value)>;

impl Field {
    /// The field at `path`, as in `producers[0].arrivals.rate`.
    #[must_use]
    pub fn at(path: &str) -> Self {
        Self::side(path, Side::Whole)
    }

    /// A side of the field at `path`.
    #[must_use]
    pub fn side(path: &str, side: Side) -> Self {
        Self {
            path: path.into(),
            side,
        }
    }

    /// Publishes / s of one copy of a producer, in the long run.
    #[must_use]
    pub fn rate(producer: usize) -> Self {
        Self::side(&format!("producers[{producer}].arrivals"), Side::Rate)
    }

    /// The bound of a queue.
    #[must_use]
    pub fn slots(queue: usize) -> Self {
        Self::at(&format!("queues[{queue}].max_ready"))
    }

    /// The workers of a group.
    #[must_use]
    pub fn workers(consumer: usize) -> Self {
        Self::at(&format!("consumers[{consumer}].count"))
    }

    /// The mean work of a message at a group of workers.
    #[must_use]
    pub fn work(consumer: usize) -> Self {
        Self::side(&format!("consumers[{consumer}].service"), Side::Mean)
    }

    /// Its path in the document.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What of it is turned.
    #[must_use]
    pub const fn turns(&self) -> Side {
        self.side
    }

    /// The field itself, or what it is part of, as `document` has it.
    #[must_use]
    pub fn value<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        Path::parse(&self.path)?.get(document)
    }

    /// A number as `document` has it: none if it is not there, or no number.
    #[must_use]
    pub fn number(&self, document: &Value) -> Option<f64> {
        match self.side {
            Side::Whole => self.value(document)?.as_f64(),
            Side::Way(place) => Some(side::way(document, self.value(document), place)),
            Side::Rate => Some(
                Scenario::arrivals_from(self.value(document)?)?
                    .process
                    .rate(),
            ),
            Side::Mean => Some(Scenario::distribution_from(self.value(document)?)?.mean()),
            Side::Scv => Some(Scenario::distribution_from(self.value(document)?)?.scv()),
            Side::Family | Side::Process | Side::Part(_) => None,
        }
    }

    /// What a choice goes by: the word of a family or of a process, or the field itself.
    #[must_use]
    pub fn word<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        let value = self.value(document)?;
        match self.side {
            Side::Family => value.get("distribution"),
            Side::Process => value.get("process"),
            _ => Some(value),
        }
    }

    /// A name for it in the document of the page: `producers-0-arrivals-rate`.
    #[must_use]
    pub fn slug(&self) -> String {
        let path = self.path.replace(['[', '.'], "-").replace(']', "");
        let side = match self.side {
            Side::Whole => return path,
            Side::Mean => "mean".to_owned(),
            Side::Scv => "scv".to_owned(),
            Side::Family => "family".to_owned(),
            Side::Rate => "rate".to_owned(),
            Side::Process => "process".to_owned(),
            Side::Way(place) => format!("way-{place}"),
            Side::Part(key) => key.replace('.', "-"),
        };
        format!("{path}-{side}")
    }

    /// The edit that turns this knob in `document`, where it may be absent if `optional`. What is
    /// no number is handed on as it is, for the scenario's reader to say what would be right.
    ///
    /// # Errors
    /// Why it cannot be turned to that at all.
    pub fn edit(&self, document: &Value, input: &Input, optional: bool) -> Result<Turned, Refused> {
        if self.is_as(document, input) {
            return Ok(None);
        }
        let number = match input {
            Input::Number(number) => Some(*number),
            Input::Text(text) => read_typed(text),
            Input::Put(value) => value.as_f64(),
        };
        let raw = match (input, number) {
            (_, Some(number)) => number_value(number),
            (Input::Text(text), None) if optional && text.trim().is_empty() => Value::Null,
            (Input::Text(text), None) => json!(text),
            (Input::Put(value), None) => value.clone(),
            (Input::Number(_), None) => Value::Null,
        };
        side::edit(self, document, number, raw)
    }

    /// Whether `input` is what the knob shows already.
    fn is_as(&self, document: &Value, input: &Input) -> bool {
        let now = self.number(document);
        match input {
            Input::Number(number) => now == Some(*number),
            Input::Text(text) => now.is_some_and(|now| plain(now) == text.trim()),
            Input::Put(value) => self.word(document) == Some(value),
        }
    }
}

/// Why a knob cannot be turned to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A silent producer has no intervals that could vary.
    Silent,
    /// There is nothing of which this is a side.
    Nothing,
}

/// A number as JSON: whole ones without a fraction.
pub(super) fn number_value(number: f64) -> Value {
    if number == number.trunc() && number.abs() < 1e15 {
        json!(number as i64)
    } else {
        json!(number)
    }
}

/// A value as it stands in a number field: six digits that matter, or all there are if that is short.
#[must_use]
pub fn plain(value: f64) -> String {
    let exact = value.to_string();
    if exact.len() <= 8 || value == value.trunc() {
        return exact;
    }
    let digits = (5 - value.abs().log10().floor() as i32).clamp(0, 17) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}
