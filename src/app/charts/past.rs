//! What a panel reads of the run: rates, levels and what theory says, as series.

use crate::app::forecast::Stretch;
use crate::draw::{Band, Ink, Line, Panel, TimeAxis};
use crate::metrics::totals::Metric;
use crate::session::{Live, Sample, Series};
use crate::words::{Language, Words};

/// Whoever takes a panel: the chart, or a table.
pub type Put<'a> = &'a mut dyn FnMut(&Panel<'_>);

/// The run as the panels of one frame see it.
#[derive(Clone, Copy)]
pub struct Past<'a> {
    /// The run.
    pub live: &'a Live,
    /// Its samples, or those of the future that the last change replaced.
    pub series: &'a Series,
    /// The reader's language.
    pub language: Language,
    /// The stretch of time that is shown.
    pub axis: TimeAxis,
    /// The instants of the edits, s: no rate is taken over one of them.
    pub breaks: &'a [f64],
    /// What theory says of the latency, stretch by stretch; none of it if that is not asked for.
    pub theory: &'a [Stretch],
    /// Whether latency is shown by orders of magnitude.
    pub log: bool,
    /// Whether the load reaches the capacity, so that what grows without bound has no mean.
    pub diverges: bool,
    /// Seconds between two lines that start anew at an edit.
    pub gap: f64,
}

impl<'a> Past<'a> {
    /// The words in the reader's language.
    pub const fn word(self, words: Words) -> &'static str {
        words.of(self.language)
    }

    /// From where on samples are read: a little before the left end, where lines are cut.
    pub fn from(self) -> f64 {
        self.axis.from - (self.axis.to - self.axis.from) / 100.0
    }

    /// The interval of a figure over the time it counts for: since the last edit. None while it is
    /// settling, or if there is no such figure.
    pub fn interval(self, metric: Metric, ink: Ink) -> Option<Band> {
        if self.diverges && metric.diverges_under_overload() {
            return None;
        }
        let estimate = self.live.estimate(metric);
        Some(Band {
            ink,
            from: self.live.counted_since().secs(),
            to: self.live.now().secs(),
            low: estimate.low?,
            high: estimate.high?,
        })
    }

    /// The future that the last change replaced, as lines of the same kind see it.
    pub fn without_the_change(self) -> Self {
        const NOTHING: &Series = &Series::NONE;
        let ghost = self.live.ghost().map(|ghost| ghost.course().series());
        Self {
            series: ghost.unwrap_or(NOTHING),
            ..self
        }
    }

    /// Whether there is such a future.
    pub const fn is_haunted(self) -> bool {
        self.live.ghost().is_some()
    }

    /// What happened over the window of the rates.
    pub fn over(
        self,
        figure: fn(&Sample, &Sample, f64) -> f64,
    ) -> impl Fn(&mut dyn FnMut(f64, f64)) + use<'a> {
        move |put| {
            let window = self.live.rate_window();
            let figures = self
                .series
                .over(self.from(), window, self.breaks, |start, end| {
                    figure(start, end, window)
                });
            figures.for_each(|(time, figure)| put(time, figure));
        }
    }

    /// A count as a rate.
    pub fn rate(self, count: fn(&Sample) -> u64) -> impl Fn(&mut dyn FnMut(f64, f64)) + use<'a> {
        move |put| {
            let window = self.live.rate_window();
            let rates = self.series.rates(self.from(), window, self.breaks, count);
            rates.for_each(|(time, rate)| put(time, rate));
        }
    }

    /// A level.
    pub fn level(self, level: fn(&Sample) -> f64) -> impl Fn(&mut dyn FnMut(f64, f64)) + use<'a> {
        move |put| {
            let samples = self.series.since(self.from());
            samples
                .iter()
                .for_each(|sample| put(sample.time, level(sample)));
        }
    }

    /// A quantile by theory: a level line for each stretch.
    pub fn theory(
        self,
        quantile: fn(&Stretch) -> f64,
    ) -> impl Fn(&mut dyn FnMut(f64, f64)) + use<'a> {
        let until = if self.live.has_ended() {
            self.live.now().secs()
        } else {
            self.axis.to
        };
        move |put| steps(self.theory, until, self.gap, quantile, put)
    }
}

/// Of `lines`, those that are there, one after the other, and how many they are.
pub fn present<const N: usize>(lines: [(Line<'_>, bool); N]) -> ([Line<'_>; N], usize) {
    let mut kept = lines.map(|(line, _)| line);
    let mut many = 0;
    for (line, _) in lines.into_iter().filter(|(_, is_there)| *is_there) {
        kept[many] = line;
        many += 1;
    }
    (kept, many)
}

/// A level line for each stretch up to a `gap` before the next one; the last one goes on `until` that
/// time.
fn steps(
    stretches: &[Stretch],
    until: f64,
    gap: f64,
    level: fn(&Stretch) -> f64,
    put: &mut dyn FnMut(f64, f64),
) {
    let ends = stretches.iter().skip(1).map(|next| next.from - gap);
    for (stretch, end) in stretches.iter().zip(ends.chain([until])) {
        let end = end.max(stretch.from);
        put(stretch.from, level(stretch));
        put(end, level(stretch));
        put(end + gap / 2.0, f64::NAN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn theory_starts_anew_at_each_edit() {
        let stretch = |from, p99| Stretch {
            from,
            p50: f64::NAN,
            p99,
        };
        let stretches = [stretch(0.0, 3.0), stretch(10.0, 5.0)];
        let mut points = Vec::new();
        steps(&stretches, 60.0, 1.0, |it| it.p99, &mut |time, value| {
            points.push((time, value));
        });
        let is_gap = |point: &&(f64, f64)| point.1.is_nan();
        let gaps: Vec<f64> = points
            .iter()
            .filter(is_gap)
            .map(|(time, _)| *time)
            .collect();
        assert_eq!(gaps, [9.5, 60.5]);
        points.retain(|point| !is_gap(&point));
        assert_eq!(points, [(0.0, 3.0), (9.0, 3.0), (10.0, 5.0), (60.0, 5.0)]);
    }
}
