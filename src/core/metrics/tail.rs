//! How many of a histogram's durations are longer than a given one, answered at once.

use super::histogram::{Histogram, bucket_of, span_of};

/// The counts of a histogram, summed up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tail {
    /// Buckets of the histogram in one of its own; divides those of a power of two.
    step: usize,
    /// Counts below each of its buckets; the last is the total.
    below: Vec<u64>,
}

/// One of its buckets is then at most 6 % wide.
const COARSE: usize = 16;

impl Tail {
    /// That of `histogram`.
    #[must_use]
    pub fn of(histogram: &Histogram) -> Self {
        Self::in_steps(histogram, 1)
    }

    /// That of `histogram` in a sixteenth of the memory, where many are kept.
    #[must_use]
    pub fn coarse(histogram: &Histogram) -> Self {
        Self::in_steps(histogram, COARSE)
    }

    fn in_steps(histogram: &Histogram, step: usize) -> Self {
        let mut sum = 0;
        let buckets = histogram.counts().chunks(step);
        let below = buckets.map(|counts| {
            sum += counts.iter().sum::<u64>();
            sum
        });
        Self {
            step,
            below: std::iter::once(0).chain(below).collect(),
        }
    }

    /// How many durations were counted.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.below.last().map_or(0.0, |total| *total as f64)
    }

    /// What was counted after `earlier`, a former state of this one.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let last = earlier.below.last().copied().unwrap_or(0);
        let before = earlier.below.iter().copied().chain(std::iter::repeat(last));
        Self {
            step: self.step,
            below: (self.below.iter().zip(before))
                .map(|(now, before)| now - before)
                .collect(),
        }
    }

    /// Adds what another one of the same kind counted.
    pub fn join(&mut self, other: &Self) {
        let mine = self.below.last().copied().unwrap_or(0);
        let theirs = other.below.last().copied().unwrap_or(0);
        let length = self.below.len().max(other.below.len());
        self.below.resize(length, mine);
        for (place, below) in self.below.iter_mut().enumerate() {
            *below += other.below.get(place).copied().unwrap_or(theirs);
        }
    }

    /// How many are longer than `seconds`, interpolated inside the bucket.
    #[must_use]
    pub fn beyond(&self, seconds: f64) -> f64 {
        let nanos = seconds * 1e9;
        // Zero is a value of its own.
        if nanos < 1.0 && self.step > 1 {
            return self.total();
        }
        let place = bucket_of(nanos as u64) / self.step;
        let Some(next) = self.below.get(place + 1) else {
            return 0.0;
        };
        let (floor, _) = span_of(place * self.step);
        let (last, width) = span_of((place + 1) * self.step - 1);
        let width = last + width - floor;
        let part = if width > 0.0 {
            ((nanos - floor) / width).clamp(0.0, 1.0)
        } else {
            1.0
        };
        let below = self.below[place] as f64;
        self.total() - below - (*next as f64 - below) * part
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SimDuration;

    #[test]
    fn those_beyond_are_counted() {
        let mut histogram = Histogram::new();
        for wait in [0.0, 0.0, 3.0] {
            histogram.record(SimDuration::from_secs(wait));
        }
        let tail = Tail::of(&histogram);
        assert_eq!((tail.total(), tail.beyond(0.0)), (3.0, 1.0));
        assert_eq!((tail.beyond(2.9), tail.beyond(4.0)), (1.0, 0.0));
        assert_eq!(Tail::of(&Histogram::new()).beyond(1.0), 0.0);
    }

    #[test]
    fn coarse_ones_count_the_same_and_are_cut_and_joined_again() {
        let mut histogram = Histogram::new();
        let mut record = |upto: u64| {
            for place in 1..=upto {
                histogram.record(SimDuration::from_secs(place as f64 / 100.0));
            }
            histogram.clone()
        };
        let (half, whole) = (record(300), record(700));
        let (first, all) = (Tail::coarse(&half), Tail::coarse(&whole));
        let mut again = all.since(&first);
        assert_eq!((first.total(), again.total()), (300.0, 700.0));
        again.join(&first);
        assert_eq!(again, all);
        let fine = Tail::of(&whole);
        for at in [0.5, 1.0, 2.9, 4.0, 6.5] {
            let (coarse, exact) = (all.beyond(at), fine.beyond(at));
            assert!((coarse - exact).abs() < 8.0, "{coarse} {exact} at {at}");
        }
        assert_eq!(all.beyond(8.0), 0.0);
    }
}
