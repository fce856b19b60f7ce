//! The future event list: what is due, ordered by (time, ticket).

mod wheel;

use super::time::SimTime;
use std::cmp::Reverse;
use wheel::Wheel;

/// The ordinal of a scheduled event: later ones have greater tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u64);

impl Ticket {
    /// That of no event.
    pub const NONE: Self = Self(u64::MAX);

    /// How many events of the calendar were scheduled before this one.
    #[must_use]
    pub const fn ordinal(self) -> u64 {
        self.0
    }
}

#[derive(Clone, Copy, Debug)]
struct Entry<E> {
    time: SimTime,
    ticket: Ticket,
    event: E,
}

impl<E> Entry<E> {
    #[inline]
    fn before(&self, other: &Self) -> bool {
        (self.time, self.ticket) < (other.time, other.ticket)
    }
}

/// Most events that are kept sorted while newcomers are put among them.
const CROWD: usize = 48;
/// So many events or fewer are all kept sorted again. Far from [`CROWD`], so that a number that
/// varies a little does not move events to and fro.
const FEW: usize = 24;

/// Pending events. Of those due at one instant, the one scheduled first comes first.
///
/// The events that come first are a sorted array, the others lie in a wheel of slots and come over
/// a few at a time. Few events are all in the array, which for so many is the fastest structure
/// there is; many cost the same each, however many they are and whenever they are due. Once it has
/// grown to the largest number pending, scheduling allocates nothing.
#[derive(Clone, Debug)]
pub struct Calendar<E> {
    /// What comes first, the next event at the end.
    front: Vec<Entry<E>>,
    /// Events before this are in front, those from here on in the wheel. At this very instant,
    /// both may have some: those in front have the smaller tickets.
    limit: SimTime,
    wheel: Wheel<E>,
    /// When the event taken last was due.
    now: SimTime,
    scheduled: u64,
}

impl<E: Copy> Default for Calendar<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: Copy> Calendar<E> {
    /// Nothing pending.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            front: Vec::new(),
            limit: SimTime::MAX,
            wheel: Wheel::new(),
            now: SimTime::ZERO,
            scheduled: 0,
        }
    }

    /// How many events are pending.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.front.len() + self.wheel.len()
    }

    /// Whether nothing is pending.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// When the next event is due.
    #[must_use]
    pub fn next_time(&self) -> Option<SimTime> {
        self.first().map(|entry| entry.time)
    }

    /// The next event, left where it is.
    #[must_use]
    pub fn peek(&self) -> Option<(SimTime, Ticket, E)> {
        let parts = |entry: Entry<E>| (entry.time, entry.ticket, entry.event);
        self.first().map(parts)
    }

    fn first(&self) -> Option<Entry<E>> {
        self.front.last().copied().or_else(|| self.wheel.peek())
    }

    /// Adds `event`, due at `time`. That may lie before the event taken last, but it is slow to
    /// have many such.
    #[inline(always)]
    pub fn schedule(&mut self, time: SimTime, event: E) -> Ticket {
        let ticket = Ticket(self.scheduled);
        self.scheduled += 1;
        // In parts: a whole one would be put together in memory first.
        if time < self.limit {
            self.put_in_front(time, ticket, event);
        } else {
            self.put_in_wheel(time, ticket, event);
        }
        ticket
    }

    #[inline(always)]
    fn put_in_front(&mut self, time: SimTime, ticket: Ticket, event: E) {
        // Its ticket is the greatest, so it comes after all those of its instant.
        let mut hole = self.front.len();
        match self.front.last() {
            Some(&first) if first.time <= time => {
                hole -= 1;
                self.front.push(first);
                while hole > 0 && self.front[hole - 1].time <= time {
                    self.front[hole] = self.front[hole - 1];
                    hole -= 1;
                }
                self.front[hole] = Entry {
                    time,
                    ticket,
                    event,
                };
            }
            _ => self.front.push(Entry {
                time,
                ticket,
                event,
            }),
        }
        if self.front.len() > CROWD {
            self.thin_out();
        }
    }

    #[inline(never)]
    fn put_in_wheel(&mut self, time: SimTime, ticket: Ticket, event: E) {
        self.wheel.add(Entry {
            time,
            ticket,
            event,
        });
    }

    /// Moves the later half of what is in front to the wheel.
    #[inline(never)]
    fn thin_out(&mut self) {
        if self.wheel.len() == 0 {
            let next = self.front.last().map_or(self.now, |entry| entry.time);
            self.wheel.restart(self.now.min(next).nanos());
        }
        let later = self.front.len() - CROWD / 2;
        let limit = self.front[later - 1].time;
        if limit.nanos() < self.wheel.base() {
            // They were scheduled before the event taken last: the wheel starts anew.
            self.wheel.take_all(&mut self.front);
            self.wheel.restart(0);
            self.sort();
            return self.thin_out();
        }
        self.limit = limit;
        for entry in self.front.drain(..later) {
            self.wheel.add(entry);
        }
    }

    fn sort(&mut self) {
        let key = |entry: &Entry<E>| Reverse((entry.time, entry.ticket));
        self.front.sort_unstable_by_key(key);
    }

    /// Takes the next event if it is due at `until` or before.
    #[inline]
    pub fn pop_until(&mut self, until: SimTime) -> Option<(SimTime, Ticket, E)> {
        if self.front.is_empty() && !self.refill(until) {
            return None;
        }
        let entry = *self.front.last()?;
        if entry.time > until {
            return None;
        }
        self.front.pop();
        self.now = entry.time;
        Some((entry.time, entry.ticket, entry.event))
    }

    /// Moves the first events of the wheel to the front, which is empty. False if none of them is
    /// due at `until` or before.
    #[inline(never)]
    fn refill(&mut self, until: SimTime) -> bool {
        if self.wheel.len() <= FEW {
            self.wheel.take_all(&mut self.front);
            self.limit = SimTime::MAX;
        } else {
            let Some(limit) = self.wheel.take_first(until.nanos(), &mut self.front) else {
                // The wheel may have gone on all the same; what is scheduled before that goes in front.
                self.limit = SimTime::from_nanos(self.wheel.base());
                return false;
            };
            self.limit = SimTime::from_nanos(limit);
        }
        self.sort();
        true
    }

    /// Drops the events that `keep` says no to, which is shown each of them in any order. The
    /// others come out as they would have. Takes a look at every event: worth it when many are to
    /// go.
    pub fn retain(&mut self, mut keep: impl FnMut(Ticket, &E) -> bool) {
        self.front.retain(|entry| keep(entry.ticket, &entry.event));
        self.wheel.retain(|entry| keep(entry.ticket, &entry.event));
    }
}

#[cfg(test)]
mod tests;
