//! A run that is played, paused, stepped and edited, and remembers what the page shows of it.

mod reading;

use super::away::{Journey, Present};
use super::course::Course;
use super::ghost::Ghost;
use super::pace::{Pace, Speed};
use super::past::Past;
use crate::broker::world::Advance;
use crate::engine::{SimDuration, SimTime};
use crate::scenario::{Problem, Scenario};
use serde_json::Value;

pub use super::course::CONFIDENCE;

/// Messages in the system at which the run pauses: the memory of a page is bounded.
pub const MOST_MESSAGES: usize = 2_000_000;
/// Messages above which no second run goes on beside the first.
const MOST_BESIDE: usize = 250_000;
/// Slices of a way into the past that are gone at once, some milliseconds; the rest is for the timer.
const AT_ONCE: u32 = 20;

/// What can be asked of a live run.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Let time go on.
    Play,
    /// Stop the clock.
    Pause,
    /// Handle exactly one event, and pause.
    Step,
    /// Back to time 0, with the settings as they are now.
    Reset,
    /// Back to time 0 with another seed.
    Seed(u64),
    /// Change the pace.
    Pace(Speed),
    /// Change one field from now on.
    Edit {
        /// The field, as in `producers[0].arrivals.rate`.
        path: String,
        /// Its new value.
        value: Value,
    },
    /// Start another scenario.
    Load(Box<Scenario>),
    /// Look at this past instant, s; the clock stands still.
    Look(f64),
    /// Return to the present.
    Return,
    /// Let the old future go on beside the new one after a change, or not.
    Ghost(bool),
}

/// A live run.
#[derive(Clone, Debug)]
pub struct Live {
    course: Course,
    playing: bool,
    pace: Pace,
    past: Past,
    haunted: bool,
    ghost: Option<Ghost>,
    /// The field that was changed last, and when: a drag is one change.
    turned: Option<(String, SimTime)>,
    present: Option<Box<Present>>,
    journey: Option<Box<Journey>>,
}

impl Live {
    /// A run of `scenario` at time 0, paused.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let mut live = Self {
            course: Course::new(scenario),
            playing: false,
            pace: Pace::new(Speed::Times(1.0)),
            past: Past::default(),
            haunted: true,
            ghost: None,
            turned: None,
            present: None,
            journey: None,
        };
        live.course.sample(&live.pace);
        live
    }

    /// The same run at its present, without the states that its past could be looked at from.
    #[must_use]
    pub fn without_past(&self) -> Self {
        let mut live = self.clone();
        live.past = Past::default();
        live.come_back();
        live
    }

    /// Does what is asked.
    ///
    /// # Errors
    /// What is wrong with it; the run goes on as it was.
    pub fn obey(&mut self, command: Command) -> Result<(), Vec<Problem>> {
        match command {
            Command::Play => {
                self.branch();
                self.playing = !self.has_ended() && !self.is_full();
            }
            Command::Pause => self.playing = false,
            Command::Step => {
                self.branch();
                self.playing = false;
                self.course.step(&self.pace);
                self.accompany(|| true);
            }
            Command::Reset => self.restart(self.scenario().clone()),
            Command::Seed(seed) => {
                let scenario = self.scenario().with("seed", &seed.into())?;
                self.restart(scenario);
            }
            Command::Pace(speed) => {
                self.pace = Pace::new(speed);
                self.sample_in_time();
            }
            Command::Edit { path, value } => self.edit(&path, &value)?,
            Command::Load(scenario) => {
                self.restart(*scenario);
                self.pace = Pace::new(Speed::Times(1.0));
            }
            Command::Look(time) => self.look(SimTime::from_secs(time)),
            Command::Return => self.come_back(),
            Command::Ghost(on) => {
                self.haunted = on;
                if !on {
                    self.ghost = None;
                }
            }
        }
        Ok(())
    }

    fn restart(&mut self, scenario: Scenario) {
        let (playing, pace, haunted) = (self.playing, self.pace.speed, self.haunted);
        *self = Self::new(scenario);
        self.playing = playing;
        self.haunted = haunted;
        self.pace = Pace::new(pace);
    }

    fn edit(&mut self, path: &str, value: &Value) -> Result<(), Vec<Problem>> {
        let now = self.now();
        let follows = |(last, at): &(String, SimTime)| {
            last == path && now.since(*at).secs() <= self.pace.drag()
        };
        // Every step of a drag is compared with how it was before the first; what is changed in the past, with
        // the future that it had.
        let goes_on = self.turned.as_ref().is_some_and(follows) && self.ghost.is_some();
        let forks = self.haunted && !goes_on && !self.is_away();
        let fork = forks.then(|| Ghost::fork(&self.course, &self.pace));
        if self.course.edit(path, value, &self.pace)? {
            self.branch();
            self.turned = Some((path.to_owned(), now));
            self.ghost = fork.or(self.ghost.take());
            self.give_up_a_large_ghost();
        }
        Ok(())
    }

    /// The next sample is not due later than at the present pace.
    fn sample_in_time(&mut self) {
        self.course.sample_in_time(&self.pace);
        if let Some(ghost) = &mut self.ghost {
            ghost.sample_in_time(&self.pace);
        }
    }

    /// Lets the time go on that corresponds to `wall` seconds, for as long as `may_go_on`. What
    /// does not fit is not owed.
    pub fn tick(&mut self, wall: f64, mut may_go_on: impl FnMut() -> bool) {
        if self.journey.is_some() {
            self.travel(may_go_on);
            return;
        }
        if !self.playing {
            return;
        }
        let start = self.now();
        let until = start + SimDuration::from_secs(wall * self.pace.speed.aim());
        let mut reached = false;
        // Both futures get there, or neither does.
        while self.accompany(&mut may_go_on) && !reached && self.playing {
            match self.course.slice(until, &self.pace) {
                Advance::Reached => reached = true,
                Advance::Spent => {}
                Advance::Ended => self.playing = false,
            }
            if self.is_full() {
                self.playing = false;
                self.course.sample(&self.pace);
            }
            if !reached && !may_go_on() {
                break;
            }
        }
        self.past.note(&self.course, self.pace.state_interval());
        let simulated = self.now().since(start).secs();
        self.pace.note(wall, simulated, !reached && self.playing);
        self.sample_in_time();
    }

    /// Brings the ghost to where the run is; false if that takes longer than it `may_go_on`.
    fn accompany(&mut self, mut may_go_on: impl FnMut() -> bool) -> bool {
        let now = self.now();
        while let Some(ghost) = &mut self.ghost {
            if ghost.follow(now, &self.pace) {
                break;
            }
            self.give_up_a_large_ghost();
            if !may_go_on() {
                return false;
            }
        }
        true
    }

    /// A future in which messages pile up is not kept for ever.
    fn give_up_a_large_ghost(&mut self) {
        self.ghost
            .take_if(|ghost| ghost.course().world().in_system() > MOST_BESIDE);
    }

    fn look(&mut self, time: SimTime) {
        self.playing = false;
        if time >= self.end() {
            self.come_back();
            return;
        }
        let lived = self.lived();
        let journey = Journey::start(lived, &self.past, time, &self.pace);
        self.journey = Some(Box::new(journey));
        let mut left = AT_ONCE;
        self.travel(|| {
            left -= 1;
            left > 0
        });
    }

    /// Goes on into the past, and is there once the journey is over.
    fn travel(&mut self, may_go_on: impl FnMut() -> bool) {
        let Some(mut journey) = self.journey.take() else {
            return;
        };
        if !journey.go_on(self.lived(), &self.pace, may_go_on) {
            self.journey = Some(journey);
            return;
        }
        let there = journey.arrive();
        let here = std::mem::replace(&mut self.course, there);
        if self.present.is_none() {
            self.present = Some(Box::new(Present {
                course: here,
                ghost: self.ghost.take(),
            }));
        }
    }

    fn come_back(&mut self) {
        self.journey = None;
        if let Some(present) = self.present.take() {
            self.course = present.course;
            self.ghost = present.ghost;
        }
    }

    /// Lets time go on from the past instant that is looked at: what came after it is the ghost now.
    fn branch(&mut self) {
        self.journey = None;
        let Some(present) = self.present.take() else {
            return;
        };
        let now = self.now();
        self.past.forget_after(now);
        self.course.recall(&present.course);
        self.course.sample(&self.pace);
        self.turned = None;
        if self.haunted {
            self.ghost = Some(Ghost::abandoned(present.course, now));
            self.give_up_a_large_ghost();
        }
    }

    /// The run that was lived to the end, also while its past is looked at.
    fn lived(&self) -> &Course {
        self.present
            .as_ref()
            .map_or(&self.course, |present| &present.course)
    }

    /// Keeps what happens to this message, or to none; see [`World::watch`].
    pub fn watch(&mut self, message: Option<u64>) {
        self.course.watch(message);
    }

    /// The current instant, or the past one that is looked at.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.course.now()
    }

    /// The present: as far as the run has come.
    #[must_use]
    pub fn end(&self) -> SimTime {
        self.lived().now()
    }

    /// Whether a past instant is looked at.
    #[must_use]
    pub const fn is_away(&self) -> bool {
        self.present.is_some()
    }

    /// The way to a past instant, while it is gone.
    #[must_use]
    pub fn journey(&self) -> Option<&Journey> {
        self.journey.as_deref()
    }

    /// How many past states are kept to start from when a past instant is looked at.
    #[must_use]
    pub fn states_kept(&self) -> usize {
        self.past.len()
    }

    /// Whether the timer has something to do.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.playing || self.journey.is_some()
    }

    /// Whether time goes on.
    #[must_use]
    pub const fn is_playing(&self) -> bool {
        self.playing
    }

    /// Whether nothing can happen any more.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.course.has_ended()
    }

    /// Whether there are more messages in the system than the page keeps: then it pauses.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.world().in_system() > MOST_MESSAGES
    }

    /// Whether the old future goes on beside the new one after a change.
    #[must_use]
    pub const fn is_haunted(&self) -> bool {
        self.haunted
    }

    /// What would have happened without the last change.
    #[must_use]
    pub const fn ghost(&self) -> Option<&Ghost> {
        self.ghost.as_ref()
    }
}
