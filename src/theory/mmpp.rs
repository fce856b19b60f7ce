//! MMPP/M/c: a Poisson process whose rate changes with a Markov chain, exponential services.

use super::matrix::Matrix;
use super::qbd::{Process, Steady};

/// A Markov-modulated Poisson process.
#[derive(Clone, Debug, PartialEq)]
pub struct Mmpp {
    rates: Vec<f64>,
    /// Rates from state to state, without the diagonal.
    switches: Matrix,
}

impl Mmpp {
    /// With `rates` in 1/s, one for each state, and the rates in 1/s at which it goes from a state
    /// (row) to another (column); every state must reach every other.
    #[must_use]
    pub fn new(rates: &[f64], switch: impl Fn(usize, usize) -> f64) -> Self {
        let switches =
            Matrix::from_fn(
                rates.len(),
                |from, to| {
                    if from == to { 0.0 } else { switch(from, to) }
                },
            );
        Self {
            rates: rates.to_vec(),
            switches,
        }
    }

    /// One that goes through its states in their order, each with its rate in 1/s and its mean
    /// dwell in s, exponential; one state is a Poisson process.
    #[must_use]
    pub fn cycle(states: &[(f64, f64)]) -> Self {
        let rates: Vec<f64> = states.iter().map(|(rate, _)| *rate).collect();
        let next = |from: usize| (from + 1) % states.len();
        Self::new(&rates, |from, to| {
            if to == next(from) {
                1.0 / states[from].1
            } else {
                0.0
            }
        })
    }

    /// Number of states.
    #[must_use]
    pub const fn states(&self) -> usize {
        self.rates.len()
    }

    /// This and an independent one together: a state for each pair of states.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let many = other.states();
        let pair = |state: usize| (state / many, state % many);
        let rates: Vec<f64> = (0..self.states() * many)
            .map(|state| self.rates[pair(state).0] + other.rates[pair(state).1])
            .collect();
        Self::new(&rates, |from, to| {
            let ((from, other_from), (to, other_to)) = (pair(from), pair(to));
            match (from == to, other_from == other_to) {
                (true, false) => other.switches.at(other_from, other_to),
                (false, true) => self.switches.at(from, to),
                _ => 0.0,
            }
        })
    }
}

/// Its queue in the steady state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Modulated {
    /// Mean arrivals / s.
    pub arrival_rate: f64,
    /// Mean waiting time in s.
    pub waiting_mean: f64,
    /// Share of the messages that wait.
    pub probability_of_waiting: f64,
}

impl Modulated {
    /// With `service_mean` > 0 in s and at least one of `servers`; none unless they keep up, with
    /// a billionth to spare.
    #[must_use]
    pub fn new(arrivals: &Mmpp, service_mean: f64, servers: u32) -> Option<Self> {
        let queue = Queue {
            arrivals,
            service_rate: 1.0 / service_mean,
            servers,
        };
        let steady = Steady::of(&queue)?;
        let rate = |phases: &[f64]| -> f64 {
            let each = arrivals.rates.iter().zip(phases);
            each.map(|(rate, share)| rate * share).sum()
        };
        let waiting = rate(&steady.full);
        let below = &steady.levels[..steady.levels.len() - 1];
        let arrival_rate = waiting + below.iter().map(|level| rate(level)).sum::<f64>();
        Some(Self {
            arrival_rate,
            // Little's law.
            waiting_mean: steady.above_mean / arrival_rate,
            probability_of_waiting: waiting / arrival_rate,
        })
    }
}

struct Queue<'a> {
    arrivals: &'a Mmpp,
    service_rate: f64,
    servers: u32,
}

impl Process for Queue<'_> {
    fn phases(&self) -> usize {
        self.arrivals.states()
    }

    fn regular(&self) -> usize {
        self.servers as usize
    }

    fn up(&self, _: usize) -> Matrix {
        Matrix::diagonal(&self.arrivals.rates)
    }

    fn down(&self, level: usize) -> Matrix {
        let busy = level.min(self.servers as usize) as f64;
        Matrix::diagonal(&vec![busy * self.service_rate; self.phases()])
    }

    fn local(&self, _: usize) -> Matrix {
        self.arrivals.switches.clone()
    }
}
