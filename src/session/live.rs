//! A run that is played, paused, stepped and edited, and remembers what the page shows of it.

use super::pace::{Pace, Speed};
use super::recent::Recent;
use super::run::Run;
use super::series::{Sample, Series};
use crate::broker::World;
use crate::broker::world::Advance;
use crate::engine::{SimDuration, SimTime};
use crate::metrics::totals::{Metric, Sums, Totals};
use crate::metrics::{Batches, Estimate, Histogram};
use crate::scenario::{Edit, Problem, Scenario};
use crate::theory::Load;
use serde_json::Value;

/// Events handled between two looks at the clock: some tens of microseconds.
const SLICE: u64 = 256;
/// Messages in the system at which the run pauses: the memory of a page is bounded.
pub const MOST_MESSAGES: usize = 2_000_000;
/// Confidence of the intervals on the page.
pub const CONFIDENCE: f64 = 0.95;

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
}

/// A live run.
#[derive(Clone, Debug)]
pub struct Live {
    run: Run,
    playing: bool,
    pace: Pace,
    series: Series,
    recent: Recent,
    sample_due: SimTime,
    batches: Batches,
    sojourn_base: Histogram,
    base: Totals,
}

impl Live {
    /// A run of `scenario` at time 0, paused.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let run = Run::new(scenario);
        let mut live = Self {
            batches: fresh_batches(&run),
            sojourn_base: Histogram::new(),
            base: run.world().totals(),
            run,
            playing: false,
            pace: Pace::new(Speed::Times(1.0)),
            series: Series::default(),
            recent: Recent::default(),
            sample_due: SimTime::ZERO,
        };
        live.sample();
        live
    }

    /// Does what is asked.
    ///
    /// # Errors
    /// What is wrong with it; the run goes on as it was.
    pub fn obey(&mut self, command: Command) -> Result<(), Vec<Problem>> {
        match command {
            Command::Play => self.playing = !self.has_ended() && !self.is_full(),
            Command::Pause => self.playing = false,
            Command::Step => {
                self.playing = false;
                self.run.step();
                self.sample();
            }
            Command::Reset => self.restart(self.run.current().clone()),
            Command::Seed(seed) => {
                let scenario = self.run.current().with("seed", &seed.into())?;
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
        }
        Ok(())
    }

    fn restart(&mut self, scenario: Scenario) {
        let (playing, pace) = (self.playing, self.pace.speed);
        *self = Self::new(scenario);
        self.playing = playing;
        self.pace = Pace::new(pace);
    }

    fn edit(&mut self, path: &str, value: &Value) -> Result<(), Vec<Problem>> {
        // A run that has ended keeps its figures, unless the edit lets it go on.
        if self.run.edit(path, value)? && !self.has_ended() {
            // The figures are those of the settings in force: start counting anew.
            self.batches = fresh_batches(&self.run);
            self.sojourn_base.copy_from(self.run.world().sojourn());
            self.base = self.run.world().totals();
            self.sample();
        }
        Ok(())
    }

    /// The next sample is not due later than at the present pace.
    fn sample_in_time(&mut self) {
        let due = self.now() + self.pace.sample_interval();
        self.sample_due = self.sample_due.min(due);
    }

    /// Lets the time go on that corresponds to `wall` seconds, for as long as `may_go_on`. What
    /// does not fit is not owed.
    pub fn tick(&mut self, wall: f64, mut may_go_on: impl FnMut() -> bool) {
        if !self.playing {
            return;
        }
        let start = self.now();
        let until = start + SimDuration::from_secs(wall * self.pace.speed.aim());
        let mut reached = false;
        while !reached && self.playing {
            let stop = until.min(self.sample_due);
            match self.run.advance(stop, SLICE) {
                Advance::Reached => {
                    if self.now() >= self.sample_due {
                        self.sample();
                    }
                    reached = self.now() >= until;
                }
                Advance::Spent => {}
                Advance::Ended => {
                    self.playing = false;
                    self.sample();
                }
            }
            if self.is_full() {
                self.playing = false;
                self.sample();
            }
            if !reached && !may_go_on() {
                break;
            }
        }
        let simulated = self.now().since(start).secs();
        self.pace.note(wall, simulated, !reached && self.playing);
        self.sample_in_time();
    }

    /// Notes the state of this instant for the charts and the figures.
    fn sample(&mut self) {
        let world = self.run.world();
        let (now, sums) = (world.now(), world.system_sums());
        let window = SimDuration::from_secs(self.latency_window());
        self.recent.note(now, world.sojourn(), window);
        self.batches.note(now, &sums);
        let quantile = |at| {
            self.recent
                .quantile(world.sojourn(), at)
                .unwrap_or(f64::NAN)
        };
        let ready: u64 = world
            .queues()
            .iter()
            .map(|queue| queue.ready_gauge.level())
            .sum();
        let in_flight: u64 = world
            .consumers()
            .iter()
            .map(|group| group.busy.level())
            .sum();
        self.series.push(Sample {
            time: now.secs(),
            ready,
            in_flight,
            at_lock: world.in_system() as u64 - ready - in_flight,
            p50: quantile(0.5),
            p99: quantile(0.99),
            ..Sample::counting(&sums)
        });
        self.sample_due = now + self.pace.sample_interval();
    }

    /// The current instant.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.run.world().now()
    }

    /// Whether time goes on.
    #[must_use]
    pub const fn is_playing(&self) -> bool {
        self.playing
    }

    /// Whether nothing can happen any more.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.run.world().has_ended()
    }

    /// Whether there are more messages in the system than the page keeps: then it pauses.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.world().in_system() > MOST_MESSAGES
    }

    /// The speed, and whether it is reached.
    #[must_use]
    pub const fn pace(&self) -> &Pace {
        &self.pace
    }

    /// The run: its scenario, its edits, its world.
    #[must_use]
    pub const fn run(&self) -> &Run {
        &self.run
    }

    /// The state of the system.
    #[must_use]
    pub const fn world(&self) -> &World {
        self.run.world()
    }

    /// The scenario as edited until now.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        self.run.current()
    }

    /// Every edit until now.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        self.run.edits()
    }

    /// The past in samples.
    #[must_use]
    pub const fn series(&self) -> &Series {
        &self.series
    }

    /// Seconds over which rates are averaged on the charts.
    #[must_use]
    pub fn rate_window(&self) -> f64 {
        self.pace.span() / 15.0
    }

    /// Seconds over which latency quantiles are taken on the charts.
    #[must_use]
    pub fn latency_window(&self) -> f64 {
        self.pace.span() / 6.0
    }

    /// Since when the figures count: the last edit, or the start.
    #[must_use]
    pub const fn counted_since(&self) -> SimTime {
        self.batches.start()
    }

    /// All that was counted since then.
    #[must_use]
    pub fn counted(&self) -> Sums {
        self.batches.whole(&self.world().system_sums())
    }

    /// What was counted since then at the group of consumers at `place`.
    #[must_use]
    pub fn counted_at_consumer(&self, place: usize) -> Sums {
        let totals = self.world().totals();
        totals.consumers[place].since(&self.base.consumers[place])
    }

    /// A figure of the whole system since the last edit.
    #[must_use]
    pub fn estimate(&self, metric: Metric) -> Estimate {
        self.batches
            .estimate(metric, &self.world().system_sums(), CONFIDENCE)
    }

    /// A quantile of the sojourn time since the last edit, in seconds; none before the first
    /// message is settled.
    #[must_use]
    pub fn sojourn_quantile(&self, quantile: f64) -> Option<f64> {
        self.world()
            .sojourn()
            .quantile_since(Some(&self.sojourn_base), quantile)
    }
}

/// Batches of some 25 publishes to begin with.
fn fresh_batches(run: &Run) -> Batches {
    let rate: f64 = Load::of(run.current())
        .iter()
        .map(|load| load.arrival_rate)
        .sum();
    let length = SimDuration::from_secs((25.0 / rate.max(1e-6)).min(1e6));
    let world = run.world();
    Batches::new(world.now(), world.system_sums(), length)
}
