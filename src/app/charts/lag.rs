//! How long the messages present would take at the rate of late.

use super::kind::Kind;
use super::past::{Past, Put};
use crate::draw::{Format, Ink, Line, Panel};
use crate::session::Sample;
use crate::session::series::rate_between;
use crate::words::both;

/// Hands over the panel.
pub fn add(put: Put<'_>, past: Past<'_>) {
    let lag = past.over(drain);
    let lines = [Line::new(past.word(both("lag", "滞后")), Ink::B, &lag)];
    let unit = past.word(both("backlog / done in a second", "积压/每秒完成数"));
    put(&Panel::new(
        past.word(Kind::Lag.name()),
        unit,
        Format::Duration,
        &lines,
    ));
}

/// Messages present over the rate of completions; NaN while nothing is known to be done.
fn drain(start: &Sample, end: &Sample, window: f64) -> f64 {
    let done = rate_between(start, end, window, |sample| sample.finished);
    let present = end.ready + end.in_flight + end.at_lock;
    if done > 0.0 {
        present as f64 / done
    } else {
        f64::NAN
    }
}
