//! M/M/c whose workers fail, each by itself, busy or idle, and resume the service they hold.

use super::matrix::Matrix;
use super::qbd::{Process, Steady};

/// Such a queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failing {
    /// Messages / s.
    pub arrival_rate: f64,
    /// Exponential, in s.
    pub service_mean: f64,
    /// Like workers; at least 1.
    pub servers: u32,
    /// Mean time between outages, exponential, in s.
    pub up: f64,
    /// Mean length of an outage, exponential, in s.
    pub down: f64,
}

impl Failing {
    /// Share of the time that a worker is up.
    #[must_use]
    pub fn availability(&self) -> f64 {
        self.up / (self.up + self.down)
    }

    /// Mean of the messages present, those held by failed workers included; none unless the
    /// workers keep up.
    #[must_use]
    pub fn system_mean(&self) -> Option<f64> {
        Some(Steady::of(&Workers::new(*self))?.level_mean)
    }

    /// Mean sojourn time in s, outages included. Conditions as for
    /// [`system_mean`](Self::system_mean).
    #[must_use]
    pub fn sojourn_mean(&self) -> Option<f64> {
        // Little's law.
        Some(self.system_mean()? / self.arrival_rate)
    }
}

/// The phases are how many workers are up, and how many of the others hold a message that no other
/// worker may take.
struct Workers {
    model: Failing,
    phases: Vec<(usize, usize)>,
}

impl Workers {
    fn new(model: Failing) -> Self {
        let servers = model.servers as usize;
        let phases = (0..=servers).flat_map(|up| (0..=servers - up).map(move |held| (up, held)));
        Self {
            model,
            phases: phases.collect(),
        }
    }

    /// Workers at work; a phase with more messages held than there are is never reached.
    fn busy(level: usize, (up, held): (usize, usize)) -> usize {
        up.min(level.saturating_sub(held))
    }
}

impl Process for Workers {
    fn phases(&self) -> usize {
        self.phases.len()
    }

    fn regular(&self) -> usize {
        self.model.servers as usize
    }

    fn up(&self, _: usize) -> Matrix {
        Matrix::diagonal(&vec![self.model.arrival_rate; self.phases.len()])
    }

    fn down(&self, level: usize) -> Matrix {
        let rate = |phase: &(usize, usize)| Self::busy(level, *phase) as f64;
        let rates = self.phases.iter().map(rate);
        let rates: Vec<f64> = rates.map(|busy| busy / self.model.service_mean).collect();
        Matrix::diagonal(&rates)
    }

    fn local(&self, level: usize) -> Matrix {
        let (fail, repair) = (1.0 / self.model.up, 1.0 / self.model.down);
        let servers = self.model.servers as usize;
        Matrix::from_fn(self.phases.len(), |from, to| {
            let (up, held) = self.phases[from];
            let busy = Self::busy(level, (up, held));
            let steps = [
                ((up.wrapping_sub(1), held + 1), busy as f64 * fail),
                ((up.wrapping_sub(1), held), (up - busy) as f64 * fail),
                ((up + 1, held.wrapping_sub(1)), held as f64 * repair),
                ((up + 1, held), (servers - up - held) as f64 * repair),
            ];
            let there = steps.iter().filter(|(phase, _)| *phase == self.phases[to]);
            there.map(|(_, rate)| rate).sum()
        })
    }
}
