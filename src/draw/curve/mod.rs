//! A curve with an operating point on it: a duration against a load, the load being 1 at capacity.

mod parts;

use super::format::Format;
use super::log_ticks::log_ends;
use super::picture::Picture;
use super::scale::{Scale, YRange};
use super::shape::{Point, Rect};
use super::text::Ruler;

/// A point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct CurvePoint {
    /// Load.
    pub load: f64,
    /// Seconds.
    pub value: f64,
    /// Whether it is exact: then the line is solid, else dashed.
    pub exact: bool,
}

/// What was measured at the operating point, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The value.
    pub value: f64,
    /// The ends of its interval, if it has one.
    pub interval: Option<(f64, f64)>,
}

/// What happens from the load 1 on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beyond {
    /// Nothing can: the region is hatched.
    #[default]
    Never,
    /// It goes on in another way: the region is set off by a line.
    Differs,
}

/// All that is shown.
#[derive(Clone, Copy, Debug)]
pub struct CurveView<'a> {
    /// Width in pixels.
    pub width: f32,
    /// Height in pixels.
    pub height: f32,
    /// Whether values are shown by orders of magnitude.
    pub log: bool,
    /// The right end of the axis of loads.
    pub to: f64,
    /// The curve, in the order of loads.
    pub points: &'a [CurvePoint],
    /// The load in force.
    pub here: f64,
    /// Whether the value there grows for ever.
    pub lost: bool,
    /// What the curve says there.
    pub theory: Option<CurvePoint>,
    /// What was measured there.
    pub measured: Option<Reading>,
    /// Measured points (load, seconds) of before, the oldest first.
    pub earlier: &'a [(f64, f64)],
    /// What happens from the load 1 on,
    pub beyond: Beyond,
    /// in two words, one below the other.
    pub beyond_words: [&'a str; 2],
    /// What the values are.
    pub value_words: &'a str,
    /// What the loads are; the axis is in percent.
    pub load_words: &'a str,
}

const LEFT: f32 = 46.0;
const RIGHT: f32 = 12.0;
const TOP: f32 = 26.0;
const BOTTOM: f32 = 40.0;
/// Up to this load a linear axis shows the whole curve.
const USUAL: f64 = 0.95;

/// Draws curves. It remembers the end of the value axis, so that it does not jump.
#[derive(Clone, Debug, Default)]
pub struct CurveChart {
    ruler: Ruler,
    range: YRange,
    run: Vec<Point>,
}

/// What drawing needs at hand.
struct Scene<'a, 'v> {
    picture: &'a mut Picture,
    view: &'a CurveView<'v>,
    plot: Rect,
    across: Scale,
    up: Scale,
}

impl CurveChart {
    /// Forgets the end of the value axis: for another scenario.
    pub fn forget(&mut self) {
        self.range = YRange::default();
    }

    /// Adds the chart to a picture, its top left corner at (0, 0).
    pub fn draw(&mut self, picture: &mut Picture, view: &CurveView<'_>) {
        let plot = Rect::new(
            LEFT,
            TOP,
            (view.width - LEFT - RIGHT).max(1.0),
            (view.height - TOP - BOTTOM).max(1.0),
        );
        let mut scene = Scene {
            picture,
            view,
            plot,
            across: Scale::linear(0.0, view.to, plot.x, plot.right()),
            up: self.up(view, plot),
        };
        scene.axes(self.ruler);
        scene.beyond();
        scene.beyond_words();
        scene.curve(&mut self.run);
        scene.earlier();
        scene.operating_point(self.ruler);
    }

    fn up(&mut self, view: &CurveView<'_>, plot: Rect) -> Scale {
        let marked = view.theory.map(|point| point.value).into_iter();
        let marked = marked.chain(view.measured.map(|reading| reading.value));
        let marked = marked.chain(view.earlier.iter().map(|(_, value)| *value));
        let of_curve = view.points.iter().map(|point| point.value);
        if view.log {
            let all = marked.chain(of_curve).filter(|value| *value > 0.0);
            let (low, high) = all.fold((f64::INFINITY, 0.0), |(low, high), value| {
                (f64::min(low, value), f64::max(high, value))
            });
            let (low, high) = if high > 0.0 { (low, high) } else { (0.1, 10.0) };
            let (low, high) = log_ends(low * 0.9, high * 1.1);
            return Scale::log(low, high, plot.bottom(), plot.y);
        }
        let usual = view.points.iter().filter(|point| point.load <= USUAL);
        let usual = usual.map(|point| point.value).reduce(f64::max);
        let whole = of_curve.clone().reduce(f64::max);
        // A curve that does not climb out of sight is shown whole.
        let shown = usual.zip(whole).map(
            |(usual, whole)| {
                if whole <= 4.0 * usual { whole } else { usual }
            },
        );
        // Values far up the wall would flatten all the rest: they are marked at the top.
        let least = of_curve.reduce(f64::min);
        let most = shown
            .zip(least)
            .map(|(shown, least)| f64::max(1.5 * shown, 15.0 * least));
        let most = most.unwrap_or(f64::INFINITY);
        let marked = marked
            .map(|value| value * 1.12)
            .filter(|value| *value <= most);
        let highest = marked.chain(shown).reduce(f64::max);
        let ceiling = self.range.fit(0.0, highest, None, Format::Duration);
        Scale::linear(0.0, ceiling, plot.bottom(), plot.y)
    }
}
