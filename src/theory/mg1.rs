//! M/G/1: Poisson arrivals, one worker, any service time.

/// Mean waiting time in s (Pollaczek 1930, Khinchine 1932), for `arrival_rate` in 1/s,
/// `service_mean` in s and `service_scv` >= 0, any order of service that does not look at the
/// service times; none unless `arrival_rate` x `service_mean` < 1.
#[must_use]
pub fn waiting_mean(arrival_rate: f64, service_mean: f64, service_scv: f64) -> Option<f64> {
    let load = arrival_rate * service_mean;
    (load < 1.0).then(|| load * service_mean * (1.0 + service_scv) / (2.0 * (1.0 - load)))
}

/// Mean waiting time in s if the worker, finding nothing, looks again after `poll_interval` s.
/// Its naps are vacations of fixed length, which add half of one to the wait (Fuhrmann and Cooper
/// 1985). Conditions as for [`waiting_mean`].
#[must_use]
pub fn polling_waiting_mean(
    arrival_rate: f64,
    service_mean: f64,
    service_scv: f64,
    poll_interval: f64,
) -> Option<f64> {
    let waiting = waiting_mean(arrival_rate, service_mean, service_scv)?;
    Some(waiting + poll_interval / 2.0)
}
