//! Durations in buckets of constant relative width, as `HdrHistogram` has them (Tene 2012).

use crate::engine::SimDuration;

/// Each power of two is cut into 2^8 buckets, so a bucket is at most 0.4 % wide.
const PRECISION_BITS: u32 = 8;
const PER_OCTAVE: usize = 1 << PRECISION_BITS;
const BUCKETS: usize = (64 - PRECISION_BITS as usize + 1) * PER_OCTAVE;

const BUCKETS_PER_ROW: usize = PER_OCTAVE / 2;

/// Counts of durations from 0 to the longest there is; its size never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    counts: Vec<u64>,
    total: u64,
    /// Buckets above this one are empty.
    top: usize,
}

impl Default for Histogram {
    fn default() -> Self {
        Self::new()
    }
}

#[inline]
pub(super) const fn bucket_of(nanos: u64) -> usize {
    let magnitude = 63 - (nanos | (PER_OCTAVE as u64)).leading_zeros();
    let shift = magnitude - PRECISION_BITS;
    // Below 2^8 every nanosecond has its bucket; above, the leading nine bits choose it.
    shift as usize * PER_OCTAVE + (nanos >> shift) as usize
}

/// The least number of nanoseconds in `bucket`.
const fn floor_of(bucket: usize) -> u64 {
    if bucket < 2 * PER_OCTAVE {
        return bucket as u64;
    }
    let shift = bucket / PER_OCTAVE - 1;
    ((bucket - shift * PER_OCTAVE) as u64) << shift
}

impl Histogram {
    /// Nothing counted.
    #[must_use]
    pub fn new() -> Self {
        Self {
            counts: vec![0; BUCKETS],
            total: 0,
            top: 0,
        }
    }

    /// Counts one duration.
    #[inline(always)]
    pub fn record(&mut self, duration: SimDuration) {
        let bucket = bucket_of(duration.nanos());
        self.counts[bucket] += 1;
        self.total += 1;
        self.top = self.top.max(bucket);
    }

    /// How many durations were counted.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// Counts nothing any more.
    pub fn clear(&mut self) {
        self.counts[..=self.top].fill(0);
        self.total = 0;
        self.top = 0;
    }

    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts[..=other.top]) {
            *mine += theirs;
        }
        self.total += other.total;
        self.top = self.top.max(other.top);
    }

    /// A copy to read, without room for what was never counted.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        Self {
            counts: self.counts[..=self.top].to_vec(),
            total: self.total,
            top: self.top,
        }
    }

    /// What was counted after `earlier`, a former state of this histogram.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut window = self.clone();
        for (mine, before) in window
            .counts
            .iter_mut()
            .zip(&earlier.counts[..=earlier.top])
        {
            *mine -= before;
        }
        window.total -= earlier.total;
        window
    }

    /// Makes this an equal of `other` without allocating.
    pub fn copy_from(&mut self, other: &Self) {
        let top = self.top.max(other.top);
        self.counts[..=top].copy_from_slice(&other.counts[..=top]);
        self.total = other.total;
        self.top = other.top;
    }

    /// The `quantile` in seconds, interpolated inside its bucket; none of nothing.
    #[must_use]
    pub fn quantile(&self, quantile: f64) -> Option<f64> {
        self.quantile_since(None, quantile)
    }

    /// The `quantile`, in seconds, of what was counted after `earlier`, a former state of this
    /// histogram.
    #[must_use]
    pub fn quantile_since(&self, earlier: Option<&Self>, quantile: f64) -> Option<f64> {
        let before = |bucket: usize| earlier.map_or(0, |earlier| earlier.counts[bucket]);
        let total = self.total - earlier.map_or(0, |earlier| earlier.total);
        if total == 0 {
            return None;
        }
        let rank = quantile.clamp(0.0, 1.0) * total as f64;
        let mut below = 0.0;
        for bucket in 0..=self.top {
            let inside = (self.counts[bucket] - before(bucket)) as f64;
            if inside > 0.0 && below + inside >= rank {
                return Some(within(bucket, (rank - below) / inside));
            }
            below += inside;
        }
        Some(within(self.top, 1.0))
    }

    /// Coarse rows, half of an octave each.
    pub const ROWS: usize = BUCKETS / BUCKETS_PER_ROW;

    /// Where a row starts and ends, in seconds.
    #[must_use]
    pub fn row(row: usize) -> (f64, f64) {
        let edge = |bucket| span_of(bucket).0 / 1e9;
        let (first, next) = (row * BUCKETS_PER_ROW, (row + 1) * BUCKETS_PER_ROW);
        let end = if next < BUCKETS {
            edge(next)
        } else {
            u64::MAX as f64 / 1e9
        };
        (edge(first), end)
    }

    /// Every bucket in which something was counted: where it starts and ends, in seconds, and how much.
    pub fn buckets(&self) -> impl Iterator<Item = (f64, f64, u64)> {
        let counts = self.counts().iter().enumerate();
        counts
            .filter(|(_, count)| **count > 0)
            .map(|(bucket, count)| {
                let (floor, width) = span_of(bucket);
                (floor / 1e9, (floor + width) / 1e9, *count)
            })
    }

    /// The counts of the rows up to the last that is not empty.
    pub fn rows(&self) -> impl Iterator<Item = u64> {
        let rows = self.counts().chunks(BUCKETS_PER_ROW);
        rows.map(|row| row.iter().sum())
    }

    /// The counts of the buckets, up to the last that is not empty.
    pub(super) fn counts(&self) -> &[u64] {
        &self.counts[..=self.top]
    }
}

/// Where a bucket starts and how wide it is, in ns. Zero is a value of its own, not an interval:
/// a message that did not wait waited exactly 0.
pub(super) fn span_of(bucket: usize) -> (f64, f64) {
    let floor = floor_of(bucket);
    if bucket == 0 || bucket + 1 >= BUCKETS {
        return (floor as f64, 0.0);
    }
    (floor as f64, (floor_of(bucket + 1) - floor) as f64)
}

/// The point of a bucket that `part` of its counts lie below, in seconds.
fn within(bucket: usize, part: f64) -> f64 {
    let (floor, width) = span_of(bucket);
    (floor + width * part.clamp(0.0, 1.0)) / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_duration_lies_in_its_bucket_and_the_bucket_is_narrow(nanos in any::<u64>(), cut in 0_u32..64) {
            let nanos = nanos >> cut;
            let bucket = bucket_of(nanos);
            prop_assert!(bucket < BUCKETS);
            prop_assert!(floor_of(bucket) <= nanos);
            if bucket + 1 < BUCKETS {
                let next = floor_of(bucket + 1);
                prop_assert!(nanos < next);
                prop_assert!((next - floor_of(bucket)) as f64 <= 1.0_f64.max(floor_of(bucket) as f64 / 256.0));
            }
        }

        #[test]
        fn quantiles_agree_with_the_sorted_list(
            mut values in prop::collection::vec(0_u64..1_000_000_000_000, 1..300),
            quantile in 0.0_f64..1.0,
        ) {
            let mut histogram = Histogram::new();
            for value in &values {
                histogram.record(SimDuration::from_nanos(*value));
            }
            values.sort_unstable();
            let rank = (quantile * values.len() as f64).ceil().max(1.0) as usize - 1;
            let exact = values[rank] as f64 / 1e9;
            let found = histogram.quantile(quantile).unwrap();
            prop_assert!((found - exact).abs() <= exact / 250.0 + 2e-9, "{found} for {exact}");
        }
    }

    #[test]
    fn a_window_is_the_difference_of_two_states() {
        let mut histogram = Histogram::new();
        histogram.record(SimDuration::from_secs(5.0));
        let earlier = histogram.clone();
        histogram.record(SimDuration::from_secs(1.0));
        let window = histogram.quantile_since(Some(&earlier), 0.99).unwrap();
        assert!((window - 1.0).abs() < 0.004);
        assert_eq!(earlier.quantile_since(Some(&earlier), 0.5), None);
    }

    #[test]
    fn rows_hold_every_count_and_follow_each_other() {
        let mut histogram = Histogram::new();
        for power in 0..63 {
            histogram.record(SimDuration::from_nanos(3 << power));
        }
        assert_eq!(histogram.rows().sum::<u64>(), histogram.total());
        let buckets = histogram.buckets().map(|(_, _, count)| count);
        assert_eq!(buckets.sum::<u64>(), histogram.total());
        for ((low, high, _), power) in histogram.buckets().zip(0..) {
            let there = (3_u64 << power) as f64 / 1e9;
            assert!(low <= there && there <= high, "{low} {there} {high}");
        }
        for row in 1..Histogram::ROWS {
            assert_eq!(Histogram::row(row - 1).1, Histogram::row(row).0);
        }
        let holding = histogram.rows().position(|count| count > 0);
        assert_eq!(holding, Some(0), "3 ns");
        let second = bucket_of(1_000_000_000) / BUCKETS_PER_ROW;
        let (low, high) = Histogram::row(second);
        assert!(
            low <= 1.0 && 1.0 < high && high / low < 1.51,
            "{low} {high}"
        );
    }

    #[test]
    fn those_that_did_not_wait_waited_exactly_zero() {
        let mut histogram = Histogram::new();
        for wait in [0.0, 0.0, 3.0] {
            histogram.record(SimDuration::from_secs(wait));
        }
        assert_eq!(histogram.quantile(0.5), Some(0.0));
    }
}
