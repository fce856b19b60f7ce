//! All messages present, in a slab: places are used again, so a long run needs no more memory than the most messages
//! that were ever present at once.

use super::consumer::WorkerId;
use super::message::{Delivery, Message, MessageId, Particulars};
use crate::engine::{SimTime, Ticket};

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
            self.places[id.place() as usize] =
                Message::new(number, producer as u32, copy as u32, now);
            return id;
        }
        self.publish_further(Message::new(number, producer as u32, copy as u32, now))
    }

    #[cold]
    fn publish_further(&mut self, message: Message) -> MessageId {
        let place = u32::try_from(self.places.len()).expect("at most 2^32 messages");
        assert!(place < u32::MAX, "at most 2^32 - 1 messages");
        self.places.push(message);
        MessageId::at(place)
    }

    /// The message at `id`.
    #[must_use]
    #[inline]
    pub fn get(&self, id: MessageId) -> &Message {
        &self.places[id.place() as usize]
    }

    /// The message at `id`, to be changed.
    #[inline]
    pub(super) fn get_mut(&mut self, id: MessageId) -> &mut Message {
        &mut self.places[id.place() as usize]
    }

    /// What rare mechanisms have noted of the message at `id`.
    #[must_use]
    #[inline]
    pub fn particulars(&self, id: MessageId) -> &Particulars {
        if self.get(id).has_particulars {
            &self.particulars[id.place() as usize]
        } else {
            &Particulars::NONE
        }
    }

    /// The same, to be noted.
    #[inline]
    pub(super) fn particulars_mut(&mut self, id: MessageId) -> &mut Particulars {
        let place = id.place() as usize;
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
            is_free[id.place() as usize] = true;
        }
        let places = is_free.into_iter().enumerate();
        places.filter_map(|(place, is_free)| (!is_free).then_some(MessageId::at(place as u32)))
    }

    /// The message of this ordinal, if it is present. Takes time for all places there are.
    #[must_use]
    pub fn find(&self, number: u64) -> Option<MessageId> {
        let mut places = (0..).zip(&self.places);
        let is_it = |message: &Message| message.number == number && !message.has_lapsed();
        let (place, _) = places.find(|(_, message)| is_it(message))?;
        let id = MessageId::at(place);
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
