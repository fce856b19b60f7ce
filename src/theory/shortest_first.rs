//! M/G/1 where the shortest of the waiting services is next.

use super::law::{Law, Moments};
use super::nodes::{Node, nodes};
use crate::engine::Distribution;

/// Mean waiting time in s if the shortest of the waiting services is next and none is interrupted
/// (Phipps 1956), for `arrival_rate` in 1/s; none unless the load is below 1. A service of length
/// x waits R / (1 - rho(x))^2, where R is what the service under way still needs and rho(x) the
/// load of those up to x; averaged over x. Where several are as long, all of one length together
/// are a class of Cobham's.
#[must_use]
pub fn waiting_mean(arrival_rate: f64, service: &Distribution) -> Option<f64> {
    let Moments { mean, second, .. } = Moments::of(service);
    if arrival_rate * mean >= 1.0 {
        return None;
    }
    let law = Law::of(service);
    let stretch = match law.pieces() {
        Some(pieces) => pieces.mean_stretch(arrival_rate),
        None => 1.0 + more(arrival_rate, &law, &nodes(service)?),
    };
    Some(arrival_rate * second / 2.0 * stretch)
}

/// The mean of 1 / (1 - rho(x))^2 - 1, which vanishes for short services.
fn more(arrival_rate: f64, law: &Law, nodes: &[Node]) -> f64 {
    let at = |node: &Node| {
        let below = arrival_rate * law.mean_below(node.x);
        let spare = 1.0 - below;
        node.weight * below * (1.0 + spare) / (spare * spare)
    };
    nodes.iter().map(at).sum()
}
