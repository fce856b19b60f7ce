//! Messages, kept in a slab: places are used again, so a long run needs no more memory than the
//! most messages that were ever present at once.

use crate::engine::SimTime;

/// A place in the slab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageId(u32);

/// A message between its publish and its settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// Ordinal among all publishes of the run, from 0.
    pub number: u64,
    /// Index of the producer that published it.
    pub producer: u32,
    /// When it was published.
    pub published: SimTime,
}

/// All messages present.
#[derive(Clone, Debug, Default)]
pub struct Slab {
    places: Vec<Message>,
    free: Vec<MessageId>,
}

impl Slab {
    /// Keeps `message`.
    ///
    /// # Panics
    /// With more than 2^32 messages present.
    #[inline]
    pub fn insert(&mut self, message: Message) -> MessageId {
        if let Some(id) = self.free.pop() {
            self.places[id.0 as usize] = message;
            return id;
        }
        let id = MessageId(u32::try_from(self.places.len()).expect("at most 2^32 messages"));
        self.places.push(message);
        id
    }

    /// The message at `id`.
    #[must_use]
    #[inline]
    pub fn get(&self, id: MessageId) -> &Message {
        &self.places[id.0 as usize]
    }

    /// Takes the message at `id` out.
    #[inline]
    pub fn remove(&mut self, id: MessageId) -> Message {
        self.free.push(id);
        self.places[id.0 as usize]
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
