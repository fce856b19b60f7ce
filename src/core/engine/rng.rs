//! Seeded random streams: one for each purpose, so that changing one parameter leaves every other
//! draw alone (common random numbers).

use super::ziggurat;
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// What a stream is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Gaps between publishes of one producer copy.
    Arrivals = 1,
    /// Service times of one consumer group.
    Service = 2,
    /// Changes of state of modulated arrivals, of one producer copy.
    Modulation = 3,
    /// Work that the messages of one producer bring.
    Work = 4,
    /// Deadlines of the messages of one producer.
    Deadline = 5,
    /// Which of its ready messages a queue hands out.
    Order = 6,
    /// Times to live of the messages of one queue.
    Ttl = 7,
    /// Jitter of the redelivery delays of one queue.
    Redelivery = 8,
    /// Which services of one consumer group fail.
    Failure = 9,
    /// Where the messages of one consumer group go on to.
    Routing = 10,
    /// Outages of one worker.
    Outages = 11,
    /// How long one client waits for its messages.
    Timeout = 12,
    /// Jitter of the delays before one client's retries.
    Backoff = 13,
    /// Keys of the messages of one producer.
    Keys = 32,
    /// Labels of the messages of one producer.
    Labels = 33,
    /// Which newcomers one queue sheds.
    Shed = 42,
    /// What the batches of one consumer group take besides their messages.
    SetUp = 41,
    /// How long a broker's disk or one that follows it takes for its runs.
    Storage = 30,
    /// When the broker is up and down.
    BrokerOutages = 31,
    /// Which messages of one producer are poison.
    Poison = 40,
    /// When one rule of faults begins again.
    Faults = 60,
    /// Visibility timeouts of the deliveries of one queue.
    Visibility = 43,
    /// How large the messages of one producer are.
    Payload = 61,
    /// How long messages of one node are under way.
    Latency = 62,
    /// Which messages of one node get lost on their way.
    LinkLoss = 63,
}

/// An independent random sequence of one source.
///
/// The generator is xoshiro256++ (Blackman and Vigna 2018), seeded through SplitMix64 from all
/// four parts of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream(Xoshiro256PlusPlus);

/// A step of SplitMix64 (Steele, Lea and Flood 2014): spreads every input bit over the word.
const fn mix(word: u64) -> u64 {
    let word = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

impl Stream {
    /// The stream of one source: `entity` is an ordinal among those that share the purpose.
    #[must_use]
    pub fn new(seed: u64, purpose: Purpose, entity: u64, replication: u64) -> Self {
        let key = [purpose as u64, entity, replication]
            .into_iter()
            .fold(mix(seed), |key, part| mix(key ^ mix(part)));
        Self(Xoshiro256PlusPlus::seed_from_u64(key))
    }

    /// Uniform in (0, 1]: never 0, so its logarithm is finite.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        // 53 bits, the precision of f64; the step off zero comes from the + 1.
        ((self.0.next_u64() >> 11) + 1) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// A whole number below `bound`, each as likely but for one part in 2^53 / `bound`.
    #[inline]
    pub fn below(&mut self, bound: usize) -> usize {
        let drawn = (1.0 - self.unit()) * bound as f64;
        (drawn as usize).min(bound.saturating_sub(1))
    }

    /// 64 random bits.
    #[inline]
    pub(super) fn word(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Exponential with mean 1.
    #[inline(always)]
    pub fn exponential(&mut self) -> f64 {
        ziggurat::exponential(self)
    }

    /// Normal with mean 0 and variance 1.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        ziggurat::normal(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_key_makes_another_stream() {
        let first = |mut stream: Stream| stream.unit();
        let base = first(Stream::new(1, Purpose::Arrivals, 0, 0));
        assert_eq!(base, first(Stream::new(1, Purpose::Arrivals, 0, 0)));
        for other in [
            Stream::new(2, Purpose::Arrivals, 0, 0),
            Stream::new(1, Purpose::Service, 0, 0),
            Stream::new(1, Purpose::Arrivals, 1, 0),
            Stream::new(1, Purpose::Arrivals, 0, 1),
        ] {
            assert_ne!(base, first(other));
        }
    }
}
