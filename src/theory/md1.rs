//! M/D/1: Poisson arrivals, one worker, constant services. Its mean is that of M/G/1.

use super::solve;
use crate::engine::math;

/// The greatest load for which the table of states stays short enough.
pub const HEAVIEST: f64 = 0.999;

/// More arrivals during one service have a probability below 1e-40.
const WINDOW: usize = 40;

/// Quantile `at` in (0, 1) of the waiting time in s, first in, first out, for `arrival_rate` in
/// 1/s and `service` > 0 in s; none unless the load is at most 0.999 and `at` at most 0.9999.
///
/// The distribution is that of Erlang (1909). His series alternates and loses all its digits at
/// long times, so it is evaluated as Franx (2001) does: for t = k D - u with 0 <= u < D,
/// P(W <= t) is the sum over j < k of P(L <= k - j) times the Poisson probability of j arrivals
/// in u. Every term is positive.
#[must_use]
pub fn waiting_quantile(arrival_rate: f64, service: f64, at: f64) -> Option<f64> {
    let load = arrival_rate * service;
    if load > HEAVIEST || at > 0.9999 {
        return None;
    }
    if at <= 1.0 - load {
        return Some(0.0);
    }
    let states = States::until(load, at);
    let last = states.cumulative.len() - 1;
    // The quantile is between last - 1 and last services.
    let reached = |t: f64| states.waits_at_most(last, last as f64 - t) >= at;
    let services = solve::threshold(last as f64 - 1.0, last as f64, reached);
    Some(services * service)
}

/// How many messages are present.
struct States {
    load: f64,
    /// P(L <= n), up to the first that is large enough.
    cumulative: Vec<f64>,
}

impl States {
    /// Up to the first probability of `at` least. Balance of steps up and down across each level
    /// gives P(L = n + 1) from the states up to n without a subtraction.
    fn until(load: f64, at: f64) -> Self {
        let more = arrivals_above(load);
        let none = math::exp(-load);
        let mut states = vec![1.0 - load];
        let mut cumulative = vec![1.0 - load];
        let mut sum = 1.0 - load;
        while sum < at || states.len() < 2 {
            let n = states.len() - 1;
            let idle = more.get(n).map_or(0.0, |more| states[0] * more);
            let first = (n + 1).saturating_sub(WINDOW).max(1);
            let busy: f64 = (first..=n).map(|i| states[i] * more[n + 1 - i]).sum();
            let next = (idle + busy) / none;
            states.push(next);
            sum += next;
            cumulative.push(sum);
        }
        Self { load, cumulative }
    }

    /// P(W <= k services - u services).
    fn waits_at_most(&self, k: usize, u: f64) -> f64 {
        let mean = self.load * u;
        let mut poisson = math::exp(-mean);
        let mut sum = 0.0;
        for j in 0..k.min(WINDOW) {
            sum += poisson * self.cumulative[k - j];
            poisson *= mean / (j as f64 + 1.0);
        }
        sum
    }
}

/// P(more than n arrivals in one service) for n up to [`WINDOW`], summed from the small end.
fn arrivals_above(load: f64) -> Vec<f64> {
    let mut poisson = math::exp(-load);
    let mut probabilities = Vec::new();
    for n in 0..2 * WINDOW {
        probabilities.push(poisson);
        poisson *= load / (n as f64 + 1.0);
    }
    let mut above = vec![0.0; 2 * WINDOW];
    for n in (0..2 * WINDOW - 1).rev() {
        above[n] = above[n + 1] + probabilities[n + 1];
    }
    above.truncate(WINDOW + 1);
    above
}
