//! Messages, kept in a slab: places are used again, so a long run needs no more memory than the
//! most messages that were ever present at once.

use super::consumer::WorkerId;
use crate::engine::{SimDuration, SimTime, Ticket};

/// A place in the slab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageId(u32);

impl MessageId {
    /// No message: the end of a list.
    pub(super) const NONE: Self = Self(u32::MAX);

    /// That of a place.
    #[inline]
    pub(super) const fn at(place: u32) -> Self {
        Self(place)
    }

    /// Its place.
    #[inline]
    pub(super) const fn place(self) -> u32 {
        self.0
    }

    /// None at the end of a list.
    #[inline]
    pub(super) fn some(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

/// No request waits for it.
pub(super) const NO_REQUEST: u32 = u32::MAX;

/// There are no copies of it.
pub(super) const NO_FAMILY: u32 = u32::MAX;

/// A message between its publish and its settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Ordinal among all publishes of the run, from 0.
    pub number: u64,
    /// Index of the producer that published it.
    pub producer: u32,
    /// Ordinal of the copy that published it.
    pub copy: u32,
    /// Index of its present queue.
    pub queue: u32,
    /// When it was published.
    pub published: SimTime,
    /// When it came to its present queue: its publish, or its last step on the way.
    pub entered: SimTime,
    /// When it should be settled; the end of time if nobody said.
    pub deadline: SimTime,
    /// Its deliveries from the present queue.
    pub attempts: u32,
    /// The attempt of its request that it is, from 1; 0 where its producer is no client.
    pub tries: u32,
    /// Its request among those of its producer that waits for it.
    pub(super) request: u32,
    /// Whether its client has given it up: its service is in vain.
    pub abandoned: bool,
    /// Whether every service of it fails.
    pub poison: bool,
    /// How large it is.
    pub bytes: u64,
    /// Whether it will not arrive.
    pub(super) is_lost: bool,
    /// Whether its first queue let it in.
    pub accepted: bool,
    /// How far it came.
    pub progress: Progress,
    /// What it is about, where its producer says so.
    pub key: u32,
    /// Its copies among all those that have some.
    pub(super) family: u32,
    /// The work left, once it is known.
    pub(super) work: Option<SimDuration>,
    /// The worker that brings it to its next queue and waits until that takes it.
    pub(super) carrier: Option<WorkerId>,
    /// When its time to live is over.
    pub(super) expires: SimTime,
    /// The event that is pending for it: the end of its time to live, or its return.
    pub(super) timer: Ticket,
    /// Its place in the log of the broker, where that keeps one.
    pub(super) offset: u64,
    /// What its queue orders by: less is sooner.
    pub(super) rank: u64,
    /// Its neighbours among the ready messages of its queue, by age.
    pub(super) older: MessageId,
    pub(super) newer: MessageId,
    /// Where the index of its queue has it.
    pub(super) place: u32,
}

/// How far a message came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// No service of it ever started.
    Fresh,
    /// A service started in a former queue, none in the present one.
    Forwarded,
    /// A service started in the present queue.
    Started,
    /// A service was interrupted for a higher priority; it is no new delivery when it goes on.
    Interrupted,
}

impl Message {
    /// A message just published.
    #[inline]
    const fn new(number: u64, producer: u32, copy: u32, now: SimTime) -> Self {
        Self {
            number,
            producer,
            copy,
            queue: 0,
            published: now,
            entered: now,
            deadline: SimTime::MAX,
            attempts: 0,
            tries: 0,
            request: NO_REQUEST,
            abandoned: false,
            poison: false,
            bytes: 0,
            is_lost: false,
            accepted: false,
            progress: Progress::Fresh,
            key: 0,
            family: NO_FAMILY,
            work: None,
            carrier: None,
            expires: SimTime::MAX,
            timer: Ticket::NONE,
            offset: 0,
            rank: 0,
            older: MessageId::NONE,
            newer: MessageId::NONE,
            place: 0,
        }
    }
}

impl Message {
    /// The worker that brings it to its next queue and waits until that takes it.
    #[must_use]
    pub const fn carrier(&self) -> Option<WorkerId> {
        self.carrier
    }

    /// Whether it is of use when it is done at `now`: within its deadline, and while its client waits.
    #[inline]
    pub(super) fn is_in_time(&self, now: SimTime) -> bool {
        now <= self.deadline && !self.abandoned
    }

    /// When its time to live is over; the end of time if it has none.
    #[must_use]
    pub const fn expires(&self) -> SimTime {
        self.expires
    }
}

/// All messages present.
#[derive(Clone, Debug, Default)]
pub struct Slab {
    places: Vec<Message>,
    free: Vec<MessageId>,
}

impl Slab {
    /// Keeps a message just published: the `number`-th of all, by a copy of a producer.
    ///
    /// # Panics
    /// With more than 2^32 - 1 messages present.
    #[inline]
    pub(super) fn publish(
        &mut self,
        number: u64,
        producer: usize,
        copy: usize,
        now: SimTime,
    ) -> MessageId {
        // Made in its place: it is too large to be carried about.
        if let Some(id) = self.free.pop() {
            self.places[id.0 as usize] = Message::new(number, producer as u32, copy as u32, now);
            return id;
        }
        self.publish_further(Message::new(number, producer as u32, copy as u32, now))
    }

    #[cold]
    fn publish_further(&mut self, message: Message) -> MessageId {
        let place = u32::try_from(self.places.len()).expect("at most 2^32 messages");
        assert!(place < u32::MAX, "at most 2^32 - 1 messages");
        self.places.push(message);
        MessageId(place)
    }

    /// The message at `id`.
    #[must_use]
    #[inline]
    pub fn get(&self, id: MessageId) -> &Message {
        &self.places[id.0 as usize]
    }

    /// The message at `id`, to be changed.
    #[inline]
    pub(super) fn get_mut(&mut self, id: MessageId) -> &mut Message {
        &mut self.places[id.0 as usize]
    }

    /// Takes the message at `id` out.
    #[inline]
    pub(super) fn remove(&mut self, id: MessageId) {
        self.free.push(id);
    }

    /// All messages present. Takes time and memory for all places there are.
    pub fn all(&self) -> impl Iterator<Item = MessageId> + use<> {
        let mut is_free = vec![false; self.places.len()];
        for id in &self.free {
            is_free[id.0 as usize] = true;
        }
        let places = is_free.into_iter().enumerate();
        places.filter_map(|(place, is_free)| (!is_free).then_some(MessageId(place as u32)))
    }

    /// The message of this ordinal, if it is present. Takes time for all places there are.
    #[must_use]
    pub fn find(&self, number: u64) -> Option<MessageId> {
        let mut places = (0..).zip(&self.places);
        let (place, _) = places.find(|(_, message)| message.number == number)?;
        let id = MessageId(place);
        (!self.free.contains(&id)).then_some(id)
    }

    /// How many messages are present.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.places.len() - self.free.len()
    }

    /// Whether no message is present.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
