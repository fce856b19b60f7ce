//! Messages by rank: a binary heap in which each message knows its place, so that any can be
//! taken out.

use crate::broker::message::MessageId;
use crate::broker::slab::Slab;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The least rank comes first; among equals, the message published first.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    heap: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    rank: u64,
    number: u64,
    id: MessageId,
}

impl Entry {
    fn before(&self, other: &Self) -> bool {
        (self.rank, self.number) < (other.rank, other.number)
    }
}

impl Ranked {
    /// The one that comes first.
    pub fn least(&self) -> Option<MessageId> {
        self.heap.first().map(|entry| entry.id)
    }

    /// The `most` that come first, in order.
    pub fn first(&self, most: usize) -> Vec<MessageId> {
        // Down the heap from its root, the least of what was reached next: no more of it is looked
        // at than that.
        let key = |place: usize| {
            let entry = self.heap.get(place)?;
            Some(Reverse((entry.rank, entry.number, place)))
        };
        let mut reached: BinaryHeap<_> = key(0).into_iter().collect();
        let mut first = Vec::new();
        while first.len() < most
            && let Some(Reverse((_, _, place))) = reached.pop()
        {
            first.push(self.heap[place].id);
            reached.extend([2 * place + 1, 2 * place + 2].into_iter().filter_map(key));
        }
        first
    }

    /// Adds one.
    pub fn push(&mut self, messages: &mut Slab, id: MessageId) {
        let message = messages.get(id);
        let entry = Entry {
            rank: message.rank,
            number: message.number,
            id,
        };
        self.heap.push(entry);
        self.rise(messages, self.heap.len() - 1, entry);
    }

    /// Takes the one at `place` out.
    pub fn remove(&mut self, messages: &mut Slab, place: usize) {
        let Some(last) = self.heap.pop() else {
            return;
        };
        if place >= self.heap.len() {
            return;
        }
        let moves_up = last.before(&self.heap[place]);
        if moves_up {
            self.rise(messages, place, last);
        } else {
            self.sink(messages, place, last);
        }
    }

    fn put(&mut self, messages: &mut Slab, place: usize, entry: Entry) {
        self.heap[place] = entry;
        messages.get_mut(entry.id).place = place as u32;
    }

    fn rise(&mut self, messages: &mut Slab, mut hole: usize, entry: Entry) {
        while hole > 0 {
            let parent = (hole - 1) / 2;
            if !entry.before(&self.heap[parent]) {
                break;
            }
            self.put(messages, hole, self.heap[parent]);
            hole = parent;
        }
        self.put(messages, hole, entry);
    }

    fn sink(&mut self, messages: &mut Slab, mut hole: usize, entry: Entry) {
        loop {
            let left = 2 * hole + 1;
            let right = left + 1;
            let Some(mut least) = self.heap.get(left).map(|_| left) else {
                break;
            };
            if self
                .heap
                .get(right)
                .is_some_and(|other| other.before(&self.heap[left]))
            {
                least = right;
            }
            if !self.heap[least].before(&entry) {
                break;
            }
            self.put(messages, hole, self.heap[least]);
            hole = least;
        }
        self.put(messages, hole, entry);
    }
}
