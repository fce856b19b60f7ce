//! Keys: what a message is about, drawn by Zipf's law.

use super::settings::Keys;
use crate::engine::math;
use crate::engine::rng::Stream;

/// Draws keys.
#[derive(Clone, Debug)]
pub struct KeySampler {
    /// For each key, the probability that a key is it or one before it.
    cumulative: Vec<f64>,
    stream: Stream,
}

impl KeySampler {
    pub(super) fn new(keys: &Keys, stream: Stream) -> Self {
        let weights = (1..=keys.count).map(|rank| math::pow(f64::from(rank), -keys.skew));
        let mut sum = 0.0;
        let mut cumulative: Vec<f64> = weights
            .map(|weight| {
                sum += weight;
                sum
            })
            .collect();
        cumulative.iter_mut().for_each(|below| *below /= sum);
        Self { cumulative, stream }
    }

    /// Draws by another law from the same stream.
    pub(super) fn configure(&mut self, keys: &Keys) {
        *self = Self::new(keys, self.stream.clone());
    }

    pub(super) fn draw(&mut self) -> u32 {
        let unit = self.stream.unit();
        let key = self.cumulative.partition_point(|below| *below < unit);
        key.min(self.cumulative.len() - 1) as u32
    }
}

/// Keys that are looked at one by one.
const LOOKED_AT: u32 = 500;

/// The share of the messages that goes to each of so many places; the rare ones of many keys are taken
/// to spread evenly, their sum by its integral.
#[must_use]
pub fn shares(keys: &Keys, places: usize) -> Vec<f64> {
    let first = keys.count.min(LOOKED_AT);
    let (from, to) = (f64::from(first) + 0.5, f64::from(keys.count) + 0.5);
    let power = 1.0 - keys.skew;
    let rest = if power == 0.0 {
        math::ln(to / from)
    } else {
        (math::pow(to, power) - math::pow(from, power)) / power
    };
    let mut shares = vec![rest / places as f64; places];
    let mut all = rest;
    for key in 0..first {
        let weight = math::pow(f64::from(key + 1), -keys.skew);
        shares[place_of(key, places)] += weight;
        all += weight;
    }
    shares.iter_mut().for_each(|share| *share /= all);
    shares
}

/// Where a key leads among so many partitions: a hash, so that keys of like frequency spread.
pub(super) const fn place_of(key: u32, places: usize) -> usize {
    hashed(key.wrapping_add(0x9e37_79b9), places)
}

/// Where an exchange sends a key among so many queues: by another hash, or all messages of a queue
/// would fall into one of its partitions.
pub(super) const fn way_of(key: u32, ways: usize) -> usize {
    hashed(key ^ 0x5bd1_e995, ways)
}

/// The finaliser of MurmurHash3 (Appleby 2011).
const fn hashed(seed: u32, places: usize) -> usize {
    let mut hash = seed;
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^= hash >> 16;
    hash as usize % places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::rng::Purpose;

    fn drawn(skew: f64) -> Vec<f64> {
        let stream = Stream::new(1, Purpose::Keys, 0, 0);
        let mut keys = KeySampler::new(&Keys { count: 4, skew }, stream);
        let mut counts = [0_u32; 4];
        for _ in 0..100_000 {
            counts[keys.draw() as usize] += 1;
        }
        counts.iter().map(|count| f64::from(*count) / 1e5).collect()
    }

    #[test]
    fn keys_are_as_frequent_as_zipf_says() {
        let harmonic = 1.0 + 1.0 / 2.0 + 1.0 / 3.0 + 1.0 / 4.0;
        for (rank, share) in (1..).zip(drawn(1.0)) {
            assert!((share - 1.0 / f64::from(rank) / harmonic).abs() < 0.006);
        }
        assert!(drawn(0.0).iter().all(|share| (share - 0.25).abs() < 0.006));
    }

    #[test]
    fn the_shares_of_places_are_those_that_are_drawn() {
        for (count, skew) in [(3, 1.0), (50, 1.6), (20_000, 0.9)] {
            let keys = Keys { count, skew };
            let stream = Stream::new(2, Purpose::Keys, 0, 0);
            let mut sampler = KeySampler::new(&keys, stream);
            let mut found = [0.0; 4];
            for _ in 0..100_000 {
                found[place_of(sampler.draw(), 4)] += 1e-5;
            }
            for (found, share) in found.into_iter().zip(shares(&keys, 4)) {
                assert!((found - share).abs() < 0.006, "{found} {share}");
            }
        }
    }

    #[test]
    fn the_keys_of_one_way_spread_over_partitions() {
        let mut counts = [0; 4];
        for key in (0..8000).filter(|key| way_of(*key, 4) == 1) {
            counts[place_of(key, 4)] += 1;
        }
        assert!(
            counts.iter().all(|count| (400..600).contains(count)),
            "{counts:?}"
        );
    }

    #[test]
    fn a_hash_spreads_keys() {
        let mut counts = [0; 8];
        for key in 0..8000 {
            counts[place_of(key, 8)] += 1;
        }
        assert!(
            counts.iter().all(|count| (900..1100).contains(count)),
            "{counts:?}"
        );
    }
}
