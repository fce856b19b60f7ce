//! Limits that a figure should not pass: dashed across the panel, solid and shaded beyond while they are passed for too
//! long, which the words beside say as well.

use super::chart::Scene;
use super::ink::{Ink, Stroke};
use super::layout::TICK;
use super::panel::crisp;
use super::shape::{Rect, Span, pt};
use crate::words::{both, say};

/// Data may rise to so much of a limit before the axis is made to reach it.
const NEAR: f64 = 3.0;
/// From one name to the next.
const ROW: f32 = 14.0;

/// A value that a figure should not pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit<'a> {
    /// Who watches it.
    pub name: &'a str,
    /// What is watched; empty where that is what the panel shows.
    pub what: &'a str,
    /// The value.
    pub value: f64,
    /// Whether it is too much above it, or too little below it.
    pub above: bool,
    /// Whether that is so for too long already.
    pub fires: bool,
}

/// The same as a chart keeps it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    pub name: Span,
    pub what: Span,
    pub value: f64,
    pub above: bool,
    pub fires: bool,
}

/// The height that an axis with data up to `highest` needs to show the limits among `values` that are not far off.
pub(super) fn reach(values: impl Iterator<Item = f64>, highest: Option<f64>) -> Option<f64> {
    let most = highest? * NEAR;
    values
        .filter(|value| *value <= most)
        .map(|value| value * 1.05)
        .reduce(f64::max)
}

impl Kept {
    fn look(self) -> Stroke {
        if self.fires {
            Ink::Red.stroke(2.0)
        } else {
            Ink::Red.stroke(1.2).dashed()
        }
    }
}

/// The lines of a panel's limits, and what lies beyond one that fires.
pub(super) fn lines(scene: &mut Scene<'_>, panel: usize) {
    let plot = scene.layout.plot(panel);
    let kept = scene.kept;
    for limit in kept.limits(panel) {
        let y = scene.y(panel, limit.value);
        if limit.fires {
            let top = if limit.above { plot.y } else { y };
            let height = if limit.above {
                y - plot.y
            } else {
                plot.bottom() - y
            };
            let beyond = Rect::new(plot.x, top, plot.w, height);
            scene.picture.rect(beyond, 0.0, Ink::Red.fill().alpha(0.08));
        }
        if arrow(scene, panel, limit.value).is_empty() {
            let (left, right) = ((plot.x, crisp(y)), (plot.right(), crisp(y)));
            scene.picture.line(left, right, limit.look());
        }
    }
}

/// Where it points to if a value is beyond the ends of the axis; nothing if it is not.
fn arrow(scene: &Scene<'_>, panel: usize, value: f64) -> &'static str {
    let (plot, y) = (scene.layout.plot(panel), scene.scales[panel].at(value));
    if y < plot.y - 0.5 {
        " ↑"
    } else if y > plot.bottom() + 0.5 {
        " ↓"
    } else {
        ""
    }
}

/// The names of a panel's limits: at the left end of their lines; at the edge if they are beyond it.
pub(super) fn names(scene: &mut Scene<'_>, panel: usize) {
    let (kept, plot) = (scene.kept, scene.layout.plot(panel));
    let format = kept.panels[panel].format;
    let mut last = f32::NEG_INFINITY;
    for limit in kept.limits(panel) {
        let y = scene.y(panel, limit.value);
        let above_line = y - ROW / 2.0 - 1.0;
        let middle = if above_line - ROW / 2.0 < plot.y {
            y + ROW / 2.0 + 2.0
        } else {
            above_line
        };
        // Two of the same height stand one below the other.
        let middle = if (middle - last).abs() < ROW {
            last + ROW
        } else {
            middle
        };
        last = middle;
        let (name, what) = (kept.str(limit.name), kept.str(limit.what));
        let sign = if limit.above { ">" } else { "<" };
        let value = format.show(limit.value);
        let space = if what.is_empty() { "" } else { " " };
        let fires = limit.fires.then_some(both(" – fires", "，正在告警"));
        let arrow = arrow(scene, panel, limit.value);
        let text = say!(
            "{name}: {what}{space}{sign} {value}{arrow}{fires}",
            "{name}：{what}{space}{sign} {value}{arrow}{fires}";
            value, fires
        );
        let style = TICK.ink(Ink::Red).halo(Ink::Card);
        let style = if limit.fires { style.strong() } else { style };
        let at = pt(plot.x + 6.0, style.baseline(middle));
        scene.picture.text(at, text, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_reaches_for_a_limit_that_is_near() {
        let reach = |highest| reach([10.0, 1000.0].into_iter(), highest);
        assert_eq!(reach(Some(2.0)), None, "far above what there is");
        assert_eq!(reach(Some(5.0)), Some(10.5));
        assert_eq!(reach(Some(400.0)), Some(1050.0));
        assert_eq!(reach(None), None);
    }
}
