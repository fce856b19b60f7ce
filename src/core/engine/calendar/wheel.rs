//! The events that are not due soon: a hierarchical timing wheel (Varghese and Lauck 1987), which as
//! a priority queue is a radix heap (Ahuja, Mehlhorn, Orlin and Tarjan 1990).
//!
//! A time is read as eleven digits of six bits. An event lies at the level of the highest digit in
//! which its time differs from `base`, in the slot of that digit. What comes first is in the first
//! occupied slot of the lowest occupied level; when that slot is opened, `base` moves there and its
//! events sink to lower levels. So an event moves eleven times at most, whatever the times are:
//! there is no bucket width to guess, and no resizing.

use super::Entry;

const DIGIT: u32 = 6;
const SLOTS: usize = 1 << DIGIT;
/// Enough for 64 bits.
const LEVELS: usize = 11;
/// The end of a list.
const NIL: u32 = u32::MAX;
/// A slot with more events than this is spread over the level below instead of being sorted.
const SPREAD: u32 = 24;
/// Slots are taken together until there are so many events.
const BATCH: usize = 8;

#[derive(Clone, Copy, Debug)]
struct Node<E> {
    entry: Entry<E>,
    next: u32,
}

/// A list of nodes, the latest added first.
#[derive(Clone, Copy, Debug)]
struct Slot {
    head: u32,
    len: u32,
}

const EMPTY: Slot = Slot { head: NIL, len: 0 };

/// Events at `base` or later, in lists by the digits of their times.
///
/// The nodes of all lists live in one vector: once that has grown to the largest number of events,
/// nothing allocates.
#[derive(Clone, Debug)]
pub(super) struct Wheel<E> {
    nodes: Vec<Node<E>>,
    /// Nodes that are in no list.
    free: u32,
    slots: [[Slot; SLOTS]; LEVELS],
    /// A bit for each slot that is not empty.
    occupied: [u64; LEVELS],
    /// A bit for each level that is not empty.
    levels: u32,
    base: u64,
    len: usize,
}

impl<E: Copy> Wheel<E> {
    pub(super) const fn new() -> Self {
        Self {
            nodes: Vec::new(),
            free: NIL,
            slots: [[EMPTY; SLOTS]; LEVELS],
            occupied: [0; LEVELS],
            levels: 0,
            base: 0,
            len: 0,
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// No event before this can be added.
    pub(super) const fn base(&self) -> u64 {
        self.base
    }

    /// Allows events from `base` on; only while there are none.
    pub(super) fn restart(&mut self, base: u64) {
        debug_assert!(self.len == 0, "the place of an event depends on the base");
        self.base = base;
    }

    /// Adds an event, due at the base or later.
    #[inline]
    pub(super) fn add(&mut self, entry: Entry<E>) {
        let node = Node { entry, next: NIL };
        let place = if self.free == NIL {
            self.nodes.push(node);
            (self.nodes.len() - 1) as u32
        } else {
            let place = self.free;
            self.free = self.nodes[place as usize].next;
            self.nodes[place as usize] = node;
            place
        };
        self.len += 1;
        self.link(place, entry.time.nanos());
    }

    /// Puts a node into the slot where its time belongs.
    #[inline]
    fn link(&mut self, place: u32, time: u64) {
        debug_assert!(time >= self.base, "the base is before all events");
        let level = ((time ^ self.base) | 1).ilog2() / DIGIT;
        let digit = (time >> (level * DIGIT)) as usize % SLOTS;
        let slot = &mut self.slots[level as usize][digit];
        self.nodes[place as usize].next = slot.head;
        slot.head = place;
        slot.len += 1;
        self.occupied[level as usize] |= 1 << digit;
        self.levels |= 1 << level;
    }

    /// Where the first events are: level and digit.
    #[inline]
    fn first(&self) -> Option<(usize, usize)> {
        if self.levels == 0 {
            return None;
        }
        let level = self.levels.trailing_zeros() as usize;
        Some((level, self.occupied[level].trailing_zeros() as usize))
    }

    /// The first instant that belongs to a slot.
    #[inline]
    fn start(&self, level: usize, digit: usize) -> u64 {
        let shift = level as u32 * DIGIT;
        let above = u64::MAX.checked_shl(shift + DIGIT).unwrap_or(0);
        (self.base & above) | (digit as u64) << shift
    }

    /// Empties a slot; gives what was in it.
    #[inline]
    fn detach(&mut self, level: usize, digit: usize) -> Slot {
        self.occupied[level] &= !(1 << digit);
        if self.occupied[level] == 0 {
            self.levels &= !(1 << level);
        }
        std::mem::replace(&mut self.slots[level][digit], EMPTY)
    }

    /// Moves the events of a slot to the end of `front`.
    #[inline]
    fn take(&mut self, level: usize, digit: usize, front: &mut Vec<Entry<E>>) {
        let slot = self.detach(level, digit);
        self.len -= slot.len as usize;
        let mut place = slot.head;
        while place != NIL {
            let node = &mut self.nodes[place as usize];
            front.push(node.entry);
            let next = std::mem::replace(&mut node.next, self.free);
            self.free = place;
            place = next;
        }
    }

    /// Moves the first few events into the empty `front`, in any order, if some may be due at
    /// `until` or before. Gives the instant from which on events still belong here.
    pub(super) fn take_first(&mut self, until: u64, front: &mut Vec<Entry<E>>) -> Option<u64> {
        loop {
            let (level, digit) = self.first()?;
            let start = self.start(level, digit);
            if start > until {
                return None;
            }
            // Not beyond `until`: later than that, the caller may add events at once.
            self.base = start;
            if level > 0 && self.slots[level][digit].len > SPREAD {
                self.spread(level, digit);
                continue;
            }
            let many = self.slots[level][digit].len > SPREAD;
            self.take(level, digit, front);
            // Of many events of one instant, those yet to come wait for their turn here: they would
            // have to pass all the others.
            if many {
                return Some(start);
            }
            return Some(self.take_more(level, digit, front));
        }
    }

    /// Sinks the events of a slot, in which the base now lies.
    fn spread(&mut self, level: usize, digit: usize) {
        let mut place = self.detach(level, digit).head;
        while place != NIL {
            let node = &self.nodes[place as usize];
            let (next, time) = (node.next, node.entry.time.nanos());
            self.link(place, time);
            place = next;
        }
    }

    /// Takes the slots after one just taken, while they hold few events.
    #[inline]
    fn take_more(&mut self, level: usize, digit: usize, front: &mut Vec<Entry<E>>) -> u64 {
        let mut last = digit;
        while front.len() < BATCH && self.occupied[level] != 0 {
            let next = self.occupied[level].trailing_zeros() as usize;
            if self.slots[level][next].len > SPREAD {
                break;
            }
            self.take(level, next, front);
            last = next;
        }
        let width = 1_u64 << (level as u32 * DIGIT);
        self.start(level, last).saturating_add(width)
    }

    /// Moves all events to the end of `front`, in any order.
    pub(super) fn take_all(&mut self, front: &mut Vec<Entry<E>>) {
        while let Some((level, digit)) = self.first() {
            self.take(level, digit, front);
        }
    }

    /// The first event, left where it is. Looks through one slot.
    pub(super) fn peek(&self) -> Option<Entry<E>> {
        let (level, digit) = self.first()?;
        let mut place = self.slots[level][digit].head;
        let mut first = self.nodes[place as usize].entry;
        while place != NIL {
            let node = &self.nodes[place as usize];
            if node.entry.before(&first) {
                first = node.entry;
            }
            place = node.next;
        }
        Some(first)
    }

    /// Drops the events that `keep` says no to.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Entry<E>) -> bool) {
        for level in 0..LEVELS {
            let mut left = self.occupied[level];
            while left != 0 {
                let digit = left.trailing_zeros() as usize;
                left &= left - 1;
                self.retain_in(level, digit, &mut keep);
            }
        }
    }

    fn retain_in(&mut self, level: usize, digit: usize, keep: &mut impl FnMut(&Entry<E>) -> bool) {
        let mut place = self.detach(level, digit).head;
        while place != NIL {
            let Node { entry, next } = self.nodes[place as usize];
            if keep(&entry) {
                // Its digits are those of the slot: it goes back there.
                self.link(place, entry.time.nanos());
            } else {
                self.nodes[place as usize].next = self.free;
                self.free = place;
                self.len -= 1;
            }
            place = next;
        }
    }
}
