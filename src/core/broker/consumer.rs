//! Consumers: groups of like workers.

use super::autoscale::Autoscaler;
use super::batching::Batch;
use super::link::Link;
use super::memory::Memory;
use super::message::MessageId;
use super::outage::Outage;
use super::settings::{self, Intake};
use super::sharing::Share;
use crate::engine::dist::Sampler;
use crate::engine::rng::{Purpose, Stream};
use crate::engine::{SimDuration, SimTime, Ticket};
use crate::metrics::{Account, Gauge};

/// One worker of one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkerId {
    /// Index of its group.
    pub group: u32,
    /// Its place in the group, from 0.
    pub index: u32,
}

/// What a worker does. One that shares its speed among several messages does this besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Waits to be woken.
    Blocked,
    /// Waits for its next look.
    Sleeping {
        /// When that is.
        until: SimTime,
    },
    /// Waits for the lock or holds it, to take a message (or, polling, to see that there is none).
    Taking {
        /// Whether a ready message was set apart for it.
        claim: bool,
    },
    /// Works.
    Working {
        /// On this message.
        message: MessageId,
        /// Since then.
        since: SimTime,
        /// Until then.
        until: SimTime,
    },
    /// Is down; the service goes on when it is up again.
    Suspended {
        /// Of this message.
        message: MessageId,
        /// What is left to do.
        left: SimDuration,
    },
    /// Has done its work and waits until the next queue takes the message.
    Forwarding {
        /// This one.
        message: MessageId,
    },
    /// Works on a batch.
    Batching {
        /// Since then.
        since: SimTime,
        /// Until then.
        until: SimTime,
    },
    /// Works on as many messages at once as it may.
    Full,
    /// Was ordered and is not there yet.
    Starting {
        /// When it will be.
        until: SimTime,
    },
    /// Is down.
    Down,
    /// Waits for the broker, which is down.
    Cut,
    /// Was taken away.
    Stopped,
}

/// A worker.
#[derive(Clone, Debug)]
pub struct Worker {
    /// What it does.
    pub activity: Activity,
    /// The messages among which it shares its speed, or those that it took ahead, if it does.
    pub share: Option<Box<Share>>,
    /// The messages that it takes together, if it does.
    pub batch: Option<Box<Batch>>,
    /// Its outages, if it has any.
    pub outage: Option<Box<Outage>>,
    /// Whether a fault has it down.
    pub crashed: bool,
    /// The event that is pending for it.
    pub(super) timer: Ticket,
}

impl Worker {
    /// The one message that it has in hand.
    #[must_use]
    pub const fn message(&self) -> Option<MessageId> {
        match self.activity {
            Activity::Working { message, .. }
            | Activity::Suspended { message, .. }
            | Activity::Forwarding { message } => Some(message),
            _ => None,
        }
    }

    /// Whether it has messages of a batch in hand.
    #[must_use]
    #[inline]
    pub fn has_batch(&self) -> bool {
        self.batch.as_ref().is_some_and(|batch| !batch.is_empty())
    }

    /// Whether it is up.
    #[must_use]
    pub fn is_up(&self) -> bool {
        let is_there = !self.crashed && !matches!(self.activity, Activity::Starting { .. });
        is_there && self.outage.as_ref().is_none_or(|outage| outage.is_up)
    }
}

/// A node of like workers that take from one queue.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// What it does.
    pub settings: settings::Consumer,
    /// All workers there ever were; those from `wanted` on stop when their work is done.
    pub workers: Vec<Worker>,
    /// How many there should be: `settings.count`, or what the autoscaler made of it.
    pub wanted: usize,
    /// What makes it so, if anything does.
    pub autoscaler: Option<Box<Autoscaler>>,
    /// How often that changed it.
    pub changes: u64,
    /// Workers at work over time.
    pub busy: Gauge,
    /// Workers over time, those that finish their last work included.
    pub capacity: Gauge,
    /// Workers that are up over time.
    pub up: Gauge,
    /// Deliveries: services started.
    pub started: u64,
    /// Batches begun.
    pub batches: u64,
    /// Messages in them.
    pub batched: u64,
    /// Services completed.
    pub finished: u64,
    /// Services that failed.
    pub failed: u64,
    /// Services completed that settled nothing, since the delivery had lapsed.
    pub in_vain: u64,
    /// Of deliveries that went wrong, where some may.
    pub account: Account,
    /// What it finished of late, if it is to recognise that.
    pub memory: Memory,
    /// Looks of polling workers.
    pub looks: u64,
    /// Looks that found nothing.
    pub empty_looks: u64,
    /// Whether its workers are woken, take one message at a time and never go down.
    pub(super) is_plain: bool,
    /// Of consumers that choose a way on in turn: the next one.
    turn: usize,
    /// Of those that choose the best of some: these.
    pub(super) picked: Vec<usize>,
    /// Whether a fault has its workers down.
    pub crashed: bool,
    /// How many times longer services take, by faults.
    slowness: f64,
    /// Work done in a second.
    pub(super) pace: f64,
    pub(super) link: Option<Box<Link>>,
    service: Sampler,
    services: Stream,
    set_up: Option<Sampler>,
    set_ups: Stream,
    failures: Stream,
    ways: Stream,
}

impl Consumer {
    /// A group without workers yet.
    #[must_use]
    pub fn new(settings: settings::Consumer, seed: u64, node: usize, replication: u64) -> Self {
        let stream = |purpose| Stream::new(seed, purpose, node as u64, replication);
        Self {
            workers: Vec::new(),
            wanted: within(&settings, settings.count),
            autoscaler: None,
            changes: 0,
            busy: Gauge::default(),
            capacity: Gauge::default(),
            up: Gauge::default(),
            started: 0,
            batches: 0,
            batched: 0,
            finished: 0,
            failed: 0,
            in_vain: 0,
            account: Account::default(),
            memory: Memory::default(),
            looks: 0,
            empty_looks: 0,
            is_plain: is_plain(&settings),
            turn: 0,
            picked: Vec::new(),
            crashed: false,
            slowness: 1.0,
            pace: settings.speed,
            link: (settings.link.clone())
                .map(|link| Box::new(Link::new(link, seed, Link::of_group(node), replication))),
            service: settings.service.sampler(),
            services: stream(Purpose::Service),
            set_up: set_up(&settings),
            set_ups: stream(Purpose::SetUp),
            failures: stream(Purpose::Failure),
            ways: stream(Purpose::Routing),
            settings,
        }
    }

    /// Takes new settings; the workers are the world's to move.
    pub fn configure(&mut self, settings: settings::Consumer) {
        self.service = settings.service.sampler();
        self.set_up = set_up(&settings);
        self.is_plain = is_plain(&settings);
        let turned = settings.count != self.settings.count || settings.autoscale.is_none();
        let now = if turned { settings.count } else { self.wanted };
        self.wanted = within(&settings, now);
        self.pace = settings.speed / self.slowness;
        if settings.deduplicate.is_none() {
            self.memory = Memory::default();
        }
        self.settings = settings;
    }

    /// Finds whether it is plain; it is not where its queue is in partitions.
    pub(super) fn find_plain(&mut self, parted: bool) {
        self.is_plain = is_plain(&self.settings) && !parted;
    }

    /// How many times longer services take, by faults.
    #[must_use]
    pub const fn slowness(&self) -> f64 {
        self.slowness
    }

    /// Services that begin from now on take so many times longer.
    pub(super) fn slow_down(&mut self, slowness: f64) {
        self.slowness = slowness;
        self.pace = self.settings.speed / slowness;
    }

    /// Draws the work of a message that brings none of its own.
    #[inline]
    pub fn draw_service(&mut self) -> SimDuration {
        self.service.draw(&mut self.services)
    }

    /// Draws what a batch takes besides the work of its messages.
    pub(super) fn draw_set_up(&mut self) -> SimDuration {
        let length = self.set_up.as_ref();
        length.map_or(SimDuration::ZERO, |length| length.draw(&mut self.set_ups))
    }

    /// How long a worker takes for so much work.
    #[inline]
    pub fn time_for(&self, work: SimDuration) -> SimDuration {
        if self.pace == 1.0 {
            return work;
        }
        work.scale(1.0 / self.pace)
    }

    /// Draws whether a service fails.
    #[inline]
    pub(super) fn draw_failure(&mut self) -> bool {
        self.settings.failure > 0.0 && self.failures.unit() <= self.settings.failure
    }

    /// Draws the queue that a message goes on to; none: it leaves the system.
    #[inline]
    pub(super) fn draw_way(&mut self) -> Option<usize> {
        match &*self.settings.forward_to {
            [] => None,
            [(to, share)] if *share >= 1.0 => Some(*to),
            ways => {
                let mut left = self.ways.unit();
                let found = ways.iter().find(|(_, share)| {
                    left -= share;
                    left <= 0.0
                });
                found.map(|(to, _)| *to)
            }
        }
    }

    /// Whether some messages of a producer go nowhere from here, because of their labels.
    #[must_use]
    pub fn drops_some_of(&self, place: usize, producer: &settings::Producer) -> bool {
        let labels = producer.labels.as_ref().map_or(1, |labels| labels.len());
        let binds = self.settings.route.is_some_and(|route| route.by.binds())
            && !self.settings.forward_to.is_empty();
        binds && (0..labels).any(|label| self.settings.bindings.ways(place, label).is_empty())
    }

    /// The next of so many ways, one after the other.
    pub(super) fn next_in_turn(&mut self, many: usize) -> usize {
        let place = self.turn % many;
        self.turn = place + 1;
        place
    }

    /// Any of so many ways, each as likely.
    pub(super) fn draw_place(&mut self, many: usize) -> usize {
        self.ways.below(many)
    }

    /// Picks so many different ways, in an order of chance (Floyd's algorithm, in Bentley 1987).
    pub(super) fn draw_places(&mut self, picks: usize, many: usize) {
        self.picked.clear();
        for last in many - picks..many {
            let drawn = self.ways.below(last + 1);
            let is_new = !self.picked.contains(&drawn);
            self.picked.push(if is_new { drawn } else { last });
        }
        let first = self.ways.below(picks.max(1));
        self.picked.rotate_left(first);
    }

    /// Most messages that one worker has in hand.
    #[must_use]
    pub fn at_once(&self) -> usize {
        let settings = &self.settings;
        settings.sharing.or(settings.prefetch).unwrap_or(1)
    }

    /// Whether a worker takes more messages while it works.
    #[inline]
    pub(super) const fn takes_more(&self) -> bool {
        self.settings.sharing.is_some() || self.settings.prefetch.is_some()
    }
}

fn set_up(settings: &settings::Consumer) -> Option<Sampler> {
    let batch = settings.batch.as_ref()?;
    Some(batch.set_up.as_ref()?.sampler())
}

/// The number of workers nearest to `count` that an autoscaler allows.
fn within(settings: &settings::Consumer, count: usize) -> usize {
    (settings.autoscale).map_or(count, |scale| scale.within(count))
}

fn is_plain(settings: &settings::Consumer) -> bool {
    let is_woken = settings.intake == Intake::Push;
    let takes_one =
        settings.sharing.is_none() && settings.prefetch.is_none() && settings.batch.is_none();
    let is_simple = settings.route.is_none() && settings.link.is_none();
    is_woken && takes_one && is_simple && settings.outages.is_none()
}
