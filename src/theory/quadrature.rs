//! Integrals of functions that are smooth between points where they may have a kink.

/// Integrates between neighbouring ones of `points`, which are in order, by the rule of Gauss and
/// Legendre with five nodes. `function` returns several values at once.
pub fn integrate<const N: usize>(points: &[f64], function: impl Fn(f64) -> [f64; N]) -> [f64; N] {
    let mut sums = [0.0; N];
    let rule = nodes();
    for pair in points.windows(2) {
        let half = (pair[1] - pair[0]) / 2.0;
        let middle = pair[0] + half;
        for (node, weight) in rule {
            let values = function(middle + half * node);
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += half * weight * value;
            }
        }
    }
    sums
}

/// `count` + 1 points from `low` to `high`, as far from each other.
pub fn split(low: f64, high: f64, count: u32) -> impl Iterator<Item = f64> {
    let share = move |place: u32| f64::from(place) / f64::from(count);
    (0..=count).map(move |place| low + (high - low) * share(place))
}

/// The nodes of the rule on \[-1, 1\] and their weights.
fn nodes() -> [(f64, f64); 5] {
    let root = 2.0 * (10.0_f64 / 7.0).sqrt();
    let (inner, outer) = ((5.0 - root).sqrt() / 3.0, (5.0 + root).sqrt() / 3.0);
    let part = 13.0 * 70.0_f64.sqrt();
    let (heavy, light) = ((322.0 + part) / 900.0, (322.0 - part) / 900.0);
    [
        (-outer, light),
        (-inner, heavy),
        (0.0, 128.0 / 225.0),
        (inner, heavy),
        (outer, light),
    ]
}
