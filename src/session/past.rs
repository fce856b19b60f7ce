//! The past of a run, to return to: states kept now and then, from which any instant between them is lived again.

use super::course::Course;
use crate::engine::{SimDuration, SimTime};

/// Most states kept. When there are as many, every other one of the older half is given up.
const MOST: usize = 48;
/// Most messages and nodes in all of them together: some tens of megabytes.
const ROOM: usize = 200_000;

/// States of a run, in the order of time.
#[derive(Clone, Debug, Default)]
pub struct Past {
    states: Vec<Course>,
}

impl Past {
    /// Keeps the state of `course` if the last one is `apart` old, and if there is room for it.
    pub fn note(&mut self, course: &Course, apart: SimDuration) {
        let last = self.states.last().map(Course::now);
        if last.is_some_and(|last| course.now() < last + apart) || size(course) > ROOM / 2 {
            return;
        }
        while self.states.len() >= MOST || self.size() + size(course) > ROOM {
            self.thin();
        }
        self.states.push(course.without_past());
    }

    /// Every other state of the older half goes; the first one stays as long as there is another.
    fn thin(&mut self) {
        let half = self.states.len().div_ceil(2).max(2);
        let mut place = 0;
        self.states.retain(|_| {
            place += 1;
            place > half || place % 2 == 1
        });
        if self.states.len() == 1 {
            self.states.clear();
        }
    }

    fn size(&self) -> usize {
        self.states.iter().map(size).sum()
    }

    /// The last state at or before `time`.
    #[must_use]
    pub fn before(&self, time: SimTime) -> Option<&Course> {
        let after = self.states.partition_point(|state| state.now() <= time);
        self.states.get(after.checked_sub(1)?)
    }

    /// Forgets what came after `time`.
    pub fn forget_after(&mut self, time: SimTime) {
        let after = self.states.partition_point(|state| state.now() <= time);
        self.states.truncate(after);
    }

    /// How many states are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether none is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }
}

/// What a state holds, in messages; a copy or a worker counts as some.
fn size(course: &Course) -> usize {
    let world = course.world();
    let copies: usize = (world.producers().iter())
        .map(|producer| producer.settings.count)
        .sum();
    let workers: usize = (world.consumers().iter())
        .map(|group| group.workers.len())
        .sum();
    world.in_system() + 4 * (copies + workers)
}
