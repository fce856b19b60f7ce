//! Where everything stands: one picture, in the order in which messages flow. `wide` lays a system out from left to
//! right, `upright` from top to bottom.

use super::graph::{Graph, Origin};
use super::group_place::{GroupPlace, Level};
use super::link_place::LinkPlace;
use super::outline::Outline;
use super::places::{ProducerPlace, QueuePlace};
use super::way::Way;
use super::{legend, parts, store, upright, wide};
use crate::broker::WorkerId;

/// From this width on a system lies on its side.
pub(super) const WIDE: f32 = 640.0;
/// Less than this would make the page jump whenever a worker comes or goes.
const LEAST_WIDE: f32 = 324.0;
/// Above and below everything.
pub(super) const EDGE: f32 = 24.0;

/// The places of all nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    of: Outline,
    room: f32,
    /// Width of the system; more than there is room where it needs more.
    pub width: f32,
    /// Whether it lies on its side.
    pub wide: bool,
    /// The producers in order.
    pub producers: Vec<ProducerPlace>,
    /// The queues in order.
    pub queues: Vec<QueuePlace>,
    /// The groups in order.
    pub groups: Vec<GroupPlace>,
    /// The links from groups to queues in order.
    pub links: Vec<LinkPlace>,
    /// Whose messages come to each queue.
    pub origins: Vec<Origin>,
    /// Where the line begins that says what the broker keeps, if it does.
    pub store: Option<f32>,
    /// Where the rows begin that show the partitions of queues, if there are any.
    pub parts: Option<f32>,
    /// Where the legend begins.
    pub legend: f32,
    /// What it needs in height.
    pub height: f32,
}

impl Layout {
    /// Lays a system out in so much room, unless it was laid out so already; it then says what height it needs.
    /// True if anything may have another place now.
    pub fn fit(&mut self, outline: &Outline, room: f32) -> bool {
        if room == self.room && *outline == self.of {
            return false;
        }
        self.of.clone_from(outline);
        self.room = room;
        self.arrange(outline, 0.0);
        let least = if self.wide { LEAST_WIDE } else { 0.0 };
        if self.height < least {
            let spare = ((least - self.height) / 2.0).floor();
            self.arrange(outline, spare);
            self.legend += least - self.height;
            self.height = least;
        }
        true
    }

    /// The whole way from a worker to another queue.
    pub fn onward(&self, worker: WorkerId, queue: usize) -> Way {
        let from = worker.group as usize;
        let (group, index) = (&self.groups[from], worker.index as usize);
        let mut links = self.of.links.iter().zip(&self.links);
        match links.find(|(link, _)| link.group == from && link.to == queue) {
            Some((_, link)) if link.below => group.way_down(index).then(&link.way),
            Some((_, link)) => group.way_out(index).then(&link.way),
            None => group.way_out(index),
        }
    }

    /// The system that is laid out.
    pub const fn outline(&self) -> &Outline {
        &self.of
    }

    /// How much smaller than it is laid out it must be drawn to fit.
    pub fn scale(&self) -> f32 {
        if self.width > self.room {
            self.room / self.width
        } else {
            1.0
        }
    }

    /// Sets all places, the first `top` below the upper edge.
    fn arrange(&mut self, outline: &Outline, top: f32) {
        self.width = self.room;
        self.wide = self.room >= WIDE;
        self.producers.clear();
        self.producers
            .resize(outline.producers.len(), ProducerPlace::default());
        self.queues.clear();
        self.queues
            .resize(outline.queues.len(), QueuePlace::default());
        self.groups.clear();
        self.groups
            .resize(outline.groups.len(), GroupPlace::new(0, Level::Empty));
        let graph = Graph::of(outline);
        self.origins = Origin::of_all(outline);
        let bottom = if self.wide {
            wide::arrange(self, outline, &graph, top + EDGE)
        } else {
            upright::arrange(self, outline, &graph, top + EDGE - 4.0)
        };
        self.store = (outline.kept > 0).then_some(bottom + 22.0);
        let bottom = bottom + store::height(outline.kept, self.width);
        self.parts = (outline.parted > 0 || outline.copies).then_some(bottom + 22.0);
        let bottom = bottom + parts::height(outline.parted, outline.copies);
        let rows = legend::rows(outline, self.width);
        self.legend = bottom + if rows > 0 { 22.0 } else { EDGE };
        self.height = self.legend + legend::ROW * rows as f32 + if rows > 0 { 14.0 } else { 0.0 };
        self.height = self.height.ceil();
    }
}
