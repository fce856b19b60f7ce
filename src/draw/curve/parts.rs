//! The parts of a curve's chart, from the axes to the operating point.

use super::{Beyond, CurvePoint, Reading, Scene};
use crate::draw::format::{Duration, Format, Percent};
use crate::draw::ink::{Ink, Stroke};
use crate::draw::layout::{NAME, TICK, UNIT};
use crate::draw::log_ticks::log_ticks;
use crate::draw::mark::{Mark, MarkKind};
use crate::draw::panel::{crisp, value_ticks};
use crate::draw::picture::Picture;
use crate::draw::shape::{Point, Rect, pt};
use crate::draw::text::Ruler;
use crate::draw::ticks::Ticks;
use crate::words::{Say, say};

impl Scene<'_, '_> {
    /// The pixel of a load; those beyond the axis are at its end.
    fn x(&self, load: f64) -> f32 {
        self.across.at(load.clamp(0.0, self.view.to))
    }

    /// The pixel of a value, if it is on the axis.
    fn y(&self, value: f64) -> Option<f32> {
        let y = self.up.at(value);
        (self.plot.y - 0.5..=self.plot.bottom() + 0.5)
            .contains(&y)
            .then_some(y)
    }

    pub(super) fn axes(&mut self, ruler: Ruler) {
        let plot = self.plot;
        let ceiling = self.up.value(plot.y);
        for tick in Ticks::new(0.0, self.view.to, 7).iter() {
            let x = self.across.at(tick.value);
            let faint = Ink::Grid.stroke(1.0);
            self.picture
                .line((crisp(x), plot.y), (crisp(x), plot.bottom()), faint);
            let at = pt(x, TICK.baseline(plot.bottom() + 12.0));
            self.picture
                .text_fmt(at, format_args!("{}", tick.percent()), TICK.middle());
        }
        let most = (plot.h / 26.0) as usize + 1;
        let (picture, up) = (&mut *self.picture, self.up);
        let mut mark = |value: f64, label: &dyn Say| {
            let y = up.at(value);
            picture.line(
                (plot.x, crisp(y)),
                (plot.right(), crisp(y)),
                Ink::Grid.stroke(1.0),
            );
            let at = pt(plot.x - 7.0, TICK.baseline(y + 0.5));
            picture.text(at, label, TICK.end());
        };
        if self.view.log {
            let floor = up.value(plot.bottom());
            log_ticks(floor, ceiling, most).for_each(|tick| {
                mark(tick.value, &format_args!("{tick}"));
            });
        } else {
            let room = plot.x - 8.0;
            value_ticks(Format::Duration, 0.0, ceiling, most, room, ruler, mark);
        }
        let axis = Ink::Edge.stroke(1.0);
        let (left, floor) = (crisp(plot.x), crisp(plot.bottom()));
        self.picture.line((left, plot.y), (left, floor), axis);
        self.picture
            .line((left, floor), (plot.right(), floor), axis);
        self.picture
            .text((4.0, UNIT.baseline(9.0)), self.view.value_words, UNIT);
        let at = pt(plot.right(), UNIT.baseline(plot.bottom() + 30.0));
        self.picture.text(at, self.view.load_words, UNIT.end());
    }

    /// The region from the load 1 on.
    fn region(&self) -> Rect {
        let (x, plot) = (self.x(1.0), self.plot);
        Rect::new(x, plot.y, (plot.right() - x).max(0.0), plot.h)
    }

    pub(super) fn beyond(&mut self) {
        let region = self.region();
        if self.view.beyond == Beyond::Never {
            self.picture.rect(region, 0.0, Ink::Red.fill().alpha(0.05));
            hatch(self.picture, region, Ink::Red.stroke(1.0).alpha(0.28));
        }
        let edge = match self.view.beyond {
            Beyond::Never => Ink::Red.stroke(1.2).alpha(0.7),
            Beyond::Differs => Ink::Dim.stroke(1.0).dotted(),
        };
        let x = crisp(region.x);
        self.picture.line((x, region.y), (x, region.bottom()), edge);
    }

    pub(super) fn beyond_words(&mut self) {
        let region = self.region();
        let ink = match self.view.beyond {
            Beyond::Never => Ink::Red,
            Beyond::Differs => Ink::Dim,
        };
        let style = TICK.ink(ink).middle().halo(Ink::Card);
        for (row, word) in self.view.beyond_words.iter().enumerate() {
            let y = region.bottom() - 27.0 + 14.0 * row as f32;
            self.picture
                .text((region.centre().x + 1.0, style.baseline(y)), word, style);
        }
    }

    /// The line, cut where it leaves the axis at the top.
    pub(super) fn curve(&mut self, run: &mut Vec<Point>) {
        let points = self.view.points;
        let top = self.plot.y;
        for pair in points.windows(2) {
            let stroke = self.stroke(pair[1]);
            let [a, b] = [pair[0], pair[1]].map(|it| pt(self.x(it.load), self.up.at(it.value)));
            if a.y < top && b.y < top {
                continue;
            }
            let crossing = pt(a.x + (b.x - a.x) * (top - a.y) / (b.y - a.y), top);
            let (from, to) = match (a.y < top, b.y < top) {
                (true, _) => (crossing, b),
                (_, true) => (a, crossing),
                _ => (a, b),
            };
            if run.is_empty() {
                run.push(from);
            }
            run.push(to);
            let style_ends = pair[0].exact != pair[1].exact;
            if b.y < top || style_ends {
                self.picture.polyline(run.drain(..), stroke);
            }
        }
        if let Some(last) = points.last() {
            let stroke = self.stroke(*last);
            self.picture.polyline(run.drain(..), stroke);
        }
    }

    fn stroke(&self, point: CurvePoint) -> Stroke {
        let stroke = Ink::Text.stroke(1.8);
        if point.exact { stroke } else { stroke.dashed() }
    }

    pub(super) fn earlier(&mut self) {
        let count = self.view.earlier.len();
        for (place, (load, value)) in self.view.earlier.iter().enumerate() {
            let Some(y) = self.y(*value) else { continue };
            // What is long ago fades.
            let age = (count - place) as f32;
            let fill = Ink::A.fill().alpha((0.55 - 0.04 * age).max(0.15));
            self.picture.circle((self.x(*load), y), 3.0, fill);
        }
    }

    pub(super) fn operating_point(&mut self, ruler: Ruler) {
        let (view, plot, x) = (self.view, self.plot, self.x(self.view.here));
        let theory = view.theory.map(|point| point.value);
        let ink = if view.lost { Ink::Red } else { Ink::Text };
        let heights = [theory, view.measured.map(|reading| reading.value)]
            .into_iter()
            .flatten();
        let highest = heights
            .map(|value| self.y(value).unwrap_or(plot.y + 7.0))
            .reduce(f32::min);
        let highest = if view.lost {
            plot.y + 7.0
        } else {
            highest.unwrap_or(plot.y)
        };
        let drop = ink.stroke(1.0).dotted().alpha(0.7);
        self.picture.line((x, plot.bottom()), (x, highest), drop);
        if let Some(point) = view.theory {
            let style = Ink::Text.stroke(1.8);
            let style = if point.exact { style } else { style.dashed() };
            match self.y(point.value) {
                Some(y) => self
                    .picture
                    .circle((x, y), 6.5, (Ink::Card.fill().alpha(0.6), style)),
                None => self.off_the_top(0, x, point.value, Ink::Text, ruler),
            }
        } else if view.lost {
            let mark = Mark::new(MarkKind::Triangle, pt(x, plot.y + 7.0), Ink::Red).outlined();
            self.picture.mark(mark);
        }
        if let Some(reading) = view.measured {
            self.reading(x, reading, ruler);
        }
        if view.here > view.to && view.here.is_finite() {
            let at = pt(plot.right() - 3.0, NAME.baseline(plot.bottom() - 44.0));
            let style = NAME.ink(ink).strong().end().halo(Ink::Card);
            let here = Percent(view.here);
            self.picture
                .text(at, say!("{here} →", "{here} →"; here), style);
        }
    }

    fn reading(&mut self, x: f32, reading: Reading, ruler: Ruler) {
        let Some(y) = self.y(reading.value) else {
            // Below the mark of theory, if that is up there, too.
            let theory = self.view.theory.and_then(|point| self.y(point.value));
            let row = usize::from(self.view.theory.is_some() && theory.is_none());
            self.off_the_top(row, x, reading.value, Ink::A, ruler);
            return;
        };
        if let Some((low, high)) = reading.interval {
            let floor = self.up.value(self.plot.bottom());
            let ends = [low.max(floor), high].map(|end| self.up.at(end).max(self.plot.y));
            let stroke = Ink::A.stroke(2.0);
            self.picture.line((x, ends[0]), (x, ends[1]), stroke);
            for end in ends {
                self.picture.line((x - 4.0, end), (x + 4.0, end), stroke);
            }
        }
        let rim = Ink::Card.stroke(1.5);
        self.picture.circle((x, y), 4.0, (Ink::A, rim));
    }

    /// A mark at the top for a value beyond the axis, which it names.
    fn off_the_top(&mut self, row: usize, x: f32, value: f64, ink: Ink, ruler: Ruler) {
        let at = pt(x, self.plot.y + 7.0 + 15.0 * row as f32);
        self.picture.mark(Mark::new(MarkKind::Triangle, at, ink));
        let style = NAME.ink(ink).strong().halo(Ink::Card);
        let width = ruler.width_fmt(format_args!("{}", Duration(value)), style);
        let left = pt(x - 9.0 - width, style.baseline(at.y));
        self.picture.text(left, Duration(value), style);
    }
}

/// Fills `rect` with slanted lines.
fn hatch(picture: &mut Picture, rect: Rect, stroke: Stroke) {
    const STEP: f32 = 7.0;
    let lines = ((rect.w + rect.h) / STEP) as usize;
    for line in 1..=lines {
        // From the left or bottom edge up to the top or right edge.
        let along = line as f32 * STEP;
        let (down, right) = (along.min(rect.h), along.min(rect.w));
        let from = pt(rect.x + along - down, rect.y + down);
        let to = pt(rect.x + right, rect.y + along - right);
        picture.line(from, to, stroke);
    }
}
