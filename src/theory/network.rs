//! Open networks of M/M/c queues (Jackson 1957): pipelines, merges, and loops that end.

use super::matrix::Matrix;
use super::mmc::Mmc;

/// A queue with its workers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Station {
    /// Messages / s from outside, a Poisson process.
    pub external: f64,
    /// Exponential, in s.
    pub service_mean: f64,
    /// Like workers; at least 1.
    pub servers: u32,
}

/// A network in its steady state.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Messages / s at each station.
    pub rates: Vec<f64>,
    /// Each station: the numbers there are those of an M/M/c queue by itself, independently of the
    /// others. Its mean waiting time holds for each visit.
    pub queues: Vec<Mmc>,
    /// Mean time in s from the arrival of a message in the network to its departure.
    pub sojourn_mean: f64,
}

impl Network {
    /// Of `stations`, where a message that is done at one (row) goes to another (column) with this
    /// probability, and else leaves. None unless every message leaves in the end, all stations
    /// keep up, and something arrives.
    #[must_use]
    pub fn new(stations: &[Station], routing: &Matrix) -> Option<Self> {
        let external: Vec<f64> = stations.iter().map(|station| station.external).collect();
        let rates = traffic(&external, routing)?;
        let queue = |(station, rate): (&Station, &f64)| {
            Mmc::new(*rate, station.service_mean, station.servers)
        };
        let queues: Option<Vec<Mmc>> = stations.iter().zip(&rates).map(queue).collect();
        let queues = queues?;
        let present = |((station, rate), queue): ((&Station, &f64), &Mmc)| {
            rate * (queue.waiting_mean() + station.service_mean)
        };
        let all = stations.iter().zip(&rates).zip(&queues).map(present);
        // Little's law for the whole network.
        let sojourn_mean = all.sum::<f64>() / external.iter().sum::<f64>();
        sojourn_mean.is_finite().then_some(Self {
            rates,
            queues,
            sojourn_mean,
        })
    }
}

/// Messages / s at each station, from outside and from others, for any services that keep up:
/// the solution of rates = external + rates x routing. None if some messages never leave.
#[must_use]
pub fn traffic(external: &[f64], routing: &Matrix) -> Option<Vec<f64>> {
    let rates = (&Matrix::identity(external.len()) - routing).solve_row(external)?;
    // Rounding may hide that a loop has no way out.
    let sound = |rate: &f64| rate.is_finite() && *rate >= 0.0;
    let possible = rates.iter().all(sound);
    let total: f64 = external.iter().sum();
    let leaves = routing.row_sums();
    let leaving: f64 = rates
        .iter()
        .zip(leaves)
        .map(|(rate, goes)| rate * (1.0 - goes))
        .sum();
    (possible && (leaving - total).abs() <= 1e-6 * total).then_some(rates)
}
