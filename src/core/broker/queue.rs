//! A queue: ready messages, those at its door, and the workers that wait for them.

use super::consumer::WorkerId;
use super::discipline::Discipline;
use super::message::{Message, MessageId};
use super::partition::Partitions;
use super::ready::Ready;
use super::settings;
use super::shed::Delays;
use crate::engine::dist::Sampler;
use crate::engine::rng::{Purpose, Stream};
use crate::engine::{SimDuration, SimTime, Ticket};
use crate::metrics::{Gauge, Passage};
use std::collections::VecDeque;

/// Where messages wait, with an optional bound on those that are ready.
#[derive(Clone, Debug)]
pub struct Queue {
    /// What it does.
    pub settings: settings::Queue,
    /// Ready messages.
    pub ready: Ready,
    /// Messages that wait for room, the first to come first.
    pub door: VecDeque<MessageId>,
    /// Workers that wait to be woken, the one idle for longest first.
    pub idle: VecDeque<WorkerId>,
    /// Woken workers that have not taken their message yet: each has a ready message to itself.
    pub claimed: usize,
    /// Failed messages that are not ready again yet.
    pub away: u64,
    /// Messages on their way to it, in no order.
    pub under_way: Vec<MessageId>,
    /// Messages that came here as dead letters to stay, because nobody takes from here.
    pub kept: u64,
    /// What became of its messages, unless `sole` counts that: see [`super::World::queue_passage`].
    pub(super) passage: Passage,
    /// The producer whose figures are its own; see `sole.rs`.
    pub(super) sole: Option<usize>,
    /// Ready messages over time.
    pub ready_gauge: Gauge,
    /// Messages at its door over time.
    pub door_gauge: Gauge,
    /// Messages at the lock, at the door, ready, in flight or away, over time.
    pub present: Gauge,
    /// Groups of consumers that take from here.
    pub(super) takers: Vec<usize>,
    /// Its partitions, if it has any.
    pub partitions: Option<Box<Partitions>>,
    /// Whether it is first in, first out, and no time to live.
    pub(super) is_plain: bool,
    /// What CoDel knows of its waits.
    pub delays_of_wait: Delays,
    fair: Fair,
    ttl: Option<Sampler>,
    lives: Stream,
    delays: Stream,
    sheds: Stream,
    visibility: Option<Sampler>,
    visibilities: Stream,
}

/// The virtual clock of a fair queue (Goyal, Vin and Cheng 1996).
#[derive(Clone, Debug, Default)]
struct Fair {
    /// The start tag of the message taken last.
    now: f64,
    /// For each producer, when its last message ends.
    ends: Vec<f64>,
}

impl Queue {
    /// An empty queue.
    #[must_use]
    pub fn new(settings: settings::Queue, seed: u64, node: usize, replication: u64) -> Self {
        let stream = |purpose| Stream::new(seed, purpose, node as u64, replication);
        Self {
            ready: match &settings.partitions {
                Some(parts) => Ready::parted(parts.count),
                None => Ready::new(settings.discipline, stream(Purpose::Order)),
            },
            partitions: settings
                .partitions
                .map(|parts| Box::new(Partitions::new(parts))),
            door: VecDeque::new(),
            idle: VecDeque::new(),
            claimed: 0,
            away: 0,
            under_way: Vec::new(),
            kept: 0,
            passage: Passage::default(),
            sole: None,
            ready_gauge: Gauge::default(),
            door_gauge: Gauge::default(),
            present: Gauge::default(),
            takers: Vec::new(),
            is_plain: is_plain(&settings),
            delays_of_wait: Delays::default(),
            fair: Fair::default(),
            ttl: settings.ttl.as_ref().map(|ttl| ttl.sampler()),
            lives: stream(Purpose::Ttl),
            delays: stream(Purpose::Redelivery),
            sheds: stream(Purpose::Shed),
            visibility: settings.visibility.as_ref().map(|time| time.sampler()),
            visibilities: stream(Purpose::Visibility),
            settings,
        }
    }

    /// Takes new settings; the ready messages are the world's to order anew. Returns the event of a pause that
    /// does not count any more.
    pub(super) fn configure(&mut self, settings: settings::Queue) -> Ticket {
        let count = |parts: &Partitions| parts.all.len();
        let before = self.partitions.as_deref().map(count);
        let mut gone = Ticket::NONE;
        match (settings.partitions, &mut self.partitions) {
            (Some(new), Some(parts)) if before == Some(new.count) => parts.settings = new,
            (new, parts) => {
                gone = parts.as_ref().map_or(Ticket::NONE, |parts| parts.timer);
                *parts = new.map(|new| Box::new(Partitions::new(new)));
            }
        }
        self.ttl = settings.ttl.as_ref().map(|ttl| ttl.sampler());
        self.visibility = settings.visibility.as_ref().map(|time| time.sampler());
        self.is_plain = is_plain(&settings);
        self.settings = settings;
        gone
    }

    /// Ready messages that no woken worker is about to take.
    #[must_use]
    #[inline]
    pub const fn unclaimed(&self) -> usize {
        self.ready.len().saturating_sub(self.claimed)
    }

    /// Whether one more message may come in. The bound is on ready messages only, so one that
    /// goes straight to a waiting worker needs no room.
    #[must_use]
    #[inline]
    pub fn has_room(&self) -> bool {
        let settings = &self.settings;
        if settings.max_ready.is_none() && settings.max_bytes.is_none() {
            return true;
        }
        let direct = !self.idle.is_empty() && self.partitions.is_none();
        let few = settings
            .max_ready
            .is_none_or(|bound| self.unclaimed() < bound);
        let small = settings
            .max_bytes
            .is_none_or(|bound| self.ready.bytes() < bound);
        few && small || direct
    }

    /// Whether a newcomer goes straight to an idle worker, or behind those that are ready.
    #[inline]
    pub(super) fn takes_plainly(&self) -> bool {
        let is_next = self.ready.is_empty();
        self.is_plain && (is_next || self.idle.is_empty()) && self.has_room()
    }

    /// What this queue orders a message by: less is sooner. `work` is its work where the
    /// discipline asks for it.
    pub(super) fn rank(
        &mut self,
        message: &Message,
        producer: &settings::Producer,
        work: SimDuration,
    ) -> u64 {
        match self.settings.discipline {
            Discipline::Fifo | Discipline::Lifo | Discipline::Random => 0,
            Discipline::Priority | Discipline::PriorityPreemptive => {
                (i64::from(i32::MAX) - i64::from(producer.priority)) as u64
            }
            Discipline::ShortestFirst => work.nanos(),
            Discipline::EarliestDeadline => message.deadline.nanos(),
            Discipline::Fair => self.fair.tag(message.producer as usize, producer.weight),
        }
    }

    /// Notes that a message of this rank is taken.
    #[inline]
    pub(super) fn note_taken(&mut self, rank: u64) {
        if self.settings.discipline == Discipline::Fair {
            self.fair.now = f64::from_bits(rank);
        }
    }

    /// When a message that comes in at `now` has been ready for too long.
    #[inline]
    pub(super) fn draw_expiry(&mut self, now: SimTime) -> SimTime {
        match &self.ttl {
            None => SimTime::MAX,
            Some(ttl) => now + ttl.draw(&mut self.lives),
        }
    }

    /// Draws by which newcomers are shed.
    pub(super) fn draw_shed(&mut self) -> f64 {
        self.sheds.unit()
    }

    /// When a delivery that begins at `now` has taken too long.
    pub(super) fn draw_visibility(&mut self, now: SimTime) -> Option<SimTime> {
        let time = self.visibility.as_ref()?;
        Some(now + time.draw(&mut self.visibilities))
    }

    /// How long a message stays away that failed for the `attempts`-th time.
    pub(super) fn draw_delay(&mut self, attempts: u32) -> SimDuration {
        (self.settings.redelivery).after(attempts, &mut self.delays)
    }
}

fn is_plain(settings: &settings::Queue) -> bool {
    let by_age = settings.discipline == Discipline::Fifo && settings.partitions.is_none();
    by_age && settings.ttl.is_none() && settings.shed.is_none()
}

impl Fair {
    /// The start tag of the next message of `producer`. Tags are not negative, so their bits are
    /// in the order of their values.
    fn tag(&mut self, producer: usize, weight: f64) -> u64 {
        if self.ends.len() <= producer {
            self.ends.resize(producer + 1, 0.0);
        }
        let start = self.now.max(self.ends[producer]);
        self.ends[producer] = start + 1.0 / weight;
        start.to_bits()
    }
}
