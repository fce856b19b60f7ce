//! What has to be placed: the nodes and links of a system, without its state.

use crate::broker::World;
use crate::broker::consumer::{Activity, Consumer};
use crate::scenario::Scenario;

/// A producer to be placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ProducerOutline {
    /// The queue it publishes to.
    pub to: usize,
    /// Whether it stops after so many publishes.
    pub limited: bool,
}

/// A group of workers to be placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GroupOutline {
    /// The queue it takes from.
    pub from: usize,
    /// How many workers are to be seen.
    pub workers: usize,
}

/// A system as far as its layout depends on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outline {
    /// The producers in order.
    pub producers: Vec<ProducerOutline>,
    /// The bound of each queue.
    pub queues: Vec<Option<u64>>,
    /// The groups in order.
    pub groups: Vec<GroupOutline>,
    /// Whether operations of the broker take time.
    pub lock: bool,
}

impl Outline {
    /// Takes the outline of a document.
    pub fn read(&mut self, scenario: &Scenario) {
        self.clear();
        self.lock = scenario.broker.lock.hold > 0.0;
        for node in &scenario.producers {
            self.producers.push(ProducerOutline {
                to: scenario.queue_index(&node.to),
                limited: node.limit.is_some(),
            });
        }
        self.queues
            .extend(scenario.queues.iter().map(|node| node.max_ready));
        for node in &scenario.consumers {
            self.groups.push(GroupOutline {
                from: scenario.queue_index(&node.from),
                workers: node.count as usize,
            });
        }
    }

    /// Takes the outline of a running system: workers that finish their last message are still there, and so is a
    /// lock that was held when its cost was taken away.
    pub fn watch(&mut self, world: &World) {
        self.clear();
        self.lock = !world.lock().is_free_of_cost();
        for node in world.producers() {
            self.producers.push(ProducerOutline {
                to: node.settings.to,
                limited: node.settings.limit.is_some(),
            });
        }
        for node in world.queues() {
            self.queues.push(node.settings.max_ready.map(|n| n as u64));
        }
        for node in world.consumers() {
            self.groups.push(GroupOutline {
                from: node.settings.from,
                workers: workers(node),
            });
        }
    }

    /// Whether it is an outline of the nodes of `world`, or of none yet.
    pub fn has_shape_of(&self, world: &World) -> bool {
        let nodes = [
            world.producers().len(),
            world.queues().len(),
            world.consumers().len(),
        ];
        let mine = [self.producers.len(), self.queues.len(), self.groups.len()];
        mine == [0; 3] || mine == nodes
    }

    fn clear(&mut self) {
        self.producers.clear();
        self.queues.clear();
        self.groups.clear();
    }
}

/// Workers to be seen: those wanted, and up to the last one that still finishes something.
fn workers(group: &Consumer) -> usize {
    let wanted = group.settings.count;
    let surplus = group.workers.get(wanted..).unwrap_or_default();
    let last = surplus
        .iter()
        .rposition(|worker| worker.activity != Activity::Stopped);
    wanted + last.map_or(0, |place| place + 1)
}
