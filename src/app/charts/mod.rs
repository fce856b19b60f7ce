//! The charts of the live page, over one time axis: a file for each panel.
//!
//! * [`kind`]: the panels there are
//! * [`window`]: the stretch of time that is shown
//! * `past`: what a panel reads of the run

mod backlog;
mod goodput;
pub mod kind;
mod lag;
mod latency;
mod oldest;
mod past;
mod throughput;
mod utilisation;
pub mod window;

use super::forecast::Stretch;
use super::lab::Lab;
use crate::draw::{Chart, ChartLayout, ChartView, Picture, TimeAxis};
use crate::theory::Stability;
use crate::words::both;
pub use kind::{Kind, Shown};
use past::Past;
pub use window::{Move, Window};

/// The charts, with the memory that drawing them needs from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct LiveCharts {
    chart: Chart,
    /// The instants of the edits.
    breaks: Vec<f64>,
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

impl LiveCharts {
    /// Forgets the ends of the value axes: for another run.
    pub fn forget(&mut self) {
        self.chart.forget();
    }

    /// Adds the charts of `lab` to `picture`, `width` CSS pixels wide and as high as they need, read
    /// at `cross` seconds.
    pub fn draw(
        &mut self,
        picture: &mut Picture,
        lab: &Lab,
        width: f32,
        cross: Option<f64>,
    ) -> ChartLayout {
        let (axis, marks) = (axis(lab), lab.flags().all());
        let fitted = (lab.panels(), lab.window());
        if self.fitted != fitted {
            self.fitted = fitted;
            self.chart.forget();
        }
        self.breaks.clear();
        self.breaks.extend(marks.iter().map(|mark| mark.time));
        let past = Past {
            live: lab.live(),
            series: lab.live().series(),
            language: lab.language(),
            axis,
            breaks: &self.breaks,
            theory: theory(lab),
            diverges: matches!(lab.forecast().stability(), Stability::Unstable { .. }),
            // Some pixels wide, to be seen.
            gap: 4.0 * (axis.to - axis.from) / f64::from(width.max(1.0)),
        };
        let chart = &mut self.chart;
        chart.begin(ChartView { width, axis, cross });
        for kind in lab.panels().iter() {
            let add = match kind {
                Kind::Throughput => throughput::add,
                Kind::Latency => latency::add,
                Kind::Backlog => backlog::add,
                Kind::Utilisation => utilisation::add,
                Kind::Goodput => goodput::add,
                Kind::Oldest => oldest::add,
                Kind::Lag => lag::add,
            };
            add(chart, past);
        }
        for mark in marks {
            chart.flag(mark.time, mark.text.of(past.language));
        }
        let height = chart.natural_height();
        let empty = both("no data yet", "暂无数据").of(lab.language());
        chart.finish(picture, height, empty)
    }
}
