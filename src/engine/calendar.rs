//! The future event list: what is due, ordered by (time, sequence).

use super::time::SimTime;

/// Children of a node: four halve the depth of a binary heap and share a cache line or two.
const ARITY: usize = 4;

#[derive(Clone, Copy, Debug)]
struct Entry<E> {
    time: SimTime,
    sequence: u64,
    event: E,
}

impl<E> Entry<E> {
    #[inline]
    fn before(&self, other: &Self) -> bool {
        (self.time, self.sequence) < (other.time, other.sequence)
    }
}

/// Pending events. Of those due at one instant, the one scheduled first comes first.
///
/// A 4-ary heap in one vector: once that has grown to the largest number pending, scheduling
/// allocates nothing.
#[derive(Clone, Debug)]
pub struct Calendar<E> {
    heap: Vec<Entry<E>>,
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
            heap: Vec::new(),
            scheduled: 0,
        }
    }

    /// How many events are pending.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.heap.len()
    }

    /// Whether nothing is pending.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// When the next event is due.
    #[must_use]
    #[inline]
    pub fn next_time(&self) -> Option<SimTime> {
        self.heap.first().map(|entry| entry.time)
    }

    /// The next event, left where it is.
    #[must_use]
    pub fn peek(&self) -> Option<(SimTime, E)> {
        self.heap.first().map(|entry| (entry.time, entry.event))
    }

    /// Adds `event`, due at `time`.
    #[inline]
    pub fn schedule(&mut self, time: SimTime, event: E) {
        let entry = Entry {
            time,
            sequence: self.scheduled,
            event,
        };
        self.scheduled += 1;
        self.heap.push(entry);
        self.rise(self.heap.len() - 1, entry);
    }

    /// Takes the next event if it is due at `until` or before.
    #[inline]
    pub fn pop_until(&mut self, until: SimTime) -> Option<(SimTime, E)> {
        let first = *self.heap.first()?;
        if first.time > until {
            return None;
        }
        if let Some(last) = self.heap.pop()
            && !self.heap.is_empty()
        {
            self.sink(last);
        }
        Some((first.time, first.event))
    }

    /// Moves the hole at `hole` up until `entry` fits in it.
    #[inline]
    fn rise(&mut self, mut hole: usize, entry: Entry<E>) {
        while hole > 0 {
            let parent = (hole - 1) / ARITY;
            if !entry.before(&self.heap[parent]) {
                break;
            }
            self.heap[hole] = self.heap[parent];
            hole = parent;
        }
        self.heap[hole] = entry;
    }

    /// Moves the hole at the root down to a leaf, then `entry` up from there: what was last in the
    /// heap nearly always belongs near the bottom.
    #[inline]
    fn sink(&mut self, entry: Entry<E>) {
        let len = self.heap.len();
        let mut hole = 0;
        loop {
            let first = hole * ARITY + 1;
            if first >= len {
                break;
            }
            let mut least = first;
            for child in first + 1..(first + ARITY).min(len) {
                if self.heap[child].before(&self.heap[least]) {
                    least = child;
                }
            }
            self.heap[hole] = self.heap[least];
            hole = least;
        }
        self.rise(hole, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn events_come_out_by_time_and_then_in_the_order_scheduled(
            times in prop::collection::vec(0_u64..20, 0..300),
            pops in prop::collection::vec(any::<bool>(), 0..300),
        ) {
            let mut calendar = Calendar::new();
            let mut expected: Vec<(u64, usize)> = Vec::new();
            let mut pops = pops.into_iter();
            for (ordinal, time) in times.into_iter().enumerate() {
                calendar.schedule(SimTime::from_nanos(time), ordinal);
                expected.push((time, ordinal));
                if pops.next() == Some(true) {
                    expected.sort_unstable();
                    let (time, ordinal) = expected.remove(0);
                    prop_assert_eq!(
                        calendar.pop_until(SimTime::MAX),
                        Some((SimTime::from_nanos(time), ordinal))
                    );
                }
            }
            expected.sort_unstable();
            for (time, ordinal) in expected {
                prop_assert_eq!(
                    calendar.pop_until(SimTime::MAX),
                    Some((SimTime::from_nanos(time), ordinal))
                );
            }
            prop_assert!(calendar.is_empty());
        }
    }

    #[test]
    fn an_event_after_the_limit_stays() {
        let mut calendar = Calendar::new();
        calendar.schedule(SimTime::from_nanos(5), 'x');
        assert_eq!(calendar.pop_until(SimTime::from_nanos(4)), None);
        assert_eq!(
            calendar.pop_until(SimTime::from_nanos(5)),
            Some((SimTime::from_nanos(5), 'x'))
        );
    }
}
