//! The charts of the live page, over one time axis: a file for each panel.
//!
//! * `past`: what a panel reads of the run

mod backlog;
mod latency;
mod past;
mod throughput;

use super::flags::Mark;
use super::forecast::Stretch;
use super::lab::Lab;
use crate::draw::scale::nice_duration;
use crate::draw::{Chart, ChartLayout, ChartView, Picture, TimeAxis};
use crate::session::Live;
use past::Past;

/// The charts, with the memory that drawing them needs from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct LiveCharts {
    chart: Chart,
    /// The instants of the edits.
    breaks: Vec<f64>,
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
        self.breaks.clear();
        self.breaks.extend(marks.iter().map(|mark| mark.time));
        let past = Past {
            live,
            axis,
            breaks: &self.breaks,
            theory: look.theory,
            language: picture.language,
            // Some pixels wide, to be seen.
            gap: 4.0 * (axis.to - axis.from) / f64::from(look.width.max(1.0)),
        };
        let chart = &mut self.chart;
        chart.begin(ChartView {
            width: look.width,
            axis,
            cross: look.cross,
        });
        throughput::add(chart, past);
        latency::add(chart, past);
        backlog::add(chart, past);
        let language = picture.language;
        for mark in marks {
            chart.flag(mark.time, mark.text.of(language));
        }
        let empty = picture.language.pick("no data yet", "暂无数据");
        chart.finish(picture, look.height, empty)
    }
}
