//! A knob as the page shows it.

use super::density::Density;
use super::field::{Field, plain};
use super::inspector::spec::Columns;
use super::slider::Slider;
use crate::words::{Text, Words};
use serde_json::Value;

/// A card of knobs: one node, or the broker.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Path of the node, as in `queues[0]`.
    pub node: String,
    /// Its name.
    pub title: Text,
    /// What it is.
    pub kind: Words,
    /// Its knobs, those that are always there first.
    pub parts: Vec<Part>,
    /// What could be added.
    pub additions: Vec<Addition>,
    /// How many of its fields are no longer as they were opened.
    pub changed: usize,
    /// Whether it can be taken away while the run goes on.
    pub goes: bool,
    /// Whether it was added since the scenario was opened.
    pub is_new: bool,
}

/// Knobs that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What takes it away and puts it back; none if it is always there.
    pub field: Option<Field>,
    /// What it is called.
    pub name: Words,
    /// What it does.
    pub help: Words,
    /// Whether it was not there when the scenario was opened.
    pub added: bool,
    /// Its knobs.
    pub knobs: Vec<Knob>,
}

/// Something that a node could have.
#[derive(Clone, Debug, PartialEq)]
pub struct Addition {
    /// What adds it.
    pub field: Field,
    /// What it is called.
    pub name: Words,
    /// What it does.
    pub help: Words,
    /// Whether it was there when the scenario was opened.
    pub removed: bool,
    /// Why it could not be added or taken away.
    pub refusal: Option<Refusal>,
}

/// A knob as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Knob {
    /// Which one.
    pub field: Field,
    /// Its label.
    pub label: Text,
    /// What it is a knob of, where the label alone does not say.
    pub of: Words,
    /// What it does, for the tooltip.
    pub help: Words,
    /// What its value means now.
    pub note: Text,
    /// How it is turned.
    pub control: Control,
    /// Whether the field may be absent.
    pub optional: bool,
    /// What it was when the scenario was opened, if that is something else.
    pub was: Option<Text>,
    /// What was typed last, if it was refused; the last valid value still runs.
    pub refusal: Option<Refusal>,
    /// What the distribution looks like whose family it chooses.
    pub density: Option<Density>,
}

/// Something typed that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What was typed: it stays in its field, to be mended.
    pub typed: String,
    /// What is wrong with it and what would be right.
    pub message: Text,
}

/// How a knob is turned.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// A slider and a number field.
    Number {
        /// The value; none if the field is absent and no number says so.
        value: Option<f64>,
        /// What is said instead.
        absent: Words,
        /// Unit behind the number.
        unit: Words,
        /// What the slider spans.
        slider: Slider,
    },
    /// A few options.
    Choice {
        /// What they are called, and what they make of the field.
        options: Vec<Opt>,
        /// The place of the one chosen.
        chosen: usize,
    },
    /// A list, a line for each element.
    List {
        /// Its lines; none if there are too many to write here.
        lines: Option<String>,
        /// How many.
        count: usize,
        /// What a line says.
        columns: Columns,
    },
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Opt {
    /// What it is called.
    pub label: Text,
    /// What it means.
    pub help: Words,
    /// What the field becomes.
    pub value: Value,
}

impl Knob {
    /// Its value in words, with the unit: `3.2 / s`, `Poisson`.
    #[must_use]
    pub fn value_text(&self) -> Text {
        self.control.value_text()
    }
}

impl Control {
    /// Whether it shows the same as another: a rate that was scaled and scaled back may differ in digits
    /// that nobody sees.
    #[must_use]
    pub fn shows(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number { .. }, Self::Number { .. }) => self.value_text() == other.value_text(),
            _ => self == other,
        }
    }

    /// Its value in words.
    #[must_use]
    pub fn value_text(&self) -> Text {
        match self {
            Self::Number {
                value: Some(value),
                unit,
                ..
            } => {
                let number = plain(*value);
                Text {
                    english: format!("{number} {}", unit.english).trim_end().to_owned(),
                    chinese: format!("{number} {}", unit.chinese).trim_end().to_owned(),
                }
            }
            Self::Number { absent, .. } => (*absent).into(),
            Self::Choice { options, chosen } => {
                let label = options[*chosen].label.clone();
                Text {
                    english: label.english.to_ascii_lowercase(),
                    ..label
                }
            }
            Self::List { count, .. } => Text {
                english: format!("{count} entries"),
                chinese: format!("{count} 项"),
            },
        }
    }
}
