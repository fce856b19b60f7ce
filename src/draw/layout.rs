//! Where the parts of a chart are: panels one below the other, one time axis for all.

use super::chart::{ChartView, Panel, TimeAxis};
use super::ink::Ink;
use super::scale::Scale;
use super::shape::Rect;
use super::text::{Ruler, TextStyle};

/// The text of a panel's name.
pub(super) const TITLE: TextStyle = TextStyle::new(Ink::Text, 12.5).strong().halo(Ink::Card);
/// The text of its unit.
pub(super) const UNIT: TextStyle = TextStyle::new(Ink::Dim, 11.5).halo(Ink::Card);
/// The text on the axes.
pub(super) const TICK: TextStyle = TextStyle::new(Ink::Dim, 11.5);
/// The text of a line's name and value, and of readings.
pub(super) const NAME: TextStyle = TextStyle::new(Ink::Text, 12.0);
/// The room for the value behind a line's name: constant, so that the plot does not jump as digits change.
const VALUE_ROOM: &str = " 00.0 ms";
/// From title to unit, and from one entry of a legend to the next.
pub(super) const WORD: f32 = 7.0;
pub(super) const ENTRY: f32 = 14.0;
/// A sample of a line in the legend, with the space behind it.
pub(super) const SWATCH: f32 = 18.0;
pub(super) const SWATCH_SPACE: f32 = 5.0;

/// Below this width, line labels go above the plot.
const NARROW: f32 = 560.0;
const LANE: f32 = 22.0;
const AXIS: f32 = 26.0;
const HEAD: f32 = 22.0;
const LEGEND_ROW: f32 = 17.0;
const BELOW_PLOT: f32 = 6.0;
const PLOT: f32 = 80.0;

/// Where everything is; small, and good until the view's size, lines or time axis change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartLayout {
    /// The whole width.
    pub width: f32,
    /// The whole height.
    pub height: f32,
    /// Whether line labels are above the plots instead of at the lines' ends.
    pub narrow: bool,
    axis: TimeAxis,
    left: f32,
    right: f32,
    legend_rows: usize,
    plot_height: f32,
    count: usize,
}

impl ChartLayout {
    /// The layout of a view.
    #[must_use]
    pub fn new(view: &ChartView<'_>, ruler: Ruler) -> Self {
        let narrow = view.width < NARROW;
        let left = if narrow { 42.0 } else { 52.0 };
        let right = if narrow {
            14.0
        } else {
            end_room(view.panels, ruler)
        };
        let room = view.width - left - right;
        let legend_rows = if narrow {
            legend_rows(view.panels, room, ruler)
        } else {
            0
        };
        let count = view.panels.len();
        let mut layout = Self {
            width: view.width,
            height: view.height,
            narrow,
            axis: view.axis,
            left,
            right: view.width - right,
            legend_rows,
            plot_height: 0.0,
            count,
        };
        let heads = count as f32 * (layout.head_height() + BELOW_PLOT);
        layout.plot_height =
            ((view.height - LANE - AXIS - heads + BELOW_PLOT) / count.max(1) as f32).max(8.0);
        layout
    }

    /// A good height for a chart of this width and these panels.
    #[must_use]
    pub fn natural_height(view: &ChartView<'_>, ruler: Ruler) -> f32 {
        let layout = Self::new(view, ruler);
        let each = layout.head_height() + PLOT + BELOW_PLOT;
        LANE + AXIS - BELOW_PLOT + layout.count as f32 * each
    }

    /// How many panels there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    const fn head_height(&self) -> f32 {
        HEAD + self.legend_rows as f32 * LEGEND_ROW
    }

    /// The row above all panels, where flags are.
    #[must_use]
    pub const fn lane(&self) -> Rect {
        Rect::new(self.left, 2.0, self.right - self.left, LANE - 4.0)
    }

    /// The title of a panel, with the legend below it when narrow.
    #[must_use]
    pub const fn head(&self, panel: usize) -> Rect {
        let each = self.head_height() + self.plot_height + BELOW_PLOT;
        Rect::new(
            self.left,
            LANE + panel as f32 * each,
            self.right - self.left,
            self.head_height(),
        )
    }

    /// The title row of a panel.
    pub(super) const fn title(&self, panel: usize) -> Rect {
        let head = self.head(panel);
        Rect { h: HEAD, ..head }
    }

    /// A row of a panel's legend; row 0 is the title's.
    pub(super) const fn legend_row(&self, panel: usize, row: usize) -> Rect {
        let title = self.title(panel);
        if row == 0 {
            return title;
        }
        Rect {
            y: title.bottom() - 3.0 + (row - 1) as f32 * LEGEND_ROW,
            h: LEGEND_ROW,
            ..title
        }
    }

    /// How many rows legends have below the title.
    pub(super) const fn legend_rows(&self) -> usize {
        self.legend_rows
    }

    /// Where the lines of a panel are.
    #[must_use]
    pub const fn plot(&self, panel: usize) -> Rect {
        let head = self.head(panel);
        Rect::new(head.x, head.bottom(), head.w, self.plot_height)
    }

    /// From the top of the first plot to the bottom of the last.
    #[must_use]
    pub const fn plots(&self) -> Rect {
        let first = self.plot(0);
        let last = self.plot(self.count.saturating_sub(1));
        Rect {
            h: last.bottom() - first.y,
            ..first
        }
    }

    /// The row below all panels, where times are.
    #[must_use]
    pub const fn axis_row(&self) -> Rect {
        let plots = self.plots();
        Rect::new(plots.x, plots.bottom(), plots.w, AXIS)
    }

    /// From times to pixels.
    #[must_use]
    pub fn time_scale(&self) -> Scale {
        Scale::linear(self.axis.from, self.axis.to, self.left, self.right)
    }

    /// The time under a pointer; none outside the plots' width.
    #[must_use]
    pub fn time_at(&self, x: f32) -> Option<f64> {
        (self.left..=self.right)
            .contains(&x)
            .then(|| self.time_scale().value(x))
    }

    /// The panel under a pointer, its title included.
    #[must_use]
    pub fn panel_at(&self, y: f32) -> Option<usize> {
        (0..self.count).find(|&panel| (self.head(panel).y..=self.plot(panel).bottom()).contains(&y))
    }
}

/// The width of a line's name with room for its value.
pub(super) fn name_room(name: &str, ruler: Ruler) -> f32 {
    ruler.width_fmt(format_args!("{name}{VALUE_ROOM}"), NAME)
}

/// The margin for labels at the lines' ends.
fn end_room(panels: &[Panel<'_>], ruler: Ruler) -> f32 {
    let names = panels
        .iter()
        .flat_map(|panel| panel.lines)
        .map(|line| name_room(line.name, ruler));
    (names.fold(56.0, f32::max) + 16.0).clamp(72.0, 190.0)
}

/// How wide one entry of a legend is.
pub(super) fn entry_room(name: &str, ruler: Ruler) -> f32 {
    SWATCH + SWATCH_SPACE + name_room(name, ruler)
}

/// Rows that the longest legend needs below the title; none if each fits beside its title.
fn legend_rows(panels: &[Panel<'_>], room: f32, ruler: Ruler) -> usize {
    let beside = panels.iter().all(|panel| {
        let title = ruler.width(panel.title, TITLE) + WORD + ruler.width(panel.unit, UNIT);
        let legend: f32 = panel
            .lines
            .iter()
            .map(|line| ENTRY + entry_room(line.name, ruler))
            .sum();
        title + legend <= room
    });
    if beside {
        return 0;
    }
    panels
        .iter()
        .map(|panel| {
            entries(panel, room, ruler)
                .last()
                .map_or(0, |(row, _)| row + 1)
        })
        .max()
        .unwrap_or(0)
}

/// The row (from 0) and the x (from the left) of each line's entry, filling rows from the left.
pub(super) fn entries(
    panel: &Panel<'_>,
    room: f32,
    ruler: Ruler,
) -> impl Iterator<Item = (usize, f32)> {
    let mut next = (0, 0.0);
    panel.lines.iter().map(move |line| {
        let width = entry_room(line.name, ruler);
        if next.1 > 0.0 && next.1 + width > room {
            next = (next.0 + 1, 0.0);
        }
        let place = next;
        next.1 += width + ENTRY;
        place
    })
}
