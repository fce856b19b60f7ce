//! Producers: copies that publish, each with a stream of its own.

use super::arrivals::{Arrivals, Modulation};
use super::client::Clients;
use super::keys::KeySampler;
use super::labels::LabelSampler;
use super::link::Link;
use super::message::MessageId;
use super::settings;
use super::slab::Slab;
use crate::engine::dist::Sampler;
use crate::engine::rng::{Purpose, Stream};
use crate::engine::{SimDuration, SimTime, Ticket};
use crate::metrics::Passage;

/// One copy of a producer.
#[derive(Clone, Debug)]
pub struct ProducerCopy {
    stream: Stream,
    modulation: Option<Box<Modulation>>,
    /// How many messages it published; of a client: how many requests it began.
    pub published: u64,
    /// At how many instants.
    pub(super) publishes: u64,
    /// When it publishes next, if it does.
    pub next: Option<SimTime>,
    /// Its messages that have not left the system.
    pub outstanding: u64,
    /// Its messages at the door of a full queue: it does not publish while there are any.
    pub at_door: u64,
    /// The number after the latest of its messages that was settled, where the account of that is kept.
    pub(super) settled: u64,
    /// Whether a publish fell due while it was held up at the door.
    pub(super) is_late: bool,
    pub(super) timer: Ticket,
}

impl ProducerCopy {
    #[inline]
    pub(super) const fn note_publish(&mut self, many: u64) {
        self.published += many;
        self.publishes += 1;
        self.outstanding += many;
    }
}

/// A node whose copies publish independently.
#[derive(Clone, Debug)]
pub struct Producer {
    /// What it does.
    pub settings: settings::Producer,
    /// What became of its messages.
    pub passage: Passage,
    /// All copies there ever were; the first `settings.count` are active.
    pub copies: Vec<ProducerCopy>,
    /// The clients in its copies, if they are clients.
    pub clients: Option<Box<Clients>>,
    /// Whether its copies publish one sound message at a time, at independent intervals and without end.
    pub(super) is_plain: bool,
    pub(super) keys: Option<Box<KeySampler>>,
    labels: Option<Box<LabelSampler>>,
    pub(super) link: Option<Box<Link>>,
    bytes: Option<Box<(Sampler, Stream)>>,
    /// How many times more it publishes, by faults.
    factor: f64,
    arrivals: Arrivals,
    service: Option<Sampler>,
    deadline: Option<Sampler>,
    services: Stream,
    deadlines: Stream,
    poisons: Stream,
    exhausted: usize,
}

impl Producer {
    /// A node without copies yet.
    #[must_use]
    pub fn new(settings: settings::Producer, seed: u64, node: usize, replication: u64) -> Self {
        let stream = |purpose| Stream::new(seed, purpose, node as u64, replication);
        Self {
            passage: Passage::default(),
            copies: Vec::new(),
            clients: (settings.client.clone()).map(|client| Box::new(Clients::new(client))),
            is_plain: is_plain(&settings),
            keys: (settings.keys.as_ref())
                .map(|keys| Box::new(KeySampler::new(keys, stream(Purpose::Keys)))),
            labels: (settings.labels.as_ref())
                .map(|labels| Box::new(LabelSampler::new(labels, stream(Purpose::Labels)))),
            factor: 1.0,
            arrivals: Arrivals::new(&settings.arrivals, 1.0),
            service: settings.service.as_ref().map(|service| service.sampler()),
            deadline: settings.deadline.as_ref().map(|time| time.sampler()),
            services: stream(Purpose::Work),
            deadlines: stream(Purpose::Deadline),
            poisons: stream(Purpose::Poison),
            link: (settings.link.clone())
                .map(|link| Box::new(Link::new(link, seed, node as u64, replication))),
            bytes: (settings.payload.as_ref())
                .map(|payload| Box::new((payload.bytes.sampler(), stream(Purpose::Payload)))),
            exhausted: 0,
            settings,
        }
    }

    /// Takes new settings; the copies are the world's to reschedule.
    pub fn configure(
        &mut self,
        settings: settings::Producer,
        new_stream: impl Fn(Purpose) -> Stream,
    ) {
        self.bytes = match (&settings.payload, self.bytes.take()) {
            (None, _) => None,
            (Some(payload), Some(mut bytes)) => {
                bytes.0 = payload.bytes.sampler();
                Some(bytes)
            }
            (Some(payload), None) => Some(Box::new((
                payload.bytes.sampler(),
                new_stream(Purpose::Payload),
            ))),
        };
        if self.settings.keys != settings.keys {
            match (&settings.keys, &mut self.keys) {
                (Some(keys), Some(sampler)) => sampler.configure(keys),
                (Some(keys), none) => {
                    *none = Some(Box::new(KeySampler::new(keys, new_stream(Purpose::Keys))));
                }
                (None, some) => *some = None,
            }
        }
        if self.settings.labels != settings.labels {
            let stream = self.labels.take().map(|labels| labels.stream);
            self.labels = (settings.labels.as_ref()).map(|labels| {
                let stream = stream.unwrap_or_else(|| new_stream(Purpose::Labels));
                Box::new(LabelSampler::new(labels, stream))
            });
        }
        self.is_plain = is_plain(&settings);
        self.arrivals = Arrivals::new(&settings.arrivals, self.factor);
        self.service = settings.service.as_ref().map(|service| service.sampler());
        self.deadline = settings.deadline.as_ref().map(|time| time.sampler());
        self.settings = settings;
        self.recount();
    }

    /// How many times more it publishes, by faults.
    #[must_use]
    pub const fn factor(&self) -> f64 {
        self.factor
    }

    /// Publishes so many times as much; returns how many times it was before.
    pub(super) fn set_factor(&mut self, factor: f64) -> f64 {
        self.arrivals = Arrivals::new(&self.settings.arrivals, factor);
        std::mem::replace(&mut self.factor, factor)
    }

    /// Adds a copy with its own streams.
    pub fn add_copy(&mut self, seed: u64, node: usize, replication: u64) {
        let entity = (node as u64) << 32 | self.copies.len() as u64;
        let stream = |purpose| Stream::new(seed, purpose, entity, replication);
        self.copies.push(ProducerCopy {
            stream: stream(Purpose::Arrivals),
            modulation: None,
            published: 0,
            publishes: 0,
            next: None,
            outstanding: 0,
            at_door: 0,
            settled: 0,
            is_late: false,
            timer: Ticket::NONE,
        });
        if let Some(clients) = &mut self.clients {
            clients.add_copies(self.copies.len(), seed, node, replication);
        }
        self.modulate(seed, node, replication);
    }

    /// Gives every copy what modulated arrivals need, if they are.
    pub fn modulate(&mut self, seed: u64, node: usize, replication: u64) {
        if !matches!(self.arrivals, Arrivals::Modulated(_)) {
            return;
        }
        for (ordinal, copy) in self.copies.iter_mut().enumerate() {
            let entity = (node as u64) << 32 | ordinal as u64;
            copy.modulation.get_or_insert_with(|| {
                let stream = Stream::new(seed, Purpose::Modulation, entity, replication);
                Box::new(Modulation::new(stream))
            });
        }
    }

    /// Whether `copy` may still publish.
    #[must_use]
    pub fn may_publish(&self, copy: usize) -> bool {
        copy < self.settings.count && !self.has_published_all(copy)
    }

    fn has_published_all(&self, copy: usize) -> bool {
        let state = &self.copies[copy];
        let spent = |limit| state.published >= limit;
        let over = match &self.settings.arrivals {
            settings::Arrivals::Replay(times) => state.publishes >= times.len() as u64,
            _ => false,
        };
        over || self.settings.limit.is_some_and(spent)
    }

    /// Whether every active copy has published all that it ever will. A copy without an end never
    /// has, and one may be added where there is none.
    #[must_use]
    pub fn is_exhausted(&self) -> bool {
        let asks = || (self.clients.as_ref()).is_some_and(|clients| clients.open() > 0);
        self.has_end() && self.exhausted >= self.settings.count && !asks()
    }

    /// Whether its copies are clients.
    #[must_use]
    pub const fn is_client(&self) -> bool {
        self.settings.client.is_some()
    }

    /// Whether a copy waits for what it published or asked for.
    #[must_use]
    pub fn awaits(&self, copy: usize) -> bool {
        let asks = (self.clients.as_ref()).is_some_and(|clients| clients.open_of(copy) > 0);
        asks || !self.is_client() && self.copies[copy].outstanding > 0
    }

    /// Whether its copies stop for good some day.
    #[must_use]
    pub const fn has_end(&self) -> bool {
        self.settings.limit.is_some()
            || matches!(self.settings.arrivals, settings::Arrivals::Replay(_))
    }

    /// Counts anew which active copies have published all.
    pub fn recount(&mut self) {
        let active = self.settings.count.min(self.copies.len());
        self.exhausted = (0..active)
            .filter(|copy| self.has_published_all(*copy))
            .count();
    }

    /// Notes that `copy` publishes a batch, and says how many messages that are.
    #[inline]
    pub fn note_publish(&mut self, copy: usize) -> u64 {
        let has_end = self.has_end();
        let state = &mut self.copies[copy];
        let room = self
            .settings
            .limit
            .map_or(u64::MAX, |limit| limit - state.published);
        let many = u64::from(self.settings.batch).min(room);
        if self.settings.client.is_some() {
            state.published += many;
            state.publishes += 1;
        } else {
            state.note_publish(many);
            self.passage.offered += many;
        }
        if has_end && self.has_published_all(copy) {
            self.exhausted += 1;
        }
        many
    }

    /// Notes that a message of its was settled, in time or too late.
    #[inline]
    pub(super) fn note_settled(&mut self, sojourn: SimDuration, in_time: bool) {
        if in_time {
            self.passage.good += 1;
        } else {
            self.passage.late += 1;
        }
        self.passage.sojourn.record(sojourn);
    }

    /// Notes that message `number` of `copy` is settled. True if a later one was before it.
    pub(super) fn note_order(&mut self, copy: usize, number: u64) -> bool {
        let latest = &mut self.copies[copy].settled;
        let late = number < *latest;
        *latest = (*latest).max(number + 1);
        late
    }

    /// Draws the next publish of `copy`; none if it is silent.
    #[inline]
    pub fn draw_next(&mut self, copy: usize, now: SimTime) -> Option<SimTime> {
        let copy = &mut self.copies[copy];
        self.arrivals
            .next(now, copy.publishes, &mut copy.stream, &mut copy.modulation)
    }

    /// Draws the next publish of `copy` and has it scheduled.
    #[inline]
    pub(super) fn set_next(
        &mut self,
        copy: usize,
        now: SimTime,
        schedule: impl FnOnce(SimTime) -> Ticket,
    ) {
        let copy = &mut self.copies[copy];
        copy.next =
            (self.arrivals).next(now, copy.publishes, &mut copy.stream, &mut copy.modulation);
        copy.timer = copy.next.map_or(Ticket::NONE, schedule);
    }

    /// Draws the work of a message, if it brings any.
    #[inline]
    pub fn draw_service(&mut self) -> Option<SimDuration> {
        let service = self.service.as_ref()?;
        Some(service.draw(&mut self.services))
    }

    /// Whether its messages have deadlines.
    #[inline]
    pub(super) const fn has_deadlines(&self) -> bool {
        self.deadline.is_some()
    }

    /// When a message published at `now` should be settled.
    #[inline]
    pub fn draw_deadline(&mut self, now: SimTime) -> SimTime {
        match &self.deadline {
            None => SimTime::MAX,
            Some(deadline) => now + deadline.draw(&mut self.deadlines),
        }
    }

    /// Draws whether a message is poison, and what it is about.
    #[inline]
    pub(super) fn mark(&mut self, messages: &mut Slab, id: MessageId) {
        let poison = self.settings.poison > 0.0 && self.poisons.unit() <= self.settings.poison;
        messages.get_mut(id).poison = poison;
        if let Some(keys) = &mut self.keys {
            messages.particulars_mut(id).key = keys.draw();
        }
        if let Some(labels) = &mut self.labels {
            messages.particulars_mut(id).label = labels.draw();
        }
        if let Some(bytes) = &mut self.bytes {
            let (size, stream) = &mut **bytes;
            // Drawn as a duration, a byte for a second.
            messages.get_mut(id).bytes = size.draw(stream).secs().round() as u32;
        }
    }

    /// Whether its copies wait until their messages have left before they publish again.
    #[must_use]
    pub const fn is_closed_loop(&self) -> bool {
        matches!(self.settings.arrivals, settings::Arrivals::ClosedLoop(_))
    }
}

fn is_plain(settings: &settings::Producer) -> bool {
    let is_renewal = matches!(settings.arrivals, settings::Arrivals::Renewal(_));
    let is_timed = settings.limit.is_some() || settings.deadline.is_some();
    is_renewal
        && settings.batch == 1
        && !is_timed
        && settings.client.is_none()
        && settings.keys.is_none()
        && settings.labels.is_none()
        && settings.payload.is_none()
        && settings.link.is_none()
        && settings.poison == 0.0
}
