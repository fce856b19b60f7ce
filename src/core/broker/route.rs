//! Consumers as exchanges: which queue a message goes on to where that is not left to probability, and
//! messages of which a copy goes to each.

use super::consumer::WorkerId;
use super::keys;
use super::message::{MessageId, NO_FAMILY, Progress};
use super::settings::RouteBy;
use super::trace::Step;
use super::world::World;
use crate::engine::SimTime;
use std::sync::Arc;

/// Where a message goes on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WayOn {
    /// A queue.
    Queue(usize),
    /// Out of the system: it is done.
    Out,
    /// No queue wants what is written on it.
    Nowhere,
}

/// The copies of one message that are in the system, itself included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Family {
    left: u32,
    since: SimTime,
}

/// All messages of which there are copies. Places are used again.
#[derive(Clone, Debug, Default)]
pub struct Families {
    places: Vec<Family>,
    free: Vec<u32>,
}

impl Families {
    fn add(&mut self, family: Family) -> u32 {
        if let Some(place) = self.free.pop() {
            self.places[place as usize] = family;
            return place;
        }
        self.places.push(family);
        (self.places.len() - 1) as u32
    }

    /// One of a family has left: when that was published, if it was the last one.
    fn leave(&mut self, place: u32) -> Option<SimTime> {
        let family = &mut self.places[place as usize];
        family.left -= 1;
        (family.left == 0).then(|| {
            self.free.push(place);
            family.since
        })
    }

    /// Messages of which copies are in the system.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len() - self.free.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl World {
    /// Messages of which copies are in the system.
    #[must_use]
    pub const fn families(&self) -> &Families {
        &self.families
    }

    /// Where a message goes on to from a group of consumers.
    pub(super) fn way_on(&mut self, group: usize, id: MessageId) -> WayOn {
        let message = self.messages.get(id);
        let producer = &self.producers[message.producer as usize];
        let has_key = producer.settings.keys.is_some();
        let node = &mut self.consumers[group];
        let Some(route) = node.settings.route else {
            return node.draw_way().map_or(WayOn::Out, WayOn::Queue);
        };
        let ways = node.settings.forward_to.clone();
        let many = ways.len();
        if many == 0 {
            return WayOn::Out;
        }
        if route.by.binds() {
            self.queues[node.settings.from].passage.bound += 1;
            let producer = self.messages.get(id).producer as usize;
            self.producers[producer].passage.bound += 1;
        }
        if route.by.copies() {
            let first = self.copied_ways(group, id).first().copied();
            return first.map_or(WayOn::Nowhere, |place| WayOn::Queue(ways[place].0));
        }
        let queues = &self.queues;
        let load = |place: usize| queues[ways[place].0].present.level();
        let place = match route.by {
            RouteBy::RoundRobin => node.next_in_turn(many),
            // Without keys in turn, as partitions have it.
            RouteBy::Hash if !has_key => node.next_in_turn(many),
            RouteBy::Hash => keys::way_of(self.messages.particulars(id).key, many),
            RouteBy::LeastLoaded => {
                let first = node.draw_place(many);
                let around = (0..many).map(|step| (first + step) % many);
                around.min_by_key(|place| load(*place)).unwrap_or(0)
            }
            RouteBy::BestOf => {
                node.draw_places(route.choices.min(many), many);
                let drawn = node.picked.iter().copied();
                drawn.min_by_key(|place| load(*place)).unwrap_or(0)
            }
            RouteBy::FanOut | RouteBy::Direct | RouteBy::Topic | RouteBy::Headers => 0,
        };
        WayOn::Queue(ways[place].0)
    }

    /// The ways of a group of which each takes a copy of a message.
    fn copied_ways(&self, group: usize, id: MessageId) -> Arc<[usize]> {
        let producer = self.messages.get(id).producer as usize;
        let label = self.messages.particulars(id).label as usize;
        let bindings = &self.consumers[group].settings.bindings;
        Arc::clone(bindings.ways(producer, label))
    }

    /// Where a copy goes to each queue: sends one to all but the first.
    pub(super) fn send_copies(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        let node = &self.consumers[worker.group as usize];
        let copies = |route: super::settings::Route| route.by.copies();
        if !node.settings.route.is_some_and(copies) {
            return;
        }
        let ways = node.settings.forward_to.clone();
        let copied = self.copied_ways(worker.group as usize, id);
        if copied.len() < 2 {
            return;
        }
        let original = self.messages.get(id).clone();
        // Copies of a copy belong to the same family.
        let more = copied.len() as u32 - 1;
        let noted = self.messages.particulars(id).clone();
        let family = if noted.family == NO_FAMILY {
            let since = original.published;
            self.families.add(Family {
                left: 1 + more,
                since,
            })
        } else {
            self.families.places[noted.family as usize].left += more;
            noted.family
        };
        self.messages.particulars_mut(id).family = family;
        for place in copied.iter().skip(1) {
            let (producer, copy) = (original.producer as usize, original.copy as usize);
            let number = self.ledger.published;
            let twin = self
                .messages
                .publish(number, producer, copy, original.published);
            let message = self.messages.get_mut(twin);
            message.entered = self.now;
            message.deadline = original.deadline;
            message.poison = original.poison;
            message.bytes = original.bytes;
            message.progress = Progress::Forwarded;
            message.queue = index as u32;
            let particulars = self.messages.particulars_mut(twin);
            particulars.key = noted.key;
            particulars.label = noted.label;
            particulars.family = family;
            self.ledger.published += 1;
            let node = &mut self.producers[producer];
            node.passage.offered += 1;
            node.copies[copy].outstanding += 1;
            self.record(twin, index, Step::Forwarded(worker));
            self.send_on(worker, twin, ways[*place].0);
        }
    }

    /// A message has left: if it was the last of its copies, all of it is done.
    pub(super) fn leave_family(&mut self, family: u32) {
        if family != NO_FAMILY
            && let Some(since) = self.families.leave(family)
        {
            self.completion.record(self.now.since(since));
        }
    }
}
