//! What would have happened without the last change: the old future, forked at the instant of the change, on
//! the same random numbers.

use super::course::Course;
use super::pace::Pace;
use crate::broker::world::Advance;
use crate::engine::SimTime;

/// The future that the last change replaced.
#[derive(Clone, Debug)]
pub struct Ghost {
    course: Course,
    since: SimTime,
}

impl Ghost {
    /// Of the run as it is now, before it is changed. It counts from here, as the changed run does.
    #[must_use]
    pub fn fork(course: &Course, pace: &Pace) -> Self {
        let mut ghost = course.without_past();
        ghost.forget_past();
        ghost.recount();
        ghost.sample(pace);
        Self {
            course: ghost,
            since: course.now(),
        }
    }

    /// A future that was lived and then left at `since`.
    #[must_use]
    pub const fn abandoned(course: Course, since: SimTime) -> Self {
        Self { course, since }
    }

    /// One slice of the way to `now`, where the changed run stands; true once it is there.
    pub fn follow(&mut self, now: SimTime, pace: &Pace) -> bool {
        self.course.now() >= now || self.course.slice(now, pace) != Advance::Spent
    }

    /// Its run with what is remembered of it. An abandoned future reaches beyond the present.
    #[must_use]
    pub const fn course(&self) -> &Course {
        &self.course
    }

    /// When the two parted.
    #[must_use]
    pub const fn since(&self) -> SimTime {
        self.since
    }

    /// Whether its figures count the same time as those of `course`, so that the two may be compared.
    #[must_use]
    pub fn is_abreast(&self, course: &Course) -> bool {
        self.course.counted_since() == course.counted_since() && self.course.now() == course.now()
    }

    pub(super) fn sample_in_time(&mut self, pace: &Pace) {
        self.course.sample_in_time(pace);
    }
}
