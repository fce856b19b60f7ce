//! Time series: the state at equal steps of time, averaged over replications.

use super::replication::Replication;
use crate::broker::World;
use crate::engine::{SimDuration, SimTime};
use crate::metrics::estimate::{self, Estimate};
use serde::Serialize;

/// The state of all replications at one instant. Intervals hold for each instant by itself, not
/// for the whole curve at once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// Seconds since the start.
    pub time: f64,
    /// Messages in the system: `system_mean` at this instant.
    pub backlog: Estimate,
    /// Ready messages at this instant.
    pub ready: Estimate,
    /// Services completed / s since the instant before.
    pub throughput: Estimate,
}

/// The state of one replication.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    backlog: u64,
    ready: u64,
    /// Services completed since the start.
    finished: u64,
}

/// Keeps the state at equal steps.
#[derive(Clone, Debug)]
pub struct Recorder {
    step: f64,
    states: Vec<State>,
    /// Services completed before the statistics were last cleared.
    forgotten: u64,
}

impl Recorder {
    /// Records every `step` seconds.
    #[must_use]
    pub const fn new(step: f64) -> Self {
        Self {
            step,
            states: Vec::new(),
            forgotten: 0,
        }
    }

    /// When to record next.
    #[must_use]
    pub fn due(&self) -> SimTime {
        let time = self.step * (self.states.len() + 1) as f64;
        SimTime::ZERO + SimDuration::from_secs(time)
    }

    /// Keeps the state of `world`.
    pub fn record(&mut self, world: &World) {
        let queues = world.queues().iter();
        self.states.push(State {
            backlog: world.in_system() as u64,
            ready: queues.map(|queue| queue.ready_gauge.level()).sum(),
            finished: self.forgotten + world.system_sums().passage.finished,
        });
    }

    /// Notes that `world` is about to forget its counts.
    pub fn note_clear(&mut self, world: &World) {
        self.forgotten += world.system_sums().passage.finished;
    }
}

/// The instants that all of `replications` recorded.
#[must_use]
pub fn series(replications: &[Replication], confidence: f64) -> Vec<Point> {
    let recorders = replications.iter().map(Replication::recorder);
    let Some(recorders) = recorders.collect::<Option<Vec<&Recorder>>>() else {
        return Vec::new();
    };
    let lengths = recorders.iter().map(|recorder| recorder.states.len());
    (0..lengths.min().unwrap_or(0))
        .map(|place| point(&recorders, place, confidence))
        .collect()
}

fn point(recorders: &[&Recorder], place: usize, confidence: f64) -> Point {
    let step = recorders[0].step;
    let mean = |value: &dyn Fn(&Recorder) -> f64| {
        let values = recorders.iter().map(|recorder| (value(recorder), 1.0));
        estimate::ratio(values, confidence)
    };
    let finished_before = |recorder: &Recorder| match place {
        0 => 0,
        _ => recorder.states[place - 1].finished,
    };
    Point {
        time: step * (place + 1) as f64,
        backlog: mean(&|recorder| recorder.states[place].backlog as f64),
        ready: mean(&|recorder| recorder.states[place].ready as f64),
        throughput: mean(&|recorder| {
            let finished = recorder.states[place].finished - finished_before(recorder);
            finished as f64 / step
        }),
    }
}
