//! What the page knows of a field of the scenario: one line of a table for each. Cards, knobs, help and
//! the marks of what was changed follow from these lines; what may be typed is the reader's to say.

use crate::app::field::Side;
use crate::app::slider::Slider;
use crate::scenario::range::Range;
use crate::words::{Words, both};

/// A field of a node.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Its path below the node, as in `redelivery.delay`.
    pub key: &'static str,
    /// What of it is turned.
    pub side: Side,
    /// What it is called.
    pub label: Words,
    /// What it does, in a sentence.
    pub help: Words,
    /// How it is turned.
    pub kind: Kind,
    /// The field without which it means nothing; empty if there is none.
    pub needs: &'static str,
}

/// How a field is turned.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// By a number.
    Number(Scale),
    /// By choosing among a few values.
    Choice(&'static [Choice]),
    /// By choosing a queue, or none, which is called so.
    Queue(Words),
    /// By choosing a node that a fault can strike.
    Struck,
    /// By the probability of each queue.
    Ways,
    /// By a list, a line for each element.
    List(Columns),
    /// By its family and the fields of that; what its variability is called.
    Distribution(Words),
    /// The same of sizes, in bytes.
    Sizes(Words),
    /// By the process and the fields of that.
    Arrivals,
}

/// The numbers of a field.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// What may be typed.
    pub range: Range,
    /// What the slider spans.
    pub slider: Slider,
    /// Unit behind the number.
    pub unit: Words,
    /// What holds while the field is not there.
    pub absent: Absent,
}

/// What holds while a field is not there.
#[derive(Clone, Copy, Debug)]
pub enum Absent {
    /// This value.
    Value(f64),
    /// What no number says.
    Words(Words),
}

/// A value to choose.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// It as JSON; null where the field is not there.
    pub json: &'static str,
    /// What it is called.
    pub label: Words,
    /// What it means, in a sentence.
    pub help: Words,
}

/// What the lines of a list hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Columns {
    /// A number.
    One(Words),
    /// A pair of numbers.
    Pair(Words),
    /// An object with two numbers.
    Fields([&'static str; 2], Words),
    /// A label, or who asks for it: a field that comes first, then its topic, its headers and a word.
    Labels(Lead, Words),
}

/// What comes first in a line about labels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lead {
    /// How often a label is had.
    Weight,
    /// The queue that asks for it.
    Queue,
}

impl Columns {
    /// What a line says.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::One(words)
            | Self::Pair(words)
            | Self::Fields(_, words)
            | Self::Labels(_, words) => words,
        }
    }
}

/// Fields that belong together. What a scenario does not use is not there until it is added.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The fields of the node that make it; one that is there makes it be there. None: it always is.
    pub keys: &'static [&'static str],
    /// What it is called.
    pub name: Words,
    /// What it does, in a sentence.
    pub help: Words,
    /// What it is at first: the fields of the node as JSON.
    pub first: &'static str,
    /// Its fields.
    pub specs: &'static [Spec],
}

impl Part {
    /// What is always there.
    #[must_use]
    pub const fn main(specs: &'static [Spec]) -> Self {
        Self {
            keys: &[],
            name: both("", ""),
            help: both("", ""),
            first: "{}",
            specs,
        }
    }
}

/// A unit of nothing.
pub const PURE: Words = both("", "");
/// Seconds.
pub const SECONDS: Words = both("s", "s");
/// Rates.
pub const PER_SECOND: Words = both("/ s", "/ s");
/// Messages.
pub const MESSAGES: Words = both("msg", "条");
/// Variability.
pub const SCV: Words = both("scv", "scv");

/// A number.
#[must_use]
pub const fn number(key: &'static str, label: Words, help: Words, scale: Scale) -> Spec {
    spec(key, label, help, Kind::Number(scale))
}

/// A field that is turned thus.
#[must_use]
pub const fn spec(key: &'static str, label: Words, help: Words, kind: Kind) -> Spec {
    Spec {
        key,
        side: Side::Whole,
        label,
        help,
        kind,
        needs: "",
    }
}

impl Spec {
    /// That side of it.
    #[must_use]
    pub const fn side(self, side: Side) -> Self {
        Self { side, ..self }
    }

    /// At that path.
    #[must_use]
    pub const fn at(self, key: &'static str) -> Self {
        Self { key, ..self }
    }

    /// It, where that field is there.
    #[must_use]
    pub const fn needing(self, needs: &'static str) -> Self {
        Self { needs, ..self }
    }
}

impl Scale {
    /// Of a field that is always there.
    #[must_use]
    pub const fn new(range: Range, slider: Slider, unit: Words) -> Self {
        Self {
            range,
            slider,
            unit,
            absent: Absent::Value(0.0),
        }
    }

    /// This is what holds while the field is not there.
    #[must_use]
    pub const fn or(self, value: f64) -> Self {
        Self {
            absent: Absent::Value(value),
            ..self
        }
    }

    /// So it is said that the field is not there.
    #[must_use]
    pub const fn or_none(self, words: Words) -> Self {
        Self {
            absent: Absent::Words(words),
            ..self
        }
    }
}

/// A slider of equal steps.
#[must_use]
pub const fn steps(min: f64, max: f64, step: f64) -> Slider {
    Slider::Steps { min, max, step }
}

/// A slider of equal ratios.
#[must_use]
pub const fn ratios(min: f64, max: f64) -> Slider {
    Slider::Ratios {
        min,
        max,
        zero: false,
    }
}

/// A slider of equal ratios with 0 at its left end.
#[must_use]
pub const fn ratios_or_zero(min: f64, max: f64) -> Slider {
    Slider::Ratios {
        min,
        max,
        zero: true,
    }
}

/// A value to choose.
#[must_use]
pub const fn choice(json: &'static str, label: Words, help: Words) -> Choice {
    Choice { json, label, help }
}
