//! The backlog as a fluid: what remains when chance is left out.

/// Seconds in which a backlog of `messages` is gone, at `arrival_rate` and `capacity` in 1/s; none
/// if it does not shrink. A mean: chance spreads the instant, the less the larger the backlog
/// (Newell 1971).
#[must_use]
pub fn drain_time(messages: f64, arrival_rate: f64, capacity: f64) -> Option<f64> {
    let shrinks = capacity - arrival_rate;
    if messages <= 0.0 {
        Some(0.0)
    } else {
        (shrinks > 0.0).then(|| messages / shrinks)
    }
}
