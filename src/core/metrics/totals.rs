//! The figures made from everything counted up to an instant.

use super::account::Share;
use super::alarms::Alarm;
use super::estimate::{self, Estimate};
pub use super::sums::{ScalingSums, StorageSums, Sums, Totals};

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
    /// An alert rule.
    Alert,
}

/// A figure of the report that is a ratio of sums (or a standard deviation made of them).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Offered publishes / s.
    ArrivalRate,
    /// Refused or dropped on arrival / offered.
    LossProbability,
    /// Given up to shed load / offered.
    ShedFraction,
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
    /// Messages of a worker's batch.
    BatchMean,
    /// Time average of the workers that an autoscaler keeps.
    WorkersMean,
    /// Worker-seconds paid for each message finished well.
    WorkerSecondsPerMessage,
    /// How often an autoscaler changes the number of workers, / s.
    ScalingRate,
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
    /// A share of the account of deliveries that went wrong.
    Account(Share),
    /// Messages lost on links, of those sent on them.
    LinkLossFraction,
    /// Messages that no queue wanted, of those that came to exchanges which go by labels.
    UnroutedFraction,
    /// A figure of an alert rule.
    Alarm(Alarm),
    /// Looks of polling workers / s.
    PollRate,
    /// Looks that find nothing / s.
    EmptyPollRate,
}

impl Metric {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 43] = [
        Self::ArrivalRate,
        Self::LossProbability,
        Self::ShedFraction,
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
        Self::BatchMean,
        Self::WorkersMean,
        Self::WorkerSecondsPerMessage,
        Self::ScalingRate,
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
        Self::Account(Share::Lapsed),
        Self::Account(Share::Duplicate),
        Self::Account(Share::Recognised),
        Self::Account(Share::OutOfOrder),
        Self::LinkLossFraction,
        Self::UnroutedFraction,
        Self::Alarm(Alarm::Firing),
        Self::Alarm(Alarm::Rate),
        Self::Alarm(Alarm::Detected),
        Self::Alarm(Alarm::Delay),
        Self::Alarm(Alarm::False),
        Self::PollRate,
        Self::EmptyPollRate,
    ];

    /// The name it has in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ArrivalRate => "arrival_rate",
            Self::LossProbability => "loss_probability",
            Self::ShedFraction => "shed_fraction",
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
            Self::BatchMean => "batch_mean",
            Self::WorkersMean => "workers_mean",
            Self::WorkerSecondsPerMessage => "worker_seconds_per_message",
            Self::ScalingRate => "scaling_rate",
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
            Self::Account(share) => share.name(),
            Self::LinkLossFraction => "link_loss_fraction",
            Self::UnroutedFraction => "unrouted_fraction",
            Self::Alarm(alarm) => alarm.name(),
            Self::PollRate => "poll_rate",
            Self::EmptyPollRate => "empty_poll_rate",
        }
    }

    /// Whether it means anything at a place of this kind.
    #[must_use]
    pub const fn applies_to(self, place: Place) -> bool {
        match self {
            Self::Alarm(_) => matches!(place, Place::Alert),
            Self::DeliveryRate | Self::Throughput | Self::Goodput | Self::Account(_) => {
                !matches!(place, Place::Alert)
            }
            Self::Utilisation | Self::Availability | Self::PollRate | Self::EmptyPollRate => {
                matches!(place, Place::System | Place::Consumer)
            }
            Self::BatchMean
            | Self::WorkersMean
            | Self::WorkerSecondsPerMessage
            | Self::ScalingRate => {
                matches!(place, Place::Consumer)
            }
            Self::ShedFraction | Self::SystemMean | Self::ReadyMean | Self::BlockedMean => {
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
            | Self::UnroutedFraction
            | Self::DeadLetterRate
            | Self::LateRate
            | Self::ProbabilityOfWaiting
            | Self::WaitingMean
            | Self::WaitingSd
            | Self::SojournMean => !matches!(place, Place::Consumer | Place::Alert),
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
            Self::ShedFraction => share(passage.shed, sums.offered_to_shed),
            Self::ExpiredFraction => share(passage.expired, passage.accepted),
            Self::LostFraction => share(passage.lost, passage.accepted),
            Self::LinkLossFraction => share(passage.strayed, passage.sent),
            Self::UnroutedFraction => share(passage.unrouted, passage.bound),
            Self::DeliveryRate => per_second(passage.started),
            Self::Throughput => per_second(passage.finished),
            Self::Goodput => per_second(passage.good),
            Self::DeadLetterRate => per_second(passage.dead),
            Self::LateRate => per_second(passage.late),
            Self::AttemptsPerRequest => share(passage.attempts, passage.requests),
            Self::GivenUpFraction => share(passage.given_up, passage.requests),
            Self::WastedFraction => share(passage.wasted, passage.attempts),
            Self::Availability => (sums.up as f64, sums.capacity as f64),
            Self::BatchMean => share(sums.batched, sums.batches),
            Self::WorkersMean => (sums.scaling.workers as f64, sums.scaling.time as f64),
            Self::WorkerSecondsPerMessage => {
                let scaling = &sums.scaling;
                (scaling.workers as f64 / 1e9, scaling.good as f64)
            }
            Self::ScalingRate => {
                let scaling = &sums.scaling;
                (scaling.changes as f64, scaling.time as f64 / 1e9)
            }
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
            Self::Account(share) => share.parts(&passage.account),
            Self::Alarm(alarm) => alarm.parts(&sums.alarms),
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
