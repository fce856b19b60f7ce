//! Where the parts of a chart are: panels one below the other, one time axis for all.

use super::chart::TimeAxis;
use super::format::Format;
use super::ink::Ink;
use super::kept::Kept;
use super::scale::Scale;
use super::shape::Rect;
use super::text::{Ruler, TextStyle};
use super::trace::Trace;

/// The text of a panel's name.
pub(super) const TITLE: TextStyle = TextStyle::new(Ink::Text, 12.5).strong().halo(Ink::Card);
/// The text of its unit.
pub(super) const UNIT: TextStyle = TextStyle::new(Ink::Dim, 11.5).halo(Ink::Card);
/// The text on the axes.
pub(super) const TICK: TextStyle = TextStyle::new(Ink::Dim, 11.5);
/// The text of a line's name and value, and of readings.
pub(super) const NAME: TextStyle = TextStyle::new(Ink::Text, 12.0);
/// From title to unit, and from one entry of a legend to the next.
pub(super) const WORD: f32 = 10.0;
pub(super) const ENTRY: f32 = 14.0;
/// A sample of a line in the legend, with the space behind it.
pub(super) const SWATCH: f32 = 18.0;
pub(super) const SWATCH_SPACE: f32 = 5.0;

/// Below this width, line labels go above the plot.
const NARROW: f32 = 560.0;
/// Panels beyond this have no legend.
const MOST_LEGENDS: usize = 12;
/// Left of the plots: room for the longest mark of a value axis, such as `800 ms`.
const VALUES: f32 = 52.0;
const LANE: f32 = 22.0;
const AXIS: f32 = 26.0;
const HEAD: f32 = 22.0;
const LEGEND_ROW: f32 = 17.0;
const BELOW_PLOT: f32 = 6.0;
const PLOT: f32 = 84.0;

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
    /// Rows of legend below each panel's title.
    legend_rows: [u8; MOST_LEGENDS],
    plot_height: f32,
    count: usize,
}

impl ChartLayout {
    /// The layout of what is kept.
    #[must_use]
    pub(super) fn new(kept: &Kept, height: f32, ruler: Ruler) -> Self {
        let width = kept.view.width;
        let narrow = width < NARROW;
        let right = if narrow { 14.0 } else { end_room(kept, ruler) };
        let mut legend_rows = [0; MOST_LEGENDS];
        let count = kept.panels.len();
        if narrow {
            for (panel, rows) in legend_rows.iter_mut().enumerate().take(count) {
                *rows = rows_of_legend(kept, panel, width - VALUES - right, ruler);
            }
        }
        let mut layout = Self {
            width,
            height,
            narrow,
            axis: kept.view.axis,
            left: VALUES,
            right: width - right,
            legend_rows,
            plot_height: 0.0,
            count,
        };
        let heads = layout.heads_above(count) + count as f32 * BELOW_PLOT;
        layout.plot_height =
            ((height - LANE - AXIS - heads + BELOW_PLOT) / count.max(1) as f32).max(8.0);
        layout
    }

    /// A good height for what is kept.
    #[must_use]
    pub(super) fn natural_height(kept: &Kept, ruler: Ruler) -> f32 {
        let layout = Self::new(kept, 0.0, ruler);
        let each = PLOT + BELOW_PLOT;
        LANE + AXIS - BELOW_PLOT + layout.heads_above(layout.count) + layout.count as f32 * each
    }

    /// How many panels there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// How many rows a panel's legend has below its title.
    pub(super) fn legend_rows(&self, panel: usize) -> u8 {
        self.legend_rows.get(panel).copied().unwrap_or(0)
    }

    fn head_height(&self, panel: usize) -> f32 {
        HEAD + f32::from(self.legend_rows(panel)) * LEGEND_ROW
    }

    fn heads_above(&self, panel: usize) -> f32 {
        (0..panel).map(|panel| self.head_height(panel)).sum()
    }

    /// The row above all panels, where flags are.
    #[must_use]
    pub const fn lane(&self) -> Rect {
        Rect::new(self.left, 2.0, self.right - self.left, LANE - 4.0)
    }

    /// The title of a panel, with the legend below it when narrow.
    #[must_use]
    pub fn head(&self, panel: usize) -> Rect {
        let above = self.heads_above(panel) + panel as f32 * (self.plot_height + BELOW_PLOT);
        let (width, height) = (self.right - self.left, self.head_height(panel));
        Rect::new(self.left, LANE + above, width, height)
    }

    /// The title row of a panel.
    pub(super) fn title(&self, panel: usize) -> Rect {
        let head = self.head(panel);
        Rect { h: HEAD, ..head }
    }

    /// A row of a panel's legend, from 0.
    pub(super) fn legend_row(&self, panel: usize, row: usize) -> Rect {
        let title = self.title(panel);
        let y = title.bottom() - 3.0 + row as f32 * LEGEND_ROW;
        Rect {
            y,
            h: LEGEND_ROW,
            ..title
        }
    }

    /// Where the lines of a panel are.
    #[must_use]
    pub fn plot(&self, panel: usize) -> Rect {
        let head = self.head(panel);
        Rect::new(head.x, head.bottom(), head.w, self.plot_height)
    }

    /// From the top of the first plot to the bottom of the last.
    #[must_use]
    pub fn plots(&self) -> Rect {
        let first = self.plot(0);
        let last = self.plot(self.count.saturating_sub(1));
        Rect {
            h: last.bottom() - first.y,
            ..first
        }
    }

    /// The row below all panels, where times are.
    #[must_use]
    pub fn axis_row(&self) -> Rect {
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

/// The width of a line's name with room for its value, which does not change with its digits: the plot must not jump.
pub(super) fn name_room(name: &str, format: Format, ruler: Ruler) -> f32 {
    let value = match format {
        Format::Number => "00.0",
        Format::Count => "0,000",
        Format::Duration => "000 ms",
        Format::Percent => "00.0 %",
    };
    ruler.width_fmt(format_args!("{name} {value}"), NAME)
}

/// The margin for labels at the lines' ends.
fn end_room(kept: &Kept, ruler: Ruler) -> f32 {
    let room = |trace: &Trace| {
        let format = kept.panels[trace.panel].format;
        name_room(kept.str(trace.name), format, ruler)
    };
    (kept.traces.iter().map(room).fold(56.0, f32::max) + 16.0).clamp(72.0, 190.0)
}

/// How wide one entry of a legend is.
pub(super) fn entry_room(name: &str, format: Format, ruler: Ruler) -> f32 {
    SWATCH + SWATCH_SPACE + name_room(name, format, ruler)
}

/// Rows that a legend needs below the title; none if it fits beside it.
fn rows_of_legend(kept: &Kept, panel: usize, room: f32, ruler: Ruler) -> u8 {
    let of = &kept.panels[panel];
    let title =
        ruler.width(kept.str(of.title), TITLE) + WORD + ruler.width(kept.str(of.unit), UNIT);
    let rooms = kept
        .lines(panel)
        .map(|line| ENTRY + entry_room(kept.str(line.name), of.format, ruler));
    if title + rooms.sum::<f32>() <= room {
        return 0;
    }
    entries(kept, panel, room, ruler)
        .last()
        .map_or(0, |(row, _)| row as u8 + 1)
}

/// The row (from 0) and the x (from the left) of each line's entry, filling rows from the left.
pub(super) fn entries(
    kept: &Kept,
    panel: usize,
    room: f32,
    ruler: Ruler,
) -> impl Iterator<Item = (usize, f32)> {
    let format = kept.panels[panel].format;
    let mut next = (0, 0.0);
    kept.lines(panel).map(move |line| {
        let width = entry_room(kept.str(line.name), format, ruler);
        if next.1 > 0.0 && next.1 + width > room {
            next = (next.0 + 1, 0.0);
        }
        let place = next;
        next.1 += width + ENTRY;
        place
    })
}
