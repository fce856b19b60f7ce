//! How durations are spread: bars of how many took how long, and beside them the tail: the share that took longer,
//! by orders of magnitude.

mod parts;

use super::curve::Reading;
use super::format::Format;
use super::picture::Picture;
use super::scale::{Scale, YRange};
use super::shape::{Point, Rect};
use super::text::Ruler;

/// How many took how long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// From this many seconds
    pub from: f64,
    /// to this many.
    pub to: f64,
    /// The share of all of them.
    pub share: f64,
}

/// A quantile on the tail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TailMark {
    /// The share that takes longer: 0.01 for p99.
    pub beyond: f64,
    /// What was measured.
    pub measured: Option<Reading>,
    /// What theory says, in seconds.
    pub theory: Option<f64>,
}

/// All that is shown.
#[derive(Clone, Copy, Debug)]
pub struct SpreadView<'a> {
    /// Width in pixels.
    pub width: f32,
    /// Whether durations are shown by orders of magnitude.
    pub log: bool,
    /// The ends of the axis of durations; above 0 if it goes by orders of magnitude.
    pub ends: (f64, f64),
    /// The bars, in the order of durations.
    pub bars: &'a [Bar],
    /// Durations in their order, each with the share that took longer.
    pub tail: &'a [(f64, f64)],
    /// How many powers of ten the axis of shares goes down.
    pub decades: u32,
    /// Quantiles.
    pub marks: &'a [TailMark],
    /// Whether theory is exact: then its marks are solid, else dashed.
    pub exact: bool,
    /// What the bars are.
    pub bar_words: &'a str,
    /// What the tail is.
    pub tail_words: &'a str,
    /// What is on the axis of durations.
    pub value_words: &'a str,
}

/// From this width on the two plots stand side by side.
const WIDE: f32 = 620.0;
const LEFT: f32 = 52.0;
const RIGHT: f32 = 16.0;
const TOP: f32 = 26.0;
const BOTTOM: f32 = 40.0;
const PLOT: f32 = 170.0;

/// Draws them. It remembers the end of the axis of the bars, so that it does not jump.
#[derive(Clone, Debug, Default)]
pub struct SpreadChart {
    ruler: Ruler,
    range: YRange,
}

/// What drawing one of the plots needs at hand.
struct Scene<'a, 'v> {
    picture: &'a mut Picture,
    view: &'a SpreadView<'v>,
    plot: Rect,
    across: Scale,
    up: Scale,
    ruler: Ruler,
}

impl SpreadChart {
    /// Forgets the end of the axis of the bars: for another run.
    pub fn forget(&mut self) {
        self.range = YRange::default();
    }

    /// A good height for this width.
    #[must_use]
    pub fn natural_height(width: f32) -> f32 {
        let one = TOP + PLOT + BOTTOM;
        if width < WIDE { 2.0 * one } else { one }
    }

    /// Adds both plots to a picture, the top left corner at (0, 0).
    pub fn draw(&mut self, picture: &mut Picture, view: &SpreadView<'_>) {
        let [bars, tail] = plots(view.width);
        let highest = view.bars.iter().map(|bar| bar.share).reduce(f64::max);
        let most = self.range.fit(0.0, highest, None, Format::Percent);
        let least = 1.0 / 10.0_f64.powi(view.decades.cast_signed());
        let ruler = self.ruler;
        let mut scene = Scene {
            picture,
            view,
            plot: bars,
            across: across(view, bars),
            up: Scale::linear(0.0, most, bars.bottom(), bars.y),
            ruler,
        };
        scene.durations();
        scene.shares(most);
        scene.bars();
        scene.frame(view.bar_words);
        let mut scene = Scene {
            plot: tail,
            across: across(view, tail),
            up: Scale::log(least, 1.0, tail.bottom(), tail.y),
            ..scene
        };
        scene.durations();
        scene.orders();
        scene.tail();
        scene.marks();
        scene.frame(view.tail_words);
    }
}

/// Where the bars and the tail are.
fn plots(width: f32) -> [Rect; 2] {
    let room = if width < WIDE { width } else { width / 2.0 };
    let plot = Rect::new(LEFT, TOP, (room - LEFT - RIGHT).max(1.0), PLOT);
    let second = if width < WIDE {
        Rect {
            y: TOP + PLOT + BOTTOM + TOP,
            ..plot
        }
    } else {
        Rect {
            x: room + LEFT,
            ..plot
        }
    };
    [plot, second]
}

fn across(view: &SpreadView<'_>, plot: Rect) -> Scale {
    let (from, to) = view.ends;
    if view.log {
        Scale::log(from, to, plot.x, plot.right())
    } else {
        Scale::linear(from, to, plot.x, plot.right())
    }
}

/// The steps of a tail: level up to each duration, then down to the share that took longer.
fn steps(
    tail: &[(f64, f64)],
    at: impl Fn(f64, f64) -> Point,
    start: f64,
) -> impl Iterator<Item = Point> {
    let before = std::iter::once(1.0).chain(tail.iter().map(|(_, share)| *share));
    let corners = tail
        .iter()
        .zip(before)
        .map(|(&(x, share), before)| [(x, before), (x, share)]);
    let all = std::iter::once((start, 1.0)).chain(corners.flatten());
    all.map(move |(x, share)| at(x, share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::shape::pt;

    #[test]
    fn a_tail_goes_down_where_durations_are() {
        let at = |x: f64, share: f64| pt(x as f32, share as f32);
        let corners: Vec<Point> = steps(&[(1.0, 0.5), (3.0, 0.0)], at, 0.0).collect();
        let expected = [(0.0, 1.0), (1.0, 1.0), (1.0, 0.5), (3.0, 0.5), (3.0, 0.0)];
        assert_eq!(corners, expected.map(|(x, y)| pt(x, y)));
    }

    #[test]
    fn both_plots_are_on_the_picture_at_any_width() {
        for width in [260.0, 390.0, 619.0, 620.0, 1000.0] {
            for plot in plots(width) {
                assert!(plot.x >= LEFT && plot.right() <= width - RIGHT + 0.5);
                assert!(plot.bottom() + BOTTOM <= SpreadChart::natural_height(width));
            }
        }
    }
}
