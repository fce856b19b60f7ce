//! Ready messages: a list by age, and an index by the discipline of the queue.

mod ranked;

use super::discipline::Discipline;
use super::message::MessageId;
use super::slab::Slab;
use crate::engine::rng::Stream;
use ranked::Ranked;
use std::collections::VecDeque;

/// The ready messages of one queue. Every operation takes constant time, or that of a heap where
/// the discipline ranks messages.
#[derive(Clone, Debug)]
pub struct Ready {
    oldest: MessageId,
    newest: MessageId,
    len: usize,
    bytes: u64,
    order: Order,
}

/// Which message is next.
#[derive(Clone, Debug)]
enum Order {
    Oldest,
    Newest,
    Any {
        bag: Vec<MessageId>,
        stream: Stream,
    },
    Least(Ranked),
    /// The oldest of a partition; a message's rank is its partition.
    Parted(Vec<VecDeque<MessageId>>),
}

impl Ready {
    /// Nothing ready, in so many partitions.
    #[must_use]
    pub fn parted(partitions: usize) -> Self {
        Self {
            oldest: MessageId::NONE,
            newest: MessageId::NONE,
            len: 0,
            bytes: 0,
            order: Order::Parted(vec![VecDeque::new(); partitions]),
        }
    }

    /// Nothing ready. A random discipline draws from `stream`.
    #[must_use]
    pub fn new(discipline: Discipline, stream: Stream) -> Self {
        let order = match discipline {
            Discipline::Fifo => Order::Oldest,
            Discipline::Lifo => Order::Newest,
            Discipline::Random => Order::Any {
                bag: Vec::new(),
                stream,
            },
            Discipline::Priority
            | Discipline::PriorityPreemptive
            | Discipline::ShortestFirst
            | Discipline::EarliestDeadline
            | Discipline::Fair => Order::Least(Ranked::default()),
        };
        Self {
            oldest: MessageId::NONE,
            newest: MessageId::NONE,
            len: 0,
            bytes: 0,
            order,
        }
    }

    /// How many are ready.
    #[must_use]
    #[inline]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// How many bytes are ready.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether none is ready.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The one that has been ready for longest.
    #[must_use]
    pub fn oldest(&self) -> Option<MessageId> {
        self.oldest.some()
    }

    /// All of them, the one that has been ready for longest first.
    pub fn by_age<'a>(&self, messages: &'a Slab) -> impl Iterator<Item = MessageId> + use<'a> {
        std::iter::successors(self.oldest.some(), move |id| messages.get(*id).newer.some())
    }

    /// The one that has been ready for longest in a partition.
    #[must_use]
    pub fn first_of(&self, partition: usize) -> Option<MessageId> {
        match &self.order {
            Order::Parted(parts) => parts.get(partition)?.front().copied(),
            _ => None,
        }
    }

    /// How many are ready in a partition.
    #[must_use]
    pub fn len_of(&self, partition: usize) -> usize {
        match &self.order {
            Order::Parted(parts) => parts.get(partition).map_or(0, VecDeque::len),
            _ => 0,
        }
    }

    /// Takes the one that has been ready for longest in a partition.
    pub(super) fn take_first_of(
        &mut self,
        messages: &mut Slab,
        partition: usize,
    ) -> Option<MessageId> {
        let id = self.first_of(partition)?;
        self.remove(messages, id);
        Some(id)
    }

    /// The first `most` in the order in which they will be taken, if nothing else comes; by age
    /// where that is a matter of chance.
    #[must_use]
    pub fn next(&self, messages: &Slab, most: usize) -> Vec<MessageId> {
        match &self.order {
            Order::Oldest | Order::Any { .. } | Order::Parted(_) => {
                self.by_age(messages).take(most).collect()
            }
            Order::Newest => {
                let older = |id: &MessageId| messages.get(*id).older.some();
                let all = std::iter::successors(self.newest.some(), older);
                all.take(most.min(self.len)).collect()
            }
            Order::Least(ranked) => ranked.first(most),
        }
    }

    /// Adds one that has just become ready.
    #[inline]
    pub(super) fn push(&mut self, messages: &mut Slab, id: MessageId) {
        let before = std::mem::replace(&mut self.newest, id);
        let message = messages.get_mut(id);
        message.older = before;
        message.newer = MessageId::NONE;
        if before == MessageId::NONE {
            self.oldest = id;
        } else {
            messages.get_mut(before).newer = id;
        }
        self.note(messages, id);
    }

    /// Adds one that was taken already and is to be taken again before all others of its rank.
    pub(super) fn put_back(&mut self, messages: &mut Slab, id: MessageId) {
        if matches!(self.order, Order::Newest) {
            return self.push(messages, id);
        }
        let after = std::mem::replace(&mut self.oldest, id);
        let message = messages.get_mut(id);
        message.older = MessageId::NONE;
        message.newer = after;
        if after == MessageId::NONE {
            self.newest = id;
        } else {
            messages.get_mut(after).older = id;
        }
        if let Order::Parted(parts) = &mut self.order {
            let message = messages.get(id);
            let place = message.rank as usize;
            self.len += 1;
            self.bytes += u64::from(message.bytes);
            return parts[place].push_front(id);
        }
        self.note(messages, id);
    }

    #[inline]
    fn note(&mut self, messages: &mut Slab, id: MessageId) {
        self.len += 1;
        self.bytes += u64::from(messages.get(id).bytes);
        if !matches!(self.order, Order::Oldest | Order::Newest) {
            self.put_in_order(messages, id);
        }
    }

    // Apart, so that a list by age alone has no more to do than it must.
    #[inline(never)]
    fn put_in_order(&mut self, messages: &mut Slab, id: MessageId) {
        match &mut self.order {
            Order::Oldest | Order::Newest => {}
            Order::Any { bag, .. } => {
                messages.get_mut(id).place = bag.len() as u32;
                bag.push(id);
            }
            Order::Least(ranked) => ranked.push(messages, id),
            Order::Parted(parts) => parts[messages.get(id).rank as usize].push_back(id),
        }
    }

    /// Takes the one whose turn it is.
    #[inline]
    pub(super) fn take(&mut self, messages: &mut Slab) -> Option<MessageId> {
        let id = match &mut self.order {
            Order::Oldest => self.oldest.some()?,
            Order::Newest => self.newest.some()?,
            Order::Any { bag, stream } => *bag.get(stream.below(bag.len()))?,
            Order::Least(ranked) => ranked.least()?,
            // Only by partition.
            Order::Parted(_) => return None,
        };
        self.remove(messages, id);
        Some(id)
    }

    /// Takes the one that has been ready for longest, where that is always next.
    #[inline]
    pub(super) fn take_oldest(&mut self, messages: &mut Slab) -> Option<MessageId> {
        debug_assert!(
            matches!(self.order, Order::Oldest),
            "they have another order"
        );
        let id = self.oldest.some()?;
        let message = messages.get(id);
        self.oldest = message.newer;
        self.bytes -= u64::from(message.bytes);
        if self.oldest == MessageId::NONE {
            self.newest = MessageId::NONE;
        }
        self.len -= 1;
        Some(id)
    }

    /// Takes a certain one, which must be ready here.
    #[inline]
    pub(super) fn remove(&mut self, messages: &mut Slab, id: MessageId) {
        let message = messages.get(id);
        self.bytes -= u64::from(message.bytes);
        let (newer, place) = (message.newer, message.place as usize);
        // Nobody notes that what was older than the oldest has gone.
        let older = if id == self.oldest {
            MessageId::NONE
        } else {
            message.older
        };
        match older.some() {
            Some(older) => messages.get_mut(older).newer = newer,
            None => self.oldest = newer,
        }
        match newer.some() {
            Some(newer) => messages.get_mut(newer).older = older,
            None => self.newest = older,
        }
        self.len -= 1;
        match &mut self.order {
            Order::Oldest | Order::Newest => {}
            Order::Any { bag, .. } => {
                bag.swap_remove(place);
                if let Some(moved) = bag.get(place) {
                    messages.get_mut(*moved).place = place as u32;
                }
            }
            Order::Least(ranked) => ranked.remove(messages, place),
            Order::Parted(parts) => {
                let part = &mut parts[messages.get(id).rank as usize];
                // Nearly always the first.
                if let Some(place) = part.iter().position(|one| *one == id) {
                    part.remove(place);
                }
            }
        }
    }
}
