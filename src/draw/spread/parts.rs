//! The parts of the two plots.

use super::{Scene, steps};
use crate::draw::chart::TimeAxis;
use crate::draw::format::Format;
use crate::draw::ink::Ink;
use crate::draw::layout::{NAME, TICK, TITLE, UNIT};
use crate::draw::log_ticks::log_ticks;
use crate::draw::panel::{crisp, time_ticks, value_ticks};
use crate::draw::shape::{Point, Rect, pt};
use crate::words::{Say, say};

/// From a mark to its name.
const ASIDE: f32 = 11.0;
/// Shares in percent, a power of ten each.
const ORDERS: [&str; 8] = [
    "100", "10", "1", "0.1", "0.01", "0.001", "0.0001", "0.00001",
];

impl Scene<'_, '_> {
    fn at(&self, duration: f64, share: f64) -> Point {
        let plot = self.plot;
        let (x, y) = (self.across.at(duration), self.up.at(share));
        pt(
            x.clamp(plot.x, plot.right()),
            y.clamp(plot.y, plot.bottom()),
        )
    }

    /// The axis of durations.
    pub(super) fn durations(&mut self) {
        let (plot, (from, to)) = (self.plot, self.view.ends);
        let (picture, across, ruler) = (&mut *self.picture, self.across, self.ruler);
        let mut mark = |value: f64, label: &dyn Say| {
            let x = across.at(value);
            let grid = Ink::Grid.stroke(1.0).alpha(0.7);
            picture.line((crisp(x), plot.y), (crisp(x), plot.bottom()), grid);
            let half = ruler.width_fmt(format_args!("0,000 ms"), TICK) / 2.0;
            let x = x.min(plot.right() + super::RIGHT - half);
            let at = pt(x, TICK.baseline(plot.bottom() + 12.0));
            picture.text(at, label, TICK.middle());
        };
        if self.view.log {
            let most = (plot.w / 50.0) as usize;
            let ticks = log_ticks(from, to, most.max(2));
            ticks.for_each(|tick| mark(tick.value, &format_args!("{tick}")));
        } else {
            let ticks = time_ticks(TimeAxis { from, to }, plot.w, ruler);
            ticks.iter().for_each(|tick| match tick.time {
                0.0 => mark(0.0, &0_u32),
                time => mark(time, &format_args!("{tick}")),
            });
        }
    }

    fn level(&mut self, share: f64, label: &dyn Say) {
        let (plot, y) = (self.plot, self.up.at(share));
        let (left, right) = ((plot.x, crisp(y)), (plot.right(), crisp(y)));
        self.picture.line(left, right, Ink::Grid.stroke(1.0));
        let at = pt(plot.x - 8.0, TICK.baseline(y + 0.5));
        self.picture.text(at, label, TICK.end());
    }

    /// The axis of the bars' shares, up to `most`.
    pub(super) fn shares(&mut self, most: f64) {
        let (room, ruler) = (self.plot.x - 10.0, self.ruler);
        value_ticks(
            Format::Percent,
            0.0,
            most,
            5,
            room,
            ruler,
            |share, label| {
                self.level(share, label);
            },
        );
    }

    /// The axis of the tail's shares.
    pub(super) fn orders(&mut self) {
        let mut share = 1.0;
        for percent in ORDERS.iter().take(self.view.decades as usize + 1) {
            self.level(share, &say!("{percent} %", "{percent}%"));
            share /= 10.0;
        }
    }

    /// The axes' lines and what the plot is.
    pub(super) fn frame(&mut self, title: &str) {
        let (plot, axis) = (self.plot, Ink::Edge.stroke(1.0));
        let (left, floor) = (crisp(plot.x), crisp(plot.bottom()));
        self.picture.line((left, plot.y), (left, floor), axis);
        self.picture
            .line((left, floor), (plot.right(), floor), axis);
        let at = pt(plot.x, TITLE.baseline(plot.y - 14.0));
        self.picture.text(at, title, TITLE);
        let at = pt(plot.right(), UNIT.baseline(plot.bottom() + 29.0));
        self.picture.text(at, self.view.value_words, UNIT.end());
    }

    pub(super) fn bars(&mut self) {
        let plot = self.plot;
        for bar in self.view.bars {
            let (low, high) = (self.at(bar.from, 0.0), self.at(bar.to, bar.share));
            let height = low.y - high.y;
            if height <= 0.0 {
                continue;
            }
            // A pixel between neighbours, where there is room for it.
            let width = high.x - low.x;
            let gap = if width > 4.0 { 1.0 } else { 0.0 };
            // What is there is seen, however little.
            let y = high.y.min(plot.bottom() - 1.0);
            let rect = Rect::new(low.x, y, (width - gap).max(1.0), plot.bottom() - y);
            self.picture.rect(rect, 0.0, Ink::A.fill().alpha(0.75));
        }
    }

    pub(super) fn tail(&mut self) {
        let corners = steps(
            self.view.tail,
            |duration, share| self.at(duration, share),
            self.view.ends.0,
        );
        let corners: Vec<Point> = corners.collect();
        self.picture.polyline(corners, Ink::A.stroke(1.8));
    }

    /// The quantiles: what was measured with its interval, what theory says as a ring.
    pub(super) fn marks(&mut self) {
        let (from, to) = self.view.ends;
        let is_seen = |value: &f64| (from..=to).contains(value);
        for mark in self.view.marks {
            if let Some((low, high)) = mark.measured.and_then(|reading| reading.interval) {
                let (a, b) = (self.at(low, mark.beyond), self.at(high, mark.beyond));
                let stroke = Ink::A.stroke(2.0);
                self.picture.line(a, b, stroke);
                for end in [a, b] {
                    self.picture
                        .line((end.x, end.y - 4.0), (end.x, end.y + 4.0), stroke);
                }
            }
            if let Some(reading) = mark.measured.filter(|reading| is_seen(&reading.value)) {
                let at = self.at(reading.value, mark.beyond);
                self.picture
                    .circle(at, 3.5, (Ink::A, Ink::Card.stroke(1.5)));
            }
            if let Some(value) = mark.theory.filter(is_seen) {
                let ring = Ink::Text.stroke(1.8);
                let ring = if self.view.exact { ring } else { ring.dashed() };
                self.picture.circle(self.at(value, mark.beyond), 6.5, ring);
            }
            self.name(
                mark.beyond,
                mark.measured.map(|reading| reading.value),
                mark.theory,
            );
        }
    }

    /// The name of a quantile, beside its marks: to the right, or to the left where that has no room.
    fn name(&mut self, beyond: f64, measured: Option<f64>, theory: Option<f64>) {
        let to = self.view.ends.1;
        let values = [measured, theory].into_iter().flatten();
        let (low, high) = values.fold((f64::INFINITY, 0.0), |(low, high), value| {
            (f64::min(low, value), f64::max(high, value))
        });
        if high > to || low > high {
            return;
        }
        let percent = ((1.0 - beyond) * 100.0).round() as u32;
        let style = NAME.halo(Ink::Card);
        let (left, right) = (self.at(low, beyond), self.at(high, beyond));
        let room = ASIDE + self.ruler.width_fmt(format_args!("p{percent}"), style);
        let y = style.baseline(right.y - 6.0);
        let (at, style) = if right.x + room <= self.plot.right() + super::RIGHT {
            (pt(right.x + ASIDE, y), style)
        } else {
            (
                pt(left.x - ASIDE, style.baseline(left.y + 6.0)),
                style.end(),
            )
        };
        self.picture.text_fmt(at, format_args!("p{percent}"), style);
    }
}
