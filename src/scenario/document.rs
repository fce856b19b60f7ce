//! The types of a scenario file. Their serialised form is its canonical JSON: what is left at its
//! default is left out. Times in seconds, rates in 1/s.

pub use super::alert::Alert;
use super::arrivals::Arrivals;
pub use super::control::{Autoscale, Batch, Codel, Lowest, Random, Shed};
use super::fault::Fault;
pub use super::labels::{Binding, Headers, Label, Route};
pub use super::link::{Link, Payload};
pub use super::lock::{Lock, LockKind};
pub use super::partitions::{Keys, Partitions};
pub use super::storage::{Disk, Downtimes, Replication};
use crate::broker::discipline::Discipline;
use crate::broker::settings::{Ack, OnFailure, OnOutage, Overflow};
use crate::engine::Distribution;
use serde::Serialize;

/// A whole scenario. One that exists is valid: only reading makes it. While it is being built it may lack nodes
/// of a kind ([`Scenario::is_unfinished`]).
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
    #[serde(skip_serializing_if = "is_default")]
    pub broker: Broker,
    /// Those who publish; at least one.
    pub producers: Vec<Producer>,
    /// Where messages wait; at least one.
    pub queues: Vec<Queue>,
    /// Those who work; at least one.
    pub consumers: Vec<Consumer>,
    /// What goes wrong for a while; by default nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// What is watched; by default nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<Alert>,
}

/// The middleware.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Broker {
    /// The lock that serialises its operations.
    #[serde(skip_serializing_if = "is_default")]
    pub lock: Lock,
    /// Where it writes what it accepts; by default it keeps that in memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disk: Option<Disk>,
    /// The brokers that follow it; by default there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replication: Option<Replication>,
    /// When it crashes; by default never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outages: Option<Downtimes>,
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
    /// Messages of one copy before it stops for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// Instant of the first publish in seconds; by default one interval after the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_at: Option<f64>,
    /// Higher ones are served first where the discipline looks at it.
    #[serde(skip_serializing_if = "is_default")]
    pub priority: i32,
    /// Share of a fair queue, against the other producers'.
    #[serde(skip_serializing_if = "is_one")]
    pub weight: f64,
    /// Work of one message, which overrides the consumer's service time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Distribution>,
    /// Seconds from the publish within which a message should be settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Distribution>,
    /// What its messages carry; by default nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<Payload>,
    /// How they come to the broker; by default at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Probability of a message to be poison: every service of it fails.
    #[serde(skip_serializing_if = "is_default")]
    pub poison: f64,
    /// How its copies wait for their messages and ask again; by default they do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<Client>,
    /// What its messages are about; by default they have no key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<Keys>,
    /// What is written on them, by which exchanges go; by default nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Label>,
}

/// How a copy waits for its messages, and when it asks again.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Client {
    /// Seconds for which it waits for a message to be settled; by default until it left the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Distribution>,
    /// Attempts after the first.
    #[serde(skip_serializing_if = "is_default")]
    pub retries: u32,
    /// Time before each of them; by default none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backoff: Option<Redelivery>,
    /// Retries allowed in all; by default any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// When it asks nothing for a while; by default never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaker: Option<Breaker>,
    /// How fast it publishes at most; by default as it likes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<RateLimit>,
}

/// Retries allowed as a share of requests.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Budget {
    /// Retries for each request.
    pub share: f64,
    /// Most of them saved up, and those there are at first.
    pub burst: f64,
}

/// A circuit breaker.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Breaker {
    /// Share of failed attempts at which it opens.
    pub failures: f64,
    /// The last attempts that count.
    pub window: u32,
    /// Seconds for which it stays open.
    pub open_for: f64,
    /// Attempts let through after that, all of which must succeed.
    pub probes: u32,
}

/// A token bucket.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RateLimit {
    /// Publishes / s of one copy.
    pub rate: f64,
    /// Tokens saved up.
    pub burst: u32,
}

/// Where messages wait.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Queue {
    /// Name, unique among the nodes.
    pub id: String,
    /// In which order they leave.
    pub discipline: Discipline,
    /// Most messages that may be ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_ready: Option<u64>,
    /// Bytes from which on it is full, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u64>,
    /// What happens at the bound.
    #[serde(skip_serializing_if = "is_default")]
    pub overflow: Overflow,
    /// Seconds for which a message may be ready before it is dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<Distribution>,
    /// Deliveries allowed in all; the failure of the last one dead-letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_deliveries: Option<u64>,
    /// The queue that takes what was delivered too often.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dead_letter: Option<String>,
    /// How it sheds load; by default it does not.
    #[serde(skip_serializing_if = "is_default")]
    pub shed: Shed,
    /// How long a failed message stays away; by default it is at the head again at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redelivery: Option<Redelivery>,
    /// Its partitions; by default any worker takes any message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partitions: Option<Partitions>,
    /// Seconds that a delivery may take before its message is ready again; by default as many as it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Distribution>,
}

/// How long a failed message stays away before it is ready again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Redelivery {
    /// Seconds after the first failure.
    pub delay: f64,
    /// How many times longer after each further failure.
    #[serde(skip_serializing_if = "is_one")]
    pub factor: f64,
    /// Most seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_delay: Option<f64>,
    /// Largest share of the delay that is taken off at random.
    #[serde(skip_serializing_if = "is_default")]
    pub jitter: f64,
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
    /// Service time; may be absent where every message brings work of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Distribution>,
    /// Work done in a second: how many times faster than its service time says.
    #[serde(skip_serializing_if = "is_one")]
    pub speed: f64,
    /// How it looks for messages; by default it blocks until the broker hands it one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
    /// When a delivery counts as done.
    #[serde(skip_serializing_if = "is_default")]
    pub ack: Ack,
    /// How services fail; by default they do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// What becomes of a message whose service failed.
    #[serde(skip_serializing_if = "is_default")]
    pub on_failure: OnFailure,
    /// How messages that come once more are recognised; by default they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deduplicate: Option<Deduplicate>,
    /// When each worker is down; by default never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outages: Option<Outages>,
    /// Works on several messages at once; by default on one after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharing: Option<Sharing>,
    /// How a worker takes several messages at once; by default it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<Batch>,
    /// How the number of workers follows the work; by default it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale: Option<Autoscale>,
    /// Most messages that a worker has in hand; by default the one that it works on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefetch: Option<u64>,
    /// How messages that go on come to the broker; by default at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Where its messages go on to; by default they leave the system.
    #[serde(skip_serializing_if = "Forwards::is_empty")]
    pub forward_to: Forwards,
    /// How one of several queues is chosen; by default by their probabilities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
}

/// Looking for messages instead of being woken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Poll {
    /// Seconds from a look that found nothing to the next.
    pub interval: f64,
}

/// How services fail.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Failure {
    /// Of each service, independently.
    pub probability: f64,
}

/// Recognising what was finished before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Deduplicate {
    /// Seconds for which a message finished is remembered.
    pub window: f64,
}

/// Times at which a worker is up and down, in turn; up to begin with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outages {
    /// Seconds for which it is up.
    pub up: Distribution,
    /// Seconds for which it is down.
    pub down: Distribution,
    /// What becomes of the message that it works on.
    pub on_outage: OnOutage,
}

/// Processor sharing: a worker's speed is divided equally among the messages that it works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sharing {
    /// Most messages that one worker works on at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_once: Option<u64>,
}

/// The queues that messages go on to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Forwards {
    /// None: messages leave the system.
    #[default]
    Nowhere,
    /// All of them to one queue.
    All(String),
    /// Each to one of several; the rest leaves the system.
    Some(Vec<Forward>),
}

/// A way on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Forward {
    /// The queue.
    pub to: String,
    /// Probability of each message to go there.
    pub probability: f64,
}

impl Consumer {
    /// Mean service time in seconds of messages that bring no work of their own; 0 where all do.
    #[must_use]
    pub fn service_mean(&self) -> f64 {
        self.service.as_ref().map_or(0.0, Distribution::mean)
    }
}

impl Forwards {
    fn is_empty(&self) -> bool {
        *self == Self::Nowhere
    }

    /// Each queue with the probability of a message to go there.
    pub fn ways(&self) -> impl Iterator<Item = (&str, f64)> {
        let (all, some) = match self {
            Self::Nowhere => (None, [].as_slice()),
            Self::All(to) => (Some((to.as_str(), 1.0)), [].as_slice()),
            Self::Some(ways) => (None, ways.as_slice()),
        };
        let some = some.iter().map(|way| (way.to.as_str(), way.probability));
        all.into_iter().chain(some)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn is_one(value: &f64) -> bool {
    *value == 1.0
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

    /// The same as a value, by way of its text: a second way out of all these types would weigh too much.
    pub(super) fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(&self.to_json()).expect("a scenario's own JSON can be read")
    }
}
