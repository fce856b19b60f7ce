//! The visible part of each line: one pass over its samples finds what is drawn and what is read.

use super::chart::{ChartView, Line, Series, TimeAxis};
use super::decimate::Decimator;
use super::ink::Stroke;
use super::shape::Span;

/// What is known of one line after a pass over it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Trace {
    pub panel: usize,
    pub name: Span,
    pub stroke: Stroke,
    /// Its decimated samples in the chart's buffer.
    pub start: usize,
    pub end: usize,
    /// The highest visible value.
    pub highest: Option<f64>,
    /// The last visible sample.
    pub last: Option<(f64, f64)>,
    /// Its value at the cross.
    pub reading: Option<f64>,
}

/// Reads a line; what is to be drawn of it goes to `samples`.
pub(super) fn read(view: &ChartView, line: &Line<'_>, samples: &mut Vec<(f64, f64)>) -> Trace {
    let start = samples.len();
    let mut window = Window::new(view.axis, view.width, view.cross);
    let mut keep = |time, value| samples.push((time, value));
    line.values
        .feed(&mut |time, value| window.push(time, value, &mut keep));
    window.decimator.finish(&mut keep);
    let drawn = samples[start..].iter().map(|&(_, value)| value);
    Trace {
        panel: 0,
        name: Span { start: 0, end: 0 },
        stroke: line.stroke,
        start,
        end: samples.len(),
        highest: drawn.filter(|value| value.is_finite()).reduce(f64::max),
        last: window.last,
        reading: window.reading,
    }
}

/// Cuts a series at the ends of the visible time, where it interpolates.
struct Window {
    axis: TimeAxis,
    cross: Option<f64>,
    decimator: Decimator,
    before: Option<(f64, f64)>,
    last: Option<(f64, f64)>,
    reading: Option<f64>,
    past_end: bool,
}

impl Window {
    fn new(axis: TimeAxis, width: f32, cross: Option<f64>) -> Self {
        let column = (axis.to - axis.from) / f64::from(width.max(1.0));
        Self {
            axis,
            cross: cross.filter(|cross| axis.contains(*cross)),
            decimator: Decimator::new(axis.from, column),
            before: None,
            last: None,
            reading: None,
            past_end: false,
        }
    }

    fn push(&mut self, time: f64, value: f64, keep: &mut impl FnMut(f64, f64)) {
        if self.past_end || !time.is_finite() {
            return;
        }
        let before = self.before.replace((time, value));
        self.read(before, time, value);
        if time < self.axis.from {
            return;
        }
        if let Some(at_start) = before.filter(|b| b.0 < self.axis.from && time > self.axis.from) {
            self.add(
                self.axis.from,
                between(at_start, (time, value), self.axis.from),
                keep,
            );
        }
        if time > self.axis.to {
            self.past_end = true;
            if let Some(inside) = before.filter(|b| b.0 < self.axis.to) {
                self.add(
                    self.axis.to,
                    between(inside, (time, value), self.axis.to),
                    keep,
                );
            }
        } else {
            self.add(time, value, keep);
        }
    }

    fn add(&mut self, time: f64, value: f64, keep: &mut impl FnMut(f64, f64)) {
        if value.is_finite() {
            self.last = Some((time, value));
        }
        self.decimator.push(time, value, keep);
    }

    /// The value at the cross, if the cross is on this stretch; the later of two values at one time.
    fn read(&mut self, before: Option<(f64, f64)>, time: f64, value: f64) {
        let Some(cross) = self.cross else { return };
        if time == cross {
            self.reading = Some(value).filter(|value| value.is_finite());
        } else if let Some(before) = before.filter(|b| b.0 < cross && cross < time) {
            self.reading =
                Some(between(before, (time, value), cross)).filter(|value| value.is_finite());
        }
    }
}

/// The values of `series` at `instants`, in their order; NaN where it has none.
#[must_use]
pub fn values_at(series: &dyn Series, instants: &[f64]) -> Vec<f64> {
    let mut values = vec![f64::NAN; instants.len()];
    let (mut before, mut next) = ((f64::NEG_INFINITY, f64::NAN), 0);
    series.feed(&mut |time, value| {
        while let Some(instant) = instants.get(next).filter(|instant| **instant < time) {
            // The later of two values at one time, as for the cross.
            values[next] = if *instant == before.0 {
                before.1
            } else {
                between(before, (time, value), *instant)
            };
            next += 1;
        }
        before = (time, value);
    });
    if instants.get(next) == Some(&before.0) {
        values[next] = before.1;
    }
    values
}

/// Linear interpolation; `NaN` where either end is.
fn between(a: (f64, f64), b: (f64, f64), time: f64) -> f64 {
    a.1 + (b.1 - a.1) * ((time - a.0) / (b.0 - a.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lie_between_samples_and_nowhere_else() {
        let samples = vec![
            (1.0, 10.0),
            (3.0, 30.0),
            (3.0, 50.0),
            (4.0, f64::NAN),
            (5.0, 7.0),
        ];
        let values = values_at(&samples, &[0.5, 1.0, 2.0, 3.0, 3.5, 5.0, 6.0]);
        let known: Vec<f64> = values
            .iter()
            .copied()
            .filter(|value| !value.is_nan())
            .collect();
        assert_eq!(known, [10.0, 20.0, 50.0, 7.0], "{values:?}");
        assert!(
            [0, 4, 6].iter().all(|place| values[*place].is_nan()),
            "{values:?}"
        );
    }
}
