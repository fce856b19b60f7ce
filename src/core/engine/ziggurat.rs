//! Exponential and normal variates by the ziggurat method (Marsaglia and Tsang 2000), with 256
//! layers: nearly always one random word, one multiplication and one comparison.
//!
//! The density, without its constant factor, is covered by layers of equal area: rectangles that
//! lie on each other, and a lowest layer that also has the tail. A layer is chosen, then a place in
//! it; most places lie under the density for certain. Layer and place come from different bits of
//! the word, as Doornik (2005) asks for.

use super::math;
use super::rng::Stream;

const LAYERS: usize = 256;

/// Where the tail begins, for 256 layers.
const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;
const NORMAL_TAIL: f64 = 3.654_152_885_361_009;
/// The area of a layer of the normal density, tail included: `x exp(-x^2 / 2)` where the tail
/// begins, and the integral from there on.
const NORMAL_AREA: f64 = 0.004_928_673_233_974_655;

static EXPONENTIAL: Layers = Layers::exponential();
static NORMAL: Layers = Layers::normal();

/// A density in layers, from the lowest up.
struct Layers {
    /// Where a layer ends; that of the lowest is its area over its height. Falls to 0 at the top.
    width: [f64; LAYERS + 1],
    /// The density at `width`.
    height: [f64; LAYERS + 1],
}

impl Layers {
    const fn exponential() -> Self {
        let area = (EXPONENTIAL_TAIL + 1.0) * tables::exp(-EXPONENTIAL_TAIL);
        let mut layers = Self::lowest(EXPONENTIAL_TAIL, area, tables::exp(-EXPONENTIAL_TAIL));
        let mut at = 2;
        while at < LAYERS {
            let height = layers.height[at - 1] + area / layers.width[at - 1];
            layers.height[at] = height;
            layers.width[at] = -tables::ln(height);
            at += 1;
        }
        layers
    }

    const fn normal() -> Self {
        let height = tables::exp(-NORMAL_TAIL * NORMAL_TAIL / 2.0);
        let mut layers = Self::lowest(NORMAL_TAIL, NORMAL_AREA, height);
        let mut at = 2;
        while at < LAYERS {
            let height = layers.height[at - 1] + NORMAL_AREA / layers.width[at - 1];
            layers.height[at] = height;
            layers.width[at] = tables::sqrt(-2.0 * tables::ln(height));
            at += 1;
        }
        layers
    }

    const fn lowest(tail: f64, area: f64, height: f64) -> Self {
        let mut layers = Self {
            width: [0.0; LAYERS + 1],
            height: [0.0; LAYERS + 1],
        };
        layers.width[0] = area / height;
        layers.width[1] = tail;
        layers.height[1] = height;
        layers.height[LAYERS] = 1.0;
        layers
    }

    /// A place in the layer that the low byte of `word` chooses, and whether it lies under the
    /// density for certain.
    #[inline(always)]
    fn place(&self, word: u64) -> (f64, bool) {
        let layer = (word & 0xff) as usize;
        let unit = (word >> 11) as f64 * (1.0 / (1_u64 << 53) as f64);
        let x = unit * self.width[layer];
        (x, x < self.width[layer + 1])
    }

    /// Whether a height drawn in `layer`, not the lowest, lies below `density`.
    fn accepts(&self, layer: usize, density: f64, stream: &mut Stream) -> bool {
        let (low, high) = (self.height[layer], self.height[layer + 1]);
        low + (high - low) * stream.unit() < density
    }
}

/// Mean 1.
#[inline(always)]
pub fn exponential(stream: &mut Stream) -> f64 {
    let word = stream.word();
    let (x, certain) = EXPONENTIAL.place(word);
    if certain {
        x
    } else {
        exponential_edge(word, stream)
    }
}

/// What `word` says when its place is not certain.
#[inline(never)]
fn exponential_edge(mut word: u64, stream: &mut Stream) -> f64 {
    // The tail is the whole distribution again, further out.
    let mut passed = 0.0;
    loop {
        let (x, certain) = EXPONENTIAL.place(word);
        let layer = (word & 0xff) as usize;
        if certain {
            return passed + x;
        }
        if layer == 0 {
            passed += EXPONENTIAL_TAIL;
        } else if EXPONENTIAL.accepts(layer, math::exp(-x), stream) {
            return passed + x;
        }
        word = stream.word();
    }
}

/// Mean 0 and variance 1.
#[inline]
pub fn normal(stream: &mut Stream) -> f64 {
    loop {
        let word = stream.word();
        let (x, certain) = NORMAL.place(word);
        let layer = (word & 0xff) as usize;
        let size = if certain {
            x
        } else if layer == 0 {
            normal_tail(stream)
        } else if NORMAL.accepts(layer, math::exp(-x * x / 2.0), stream) {
            x
        } else {
            continue;
        };
        // A bit that neither layer nor place uses.
        return if word & 0x100 == 0 { size } else { -size };
    }
}

/// A normal variate, given that it lies in the upper tail (Marsaglia 1964).
#[inline(never)]
fn normal_tail(stream: &mut Stream) -> f64 {
    loop {
        let beyond = exponential(stream) / NORMAL_TAIL;
        if 2.0 * exponential(stream) > beyond * beyond {
            return NORMAL_TAIL + beyond;
        }
    }
}

/// What the tables are computed with at compile time, where libm cannot be called. Right to some
/// units in the last place.
mod tables {
    /// For |x| < 16.
    pub const fn exp(x: f64) -> f64 {
        // Taylor's series near 0, then exp(x) = exp(x / 32)^32.
        let near = x / 32.0;
        let mut sum = 1.0;
        let mut power = 20;
        while power > 0 {
            sum = 1.0 + sum * near / power as f64;
            power -= 1;
        }
        let mut doubling = 0;
        while doubling < 5 {
            sum *= sum;
            doubling += 1;
        }
        sum
    }

    /// For x from 0.0001 to 1, by Newton's method.
    pub const fn ln(x: f64) -> f64 {
        let mut ln = 0.0;
        let mut step = 0;
        while step < 24 {
            ln += x * exp(-ln) - 1.0;
            step += 1;
        }
        ln
    }

    /// For x from 0 to 20, by Newton's method.
    pub const fn sqrt(x: f64) -> f64 {
        let mut root = 1.0;
        let mut step = 0;
        while step < 24 {
            root = (root + x / root) / 2.0;
            step += 1;
        }
        root
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::function::erf::erfc;

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() <= 1e-13 * other.abs().max(1e-3)
    }

    fn check(layers: &Layers, area: f64, density: impl Fn(f64) -> f64) {
        assert!(layers.width.is_sorted_by(|one, next| one > next));
        for at in 1..=LAYERS {
            assert!(close(layers.height[at], density(layers.width[at])), "{at}");
        }
        for at in 1..LAYERS {
            let rectangle = layers.width[at] * (layers.height[at + 1] - layers.height[at]);
            // The topmost takes what the rounding of all others left.
            let slack = if at == LAYERS - 1 { 1e-11 } else { 1e-13 };
            assert!((rectangle - area).abs() < slack, "{at}: {rectangle}");
        }
        assert!(close(layers.width[0] * layers.height[1], area));
    }

    #[test]
    fn the_layers_have_equal_areas_and_end_at_the_density() {
        let area = (EXPONENTIAL_TAIL + 1.0) * math::exp(-EXPONENTIAL_TAIL);
        check(&EXPONENTIAL, area, |x| math::exp(-x));
        let tail = (std::f64::consts::PI / 2.0).sqrt() * erfc(NORMAL_TAIL / 2.0_f64.sqrt());
        let area = NORMAL_TAIL * math::exp(-NORMAL_TAIL * NORMAL_TAIL / 2.0) + tail;
        assert!((area - NORMAL_AREA).abs() < 1e-12, "{area}");
        check(&NORMAL, NORMAL_AREA, |x| math::exp(-x * x / 2.0));
    }
}
