//! How many of a histogram's durations are longer than a given one, answered at once.

use super::histogram::{Histogram, bucket_of, span_of};

/// The counts of a histogram, summed up.
#[derive(Clone, Debug)]
pub struct Tail {
    /// Counts in the buckets below each bucket; the last is the total.
    below: Vec<u64>,
}

impl Tail {
    /// That of `histogram`.
    #[must_use]
    pub fn of(histogram: &Histogram) -> Self {
        let mut sum = 0;
        let counts = histogram.counts().iter();
        let below = counts.map(|count| {
            sum += count;
            sum
        });
        Self {
            below: std::iter::once(0).chain(below).collect(),
        }
    }

    /// How many durations were counted.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.below.last().map_or(0.0, |total| *total as f64)
    }

    /// How many are longer than `seconds`, interpolated inside the bucket.
    #[must_use]
    pub fn beyond(&self, seconds: f64) -> f64 {
        let nanos = seconds * 1e9;
        let bucket = bucket_of(nanos as u64);
        let Some(next) = self.below.get(bucket + 1) else {
            return 0.0;
        };
        let (floor, width) = span_of(bucket);
        let part = if width > 0.0 {
            ((nanos - floor) / width).clamp(0.0, 1.0)
        } else {
            1.0
        };
        let below = self.below[bucket] as f64;
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
}
