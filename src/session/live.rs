//! A run that is played, paused, stepped and edited, and remembers what the page shows of it.

use super::pace::{Pace, Speed};
use super::recent::Recent;
use super::run::Run;
use super::series::{Sample, Series};
use crate::broker::World;
use crate::broker::world::Advance;
use crate::engine::{SimDuration, SimTime};
use crate::metrics::totals::{Metric, Sums};
use crate::metrics::{Batches, Estimate, Histogram};
use crate::scenario::{Edit, Problem, Scenario};
use crate::theory::Load;
use serde_json::Value;

/// Events handled between two looks at the clock: some tens of microseconds.
const SLICE: u64 = 256;
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
}

impl Live {
    /// A run of `scenario` at time 0, paused.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let run = Run::new(scenario);
        let mut live = Self {
            batches: fresh_batches(&run),
            sojourn_base: Histogram::new(),
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
            Command::Play => self.playing = !self.has_ended(),
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
            Command::Pace(speed) => self.pace = Pace::new(speed),
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
        self.run.edit(path, value)?;
        // The figures are those of the settings in force: start counting anew.
        self.batches = fresh_batches(&self.run);
        self.sojourn_base.copy_from(self.run.world().sojourn());
        self.sample();
        Ok(())
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
            if !reached && !may_go_on() {
                break;
            }
        }
        let simulated = self.now().since(start).secs();
        self.pace.note(wall, simulated, !reached && self.playing);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::Preset;
    use serde_json::json;

    fn live(slug: &str) -> Live {
        let mut live = Live::new(Preset::find(slug).unwrap().scenario());
        live.obey(Command::Play).unwrap();
        live
    }

    #[test]
    fn time_goes_on_at_the_speed_asked_for() {
        let mut live = live("work-queue");
        live.obey(Command::Pace(Speed::Times(2.0))).unwrap();
        for _ in 0..100 {
            live.tick(0.02, || true);
        }
        assert_eq!(live.now(), SimTime::from_secs(4.0));
        assert!(!live.pace().behind);
    }

    #[test]
    fn what_does_not_fit_is_not_owed() {
        let mut live = live("work-queue");
        live.obey(Command::Pace(Speed::Unbounded)).unwrap();
        live.tick(0.02, || false);
        assert!(live.now() < SimTime::from_secs(20_000.0));
        assert!(live.pace().behind);
    }

    #[test]
    fn a_step_is_one_event_and_pauses() {
        let mut live = live("work-queue");
        live.tick(5.0, || true);
        let before = live.world().ledger().events;
        live.obey(Command::Step).unwrap();
        assert_eq!(live.world().ledger().events, before + 1);
        assert!(!live.is_playing());
    }

    #[test]
    fn reset_returns_to_time_zero_and_keeps_the_knobs() {
        let mut live = live("work-queue");
        live.tick(5.0, || true);
        let edit = Command::Edit {
            path: "producers[0].arrivals.rate".to_owned(),
            value: json!(3.5),
        };
        live.obey(edit).unwrap();
        assert_eq!(live.edits().len(), 1);
        live.obey(Command::Reset).unwrap();
        assert_eq!(live.now(), SimTime::ZERO);
        assert!((live.scenario().producers[0].arrivals.rate() - 3.5).abs() < 1e-12);
        assert!(live.edits().is_empty() && live.is_playing());
    }

    #[test]
    fn a_rejected_edit_changes_nothing() {
        let mut live = live("work-queue");
        live.tick(5.0, || true);
        let before = live.scenario().clone();
        let edit = Command::Edit {
            path: "producers[0].arrivals.rate".to_owned(),
            value: json!(-1),
        };
        let problems = live.obey(edit).unwrap_err();
        assert_eq!(problems[0].path, "producers[0].arrivals.rate");
        assert_eq!(*live.scenario(), before);
        assert!(live.is_playing() && live.edits().is_empty());
    }

    #[test]
    fn the_articles_run_ends_by_itself() {
        let mut live = live("article");
        live.tick(100.0, || true);
        assert!(live.has_ended() && !live.is_playing());
        assert_eq!(live.world().ledger().settled, 10);
        assert!(live.now() < SimTime::from_secs(12.0));
    }
}
