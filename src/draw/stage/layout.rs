//! Where everything stands. Each queue has a band of its own with its producers and its groups, so links never
//! cross; `wide` lays bands out from left to right, `upright` from top to bottom.

use super::outline::Outline;
use super::places::{GroupPlace, ProducerPlace, QueuePlace};
use super::{upright, wide};

/// From this width on a system lies on its side.
pub(super) const WIDE: f32 = 640.0;
/// Less than this would make the page jump whenever a worker comes or goes.
const LEAST_WIDE: f32 = 324.0;
/// Above and below everything.
pub(super) const EDGE: f32 = 24.0;
/// The height of a row of the legend.
pub(super) const LEGEND_ROW: f32 = 22.0;

/// The places of all nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// Width of the stage.
    pub width: f32,
    /// Whether it lies on its side.
    pub wide: bool,
    /// The producers in order.
    pub producers: Vec<ProducerPlace>,
    /// The queues in order.
    pub queues: Vec<QueuePlace>,
    /// The groups in order.
    pub groups: Vec<GroupPlace>,
    /// Heights of the lines between bands.
    pub dividers: Vec<f32>,
    /// Where the legend begins.
    pub legend: f32,
    /// What it needs in height.
    pub height: f32,
}

impl Layout {
    /// Lays a system out without regard to height; it then says what height it needs.
    pub fn fit(&mut self, outline: &Outline, width: f32) {
        self.arrange(outline, width, 0);
        let least = if self.wide { LEAST_WIDE } else { 0.0 };
        self.height = self.height.max(least);
    }

    /// Lays a system out in a given height: in the middle of it, or, if it is too high, with smaller workers.
    pub fn fit_into(&mut self, outline: &Outline, width: f32, height: f32) {
        for squeeze in 0..4 {
            self.arrange(outline, width, squeeze);
            if self.height <= height + 0.5 {
                break;
            }
        }
        let spare = ((height - self.height) / 2.0).max(0.0).floor();
        let legend = self.height - self.legend;
        self.arrange_at(outline, spare);
        self.height = height.max(self.height);
        self.legend = self.height - legend;
    }

    fn arrange(&mut self, outline: &Outline, width: f32, squeeze: usize) {
        self.width = width;
        self.wide = width >= WIDE;
        self.producers.clear();
        self.producers
            .resize(outline.producers.len(), ProducerPlace::default());
        self.queues.clear();
        self.queues
            .resize(outline.queues.len(), QueuePlace::default());
        self.groups.clear();
        for group in &outline.groups {
            self.groups
                .push(GroupPlace::new(group.workers, self.wide, squeeze));
        }
        self.arrange_at(outline, 0.0);
    }

    /// Sets all places, the first `top` below the upper edge.
    fn arrange_at(&mut self, outline: &Outline, top: f32) {
        self.dividers.clear();
        let bottom = if self.wide {
            wide::arrange(self, outline, top + EDGE)
        } else {
            upright::arrange(self, outline, top + EDGE - 4.0)
        };
        let rows = legend_rows(outline, self.width);
        self.legend = bottom + if rows > 0 { 22.0 } else { EDGE };
        self.height = self.legend + LEGEND_ROW * rows as f32 + if rows > 0 { 14.0 } else { 0.0 };
        self.height = self.height.ceil();
    }
}

/// Room for a legend is kept where there are several classes.
fn legend_rows(outline: &Outline, width: f32) -> usize {
    if outline.producers.len() < 2 {
        return 0;
    }
    let entries = outline.producers.len() + 1;
    entries.div_ceil(legend_columns(width)).min(3)
}

/// Entries of a legend beside each other.
pub(super) fn legend_columns(width: f32) -> usize {
    ((width - 40.0) / 106.0).max(1.0) as usize
}
