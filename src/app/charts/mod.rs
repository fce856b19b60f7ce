//! The charts of the live page, over one time axis: a file for each panel.
//!
//! * [`csv`]: the samples as a file
//! * [`kind`]: the panels there are
//! * [`window`]: the stretch of time that is shown
//! * [`table`]: the same in figures
//! * `limits`: the alert rules that look at the figure of a panel
//! * `past`: what a panel reads of the run

mod backlog;
pub mod csv;
mod goodput;
pub mod heat;
pub mod kind;
mod lag;
mod latency;
mod limits;
mod oldest;
mod past;
pub mod table;
mod throughput;
mod utilisation;
pub mod window;

use super::forecast::Stretch;
use super::lab::Lab;
use crate::draw::{Cell, Chart, ChartLayout, ChartView, Picture, TimeAxis};
use crate::theory::Stability;
use crate::words::both;
pub use kind::{Kind, Shown, Which};
use past::{Past, Put};
pub use window::{Move, Window};

/// What a person reads on the charts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cross {
    /// The instant that is read, s.
    pub at: Option<f64>,
    /// Where the stretch begins that is being marked from there to the instant that is read, s.
    pub since: Option<f64>,
}

impl Cross {
    /// The stretch that is marked; none if it is no more than a hundredth of what `axis` shows, as a press without
    /// a drag is.
    #[must_use]
    pub fn marked(self, axis: TimeAxis) -> Option<TimeAxis> {
        let (a, b) = (self.since?, self.at?);
        let least = (axis.to - axis.from) / 100.0;
        let (from, to) = (a.min(b), a.max(b));
        (to - from > least).then_some(TimeAxis { from, to })
    }
}

/// The charts, with the memory that drawing them needs from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct LiveCharts {
    chart: Chart,
    /// The instants of the edits.
    breaks: Vec<f64>,
    /// The heat map's cells.
    cells: Vec<Cell>,
    /// What the ends of the value axes were fitted to.
    fitted: (Shown, Window),
}

/// The stretch of time that is shown.
#[must_use]
pub fn axis(lab: &Lab) -> TimeAxis {
    lab.window().axis(lab.live())
}

/// What theory says of the latency in the time that is shown, if a person wants to see it.
#[must_use]
pub fn theory(lab: &Lab) -> &[Stretch] {
    if lab.overlay() {
        lab.forecast().stretches(axis(lab).from)
    } else {
        &[]
    }
}

/// The run as panels see it: with the instants of its edits, and `gap` seconds between two lines that start anew
/// at one.
fn past<'a>(lab: &'a Lab, breaks: &'a [f64], gap: f64) -> Past<'a> {
    Past {
        live: lab.live(),
        series: lab.live().series(),
        language: lab.language(),
        axis: axis(lab),
        breaks,
        log: lab.log_latency(),
        theory: theory(lab),
        diverges: matches!(lab.forecast().stability(), Stability::Unstable { .. }),
        gap,
    }
}

/// Hands over the panels that are `shown`, from the top; `width` px wide, with a buffer for the heat map's `cells`.
fn each(shown: Shown, past: Past<'_>, cells: &mut Vec<Cell>, width: f32, put: Put<'_>) {
    for kind in shown.iter() {
        match kind {
            Kind::Throughput => throughput::add(put, past),
            Kind::Latency => latency::add(put, past),
            Kind::Backlog => backlog::add(put, past),
            Kind::Utilisation => utilisation::add(put, past),
            Kind::Goodput => goodput::add(put, past),
            Kind::Oldest => oldest::add(put, past),
            Kind::Lag => lag::add(put, past),
            Kind::Heat => heat::add(put, past, cells, width),
        }
    }
}

impl LiveCharts {
    /// Forgets the ends of the value axes: for another run.
    pub fn forget(&mut self) {
        self.chart.forget();
    }

    /// Adds the charts of `lab` that are `shown` to `picture`, `width` CSS pixels wide and as high as they need, read
    /// at `cross`.
    pub fn draw(
        &mut self,
        picture: &mut Picture,
        lab: &Lab,
        shown: Shown,
        width: f32,
        cross: Cross,
    ) -> ChartLayout {
        let (axis, marks) = (axis(lab), lab.flags().all());
        let fitted = (shown, lab.window());
        if self.fitted != fitted {
            self.fitted = fitted;
            self.chart.forget();
        }
        self.breaks.clear();
        self.breaks.extend(marks.iter().map(|mark| mark.time));
        // Some pixels wide, to be seen.
        let gap = 4.0 * (axis.to - axis.from) / f64::from(width.max(1.0));
        let past = past(lab, &self.breaks, gap);
        let chart = &mut self.chart;
        let (reads, marked) = (cross.at, cross.marked(axis));
        chart.begin(ChartView {
            width,
            axis,
            cross: reads,
        });
        chart.mark(marked);
        each(shown, past, &mut self.cells, width, &mut |panel| {
            chart.add(panel)
        });
        for mark in marks {
            chart.flag(mark.time, mark.text.of(past.language));
        }
        for (time, text) in lab.faults().all() {
            chart.fault(time, text.of(past.language));
        }
        let height = chart.natural_height();
        let empty = both("no data yet", "暂无数据").of(lab.language());
        chart.finish(picture, height, empty)
    }
}
