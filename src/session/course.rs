//! A run with what is remembered of it: samples for the charts, batches for the figures.

use super::heat::Heat;
use super::pace::Pace;
use super::recent::Recent;
use super::run::Run;
use super::series::{Sample, Series};
use crate::broker::World;
use crate::broker::world::Advance;
use crate::engine::{SimDuration, SimTime};
use crate::metrics::totals::{Metric, Sums, Totals};
use crate::metrics::{Batches, Estimate, Histogram};
use crate::scenario::{Problem, Scenario};
use crate::theory::Load;
use serde_json::Value;

/// Events handled between two looks at the clock: some tens of microseconds.
pub const SLICE: u64 = 256;
/// Confidence of the intervals on the page.
pub const CONFIDENCE: f64 = 0.95;
/// Columns of the heat map in what the charts show of late.
const COLUMNS: f64 = 120.0;

/// A run that is watched: the run, its past in samples, and its figures since the last edit.
#[derive(Clone, Debug)]
pub struct Course {
    run: Run,
    series: Series,
    heat: Heat,
    recent: Recent,
    sample_due: SimTime,
    batches: Batches,
    sojourn_base: Histogram,
    base: Totals,
}

impl Course {
    /// A run of `scenario` at time 0.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let run = Run::new(scenario);
        Self {
            batches: fresh_batches(&run),
            sojourn_base: Histogram::new(),
            base: run.world().totals(),
            run,
            series: Series::default(),
            heat: Heat::default(),
            recent: Recent::default(),
            sample_due: SimTime::ZERO,
        }
    }

    /// The same state without the samples of its past: what is kept to return to it.
    #[must_use]
    pub fn without_past(&self) -> Self {
        Self {
            run: self.run.clone(),
            series: Series::default(),
            heat: Heat::default(),
            recent: Recent::default(),
            sample_due: self.sample_due,
            batches: self.batches.clone(),
            sojourn_base: self.sojourn_base.clone(),
            base: self.base.clone(),
        }
    }

    /// Changes one field before the next event, and starts to count anew; true if it changed something.
    ///
    /// # Errors
    /// What is wrong with it; the run goes on as it was.
    pub fn edit(&mut self, path: &str, value: &Value, pace: &Pace) -> Result<bool, Vec<Problem>> {
        let changed = self.run.edit(path, value)?;
        // A run that has ended keeps its figures, unless the edit lets it go on.
        if changed && !self.has_ended() {
            self.recount();
            self.sample(pace);
        }
        Ok(changed)
    }

    /// Starts to count anew: the figures are those of the settings in force.
    pub fn recount(&mut self) {
        self.batches = fresh_batches(&self.run);
        self.sojourn_base.copy_from(self.run.world().sojourn());
        self.base = self.run.world().totals();
    }

    /// Handles at most [`SLICE`] events of what is due up to `until`, and takes a sample when one is due.
    /// [`Advance::Reached`] says that the clock stands at `until`.
    pub fn slice(&mut self, until: SimTime, pace: &Pace) -> Advance {
        let advance = self.run.advance(until.min(self.sample_due), SLICE);
        match advance {
            Advance::Reached => {
                if self.now() >= self.sample_due {
                    self.sample(pace);
                }
                if self.now() >= until {
                    Advance::Reached
                } else {
                    Advance::Spent
                }
            }
            Advance::Spent => Advance::Spent,
            Advance::Ended => {
                self.sample(pace);
                Advance::Ended
            }
        }
    }

    /// Handles exactly one event.
    pub fn step(&mut self, pace: &Pace) {
        self.run.step();
        self.sample(pace);
    }

    /// The next sample is not due later than at the present pace.
    pub fn sample_in_time(&mut self, pace: &Pace) {
        let due = self.now() + pace.sample_interval();
        self.sample_due = self.sample_due.min(due);
    }

    /// Notes the state of this instant for the charts and the figures.
    pub fn sample(&mut self, pace: &Pace) {
        self.note(pace);
        let world = self.run.world();
        let (now, sums) = (world.now(), world.system_sums());
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
            // Who works on in vain works on what is no message any more.
            at_lock: (world.in_system() as u64).saturating_sub(ready + in_flight),
            p50: quantile(0.5),
            p99: quantile(0.99),
            oldest: world.oldest_age(),
            ..Sample::counting(&sums)
        });
        let column = pace.span() / COLUMNS;
        self.heat.note(now.secs(), column, world.sojourn());
        self.sample_due = now + pace.sample_interval();
    }

    /// Notes the state of this instant for the figures alone.
    fn note(&mut self, pace: &Pace) {
        let world = self.run.world();
        let window = SimDuration::from_secs(pace.latency_window());
        self.recent.note(world.now(), world.sojourn(), window);
        self.batches
            .note(world.now(), &world.system_sums(), world.sojourn());
    }

    /// One slice of the way to the instant `to`, which `lived` has been through: makes the edits that were
    /// made then and counts at the instants that were sampled then. True once it is there.
    pub fn retrace(&mut self, lived: &Self, to: SimTime, pace: &Pace) -> bool {
        let edits = lived.run.edits().get(self.run.edits().len()..);
        let edit = edits.and_then(<[_]>::first).filter(|edit| edit.at <= to);
        let sample = SimTime::from_secs(lived.series.after(self.now().secs()));
        let stop = to.min(edit.map_or(to, |edit| edit.at)).min(sample);
        if let Some(edit) = edit.filter(|edit| edit.at == stop) {
            if self.run.approach(edit, SLICE) {
                let again = self.edit(&edit.path, &edit.value, pace);
                debug_assert!(again.is_ok(), "{again:?}");
            }
            return false;
        }
        let advance = self.run.advance(stop, SLICE);
        if advance == Advance::Reached && stop == sample {
            self.note(pace);
        }
        advance == Advance::Ended || advance == Advance::Reached && stop == to
    }

    /// Begins to sample anew at this instant.
    pub fn forget_past(&mut self) {
        (self.series, self.heat) = (Series::default(), Heat::default());
        self.sample_due = self.now();
    }

    /// Takes over the samples that `lived` has up to this instant.
    pub fn recall(&mut self, lived: &Self) {
        let now = self.now().secs();
        self.series.clone_from(&lived.series);
        self.series.forget_after(now);
        self.heat.clone_from(&lived.heat);
        self.heat.forget_after(now);
        self.sample_due = self.now();
    }

    /// The run: its scenario, its edits, its world.
    #[must_use]
    pub const fn run(&self) -> &Run {
        &self.run
    }

    /// Keeps what happens to this message, or to none; see [`World::watch`].
    pub fn watch(&mut self, message: Option<u64>) {
        self.run.watch(message);
    }

    /// The state of the system.
    #[must_use]
    pub const fn world(&self) -> &World {
        self.run.world()
    }

    /// The current instant.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.run.world().now()
    }

    /// Whether nothing can happen any more.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.run.world().has_ended()
    }

    /// The past in samples.
    #[must_use]
    pub const fn series(&self) -> &Series {
        &self.series
    }

    /// Its sojourn times by when they ended.
    #[must_use]
    pub const fn heat(&self) -> &Heat {
        &self.heat
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

    /// The sojourn times that ended since the last edit.
    #[must_use]
    pub fn sojourns(&self) -> Histogram {
        self.world().sojourn().since(&self.sojourn_base)
    }

    /// A quantile of the sojourn time since the last edit, in seconds, with its interval where there
    /// is one.
    #[must_use]
    pub fn sojourn_estimate(&self, quantile: f64) -> Estimate {
        (self.batches).sojourn_quantile(quantile, self.sojourns(), CONFIDENCE)
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
    Batches::new(world.now(), world.system_sums(), world.sojourn(), length)
}
