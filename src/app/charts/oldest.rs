//! How long the oldest ready message has been in the system.

use super::kind::Kind;
use super::past::Past;
use crate::draw::{Chart, Format, Ink, Line, Panel};
use crate::words::both;

/// Adds the panel.
pub fn add(chart: &mut Chart, past: Past<'_>) {
    let oldest = past.level(|sample| sample.oldest);
    let lines = [Line::new(past.word(both("age", "时长")), Ink::D, &oldest)];
    let unit = past.word(both("since its publish", "自发布起"));
    chart.add(&Panel::new(
        past.word(Kind::Oldest.name()),
        unit,
        Format::Duration,
        &lines,
    ));
}
