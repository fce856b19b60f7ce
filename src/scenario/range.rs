//! What each numeric field may be, and its unit. The reader's messages and the page's fields both
//! take it from here.

use crate::words::{Say, Text, Words, both, say};

/// The allowed values of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Least value.
    pub min: f64,
    /// Greatest value.
    pub max: f64,
    /// Unit, as written after the number; may be empty.
    pub unit: Words,
    /// Only whole numbers.
    pub whole: bool,
}

impl Range {
    const fn real(min: f64, max: f64, unit: Words) -> Self {
        Self {
            min,
            max,
            unit,
            whole: false,
        }
    }

    const fn whole(min: f64, max: f64, unit: Words) -> Self {
        Self {
            min,
            max,
            unit,
            whole: true,
        }
    }

    /// Whether `value` is allowed.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        value >= self.min && value <= self.max && (!self.whole || value == value.trunc())
    }

    /// What is allowed, in words: "a number from 0 to 1000 (1/s)".
    #[must_use]
    pub fn describe(&self) -> Text {
        let kind = if self.whole {
            both("a whole number", "整数")
        } else {
            both("a number", "数")
        };
        let unit = self.unit;
        let unit = (!unit.english.is_empty()).then(|| say!(" ({unit})", "（{unit}）"; unit).text());
        let (min, max) = (plain(self.min), plain(self.max));
        say!(
            "{kind} from {min} to {max}{unit}",
            " {min} 到 {max} 之间的{kind}{unit}";
            kind, unit
        )
        .text()
    }
}

/// A bound as a person would write it.
fn plain(bound: f64) -> String {
    // What has so many digits that matter is written with all of them.
    if bound > 1e15 {
        format!("{bound:.0}")
    } else if bound != 0.0 && !(1e-3..1e7).contains(&bound.abs()) {
        format!("{bound:e}")
    } else {
        format!("{bound}")
    }
}

const PER_SECOND: Words = both("1/s", "1/s");
const SECONDS: Words = both("s", "s");
const PLAIN: Words = both("", "");

/// Publishes / s of one copy.
pub const RATE: Range = Range::real(0.0, 1e6, PER_SECOND);
/// A mean duration or an interval.
pub const DURATION: Range = Range::real(1e-6, 1e7, SECONDS);
/// A constant duration, which may be none at all.
pub const CONSTANT: Range = Range::real(0.0, 1e7, SECONDS);
/// A constant interval between publishes.
pub const INTERVAL: Range = DURATION;
/// How long the lock is held.
pub const HOLD: Range = Range::real(0.0, 1e3, SECONDS);
/// Size of a message.
pub const BYTES: Range = Range::real(0.0, 1e7, both("bytes", "字节"));
/// Bytes at which a queue is full.
pub const MAX_BYTES: Range = Range::whole(1.0, 1e15, both("bytes", "字节"));
/// Bytes / s of a link.
pub const BANDWIDTH: Range = Range::real(1.0, 1e12, both("bytes/s", "字节/s"));
/// Mutexes over which operations are spread.
pub const SHARDS: Range = Range::whole(1.0, 1024.0, both("shards", "片"));
/// Share of the hold time that each worker that waits adds.
pub const CONTENTION: Range = Range::real(0.0, 100.0, PLAIN);
/// An instant early in the run.
pub const INSTANT: Range = Range::real(0.0, 1e7, SECONDS);
/// Squared coefficient of variation of a lognormal, gamma or Weibull distribution.
pub const SCV: Range = Range::real(1e-3, 1e3, PLAIN);
/// Squared coefficient of variation of a hyperexponential.
pub const SCV_HYPER: Range = Range::real(1.0, 1e3, PLAIN);
/// Stages of an Erlang distribution.
pub const STAGES: Range = Range::whole(1.0, 1000.0, both("stages", "级"));
/// Shape of a Pareto distribution. Nearer to 1 its mean is made by events that no run sees.
pub const SHAPE: Range = Range::real(1.001, 1e3, PLAIN);
/// A probability.
pub const PROBABILITY: Range = Range::real(0.0, 1.0, PLAIN);
/// Most values or quantiles of an empirical distribution, or points of a schedule.
pub const LONGEST: usize = 10_000;
/// Copies of a producer.
pub const COPIES: Range = Range::whole(0.0, 100_000.0, both("copies", "份"));
/// Workers of a group.
pub const WORKERS: Range = Range::whole(0.0, 100_000.0, both("workers", "个"));
/// Bound of a queue.
pub const READY: Range = Range::whole(0.0, 1e9, both("messages", "条"));
/// Publishes before a producer stops.
pub const LIMIT: Range = Range::whole(1.0, 1e15, both("messages", "条"));
/// A seed: what JSON can carry exactly.
pub const SEED: Range = Range::whole(0.0, 9_007_199_254_740_991.0, PLAIN);
/// Format of the document.
pub const FORMAT: Range = Range::whole(1.0, 1.0, PLAIN);
/// Messages of a batch.
pub const BATCH: Range = Range::whole(1.0, 1e6, both("messages", "条"));
/// How long something must hold.
pub const HOLDS: Range = Range::real(0.0, 1e7, SECONDS);
/// From one look of an alert rule to the next, and over what it measures.
pub const LOOKS: Range = Range::real(1e-3, 1e7, SECONDS);
/// The limit of an alert rule.
pub const THRESHOLD: Range = Range::real(-1e12, 1e12, PLAIN);
/// Instant of a schedule or a replay.
pub const POINT: Range = Range::real(0.0, 1e9, SECONDS);
/// Rank among the classes of messages.
pub const PRIORITY: Range = Range::whole(-1e6, 1e6, PLAIN);
/// Share of a fair queue.
pub const WEIGHT: Range = Range::real(1e-3, 1e6, PLAIN);
/// Times as fast.
pub const SPEED: Range = Range::real(1e-6, 1e6, PLAIN);
/// Deliveries of one message.
pub const DELIVERIES: Range = Range::whole(1.0, 1e9, both("deliveries", "次"));
/// Delay before a redelivery.
pub const DELAY: Range = Range::real(0.0, 1e7, SECONDS);
/// Attempts after the first.
pub const RETRIES: Range = Range::whole(0.0, 1000.0, both("retries", "次"));
/// Retries for each request.
pub const SHARE: Range = Range::real(0.0, 100.0, PLAIN);
/// Tokens saved up.
pub const TOKENS: Range = Range::whole(1.0, 1e6, both("tokens", "个"));
/// Share of failed attempts at which a breaker opens.
pub const OPENS_AT: Range = Range::real(0.01, 1.0, PLAIN);
/// Attempts that a breaker looks at.
pub const WINDOW: Range = Range::whole(1.0, 10_000.0, both("attempts", "次"));
/// Attempts let through by a breaker that is half open.
pub const PROBES: Range = Range::whole(1.0, 1000.0, both("attempts", "次"));
/// Publishes / s that a rate limit allows.
pub const LIMITED_RATE: Range = Range::real(1e-3, 1e6, PER_SECOND);
/// Interval at which syncs begin; 0 is at once.
pub const EVERY: Range = Range::real(0.0, 1e7, SECONDS);
/// Most labels of a producer, and bindings of an exchange.
pub const MOST_LABELS: usize = 40;
/// Queues that an exchange looks at.
pub const CHOICES: Range = Range::whole(1.0, 1000.0, both("queues", "个"));
/// Keys of a producer.
pub const KEYS: Range = Range::whole(1.0, 100_000.0, both("keys", "个"));
/// Exponent of Zipf's law.
pub const SKEW: Range = Range::real(0.0, 5.0, PLAIN);
/// Partitions of a queue.
pub const PARTITIONS: Range = Range::whole(1.0, 1000.0, both("partitions", "个"));
/// Brokers that follow.
pub const FOLLOWERS: Range = Range::whole(1.0, 100.0, both("brokers", "个"));
/// Messages that a worker takes at once.
pub const BATCH_SIZE: Range = Range::whole(1.0, 10_000.0, both("messages", "条"));
/// What an autoscaler aims at: messages, seconds or a share.
pub const TARGET: Range = Range::real(1e-3, 1e9, PLAIN);
/// Time between two looks of an autoscaler.
pub const LOOK: Range = Range::real(1e-3, 1e7, SECONDS);
/// Workers added or removed at a look.
pub const STEP: Range = Range::whole(1.0, 100_000.0, both("workers", "个"));
/// How many times longer services take, or more is published, while a fault lasts.
pub const FAULT_FACTOR: Range = Range::real(1e-3, 1e3, PLAIN);
/// How a delay grows.
pub const FACTOR: Range = Range::real(1.0, 1e3, PLAIN);
/// Messages that one worker works on at once.
pub const AT_ONCE: Range = Range::whole(1.0, 1e6, both("messages", "条"));
/// Messages that one worker has in hand.
pub const PREFETCH: Range = Range::whole(1.0, 10_000.0, both("messages", "条"));
/// Most instants of a replay.
pub const MOST_TIMES: usize = 1_000_000;
/// Most nodes of a kind, ways of a consumer or states of arrivals: the engine numbers them in 16 bits.
pub const MOST_NODES: usize = 10_000;
