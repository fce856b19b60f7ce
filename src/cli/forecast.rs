//! What theory says, for people.

use super::table::digits;
use crate::theory::figures::NAMES;
use crate::theory::{Badge, Known, Prediction};
use std::fmt::Write;

/// The prediction as text: the model, then a figure a line with its badge.
#[must_use]
pub fn text(prediction: &Prediction) -> String {
    let model = prediction.model.as_deref().unwrap_or("no model");
    let mut out = format!("{}: {model}\n", prediction.scenario);
    // Writing to a String cannot fail.
    if let Some(why) = prediction.why() {
        let _ = writeln!(out, "\ntheory does not apply: {why}");
        return out;
    }
    let _ = writeln!(out, "\nsystem");
    for name in NAMES {
        if let Some(known) = prediction.system.get(name) {
            let _ = writeln!(out, "  {name:<24}{}", figure(known));
        }
    }
    out
}

fn figure(known: &Known) -> String {
    let value = known.value.map_or("-".to_owned(), digits);
    match &known.badge {
        Badge::Exact => format!("{value:<12} exact"),
        Badge::Approximate { how_good } => format!("{value:<12} approximate: {how_good}"),
        Badge::DoesNotApply { why } => format!("{value:<12} does not apply: {why}"),
    }
}
