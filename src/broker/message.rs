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
    /// Whether its client has given it up: its service is in vain.
    pub abandoned: bool,
    /// Whether every service of it fails.
    pub poison: bool,
    /// Whether its first queue let it in.
    pub accepted: bool,
    /// How far it came.
    pub progress: Progress,
    /// The work left, once it is known.
    pub(super) work: Option<SimDuration>,
    /// Whether it stays away after a failure.
    pub(super) is_away: bool,
    /// Whether it is a delivery that took too long, which its worker goes on with.
    pub(super) has_lapsed: bool,
    /// Whether its particulars were noted.
    has_particulars: bool,
    /// When its time to live is over.
    pub(super) expires: SimTime,
    /// The event that is pending for it: the end of its time to live or of its delivery, or its return.
    pub(super) timer: Ticket,
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
            abandoned: false,
            poison: false,
            accepted: false,
            progress: Progress::Fresh,
            work: None,
            is_away: false,
            has_lapsed: false,
            has_particulars: false,
            expires: SimTime::MAX,
            timer: Ticket::NONE,
            rank: 0,
            older: MessageId::NONE,
            newer: MessageId::NONE,
            place: 0,
        }
    }
}

/// What only rare mechanisms note of a message. Apart from it, so that those who have none of them do not carry it along.
#[derive(Clone, Debug, PartialEq)]
pub struct Particulars {
    /// The ordinal of the first message of its request: all attempts at one are the same to who recognises
    /// them. None if it is the first.
    pub(super) origin: Option<u64>,
    /// What it is about, where its producer says so.
    pub key: u32,
    /// Its request among those of its producer that waits for it.
    pub(super) request: u32,
    /// Its copies among all those that have some.
    pub(super) family: u32,
    /// The worker that brings it to its next queue and waits until that takes it.
    pub carrier: Option<WorkerId>,
    /// The worker that has it, where deliveries may lapse.
    pub(super) holder: Option<WorkerId>,
    /// Whether it is the message itself, or a delivery of it that has lapsed.
    pub(super) delivery: Delivery,
    /// The first of its lapsed deliveries.
    pub(super) lapsed: MessageId,
    /// Whether its worker need not begin with it, since it was finished before.
    pub(super) is_known: bool,
    /// Its place in the log of the broker, where that keeps one.
    pub(super) offset: u64,
}

impl Particulars {
    const NONE: Self = Self {
        origin: None,
        key: 0,
        request: NO_REQUEST,
        family: NO_FAMILY,
        carrier: None,
        holder: None,
        delivery: Delivery::Valid,
        lapsed: MessageId::NONE,
        is_known: false,
        offset: 0,
    };
}

/// What a place of the slab holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// A message.
    Valid,
    /// A delivery that took too long, of this message, which has left its queue in no way yet.
    Lapsed(MessageId),
    /// One of a message that another worker has finished meanwhile.
    Overtaken,
    /// One of a message that left its queue unfinished.
    Void,
}

impl Message {
    /// Whether it is a delivery that took too long, which its worker goes on with.
    #[must_use]
    pub const fn has_lapsed(&self) -> bool {
        self.has_lapsed
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
    /// Of the same places, as far as anything was noted of any.
    particulars: Vec<Particulars>,
    free: Vec<MessageId>,
    /// Places that hold lapsed deliveries.
    lapsed: usize,
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

    /// What rare mechanisms have noted of the message at `id`.
    #[must_use]
    #[inline]
    pub fn particulars(&self, id: MessageId) -> &Particulars {
        if self.get(id).has_particulars {
            &self.particulars[id.0 as usize]
        } else {
            &Particulars::NONE
        }
    }

    /// The same, to be noted.
    #[inline]
    pub(super) fn particulars_mut(&mut self, id: MessageId) -> &mut Particulars {
        let place = id.0 as usize;
        if !self.places[place].has_particulars {
            self.begin_particulars(place);
        }
        &mut self.particulars[place]
    }

    fn begin_particulars(&mut self, place: usize) {
        self.places[place].has_particulars = true;
        if self.particulars.len() <= place {
            // As many as there are places, so that it grows no more often than these.
            self.particulars
                .reserve_exact(self.places.capacity() - self.particulars.len());
            self.particulars
                .resize(self.places.len(), Particulars::NONE);
        }
        self.particulars[place] = Particulars::NONE;
    }

    /// The worker that brought the message at `id`, which waits no longer.
    #[inline]
    pub(super) fn take_carrier(&mut self, id: MessageId) -> Option<WorkerId> {
        let carrier = self.particulars(id).carrier?;
        self.particulars_mut(id).carrier = None;
        Some(carrier)
    }

    /// The ordinal of the first message of the request of the one at `id`; its own if it is the first.
    #[inline]
    pub(super) fn origin(&self, id: MessageId) -> u64 {
        let first = self.particulars(id).origin;
        first.unwrap_or_else(|| self.get(id).number)
    }

    /// Takes the message at `id` out.
    #[inline]
    pub(super) fn remove(&mut self, id: MessageId) {
        self.free.push(id);
    }

    /// Takes a new place for a lapsed delivery of the message at `id`.
    pub(super) fn lapse(&mut self, id: MessageId) -> MessageId {
        let mut copy = self.get(id).clone();
        copy.has_lapsed = true;
        copy.timer = Ticket::NONE;
        let place = match self.free.pop() {
            Some(place) => {
                *self.get_mut(place) = copy;
                place
            }
            None => self.publish_further(copy),
        };
        let noted = self.particulars(id).clone();
        self.get_mut(place).has_particulars = false;
        *self.particulars_mut(place) = Particulars {
            delivery: Delivery::Lapsed(id),
            holder: None,
            ..noted
        };
        self.particulars_mut(id).lapsed = place;
        self.lapsed += 1;
        place
    }

    /// Gives the place of a lapsed delivery back.
    pub(super) fn drop_lapsed(&mut self, lapsed: MessageId) {
        let next = self.particulars(lapsed).lapsed;
        if let Delivery::Lapsed(message) = self.particulars(lapsed).delivery {
            let mut before = message;
            while self.particulars(before).lapsed != lapsed {
                before = self.particulars(before).lapsed;
            }
            self.particulars_mut(before).lapsed = next;
        }
        self.lapsed -= 1;
        self.remove(lapsed);
    }

    /// A message leaves its queue: its lapsed deliveries are of no message any more.
    #[inline]
    pub(super) fn part_with_lapsed(&mut self, id: MessageId, finished: bool) {
        let mut next = self.particulars(id).lapsed;
        if next == MessageId::NONE {
            return;
        }
        self.particulars_mut(id).lapsed = MessageId::NONE;
        while let Some(lapsed) = next.some() {
            let noted = self.particulars_mut(lapsed);
            noted.delivery = if finished {
                Delivery::Overtaken
            } else {
                Delivery::Void
            };
            next = std::mem::replace(&mut noted.lapsed, MessageId::NONE);
        }
    }

    /// All messages present. Takes time and memory for all places there are.
    pub fn all(&self) -> impl Iterator<Item = MessageId> + use<> {
        let lapsed = self.places.iter().map(Message::has_lapsed);
        let mut is_free: Vec<bool> = lapsed.collect();
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
        let is_it = |message: &Message| message.number == number && !message.has_lapsed();
        let (place, _) = places.find(|(_, message)| is_it(message))?;
        let id = MessageId(place);
        (!self.free.contains(&id)).then_some(id)
    }

    /// How many messages are present.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.places.len() - self.free.len() - self.lapsed
    }

    /// Whether no message is present, and no worker goes on with a lapsed delivery of one.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.places.len() == self.free.len()
    }
}
