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

    /// When a message of so many bytes arrives that `sender` sends at `now`, and whether it gets lost.
    fn carry(&mut self, sender: usize, bytes: u32, now: SimTime) -> (SimTime, bool) {
        let mut sent = now;
        if let Some(bandwidth) = self.settings.bandwidth {
            if self.free_at.len() <= sender {
                self.free_at.resize(sender + 1, SimTime::ZERO);
            }
            let takes = SimDuration::from_secs(f64::from(bytes) / bandwidth);
            sent = self.free_at[sender].max(now) + takes;
            self.free_at[sender] = sent;
        }
        let latency = self
            .latency
            .as_ref()
            .map(|time| time.draw(&mut self.latencies));
        let lost = self.settings.loss > 0.0 && self.losses.unit() <= self.settings.loss;
        (sent + latency.unwrap_or(SimDuration::ZERO), lost)
    }
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
                let (at, lost) = link.carry(copy, bytes, self.now);
                self.be_under_way(id, queue, at, lost);
            }
        }
    }

    /// A message leaves the worker that hands it on.
    pub(super) fn send_on(&mut self, worker: WorkerId, id: MessageId, queue: usize) {
        let bytes = self.messages.get(id).bytes;
        match &mut self.consumers[worker.group as usize].link {
            None => self.bring(id, queue),
            Some(link) => {
                let (at, lost) = link.carry(worker.index as usize, bytes, self.now);
                self.be_under_way(id, queue, at, lost);
            }
        }
    }

    fn be_under_way(&mut self, id: MessageId, queue: usize, at: SimTime, lost: bool) {
        self.note_brought(id, queue);
        self.queues[queue].under_way += 1;
        self.queues[queue].passage.sent += 1;
        let producer = self.messages.get(id).producer as usize;
        self.producers[producer].passage.sent += 1;
        let timer = self.schedule(at, Event::Arrive(id));
        self.messages.get_mut(id).timer = timer;
        if lost {
            self.messages.particulars_mut(id).strays = true;
        }
    }

    /// A message comes to the broker, or would if it were not lost.
    pub(super) fn arrive(&mut self, id: MessageId) {
        let message = self.messages.get_mut(id);
        message.timer = Ticket::NONE;
        let queue = message.queue as usize;
        let lost = self.messages.particulars(id).strays;
        self.queues[queue].under_way -= 1;
        if lost {
            self.leave(id, queue, Exit::Strayed);
        } else {
            self.hand_in(id, queue);
        }
    }
}
