//! The types of a scenario file. Their serialised form is its canonical JSON: what is left at its
//! default is left out. Times in seconds, rates in 1/s.

use crate::engine::Distribution;
use serde::Serialize;

/// A whole scenario. One that exists is valid: only [`Scenario::parse`] makes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scenario {
    /// Format of the document: 1.
    pub tailback: u32,
    /// What it is called.
    pub name: String,
    /// What it shows, in a sentence or two.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Seed of every random stream.
    pub seed: u64,
    /// The middleware between producers and consumers.
    #[serde(skip_serializing_if = "Broker::is_default")]
    pub broker: Broker,
    /// Those who publish; at least one.
    pub producers: Vec<Producer>,
    /// Where messages wait; at least one.
    pub queues: Vec<Queue>,
    /// Those who work; at least one.
    pub consumers: Vec<Consumer>,
}

/// The middleware.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Broker {
    /// The lock that serialises its operations.
    pub lock: Lock,
}

impl Broker {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A mutex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Lock {
    /// Seconds for which each enqueue and each dequeue holds it; 0 is no lock.
    pub hold: f64,
}

/// Copies that publish independently.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Producer {
    /// Name, unique among the nodes.
    pub id: String,
    /// The queue published to.
    pub to: String,
    /// How many copies.
    pub count: u32,
    /// When each copy publishes.
    pub arrivals: Arrivals,
    /// Publishes of one copy before it stops for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// Instant of the first publish in seconds; by default one interval after the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_at: Option<f64>,
}

/// An arrival process. A rate of 0 is silence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "process", rename_all = "kebab-case")]
pub enum Arrivals {
    /// Independent of each other: exponential intervals.
    Poisson {
        /// Publishes / s of one copy.
        rate: f64,
    },
    /// At equal intervals.
    Constant {
        /// Publishes / s of one copy.
        rate: f64,
    },
    /// Independent intervals of any distribution.
    Renewal {
        /// Time from one publish of a copy to its next.
        interval: Distribution,
    },
}

impl Arrivals {
    /// Publishes / s of one copy.
    #[must_use]
    pub const fn rate(&self) -> f64 {
        match self {
            Self::Poisson { rate } | Self::Constant { rate } => *rate,
            Self::Renewal { interval } => 1.0 / interval.mean(),
        }
    }

    /// The same process at another rate. A renewal process cannot be silent: at rate 0 it becomes a
    /// silent Poisson process.
    #[must_use]
    pub fn with_rate(&self, rate: f64) -> Self {
        match *self {
            Self::Constant { .. } => Self::Constant { rate },
            Self::Renewal { interval } if rate > 0.0 => Self::Renewal {
                interval: interval.with_mean(1.0 / rate),
            },
            Self::Poisson { .. } | Self::Renewal { .. } => Self::Poisson { rate },
        }
    }

    /// The distribution of the intervals; none of a silent process. Less than one publish in
    /// centuries is silence, too: its interval is longer than simulated time can tell.
    #[must_use]
    pub fn interval(&self) -> Option<Distribution> {
        let speaks = |rate: f64| rate > 1e-10;
        match *self {
            Self::Poisson { rate } => {
                speaks(rate).then(|| Distribution::Exponential { mean: 1.0 / rate })
            }
            Self::Constant { rate } => {
                speaks(rate).then(|| Distribution::Constant { value: 1.0 / rate })
            }
            Self::Renewal { interval } => Some(interval),
        }
    }
}

/// The order in which ready messages are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Discipline {
    /// First in, first out.
    #[default]
    Fifo,
}

/// What a full queue does with a newcomer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Overflow {
    /// Refuses it.
    #[default]
    Reject,
}

/// Where messages wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Queue {
    /// Name, unique among the nodes.
    pub id: String,
    /// In which order they leave.
    pub discipline: Discipline,
    /// Most messages that may be ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_ready: Option<u64>,
    /// What happens at the bound.
    #[serde(skip_serializing_if = "Overflow::is_default")]
    pub overflow: Overflow,
}

impl Overflow {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A group of like workers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Consumer {
    /// Name, unique among the nodes.
    pub id: String,
    /// The queue it takes from.
    pub from: String,
    /// How many workers.
    pub count: u32,
    /// Service time.
    pub service: Distribution,
    /// How it looks for messages; by default it blocks until the broker hands it one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
}

/// Looking for messages instead of being woken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Poll {
    /// Seconds from a look that found nothing to the next.
    pub interval: f64,
}

impl Scenario {
    /// Its canonical JSON, indented.
    ///
    /// # Panics
    /// Never: all its fields are plain data.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a scenario is plain data")
    }
}
