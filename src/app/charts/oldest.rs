//! How long the oldest ready message has been in the system.

use super::kind::Kind;
use super::limits;
use super::past::{Past, Put};
use crate::draw::{Format, Ink, Line, Panel};
use crate::words::both;

/// Hands over the panel.
pub fn add(put: Put<'_>, past: Past<'_>) {
    let oldest = past.level(|sample| sample.oldest);
    let lines = [Line::new(past.word(both("age", "时长")), Ink::D, &oldest)];
    let unit = past.word(both("since its publish", "自发布起"));
    let limits = limits::of(past, Kind::Oldest);
    put(&Panel {
        limits: &limits,
        ..Panel::new(
            past.word(Kind::Oldest.name()),
            unit,
            Format::Duration,
            &lines,
        )
    });
}
