//! M/G/1 with a worker that fails, busy or idle, and resumes the service where it stopped.

use super::law::Moments;

/// Such a queue in its steady state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outages {
    /// Share of the time that the worker is up.
    pub availability: f64,
    /// Mean waiting time in s, to the first start of the service.
    pub waiting_mean: f64,
    /// Mean sojourn time in s, outages included.
    pub sojourn_mean: f64,
    /// Share of the messages that wait.
    pub probability_of_waiting: f64,
}

impl Outages {
    /// With `arrival_rate` in 1/s, exponential times of mean `up` in s between outages, and
    /// outages of any length `down`; none unless the load is below the availability.
    ///
    /// The work V present, in s of service, grows with each arrival and shrinks while the worker
    /// is up. The balance of V^2 gives E\[V; up\] from E\[V\]; an outage finds what is present while
    /// the worker is up, and more comes during it, which gives E\[V; down\]. A message waits for V
    /// with the outages in it, and for what is left of an outage that it finds (White and Christie
    /// 1958 and Avi-Itzhak and Naor 1963 by transforms).
    #[must_use]
    pub fn new(arrival_rate: f64, service: &Moments, up: f64, down: &Moments) -> Option<Self> {
        let availability = up / (up + down.mean);
        let load = arrival_rate * service.mean;
        // Outages / s, times half the second moment of one.
        let residual = availability / up * down.second / 2.0;
        let spare = 1.0 - load / availability;
        let grows = arrival_rate * service.second / (2.0 * availability) + load * residual;
        let waiting_mean = grows / spare / availability + residual;
        (spare > 0.0).then(|| Self {
            availability,
            waiting_mean,
            sojourn_mean: waiting_mean + service.mean / availability,
            // All but those who find the worker up and idle.
            probability_of_waiting: 1.0 - (availability - load),
        })
    }
}
