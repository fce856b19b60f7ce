//! What has to be placed: the nodes and links of a system, without its state.

use crate::broker::World;
use crate::broker::consumer::{Activity, Consumer};
use crate::broker::settings::{Ack, Link, OnFailure, Overflow, Queue, RouteBy};
use crate::broker::storage::Storage;

/// A producer to be placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ProducerOutline {
    /// The queue it publishes to.
    pub to: usize,
    /// Whether it stops after so many publishes.
    pub limited: bool,
}

/// How messages can leave a system unfinished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// Turned away by a full queue.
    Refused,
    /// Dropped by a full queue for a newcomer.
    Evicted,
    /// Its time to live was over.
    Expired,
    /// Failed after it had been settled on delivery, or as often as allowed.
    Failed,
    /// Given up to shed load.
    Shed,
}

impl Loss {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Refused,
        Self::Evicted,
        Self::Expired,
        Self::Failed,
        Self::Shed,
    ];
}

/// A queue to be placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct QueueOutline {
    /// The most that may be ready.
    pub bound: Option<u64>,
    /// Whether a full one holds up who brings it messages.
    pub blocks: bool,
    /// How it can lose messages, in the order of [`Loss::ALL`].
    pub loses: [bool; 5],
    /// Whether failed messages wait for their return.
    pub delays: bool,
    /// Where messages go that failed too often.
    pub dead_letter: Option<usize>,
}

/// A group of workers to be placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GroupOutline {
    /// The queue it takes from.
    pub from: usize,
    /// How many workers are to be seen.
    pub workers: usize,
}

/// A way from a group to another queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LinkOutline {
    /// The group.
    pub group: usize,
    /// The queue.
    pub to: usize,
    /// The share of its finished messages that go there, above 0.
    pub share: f64,
    /// By what the group chooses it, if that is not the share.
    pub by: Option<RouteBy>,
    /// Whether it is for those that failed too often.
    pub dead: bool,
}

/// A system as far as its layout depends on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outline {
    /// The producers in order.
    pub producers: Vec<ProducerOutline>,
    /// The queues in order.
    pub queues: Vec<QueueOutline>,
    /// The groups in order.
    pub groups: Vec<GroupOutline>,
    /// The ways from groups to queues.
    pub links: Vec<LinkOutline>,
    /// Whether operations of the broker take time.
    pub lock: bool,
    /// Parts of what the broker keeps messages with besides its memory: itself, a disk, those that follow.
    pub kept: usize,
    /// Whether messages have copies.
    pub copies: bool,
    /// Queues in partitions.
    pub parted: usize,
    /// Whether messages may wait until they are written or copied.
    pub confirms: bool,
    /// Whether messages may be delivered again.
    pub redelivers: bool,
    /// Whether clients wait for messages only for so long.
    pub waits: bool,
    /// Whether clients ask again.
    pub asks_again: bool,
    /// Whether messages have a time by which they should be done.
    pub deadlines: bool,
}

impl Outline {
    /// Takes the outline of a running system: workers that finish their last message are still there, and so is a
    /// lock that was held when its cost was taken away.
    pub fn watch(&mut self, world: &World) {
        self.clear();
        self.lock = !world.lock().is_free_of_cost();
        let storage = world.storage();
        self.kept = storage.map_or(0, |storage| {
            let follow = usize::from(!storage.followers.is_empty());
            1 + usize::from(storage.disk.is_some()) + follow
        });
        self.confirms = storage.is_some_and(Storage::confirms_late);
        let crashes = storage
            .is_some_and(|storage| storage.settings.outages.is_some() || storage.settings.crashes);
        self.redelivers |= crashes;
        for node in world.producers() {
            self.deadlines |= node.settings.deadline.is_some();
            if let Some(client) = &node.settings.client {
                self.waits |= client.timeout.is_some();
                self.asks_again |= client.retries > 0;
            }
            self.producers.push(ProducerOutline {
                to: node.settings.to,
                limited: node.settings.limit.is_some(),
            });
        }
        for node in world.queues() {
            self.parted += usize::from(node.partitions.is_some());
            let mut queue = queue(&node.settings);
            queue.loses[Loss::Failed as usize] |= crashes;
            self.redelivers |= node.settings.visibility.is_some();
            self.waits |= node.settings.visibility.is_some();
            queue.loses[Loss::Refused as usize] |= crashes;
            self.queues.push(queue);
        }
        self.note_losses_on_links(world);
        let poison = (world.producers().iter()).any(|node| node.settings.poison > 0.0);
        for (group, node) in world.consumers().iter().enumerate() {
            let route = node.settings.route;
            self.copies |= route.is_some_and(|route| route.by.copies());
            self.groups.push(GroupOutline {
                from: node.settings.from,
                workers: workers(node),
            });
            self.link(group, node);
            self.note_failures(node, poison);
            let drops = (world.producers().iter().enumerate())
                .any(|(place, producer)| node.drops_some_of(place, &producer.settings));
            self.queues[node.settings.from].loses[Loss::Failed as usize] |= drops;
        }
    }

    /// What gets lost on its way is a loss of the queue that it goes to.
    fn note_losses_on_links(&mut self, world: &World) {
        let loses = |link: &Option<Link>| link.as_ref().is_some_and(|link| link.loss > 0.0);
        let of_producers = (world.producers().iter())
            .filter(|node| loses(&node.settings.link))
            .map(|node| node.settings.to);
        let of_groups = (world.consumers().iter())
            .filter(|node| loses(&node.settings.link))
            .flat_map(|node| node.settings.forward_to.iter().map(|(to, _)| *to));
        for queue in of_producers.chain(of_groups) {
            self.queues[queue].loses[Loss::Failed as usize] = true;
        }
    }

    fn link(&mut self, group: usize, node: &Consumer) {
        for (to, share) in node.settings.forward_to.iter() {
            let known = (self.links.iter_mut()).find(|l| l.group == group && l.to == *to);
            match known {
                Some(link) => link.share += share,
                None if *share > 0.0 => self.links.push(LinkOutline {
                    group,
                    to: *to,
                    share: *share,
                    by: node.settings.route.map(|route| route.by),
                    dead: false,
                }),
                None => {}
            }
        }
        if let Some(to) = self.queues[node.settings.from].dead_letter {
            let share = node.settings.failure;
            self.links.push(LinkOutline {
                group,
                to,
                share,
                by: None,
                dead: true,
            });
        }
    }

    fn note_failures(&mut self, node: &Consumer, poison: bool) {
        let settings = &node.settings;
        let fails = settings.failure > 0.0 || poison;
        let outages = settings.outages.is_some();
        let queue = &mut self.queues[settings.from];
        let failed = &mut queue.loses[Loss::Failed as usize];
        match (settings.ack, settings.on_failure) {
            (Ack::OnDelivery, _) => *failed |= fails || outages,
            (Ack::AfterService, OnFailure::Requeue) => self.redelivers |= fails || outages,
            (Ack::AfterService, OnFailure::DeadLetter) => {
                *failed |= fails && queue.dead_letter.is_none();
                self.redelivers |= outages;
            }
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

    /// Whether nothing comes to a queue but what failed elsewhere, and nobody takes it from there.
    pub fn is_tray(&self, queue: usize) -> bool {
        let fed = self.producers.iter().any(|p| p.to == queue)
            || self.links.iter().any(|l| l.to == queue && !l.dead);
        let taken = self.groups.iter().any(|g| g.from == queue);
        !fed && !taken && self.queues.iter().any(|q| q.dead_letter == Some(queue))
    }

    fn clear(&mut self) {
        self.producers.clear();
        self.queues.clear();
        self.groups.clear();
        self.links.clear();
        self.redelivers = false;
        self.kept = 0;
        self.parted = 0;
        self.copies = false;
        self.confirms = false;
        self.deadlines = false;
        self.waits = false;
        self.asks_again = false;
    }
}

fn queue(settings: &Queue) -> QueueOutline {
    let bounded = settings.max_ready.is_some();
    let refuses = bounded && settings.overflow == Overflow::Reject;
    let evicts = bounded && settings.overflow == Overflow::DropOldest;
    let gives_up = settings.max_deliveries.is_some() && settings.dead_letter.is_none();
    QueueOutline {
        bound: settings.max_ready.map(|n| n as u64),
        blocks: bounded && settings.overflow == Overflow::Block,
        // A queue that drops its oldest for a newcomer must refuse it when all of them are claimed.
        loses: [
            refuses,
            evicts,
            settings.ttl.is_some(),
            gives_up,
            settings.shed.is_some(),
        ],
        delays: !settings.redelivery.first.is_zero(),
        dead_letter: settings.dead_letter,
    }
}

/// Workers to be seen: those wanted, and up to the last one that still finishes something.
fn workers(group: &Consumer) -> usize {
    let wanted = group.wanted;
    let surplus = group.workers.get(wanted..).unwrap_or_default();
    let last = surplus
        .iter()
        .rposition(|worker| worker.activity != Activity::Stopped);
    wanted + last.map_or(0, |place| place + 1)
}
