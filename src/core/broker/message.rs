//! Messages, and what is noted of them.

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

/// Nothing is written on it.
pub const NO_LABEL: u32 = u32::MAX;

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
    /// How many bytes large it is.
    pub bytes: u32,
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
    pub(super) has_particulars: bool,
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
    pub(super) const fn new(number: u64, producer: u32, copy: u32, now: SimTime) -> Self {
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
            bytes: 0,
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
    /// The place of its label among those of its producer; [`NO_LABEL`] if it has none.
    pub label: u32,
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
    /// Where it is under way: from when on it is sent, after those before it.
    pub departs: SimTime,
    /// When it arrives, or would.
    pub arrives: SimTime,
    /// Whether it will not.
    pub(super) strays: bool,
    /// Its place in the log of the broker, where that keeps one.
    pub(super) offset: u64,
}

impl Particulars {
    pub(super) const NONE: Self = Self {
        origin: None,
        key: 0,
        label: NO_LABEL,
        request: NO_REQUEST,
        family: NO_FAMILY,
        carrier: None,
        holder: None,
        delivery: Delivery::Valid,
        lapsed: MessageId::NONE,
        is_known: false,
        departs: SimTime::ZERO,
        arrives: SimTime::ZERO,
        strays: false,
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
