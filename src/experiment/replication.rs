//! One run among several of the same scenario, each on random numbers of its own.

use super::observation::Observation;
use super::transient::Recorder;
use super::work::{Listener, News};
use crate::broker::World;
use crate::broker::world::Advance;
use crate::engine::SimTime;
use crate::scenario::Scenario;

/// Events between two looks at whether to stop: a fraction of a second.
const SLICE: u64 = 1 << 20;

/// Messages in the system at which a run is given up: some hundred megabytes.
pub const MOST_MESSAGES: usize = 10_000_000;

/// A stretch of time to live through in equal parts, each in equal slots.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    /// Where it starts, s.
    pub from: f64,
    /// Where it ends, s.
    pub to: f64,
    /// Parts.
    pub parts: u32,
    /// Slots of a part.
    pub slots: u32,
    /// The parts at whose starts a mark is left.
    pub marked: u32,
}

impl Course {
    /// The instant at which part `part` starts.
    #[must_use]
    pub fn start_of(&self, part: u32) -> SimTime {
        self.instant(part * self.slots)
    }

    fn instant(&self, slot: u32) -> SimTime {
        let share = f64::from(slot) / f64::from(self.parts * self.slots);
        SimTime::from_secs(self.from + (self.to - self.from) * share)
    }
}

/// One run among several.
#[derive(Clone, Debug)]
pub struct Replication {
    world: World,
    recorder: Option<Recorder>,
    /// What it had counted where the parts of its course started.
    marks: Vec<Observation>,
    /// Mean backlog in the slots of its course.
    levels: Vec<f64>,
}

impl Replication {
    /// The `ordinal`-th replication of `scenario`, at time 0. Ordinal 0 is the run that the page
    /// shows.
    #[must_use]
    pub fn new(scenario: &Scenario, ordinal: u64) -> Self {
        Self {
            world: World::new(&scenario.settings(), scenario.seed, ordinal),
            recorder: None,
            marks: Vec::new(),
            levels: Vec::new(),
        }
    }

    /// Records its state every `step` seconds from now on.
    #[must_use]
    pub fn recording(mut self, step: f64) -> Self {
        self.recorder = Some(Recorder::new(step));
        self
    }

    /// Goes on to `until`, or to the end of the run if that comes first, or to where the messages
    /// in the system become too many to keep, or until `listener` says to stop.
    pub fn advance(&mut self, until: SimTime, listener: &Listener<'_>) {
        while let Some(due) = self.recorder.as_ref().map(Recorder::due)
            && due <= until
        {
            if !self.reach(due, listener) {
                return;
            }
            if let Some(recorder) = &mut self.recorder {
                recorder.record(&self.world);
            }
        }
        self.reach(until, listener);
    }

    /// Whether it came so far, or to its end.
    fn reach(&mut self, until: SimTime, listener: &Listener<'_>) -> bool {
        loop {
            let before = self.events();
            if self.is_full() || !listener(News::Events(0)) {
                return false;
            }
            let advance = self.world.advance(until, SLICE);
            listener(News::Events(self.events() - before));
            if advance != Advance::Spent {
                return true;
            }
        }
    }

    /// Lives through `course`, leaving its marks and levels behind.
    pub fn follow(&mut self, course: &Course, listener: &Listener<'_>) {
        for part in 0..course.parts {
            if part < course.marked {
                self.marks.push(self.observe());
            }
            for slot in 1..=course.slots {
                let before = self.world.system_sums();
                let end = course.instant(part * course.slots + slot);
                self.advance(end, listener);
                if self.now() < end {
                    return;
                }
                let window = self.world.system_sums().since(&before);
                self.levels
                    .push(window.present as f64 / window.time.max(1) as f64);
            }
        }
    }

    /// Whether there are more messages in the system than are kept.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.world.in_system() > MOST_MESSAGES
    }

    /// Whether the run ended by itself.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.world.has_ended()
    }

    /// Ends the warm-up: what was measured so far is forgotten.
    pub fn clear(&mut self) {
        if let Some(recorder) = &mut self.recorder {
            recorder.note_clear(&self.world);
        }
        self.world.clear_statistics();
    }

    /// Leaves out what comes before `end`.
    pub fn warm_up(&mut self, end: SimTime, listener: &Listener<'_>) {
        if end > SimTime::ZERO {
            self.advance(end, listener);
            self.clear();
        }
    }

    /// Where it stands.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.world.now()
    }

    /// Events handled since the start.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.world.ledger().events
    }

    /// What it measured since its warm-up.
    #[must_use]
    pub fn observe(&self) -> Observation {
        Observation::of(&self.world)
    }

    /// What it measured since that mark, or since its warm-up if it left no marks.
    #[must_use]
    pub fn observe_since(&self, mark: u32) -> Observation {
        let now = self.observe();
        match self.marks.get(mark as usize) {
            Some(then) => now.since(then),
            None => now,
        }
    }

    /// What it measured between its marks, from that one on, and since the last one.
    #[must_use]
    pub fn parts_since(&self, mark: u32) -> Vec<Observation> {
        let marks = self.marks.get(mark as usize..).unwrap_or_default();
        let between = marks.windows(2).map(|pair| pair[1].since(&pair[0]));
        let last = marks.last().map(|last| self.observe().since(last));
        between.chain(last).collect()
    }

    /// How many marks it left.
    #[must_use]
    pub fn marks(&self) -> u32 {
        self.marks.len() as u32
    }

    /// Mean backlog in the slots of its course.
    #[must_use]
    pub fn levels(&self) -> &[f64] {
        &self.levels
    }

    /// What was recorded of it.
    #[must_use]
    pub const fn recorder(&self) -> Option<&Recorder> {
        self.recorder.as_ref()
    }
}
