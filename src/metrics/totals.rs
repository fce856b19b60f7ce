//! Everything counted up to an instant, and the figures made from it.

use super::estimate::{self, Estimate};
use super::passage::{Moments, Passage};
use super::storage::StorageSums;

/// What was counted at one place, or in the whole system. Counts only grow, so a stretch of time
/// is the difference of two states; areas and times are in ns.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Length of the time counted.
    pub time: u128,
    /// Messages that passed.
    pub passage: Passage,
    /// Area of the busy workers.
    pub busy: u128,
    /// Area of the workers there were.
    pub capacity: u128,
    /// Area of the workers that were up.
    pub up: u128,
    /// Area of the ready messages.
    pub ready: u128,
    /// Area of the messages at the door of a full queue.
    pub at_door: u128,
    /// Area of all messages present: at the lock or a door, ready, in flight and away.
    pub present: u128,
    /// Time for which the broker's lock was held.
    pub locked: u128,
    /// Times until all copies of a message are done.
    pub completion: Moments,
    /// Of a broker that keeps what it accepts.
    pub storage: StorageSums,
    /// Looks of polling workers.
    pub looks: u64,
    /// Looks that found nothing.
    pub empty_looks: u64,
}

impl Sums {
    /// What was counted after `earlier`, a former state of the same place.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        Self {
            time: self.time - earlier.time,
            passage: self.passage.since(&earlier.passage),
            busy: self.busy - earlier.busy,
            capacity: self.capacity - earlier.capacity,
            up: self.up - earlier.up,
            ready: self.ready - earlier.ready,
            at_door: self.at_door - earlier.at_door,
            present: self.present - earlier.present,
            // Of a lock that has more shards by now, the mean may be less.
            locked: self.locked.saturating_sub(earlier.locked),
            completion: self.completion.since(&earlier.completion),
            storage: self.storage.since(&earlier.storage),
            looks: self.looks - earlier.looks,
            empty_looks: self.empty_looks - earlier.empty_looks,
        }
    }

    /// Adds what was counted at another place, over the same time.
    pub fn join(&mut self, other: &Self) {
        self.passage.merge(&other.passage);
        self.busy += other.busy;
        self.capacity += other.capacity;
        self.up += other.up;
        self.ready += other.ready;
        self.at_door += other.at_door;
        self.present += other.present;
        self.locked += other.locked;
        self.completion.merge(&other.completion);
        self.storage.join(&other.storage);
        self.looks += other.looks;
        self.empty_looks += other.empty_looks;
    }

    /// Adds what was counted at the same place over a further stretch of time.
    pub fn extend(&mut self, next: &Self) {
        self.time += next.time;
        self.join(next);
    }

    fn secs(&self) -> f64 {
        self.time as f64 / 1e9
    }
}

/// The sums of every node, in the order of the scenario, and of the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// The whole.
    pub system: Sums,
    /// For each producer.
    pub producers: Vec<Sums>,
    /// For each queue.
    pub queues: Vec<Sums>,
    /// For each group of consumers.
    pub consumers: Vec<Sums>,
}

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The whole.
    System,
    /// A producer.
    Producer,
    /// A queue.
    Queue,
    /// A group of consumers.
    Consumer,
}

/// A figure of the report that is a ratio of sums (or a standard deviation made of them).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Offered publishes / s.
    ArrivalRate,
    /// Refused or dropped on arrival / offered.
    LossProbability,
    /// Time to live over / accepted.
    ExpiredFraction,
    /// Failed after being settled on delivery / accepted.
    LostFraction,
    /// Deliveries / s.
    DeliveryRate,
    /// Service completions / s.
    Throughput,
    /// Distinct messages finished successfully / s.
    Goodput,
    /// Messages set aside after their last delivery / s.
    DeadLetterRate,
    /// Messages finished after their deadline / s.
    LateRate,
    /// Messages that clients publish for each request.
    AttemptsPerRequest,
    /// Requests given up / requests.
    GivenUpFraction,
    /// Messages finished when their client waited no more / messages of clients.
    WastedFraction,
    /// Busy worker time / worker time.
    Utilisation,
    /// Share of the time for which a worker is up.
    Availability,
    /// Share of the messages that waited.
    ProbabilityOfWaiting,
    /// Mean waiting time, s.
    WaitingMean,
    /// Standard deviation of the waiting time, s.
    WaitingSd,
    /// Mean sojourn time, s.
    SojournMean,
    /// Time average of the accepted messages in the system, L.
    SystemMean,
    /// Time average of the ready messages, Lq.
    ReadyMean,
    /// Time average of the messages at the doors of full queues.
    BlockedMean,
    /// Share of the time for which the broker's lock is held.
    LockUtilisation,
    /// Mean time from a publish until all copies of the message are done, s.
    CompletionMean,
    /// Share of the time for which the broker is up.
    BrokerAvailability,
    /// Share of the time for which its disk writes.
    DiskUtilisation,
    /// Messages lost on links, of those sent on them.
    LinkLossFraction,
    /// Looks of polling workers / s.
    PollRate,
    /// Looks that find nothing / s.
    EmptyPollRate,
}

impl Metric {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 28] = [
        Self::ArrivalRate,
        Self::LossProbability,
        Self::ExpiredFraction,
        Self::LostFraction,
        Self::DeliveryRate,
        Self::Throughput,
        Self::Goodput,
        Self::DeadLetterRate,
        Self::LateRate,
        Self::AttemptsPerRequest,
        Self::GivenUpFraction,
        Self::WastedFraction,
        Self::Utilisation,
        Self::Availability,
        Self::ProbabilityOfWaiting,
        Self::WaitingMean,
        Self::WaitingSd,
        Self::SojournMean,
        Self::SystemMean,
        Self::ReadyMean,
        Self::BlockedMean,
        Self::LockUtilisation,
        Self::CompletionMean,
        Self::BrokerAvailability,
        Self::DiskUtilisation,
        Self::LinkLossFraction,
        Self::PollRate,
        Self::EmptyPollRate,
    ];

    /// The name it has in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ArrivalRate => "arrival_rate",
            Self::LossProbability => "loss_probability",
            Self::ExpiredFraction => "expired_fraction",
            Self::LostFraction => "lost_fraction",
            Self::DeliveryRate => "delivery_rate",
            Self::Throughput => "throughput",
            Self::Goodput => "goodput",
            Self::DeadLetterRate => "dead_letter_rate",
            Self::LateRate => "late_rate",
            Self::AttemptsPerRequest => "attempts_per_request",
            Self::GivenUpFraction => "given_up_fraction",
            Self::WastedFraction => "wasted_fraction",
            Self::Utilisation => "utilisation",
            Self::Availability => "availability",
            Self::ProbabilityOfWaiting => "probability_of_waiting",
            Self::WaitingMean => "waiting_mean",
            Self::WaitingSd => "waiting_sd",
            Self::SojournMean => "sojourn_mean",
            Self::SystemMean => "system_mean",
            Self::ReadyMean => "ready_mean",
            Self::BlockedMean => "blocked_mean",
            Self::LockUtilisation => "lock_utilisation",
            Self::CompletionMean => "completion_mean",
            Self::BrokerAvailability => "broker_availability",
            Self::DiskUtilisation => "disk_utilisation",
            Self::LinkLossFraction => "link_loss_fraction",
            Self::PollRate => "poll_rate",
            Self::EmptyPollRate => "empty_poll_rate",
        }
    }

    /// Whether it means anything at a place of this kind.
    #[must_use]
    pub const fn applies_to(self, place: Place) -> bool {
        match self {
            Self::DeliveryRate | Self::Throughput | Self::Goodput => true,
            Self::Utilisation | Self::Availability | Self::PollRate | Self::EmptyPollRate => {
                matches!(place, Place::System | Place::Consumer)
            }
            Self::SystemMean | Self::ReadyMean | Self::BlockedMean => {
                matches!(place, Place::System | Place::Queue)
            }
            Self::LockUtilisation
            | Self::CompletionMean
            | Self::BrokerAvailability
            | Self::DiskUtilisation => matches!(place, Place::System),
            Self::AttemptsPerRequest | Self::GivenUpFraction | Self::WastedFraction => {
                matches!(place, Place::System | Place::Producer)
            }
            Self::ArrivalRate
            | Self::LossProbability
            | Self::ExpiredFraction
            | Self::LostFraction
            | Self::LinkLossFraction
            | Self::DeadLetterRate
            | Self::LateRate
            | Self::ProbabilityOfWaiting
            | Self::WaitingMean
            | Self::WaitingSd
            | Self::SojournMean => !matches!(place, Place::Consumer),
        }
    }

    /// Whether it grows without bound in a system that cannot keep up.
    #[must_use]
    pub const fn diverges_under_overload(self) -> bool {
        matches!(
            self,
            Self::WaitingMean
                | Self::WaitingSd
                | Self::SojournMean
                | Self::SystemMean
                | Self::ReadyMean
                | Self::BlockedMean
        )
    }

    /// Numerator and denominator.
    fn parts(self, sums: &Sums) -> (f64, f64) {
        let passage = &sums.passage;
        let per_second = |count: u64| (count as f64, sums.secs());
        let share = |part: u64, whole: u64| (part as f64, whole as f64);
        let level = |area: f64| (area / 1e9, sums.secs());
        match self {
            Self::ArrivalRate => per_second(passage.offered),
            Self::LossProbability => share(passage.refused + passage.evicted, passage.offered),
            Self::ExpiredFraction => share(passage.expired, passage.accepted),
            Self::LostFraction => share(passage.lost, passage.accepted),
            Self::LinkLossFraction => share(passage.strayed, passage.sent),
            Self::DeliveryRate => per_second(passage.started),
            Self::Throughput => per_second(passage.finished),
            Self::Goodput => per_second(passage.good),
            Self::DeadLetterRate => per_second(passage.dead),
            Self::LateRate => per_second(passage.late),
            Self::AttemptsPerRequest => share(passage.attempts, passage.requests),
            Self::GivenUpFraction => share(passage.given_up, passage.requests),
            Self::WastedFraction => share(passage.wasted, passage.attempts),
            Self::Availability => (sums.up as f64, sums.capacity as f64),
            Self::BlockedMean => level(sums.at_door as f64),
            Self::Utilisation => (sums.busy as f64, sums.capacity as f64),
            Self::ProbabilityOfWaiting => share(passage.waited, passage.waiting.count),
            Self::WaitingMean | Self::WaitingSd => {
                (passage.waiting.secs(), passage.waiting.count as f64)
            }
            Self::SojournMean => (passage.sojourn.secs(), passage.sojourn.count as f64),
            Self::SystemMean => level(sums.present as f64 - passage.refused_time as f64),
            Self::ReadyMean => level(sums.ready as f64),
            Self::LockUtilisation => (sums.locked as f64, sums.time as f64),
            Self::CompletionMean => (sums.completion.secs(), sums.completion.count as f64),
            Self::BrokerAvailability => {
                let storage = &sums.storage;
                ((storage.time - storage.down) as f64, storage.time as f64)
            }
            Self::DiskUtilisation => {
                let storage = &sums.storage;
                (storage.writing as f64, storage.disk_time as f64)
            }
            Self::PollRate => per_second(sums.looks),
            Self::EmptyPollRate => per_second(sums.empty_looks),
        }
    }

    /// The figure with its interval, from one [`Sums`] for each independent observation.
    #[must_use]
    pub fn estimate<'a>(
        self,
        observations: impl Iterator<Item = &'a Sums> + Clone,
        confidence: f64,
    ) -> Estimate {
        if self == Self::WaitingSd {
            let waits = observations.map(|sums| &sums.passage.waiting);
            return estimate::deviation(waits, confidence);
        }
        estimate::ratio(observations.map(|sums| self.parts(sums)), confidence)
    }

    /// The figure of one stretch of time; absent if there was nothing to measure.
    #[must_use]
    pub fn value(self, sums: &Sums) -> Option<f64> {
        self.estimate(std::iter::once(sums), 0.95).mean
    }
}
