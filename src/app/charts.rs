//! The charts of the live page: throughput, latency and backlog over one time axis.

use super::flags::Mark;
use super::forecast::Stretch;
use super::lab::Lab;
use crate::draw::scale::nice_duration;
use crate::draw::{
    Chart, ChartLayout, ChartView, Flag, Format, Ink, Line, Panel, Picture, TimeAxis,
};
use crate::session::{Live, Sample};

/// The three charts, with the memory that drawing them needs from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct LiveCharts {
    chart: Chart,
}

/// How they are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'a> {
    /// CSS pixels.
    pub width: f32,
    /// CSS pixels.
    pub height: f32,
    /// The instant that is read, s.
    pub cross: Option<f64>,
    /// What theory says of the latency, stretch by stretch; none of it if that is not asked for.
    pub theory: &'a [Stretch],
}

/// The stretch of time that is shown: at first it grows with the run, then it slides. A run that has
/// ended is shown whole if it fits.
#[must_use]
pub fn axis(live: &Live) -> TimeAxis {
    let (now, span) = (live.now().secs(), live.pace().span());
    let steps = [span / 6.0, span / 3.0, span / 1.5, span];
    let grown = steps.into_iter().find(|step| *step >= now).unwrap_or(span);
    let shown = if live.has_ended() {
        nice_duration(now.max(1.0)).min(span)
    } else {
        grown
    };
    let from = (now - shown).max(0.0);
    TimeAxis {
        from,
        to: from + shown,
    }
}

/// What theory says of the latency in the time that is shown, if a person wants to see it.
#[must_use]
pub fn theory(lab: &Lab) -> &[Stretch] {
    if lab.overlay() {
        lab.forecast().stretches(axis(lab.live()).from)
    } else {
        &[]
    }
}

impl LiveCharts {
    /// Forgets the ends of the value axes: for another run.
    pub fn forget(&mut self) {
        self.chart.forget();
    }

    /// Adds the charts to `picture`.
    pub fn draw(
        &mut self,
        picture: &mut Picture,
        live: &Live,
        marks: &[Mark],
        look: Look<'_>,
    ) -> ChartLayout {
        let axis = axis(live);
        let from = axis.from - live.pace().span() / 100.0;
        let series = live.series();
        let breaks: Vec<f64> = marks.iter().map(|mark| mark.time).collect();
        let breaks = &breaks;
        let rates = |count: fn(&Sample) -> u64| {
            move |put: &mut dyn FnMut(f64, f64)| {
                let rates = series.rates(from, live.rate_window(), breaks, count);
                rates.for_each(|(time, rate)| put(time, rate));
            }
        };
        let levels = |level: fn(&Sample) -> f64| {
            move |put: &mut dyn FnMut(f64, f64)| {
                series
                    .since(from)
                    .iter()
                    .for_each(|sample| put(sample.time, level(sample)));
            }
        };
        let done = rates(|sample| sample.finished);
        let offered = rates(|sample| sample.offered);
        let refused = rates(|sample| sample.refused);
        let p99 = levels(|sample| sample.p99);
        let p50 = levels(|sample| sample.p50);
        let ready = levels(|sample| sample.ready as f64);
        let in_flight = levels(|sample| sample.in_flight as f64);
        let at_lock = levels(|sample| sample.at_lock as f64);
        // A line that the scenario cannot make is not there.
        let bounded = live
            .scenario()
            .queues
            .iter()
            .any(|queue| queue.max_ready.is_some());
        let locked = live.scenario().broker.lock.hold > 0.0;
        let throughput = [
            Line::new("done", Ink::A, &done),
            Line::new("offered", Ink::Dim, &offered).dashed(),
            Line {
                stroke: Ink::Red.stroke(1.8).dotted(),
                ..Line::new("refused", Ink::Red, &refused)
            },
        ];
        let until = if live.has_ended() {
            live.now().secs()
        } else {
            axis.to
        };
        // Some pixels wide, to be seen.
        let gap = 4.0 * (axis.to - axis.from) / f64::from(look.width.max(1.0));
        let theory = |quantile: fn(&Stretch) -> f64| {
            move |put: &mut dyn FnMut(f64, f64)| steps(look.theory, until, gap, quantile, put)
        };
        let theory_p99 = theory(|stretch| stretch.p99);
        let theory_p50 = theory(|stretch| stretch.p50);
        // Where theory has nothing to say of the settings in force, its lines end before.
        let goes_on = look.theory.last().is_some_and(Stretch::is_known);
        let (name_p99, name_p50) = if goes_on {
            ("theory p99", "theory p50")
        } else {
            ("p99 before", "p50 before")
        };
        let latency = [
            Line::new("p99", Ink::B, &p99).dashed(),
            Line::new("p50", Ink::A, &p50),
            Line::new(name_p99, Ink::B, &theory_p99).reference(),
            Line::new(name_p50, Ink::A, &theory_p50).reference(),
        ];
        let has_theory = look.theory.iter().any(Stretch::is_known);
        let latency = &latency[..if has_theory { 4 } else { 2 }];
        let backlog = [
            Line::new("ready", Ink::A, &ready),
            Line::new("in flight", Ink::C, &in_flight).dashed(),
            Line {
                stroke: Ink::D.stroke(1.8).dotted(),
                ..Line::new("at the lock", Ink::D, &at_lock)
            },
        ];
        let panels = [
            Panel::new(
                "Throughput",
                "messages / s",
                Format::Number,
                &throughput[..2 + usize::from(bounded)],
            ),
            Panel::new("Latency", "sojourn time", Format::Duration, latency),
            Panel {
                y_max: Some(4.0),
                ..Panel::new(
                    "Backlog",
                    "messages",
                    Format::Count,
                    &backlog[..2 + usize::from(locked)],
                )
            },
        ];
        let flag = |mark: &'_ Mark| mark.time >= axis.from;
        let first = marks.iter().position(flag).unwrap_or(marks.len());
        let flags: Vec<Flag<'_>> = marks[first..]
            .iter()
            .map(|mark| Flag {
                time: mark.time,
                text: &mark.text,
            })
            .collect();
        let view = ChartView {
            width: look.width,
            height: look.height,
            axis,
            panels: &panels,
            flags: &flags,
            cross: look.cross,
            empty: "no data yet",
        };
        self.chart.draw(picture, &view)
    }
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
