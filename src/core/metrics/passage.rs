//! What happened to the messages that passed one place: a producer, a queue.

use super::account::Account;
use crate::engine::SimDuration;

/// Sum and sum of squares of durations.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// How many.
    pub count: u64,
    /// Sum, in ns: exact.
    pub sum: u128,
    /// Sum of squares, in ns^2: recording then needs no division.
    pub squares: f64,
}

impl Moments {
    /// Adds one duration.
    #[inline]
    pub fn record(&mut self, duration: SimDuration) {
        self.count += 1;
        self.sum += u128::from(duration.nanos());
        let nanos = duration.nanos_f64();
        self.squares += nanos * nanos;
    }

    /// The sum in seconds.
    #[must_use]
    pub fn secs(&self) -> f64 {
        self.sum as f64 / 1e9
    }

    /// The sum of squares in s^2.
    #[must_use]
    pub fn square_secs(&self) -> f64 {
        self.squares / 1e18
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    pub(super) fn since(&self, earlier: &Self) -> Self {
        Self {
            count: self.count - earlier.count,
            sum: self.sum - earlier.sum,
            squares: self.squares - earlier.squares,
        }
    }
}

/// Counts and durations of the messages that passed one place. At a producer they are those of the
/// whole way of its messages, at a queue those of their stay in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Passage {
    /// Published, or brought to the queue, whatever came of it.
    pub offered: u64,
    /// Let into the queue.
    pub accepted: u64,
    /// Turned away by a full queue.
    pub refused: u64,
    /// Dropped by a full queue for a newcomer.
    pub evicted: u64,
    /// Given up by a queue that sheds load.
    pub shed: u64,
    /// Time to live over.
    pub expired: u64,
    /// Deliveries.
    pub started: u64,
    /// Services completed, well or not.
    pub finished: u64,
    /// Finished successfully, and in time where there is a deadline.
    pub good: u64,
    /// Finished successfully, but too late.
    pub late: u64,
    /// Set aside after the last delivery allowed.
    pub dead: u64,
    /// Failed after being settled on delivery.
    pub lost: u64,
    /// Put on a link.
    pub sent: u64,
    /// Lost on it.
    pub strayed: u64,
    /// Come to an exchange that goes by labels.
    pub bound: u64,
    /// Dropped by an exchange of which no queue wants them.
    pub unrouted: u64,
    /// Requests that clients began.
    pub requests: u64,
    /// Messages that clients published for them.
    pub attempts: u64,
    /// Requests given up.
    pub given_up: u64,
    /// Of the late ones: finished when its client waited for it no more.
    pub wasted: u64,
    /// Messages whose first service started after a wait.
    pub waited: u64,
    /// Publish to first service start, of the messages whose service started.
    pub waiting: Moments,
    /// Publish to settlement, of the accepted messages that left.
    pub sojourn: Moments,
    /// Time that refused messages spent before they were refused, in ns.
    pub refused_time: u128,
    /// Of deliveries that went wrong, where some may.
    pub account: Account,
}

/// Does to each count what `op` does; moments are apart.
macro_rules! each_count {
    ($self:ident, $other:ident, $op:tt) => {
        $self.offered $op $other.offered;
        $self.accepted $op $other.accepted;
        $self.refused $op $other.refused;
        $self.evicted $op $other.evicted;
        $self.shed $op $other.shed;
        $self.expired $op $other.expired;
        $self.started $op $other.started;
        $self.finished $op $other.finished;
        $self.good $op $other.good;
        $self.late $op $other.late;
        $self.dead $op $other.dead;
        $self.lost $op $other.lost;
        $self.sent $op $other.sent;
        $self.strayed $op $other.strayed;
        $self.bound $op $other.bound;
        $self.unrouted $op $other.unrouted;
        $self.requests $op $other.requests;
        $self.attempts $op $other.attempts;
        $self.given_up $op $other.given_up;
        $self.wasted $op $other.wasted;
        $self.waited $op $other.waited;
        $self.refused_time $op $other.refused_time;
    };
}

impl Passage {
    /// Notes the wait of a message until its first service.
    #[inline]
    pub fn note_wait(&mut self, waited: SimDuration) {
        self.waiting.record(waited);
        self.waited += u64::from(!waited.is_zero());
    }

    /// Adds what passed elsewhere.
    pub fn merge(&mut self, other: &Self) {
        each_count!(self, other, +=);
        self.waiting.merge(&other.waiting);
        self.sojourn.merge(&other.sojourn);
        self.account.merge(&other.account);
    }

    /// What passed after `earlier`, a former state of the same place.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut passed = *self;
        each_count!(passed, earlier, -=);
        passed.waiting = self.waiting.since(&earlier.waiting);
        passed.sojourn = self.sojourn.since(&earlier.sojourn);
        passed.account = self.account.since(&earlier.account);
        passed
    }
}
