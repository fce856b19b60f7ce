//! The ways of the stage as tables, so that thousands of messages find their places along them at little cost.

use super::layout::Layout;
use super::outline::Loss;
use super::way::Way;
use crate::broker::WorkerId;
use crate::draw::{Point, pt};

/// Places on a way that are tabulated.
const PLACES: usize = 33;

/// A way as a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route {
    at: [Point; PLACES],
}

impl Route {
    fn of(way: &Way) -> Self {
        let mut at = [pt(0.0, 0.0); PLACES];
        for (place, at) in at.iter_mut().enumerate() {
            *at = way.at(place as f32 / (PLACES - 1) as f32);
        }
        Self { at }
    }

    /// The place after a share of the way, so far beside it.
    pub fn at(&self, share: f32, beside: f32) -> Point {
        let along = share.clamp(0.0, 0.999) * (PLACES - 1) as f32;
        let place = along as usize;
        let (a, b) = (self.at[place], self.at[place + 1]);
        let part = along - place as f32;
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let across = beside / (dx.abs() + dy.abs()).max(1e-3);
        pt(a.x + dx * part - dy * across, a.y + dy * part + dx * across)
    }
}

/// All ways along which messages go in numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Routes {
    all: Vec<Route>,
    groups: Vec<usize>,
    links: Vec<(usize, usize, usize)>,
    losses: usize,
}

impl Routes {
    /// Tabulates the ways of a layout.
    pub fn tabulate(&mut self, layout: &Layout) {
        self.all.clear();
        self.groups.clear();
        self.links.clear();
        for place in &layout.producers {
            self.all.push(Route::of(&place.way.line(place.inlet)));
        }
        for group in &layout.groups {
            self.groups.push(self.all.len());
            for worker in 0..group.branches().max(1) {
                self.all.push(Route::of(&group.way(worker)));
            }
        }
        for (link, place) in layout.outline().links.iter().zip(&layout.links) {
            self.links.push((link.group, link.to, self.all.len()));
            self.all.push(Route::of(&place.way));
        }
        self.losses = self.all.len();
        for place in &layout.queues {
            for loss in Loss::ALL {
                let from = match loss {
                    Loss::Refused => place.door,
                    _ => place.track.head,
                };
                let way = place.fall(loss, from).unwrap_or(Way::from(from));
                self.all.push(Route::of(&way));
            }
        }
    }

    /// A way by its number.
    pub fn get(&self, route: u32) -> Option<&Route> {
        self.all.get(route as usize)
    }

    /// The way of a producer's messages.
    pub const fn from_producer(producer: u32) -> u32 {
        producer
    }

    /// The way to a worker, or to its group where workers have no ways of their own.
    pub fn to_worker(&self, layout: &Layout, worker: WorkerId) -> Option<u32> {
        let first = *self.groups.get(worker.group as usize)?;
        let many = layout.groups[worker.group as usize].branches().max(1);
        Some((first + (worker.index as usize).min(many - 1)) as u32)
    }

    /// The way from a group to a queue.
    pub fn onward(&self, group: usize, queue: usize) -> Option<u32> {
        let found = self
            .links
            .iter()
            .find(|(from, to, _)| (*from, *to) == (group, queue));
        found.map(|(_, _, route)| *route as u32)
    }

    /// The way of what a queue loses.
    pub const fn to_loss(&self, queue: u32, loss: Loss) -> u32 {
        (self.losses + queue as usize * Loss::ALL.len() + loss as usize) as u32
    }
}
