//! What theory says, for people.

use super::table::digits;
use crate::theory::figures::{Figures, NAMES, OF_PRODUCER, OF_QUEUE};
use crate::theory::{Badge, Known, Prediction};
use std::fmt::Write;

/// The prediction as text: the model, then a figure a line with its badge.
#[must_use]
pub fn text(prediction: &Prediction) -> String {
    let model = prediction.model.as_ref();
    let model = model.map_or("no model", |model| &model.english);
    let mut out = format!("{}: {model}\n", prediction.scenario);
    // Writing to a String cannot fail.
    if let Some(why) = prediction.why() {
        let _ = writeln!(out, "\ntheory does not apply: {}", why.english);
        return out;
    }
    place(&mut out, "system", &NAMES, &prediction.system);
    for (kind, nodes, names) in [
        ("producers", &prediction.producers, OF_PRODUCER.as_slice()),
        ("queues", &prediction.queues, OF_QUEUE.as_slice()),
    ] {
        // What is said of one alone is said of the system.
        for (id, figures) in nodes.iter().filter(|_| nodes.len() > 1) {
            place(&mut out, &format!("{kind}.{id}"), names, figures);
        }
    }
    out
}

/// The figures of one place, a line each.
fn place(out: &mut String, path: &str, names: &[&'static str], figures: &Figures) {
    let _ = writeln!(out, "\n{path}");
    for name in names {
        if let Some(known) = figures.get(name) {
            let _ = writeln!(out, "  {name:<24}{}", figure(known));
        }
    }
}

fn figure(known: &Known) -> String {
    let value = known.value.map_or("-".to_owned(), digits);
    match &known.badge {
        Badge::Exact => format!("{value:<12} exact"),
        Badge::Approximate { how_good } => format!("{value:<12} approximate: {}", how_good.english),
        Badge::DoesNotApply { why } => format!("{value:<12} does not apply: {}", why.english),
    }
}
