//! Links: the way of a message to the broker takes time, and some get lost on it.
//!
//! A message that was sent belongs to its queue, which it has yet to enter, as one that waits for the lock does. Each
//! sender has a line of its own, on which messages are sent one after the other and then take their latency.

use super::consumer::WorkerId;
use super::event::Event;
use super::message::MessageId;
use super::outcome::Exit;
use super::settings;
use super::world::World;
use crate::engine::dist::Sampler;
use crate::engine::rng::{Purpose, Stream};
use crate::engine::{SimDuration, SimTime, Ticket};

/// The links of a node.
#[derive(Clone, Debug)]
pub struct Link {
    settings: settings::Link,
    latency: Option<Sampler>,
    latencies: Stream,
    losses: Stream,
    /// How many times longer everything takes on it, by faults.
    pub(super) slowness: f64,
    /// Whether all is lost on it, by faults.
    pub(super) is_cut: bool,
    /// When the line of each sender is free again.
    free_at: Vec<SimTime>,
}

impl Link {
    /// Those of the `entity`-th node.
    pub(super) fn new(settings: settings::Link, seed: u64, entity: u64, replication: u64) -> Self {
        let stream = |purpose| Stream::new(seed, purpose, entity, replication);
        Self {
            latency: settings.latency.as_ref().map(|time| time.sampler()),
            settings,
            latencies: stream(Purpose::Latency),
            losses: stream(Purpose::LinkLoss),
            slowness: 1.0,
            is_cut: false,
            free_at: Vec::new(),
        }
    }

    /// The number of a group among the nodes with links: producers come first.
    pub(super) const fn of_group(index: usize) -> u64 {
        1 << 32 | index as u64
    }

    /// Takes new settings, which hold for messages sent from now on.
    pub(super) fn configure(&mut self, settings: settings::Link) {
        self.latency = settings.latency.as_ref().map(|time| time.sampler());
        self.settings = settings;
    }

    /// What becomes of a message of so many bytes that `sender` sends at `now`.
    fn carry(&mut self, sender: usize, bytes: u32, now: SimTime) -> Transit {
        let (mut departs, mut sent) = (now, now);
        if let Some(bandwidth) = self.settings.bandwidth {
            if self.free_at.len() <= sender {
                self.free_at.resize(sender + 1, SimTime::ZERO);
            }
            let takes = SimDuration::from_secs(self.slowness * f64::from(bytes) / bandwidth);
            departs = self.free_at[sender].max(now);
            sent = departs + takes;
            self.free_at[sender] = sent;
        }
        let latency = (self.latency.as_ref()).map(|time| time.draw(&mut self.latencies));
        Transit {
            departs,
            arrives: sent + latency.unwrap_or(SimDuration::ZERO).scale(self.slowness),
            strays: self.settings.loss > 0.0 && self.losses.unit() <= self.settings.loss
                || self.is_cut,
        }
    }
}

/// What becomes of a message on a link.
#[derive(Clone, Copy, Debug)]
struct Transit {
    departs: SimTime,
    arrives: SimTime,
    strays: bool,
}

/// Gives a node the link that it should have.
pub(super) fn adjust(
    link: &mut Option<Box<Link>>,
    new: Option<settings::Link>,
    make: impl FnOnce(settings::Link) -> Link,
) {
    match (link, new) {
        (Some(link), Some(new)) => link.configure(new),
        (link, new) => *link = new.map(|new| Box::new(make(new))),
    }
}

impl World {
    /// A message leaves its producer.
    #[inline]
    pub(super) fn dispatch(&mut self, id: MessageId, queue: usize) {
        let message = self.messages.get(id);
        let (copy, bytes) = (message.copy as usize, message.bytes);
        match &mut self.producers[message.producer as usize].link {
            None => self.bring(id, queue),
            Some(link) => {
                let transit = link.carry(copy, bytes, self.now);
                self.be_under_way(id, queue, transit);
            }
        }
    }

    /// A message leaves the worker that hands it on.
    pub(super) fn send_on(&mut self, worker: WorkerId, id: MessageId, queue: usize) {
        let bytes = self.messages.get(id).bytes;
        match &mut self.consumers[worker.group as usize].link {
            None => self.bring(id, queue),
            Some(link) => {
                let transit = link.carry(worker.index as usize, bytes, self.now);
                self.be_under_way(id, queue, transit);
            }
        }
    }

    fn be_under_way(&mut self, id: MessageId, queue: usize, transit: Transit) {
        self.note_brought(id, queue);
        let node = &mut self.queues[queue];
        let place = node.under_way.len() as u32;
        node.under_way.push(id);
        node.passage.sent += 1;
        let timer = self.schedule(transit.arrives, Event::Arrive(id));
        let message = self.messages.get_mut(id);
        message.timer = timer;
        message.place = place;
        self.producers[message.producer as usize].passage.sent += 1;
        let noted = self.messages.particulars_mut(id);
        noted.departs = transit.departs;
        noted.arrives = transit.arrives;
        noted.strays = transit.strays;
    }

    /// A message comes to the broker, or would if it were not lost.
    pub(super) fn arrive(&mut self, id: MessageId) {
        let message = self.messages.get_mut(id);
        message.timer = Ticket::NONE;
        let queue = message.queue as usize;
        let place = message.place as usize;
        let lost = self.messages.particulars(id).strays;
        let under_way = &mut self.queues[queue].under_way;
        under_way.swap_remove(place);
        if let Some(moved) = under_way.get(place) {
            self.messages.get_mut(*moved).place = place as u32;
        }
        if lost {
            self.leave(id, queue, Exit::Strayed);
        } else {
            self.hand_in(id, queue);
        }
    }
}
