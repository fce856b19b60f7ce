//! A knob as the page shows it.

use super::field::Field;
use super::slider::Slider;
use crate::metrics::totals::Sums;
use crate::scenario::Scenario;
use crate::words::Text;

/// A card of knobs: one node, or the broker.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Name of the node.
    pub title: String,
    /// What it is.
    pub kind: &'static str,
    /// Its knobs.
    pub knobs: Vec<Knob>,
}

/// A knob as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Knob {
    /// Which one.
    pub field: Field,
    /// Its label.
    pub label: &'static str,
    /// What it does, for the tooltip.
    pub help: &'static str,
    /// What its value means now.
    pub note: String,
    /// How it is turned.
    pub control: Control,
    /// Whether it means something now. A knob that does not is kept in its place, hidden: taking it
    /// away and bringing it back would take the keyboard's focus along.
    pub shown: bool,
    /// What it was when the run began, if that is something else.
    pub was: Option<String>,
    /// What was typed last, if it was refused; the last valid value still runs.
    pub refusal: Option<Refusal>,
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
        /// The value.
        value: f64,
        /// Unit behind the number.
        unit: &'static str,
        /// What the slider spans.
        slider: Slider,
    },
    /// A few options.
    Choice {
        /// Their names.
        options: &'static [&'static str],
        /// The one chosen.
        chosen: usize,
    },
}

/// What the knobs are about: the scenario now and at the start, and what was counted.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// In force.
    pub now: &'a Scenario,
    /// When it was opened.
    pub origin: &'a Scenario,
    /// At each group of consumers, since the last edit.
    pub counted: &'a [Sums],
}

/// A knob for a number.
pub(super) fn number(
    context: &Context<'_>,
    field: Field,
    label: &'static str,
    help: &'static str,
    slider: Slider,
    unit: &'static str,
) -> Knob {
    let value = field.number(context.now);
    let before = field.number(context.origin);
    let was = (value != before).then(|| format!("{} {unit}", plain(before)).trim_end().to_owned());
    knob(
        field,
        label,
        help,
        was,
        Control::Number {
            value,
            unit,
            slider,
        },
    )
}

/// A knob for a choice.
pub(super) fn choice(
    context: &Context<'_>,
    field: Field,
    label: &'static str,
    help: &'static str,
    options: &'static [&'static str],
) -> Knob {
    let chosen = field.choice(context.now);
    let before = field.choice(context.origin);
    let was = (chosen != before).then(|| options[before].to_lowercase());
    knob(field, label, help, was, Control::Choice { options, chosen })
}

fn knob(
    field: Field,
    label: &'static str,
    help: &'static str,
    was: Option<String>,
    control: Control,
) -> Knob {
    Knob {
        field,
        label,
        help,
        note: String::new(),
        control,
        shown: true,
        was,
        refusal: None,
    }
}

impl Knob {
    /// With what its value means now.
    pub(super) fn noted(self, note: String) -> Self {
        Self { note, ..self }
    }

    /// Hidden unless it means something now.
    pub(super) fn shown_if(self, shown: bool) -> Self {
        Self { shown, ..self }
    }

    /// Its value in words, with the unit: `3.2 / s`, `Poisson`.
    #[must_use]
    pub fn value_text(&self) -> String {
        match &self.control {
            Control::Number { value, unit, .. } => {
                format!("{} {unit}", plain(*value)).trim_end().to_owned()
            }
            Control::Choice { options, chosen } => options[*chosen].to_lowercase(),
        }
    }
}

/// A value as it stands in a number field: all its digits, up to six.
#[must_use]
pub fn plain(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
