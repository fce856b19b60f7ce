//! Processor sharing: all messages present are worked on at once, each at its share of the pace.

use super::mmc::Mmc;

/// Mean sojourn time in s of a message that needs `work` s of service, in M/G/1 at `load` < 1:
/// each second of it takes 1 / (1 - load), whatever the distribution (Kleinrock 1967; Sakata,
/// Noguchi and Oizumi 1971). None at a load of 1 or more.
#[must_use]
pub fn sojourn(work: f64, load: f64) -> Option<f64> {
    (load < 1.0).then(|| work / (1.0 - load))
}

/// Mean sojourn time in s where `servers` workers share out the messages, none of which is worked
/// on at more than the pace of one: that of M/M/c, whatever the distribution (Cohen 1979). Units
/// and conditions as for [`Mmc::new`].
#[must_use]
pub fn sojourn_mean(arrival_rate: f64, service_mean: f64, servers: u32) -> Option<f64> {
    let queue = Mmc::new(arrival_rate, service_mean, servers)?;
    Some(queue.waiting_mean() + service_mean)
}
