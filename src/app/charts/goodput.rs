//! What is finished well, and in time where there is a deadline, against what is offered.

use super::kind::Kind;
use super::past::{Past, Put};
use crate::draw::{Format, Ink, Line, Panel};
use crate::words::both;

/// Hands over the panel.
pub fn add(put: Put<'_>, past: Past<'_>) {
    let good = past.rate(|sample| sample.good);
    let offered = past.rate(|sample| sample.offered);
    let lines = [
        Line::new(past.word(both("good", "有效")), Ink::C, &good),
        Line::new(past.word(both("offered", "到达")), Ink::Dim, &offered).dashed(),
    ];
    let unit = past.word(both("messages / s", "条/s"));
    put(&Panel::new(
        past.word(Kind::Goodput.name()),
        unit,
        Format::Number,
        &lines,
    ));
}
