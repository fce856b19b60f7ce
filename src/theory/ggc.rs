//! G/G/1 and G/G/c: approximations from means and variabilities alone.

use super::mmc::Mmc;
use crate::engine::math;

/// Mean waiting time in s in a G/G/1 queue by Kingman's formula (1961), for the `load` < 1,
/// `service_mean` in s, and the scv of intervals and services; none at a load of 1 or more. Exact
/// for Poisson arrivals, and in the limit as the load nears 1.
#[must_use]
pub fn kingman(load: f64, service_mean: f64, arrival_scv: f64, service_scv: f64) -> Option<f64> {
    let variability = (arrival_scv + service_scv) / 2.0;
    (load < 1.0).then(|| variability * service_mean * load / (1.0 - load))
}

/// Mean waiting time in s in a G/G/c queue (Allen 1978, after Cunneen): that of M/M/c times the
/// mean of the two scv. Units and conditions as for [`Mmc::new`]; exact for M/M/c.
#[must_use]
pub fn allen_cunneen(
    arrival_rate: f64,
    service_mean: f64,
    servers: u32,
    arrival_scv: f64,
    service_scv: f64,
) -> Option<f64> {
    let exponential = Mmc::new(arrival_rate, service_mean, servers)?.waiting_mean();
    Some(exponential * (arrival_scv + service_scv) / 2.0)
}

/// What the formulas of Kingman and of Allen and Cunneen are to be multiplied by, at a `load` in
/// (0, 1) (Kraemer and Langenbach-Belz 1976): below 1, the more so the less variable arrivals and
/// services are and the lower the load. 1 for Poisson arrivals.
#[must_use]
pub fn correction(load: f64, arrival_scv: f64, service_scv: f64) -> f64 {
    let off = arrival_scv - 1.0;
    let spare = 1.0 - load;
    if off == 0.0 {
        1.0
    } else if off < 0.0 {
        let both = 3.0 * load * (arrival_scv + service_scv);
        math::exp(-2.0 * spare * off * off / both)
    } else {
        math::exp(-spare * off / (arrival_scv + 4.0 * service_scv))
    }
}

/// What the mean waiting time in s in a GI/G/1 queue never exceeds (Kingman 1962), for
/// `arrival_rate` in 1/s and `service_mean` in s; none unless the load is below 1.
#[must_use]
pub fn bound(
    arrival_rate: f64,
    service_mean: f64,
    arrival_scv: f64,
    service_scv: f64,
) -> Option<f64> {
    let load = arrival_rate * service_mean;
    let variability = arrival_scv + load * load * service_scv;
    (load < 1.0).then(|| variability / (2.0 * arrival_rate * (1.0 - load)))
}

/// Like streams of arrivals, each with independent intervals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Streams {
    /// How many.
    pub copies: f64,
    /// Arrivals / s of one.
    pub rate: f64,
    /// The scv of its intervals.
    pub scv: f64,
}

/// The scv that stands for the sum of independent streams before a queue with this `load` (Whitt
/// 1983, the Queueing Network Analyzer): a mean of that of the streams and that of a Poisson
/// process, which many streams together resemble. Exact for one stream and for Poisson streams.
#[must_use]
pub fn superposed_scv(streams: &[Streams], load: f64) -> f64 {
    let total: f64 = streams.iter().map(|all| all.copies * all.rate).sum();
    if total <= 0.0 {
        return 1.0;
    }
    let share = |all: &Streams| all.rate / total;
    let scv = |all: &Streams| all.copies * share(all) * all.scv;
    let scv: f64 = streams.iter().map(scv).sum();
    let concentration = |all: &Streams| all.copies * share(all) * share(all);
    let concentration: f64 = streams.iter().map(concentration).sum();
    let spare = 1.0 - load;
    let weight = 1.0 / (1.0 + 4.0 * spare * spare * (1.0 / concentration - 1.0));
    weight * scv + (1.0 - weight)
}
