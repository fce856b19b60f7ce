//! Roots by bisection: slow, sure, and the same on every machine.

/// Enough halvings to get from any bracket to neighbouring numbers, or nearly so.
const HALVINGS: u32 = 120;

/// Where `above` turns true between `low`, where it is false, and `high`, where it is true.
pub fn threshold(mut low: f64, mut high: f64, above: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if above(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// The least `t` from 0 on with `tail(t) <= share`, where `tail` falls to 0; `scale` above 0 is a
/// first guess of its size.
pub fn quantile(share: f64, scale: f64, tail: impl Fn(f64) -> f64) -> f64 {
    if tail(0.0) <= share {
        return 0.0;
    }
    let mut high = scale;
    while tail(high) > share && high.is_finite() {
        high *= 2.0;
    }
    threshold(0.0, high, |t| tail(t) <= share)
}
