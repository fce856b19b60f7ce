//! What a world is built from and changed to: the scenario, resolved and valid.

mod alert;
mod autoscale;
mod batching;
mod delivery;
mod fault;
mod link;
mod lock;
mod partitions;
mod route;
mod shed;
mod storage;

use super::discipline::Discipline;
use super::schedule::RateCurve;
use crate::engine::rng::Stream;
use crate::engine::{Distribution, SimDuration, SimTime};
pub use alert::{Alert, Limit, Watched};
pub use autoscale::{Autoscale, Measure};
pub use batching::Batching;
pub use fault::{Fault, FaultKind};
pub use link::{Link, Payload, PayloadKind};
pub use lock::Lock;
pub use partitions::{Keys, Partitions, Rebalance};
pub use route::{Bindings, Route, RouteBy};
use serde::Serialize;
pub use shed::{Codel, Lowest, Random, Shed};
use std::sync::Arc;

pub use delivery::OnFailure;
pub use storage::{Acks, Confirm, Disk, Downtimes, Replication, Storage, Sync};

/// A whole system. Nodes are named by their place in these lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Those who publish.
    pub producers: Vec<Producer>,
    /// Where messages wait.
    pub queues: Vec<Queue>,
    /// Those who work.
    pub consumers: Vec<Consumer>,
    /// What serialises the broker's operations.
    pub lock: Lock,
    /// What the broker keeps besides its memory, and when it is down.
    pub storage: Storage,
    /// What goes wrong for a while.
    pub faults: Vec<Fault>,
    /// What is watched.
    pub alerts: Vec<Alert>,
}

/// Copies that publish independently of each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Producer {
    /// Index of the queue published to.
    pub to: usize,
    /// How many copies.
    pub count: usize,
    /// When each copy publishes.
    pub arrivals: Arrivals,
    /// Messages at each publish; at least 1.
    pub batch: u32,
    /// The first publish of every copy; none: as the arrivals have it.
    pub first_at: Option<SimTime>,
    /// Messages of one copy before it stops for good.
    pub limit: Option<u64>,
    /// Higher ones are served first where the discipline looks at it.
    pub priority: i32,
    /// Share of a fair queue, against the other producers'; above 0.
    pub weight: f64,
    /// Work of one message; none: the consumer's service time.
    pub service: Option<Distribution>,
    /// Time from the publish within which a message should be settled.
    pub deadline: Option<Distribution>,
    /// What its messages carry; none: nothing.
    pub payload: Option<Payload>,
    /// How they come to the broker; none: at once.
    pub link: Option<Link>,
    /// Probability that a message is poison: every service of it fails.
    pub poison: f64,
    /// How its copies wait for their messages; none: they do not.
    pub client: Option<Client>,
    /// What its messages are about; none: they have no key.
    pub keys: Option<Keys>,
    /// How often a message has each of its labels, against the others; none: they have no label.
    pub labels: Option<Arc<[f64]>>,
}

/// How a copy waits for its messages, and when it asks again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Client {
    /// How long it waits for a message to be settled; none: until it is, or came to nothing.
    pub timeout: Option<Distribution>,
    /// Attempts after the first.
    pub retries: u32,
    /// Time before each of them.
    pub backoff: Backoff,
    /// What retries it may make in all.
    pub budget: Option<Budget>,
    /// When it asks nothing for a while.
    pub breaker: Option<Breaker>,
    /// How fast it publishes at most.
    pub rate_limit: Option<RateLimit>,
}

/// Retries allowed as a share of requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Retries for each request.
    pub share: f64,
    /// Most of them saved up, and those there are at first; at least 1.
    pub burst: f64,
}

/// A circuit breaker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breaker {
    /// Share of failed attempts at which it opens; above 0.
    pub failures: f64,
    /// The last attempts that count; at least 1.
    pub window: u32,
    /// How long it stays open.
    pub open_for: SimDuration,
    /// Attempts let through after that, all of which must succeed; at least 1.
    pub probes: u32,
}

/// A token bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLimit {
    /// Publishes / s of a copy; above 0.
    pub rate: f64,
    /// Tokens saved up; at least 1.
    pub burst: u32,
}

/// When a copy publishes.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrivals {
    /// Never.
    Silent,
    /// At independent intervals.
    Renewal(Distribution),
    /// Poisson at the rate of a state that changes by itself, in turn, from the first on.
    Modulated(Arc<[ArrivalState]>),
    /// Poisson at a rate that changes with time.
    Scheduled(Arc<RateCurve>),
    /// Thinks for so long after its last messages left the system, and publishes again.
    ClosedLoop(Distribution),
    /// At these instants, in order.
    Replay(Arc<[SimTime]>),
}

/// One state of modulated arrivals.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrivalState {
    /// Publishes / s of one copy while it lasts.
    pub rate: f64,
    /// How long it lasts.
    pub dwell: Distribution,
}

/// Where messages wait.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    /// In which order they leave.
    pub discipline: Discipline,
    /// Most messages that may be ready.
    pub max_ready: Option<usize>,
    /// Bytes from which on it is full, too.
    pub max_bytes: Option<u64>,
    /// What happens at the bound.
    pub overflow: Overflow,
    /// How long a message may be ready before it is dropped.
    pub ttl: Option<Distribution>,
    /// Deliveries allowed in all; none: without end.
    pub max_deliveries: Option<u32>,
    /// Index of the queue that takes what was delivered too often.
    pub dead_letter: Option<usize>,
    /// How it sheds load; none: it does not.
    pub shed: Option<Shed>,
    /// How long a failed message stays away before it is ready again.
    pub redelivery: Backoff,
    /// Its partitions; none: any worker takes any message.
    pub partitions: Option<Partitions>,
    /// How long a delivery may take before its message is ready again; none: as long as it takes.
    pub visibility: Option<Distribution>,
}

/// What a full queue does with a newcomer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Overflow {
    /// Refuses it.
    #[default]
    Reject,
    /// Drops the message that has been ready for longest and lets the newcomer in.
    DropOldest,
    /// Lets it wait at the door, and with it the producer or worker that brings it.
    Block,
}

/// Time until the next attempt: `first` after the first failure, `factor` times longer after each
/// further one, at most `most`, of which a share of at most `jitter` is taken off at random.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backoff {
    /// After the first failure.
    pub first: SimDuration,
    /// At least 1.
    pub factor: f64,
    /// The longest there is.
    pub most: SimDuration,
    /// In [0, 1].
    pub jitter: f64,
}

/// A group of like workers.
#[derive(Clone, Debug, PartialEq)]
pub struct Consumer {
    /// Index of the queue it takes from.
    pub from: usize,
    /// How many workers.
    pub count: usize,
    /// Service time of messages that bring no work of their own.
    pub service: Distribution,
    /// Work done in a second; above 0.
    pub speed: f64,
    /// How an idle worker learns of messages.
    pub intake: Intake,
    /// When a delivery counts as done.
    pub ack: Ack,
    /// Probability that a service fails.
    pub failure: f64,
    /// What becomes of a message whose service failed.
    pub on_failure: OnFailure,
    /// For how long a message finished is recognised when it comes once more; none: not at all.
    pub deduplicate: Option<SimDuration>,
    /// When each worker is down.
    pub outages: Option<Outages>,
    /// Most messages that a worker works on at once, sharing its speed equally; none: one after
    /// the other.
    pub sharing: Option<usize>,
    /// How a worker takes several messages at once; none: one by one.
    pub batch: Option<Batching>,
    /// How the number of workers follows the work; none: it does not.
    pub autoscale: Option<Autoscale>,
    /// Most messages that a worker has in hand, of which it works on one; none: that one alone.
    pub prefetch: Option<usize>,
    /// How messages that go on come to the broker; none: at once.
    pub link: Option<Link>,
    /// Where messages go on to, each with its probability; the rest leaves the system.
    pub forward_to: Arc<[(usize, f64)]>,
    /// How one of them is chosen; none: by these probabilities.
    pub route: Option<Route>,
    /// Where a copy goes to each of several: to which.
    pub bindings: Bindings,
}

/// How an idle worker learns of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// It blocks; the broker wakes it with the message.
    Push,
    /// It looks, and after finding nothing looks again this much later.
    Poll(SimDuration),
}

/// When a delivery counts as done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ack {
    /// When the service ends well: at least once.
    #[default]
    AfterService,
    /// When it begins: at most once. What fails then is lost.
    OnDelivery,
}

/// Times at which a worker is up and down, in turn; up to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Outages {
    /// How long it is up.
    pub up: Distribution,
    /// How long it is down.
    pub down: Distribution,
    /// What becomes of the message it works on.
    pub on_outage: OnOutage,
}

/// What becomes of the message that a worker works on when it goes down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnOutage {
    /// It waits there, and the service goes on where it stopped.
    #[default]
    Resume,
    /// It becomes ready again, at the head, and is delivered anew.
    Requeue,
}

impl Overflow {
    /// All of them, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("reject", Self::Reject),
        ("drop-oldest", Self::DropOldest),
        ("block", Self::Block),
    ];
}

impl Ack {
    /// Both, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 2] = [
        ("after-service", Self::AfterService),
        ("on-delivery", Self::OnDelivery),
    ];
}

impl OnOutage {
    /// Both, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 2] =
        [("resume", Self::Resume), ("requeue", Self::Requeue)];
}

impl Default for Backoff {
    fn default() -> Self {
        Self::NONE
    }
}

impl Backoff {
    /// The delay after so many failures.
    pub(super) fn after(&self, failures: u32, delays: &mut Stream) -> SimDuration {
        let mut delay = self.first.secs();
        let most = self.most.secs();
        for _ in 1..failures {
            if delay <= 0.0 || delay >= most || self.factor <= 1.0 {
                break;
            }
            delay *= self.factor;
        }
        delay = delay.min(most);
        if self.jitter > 0.0 {
            delay *= 1.0 - self.jitter * delays.unit();
        }
        SimDuration::from_secs(delay)
    }

    /// At once.
    pub const NONE: Self = Self {
        first: SimDuration::ZERO,
        factor: 1.0,
        most: SimDuration::ZERO,
        jitter: 0.0,
    };
}
