//! Looking at the past of a run while its present waits.

use super::course::{Course, SLICE};
use super::ghost::Ghost;
use super::pace::Pace;
use super::past::Past;
use crate::engine::SimTime;

/// The present, to return to.
#[derive(Clone, Debug)]
pub struct Present {
    /// The run as it is.
    pub course: Course,
    /// What it is compared with.
    pub ghost: Option<Ghost>,
}

/// What a stop on the way costs, in events.
const STOP: u64 = 16;

/// A past instant that is being lived again.
#[derive(Clone, Debug)]
pub struct Journey {
    course: Course,
    from: SimTime,
    to: SimTime,
}

impl Journey {
    /// To the instant `to` that `lived` has been through, from the nearest state in `past` that lies far enough
    /// back for the sliding window of latencies to fill.
    #[must_use]
    pub fn start(lived: &Course, past: &Past, to: SimTime, pace: &Pace) -> Self {
        let early = SimTime::from_secs(to.secs() - pace.latency_window());
        let course = match past.before(early) {
            Some(state) => state.clone(),
            None => Course::new(lived.run().origin().clone()),
        };
        Self {
            from: course.now(),
            course,
            to,
        }
    }

    /// Goes on for as long as `may_go_on`; true at the end.
    pub fn go_on(
        &mut self,
        lived: &Course,
        pace: &Pace,
        mut may_go_on: impl FnMut() -> bool,
    ) -> bool {
        let mut work = 0;
        loop {
            let before = self.course.world().ledger().events;
            if self.course.retrace(lived, self.to, pace) {
                return true;
            }
            work += self.course.world().ledger().events - before + STOP;
            if work >= SLICE {
                work = 0;
                if !may_go_on() {
                    return false;
                }
            }
        }
    }

    /// The state that was reached.
    #[must_use]
    pub fn arrive(self) -> Course {
        self.course
    }

    /// Where it goes.
    #[must_use]
    pub const fn to(&self) -> SimTime {
        self.to
    }

    /// The part of the way that is done, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f64 {
        let way = self.to.since(self.from).secs();
        if way > 0.0 {
            self.course.now().since(self.from).secs() / way
        } else {
            1.0
        }
    }
}
