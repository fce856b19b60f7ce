//! Laws made of pieces, each evenly spread between two durations or all at one: constant, uniform
//! and measured ones.

use crate::engine::dist::Piece;
use crate::engine::math;

/// Such a law.
#[derive(Clone, Debug, PartialEq)]
pub struct Pieces(Vec<Part>);

#[derive(Clone, Copy, Debug, PartialEq)]
struct Part {
    piece: Piece,
    /// The probability of the pieces after it.
    beyond: f64,
    /// What those before it contribute to the mean.
    before: f64,
}

impl Pieces {
    /// Of `pieces` that come one after another.
    #[must_use]
    pub fn new(pieces: &[Piece]) -> Self {
        let part = |piece: &Piece| Part {
            piece: *piece,
            beyond: 0.0,
            before: 0.0,
        };
        let mut parts: Vec<Part> = pieces.iter().map(part).collect();
        let mut before = 0.0;
        for part in &mut parts {
            part.before = before;
            before += mean(&part.piece);
        }
        // From the end, so that nothing is left beyond the last.
        let mut beyond = 0.0;
        for part in parts.iter_mut().rev() {
            part.beyond = beyond;
            beyond += part.piece.share;
        }
        Self(parts)
    }

    /// Every duration is `value`.
    #[must_use]
    pub fn constant(value: f64) -> Self {
        Self::uniform(value, value)
    }

    /// Evenly from `low` to `high`.
    #[must_use]
    pub fn uniform(low: f64, high: f64) -> Self {
        let share = 1.0;
        Self::new(&[Piece { share, low, high }])
    }

    /// P(X > `x`).
    #[must_use]
    pub fn tail(&self, x: f64) -> f64 {
        self.at(x).map_or(0.0, |part| {
            let Piece { share, low, high } = part.piece;
            let left = if x > low {
                (high - x) / (high - low)
            } else {
                1.0
            };
            part.beyond + share * left
        })
    }

    /// E\[X; X <= `x`\].
    #[must_use]
    pub fn mean_below(&self, x: f64) -> f64 {
        let whole = || {
            let last = self.0.last();
            last.map_or(0.0, |part| part.before + mean(&part.piece))
        };
        self.at(x).map_or_else(whole, |part| {
            let Piece { share, low, high } = part.piece;
            let own = if x > low {
                (x - low) / (high - low) * (low + x) / 2.0
            } else {
                0.0
            };
            part.before + share * own
        })
    }

    /// E\[X^3\].
    #[must_use]
    pub fn third(&self) -> f64 {
        let third = |piece: &Piece| {
            let Piece { share, low, high } = *piece;
            share * (low + high) * (low * low + high * high) / 4.0
        };
        self.pieces().map(third).sum()
    }

    /// Where the tail may have a kink or a step.
    pub fn kinks(&self) -> impl Iterator<Item = f64> {
        self.pieces().flat_map(|piece| [piece.low, piece.high])
    }

    /// E\[exp(-`s` X)\].
    #[must_use]
    pub fn transform(&self, s: f64) -> f64 {
        let part = |piece: &Piece| {
            let width = s * (piece.high - piece.low);
            piece.share * math::exp(-s * piece.low) * (1.0 - missing(width))
        };
        self.pieces().map(part).sum()
    }

    /// 1 - the transform, with all its digits.
    #[must_use]
    pub fn complement(&self, s: f64) -> f64 {
        let part = |piece: &Piece| {
            let (start, width) = (s * piece.low, s * (piece.high - piece.low));
            piece.share * (math::exp(-start) * missing(width) - math::exp_m1(-start))
        };
        self.pieces().map(part).sum()
    }

    /// The mean of 1 / (1 - rho(X))^2, where rho(x) is what durations up to x, `rate` of all of them
    /// a second, take of each second; those of one length come one by one. In closed form.
    #[must_use]
    pub fn mean_stretch(&self, rate: f64) -> f64 {
        let mut spare = 1.0;
        let mut sum = 0.0;
        for piece in self.pieces() {
            let after = spare - rate * mean(piece);
            sum += piece.share * stretch(piece, rate, spare, after);
            spare = after;
        }
        sum
    }

    /// The first piece that does not end before `x`.
    fn at(&self, x: f64) -> Option<&Part> {
        let place = self.0.partition_point(|part| part.piece.high <= x);
        self.0.get(place)
    }

    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.0.iter().map(|part| &part.piece)
    }
}

/// What a piece contributes to the mean.
fn mean(piece: &Piece) -> f64 {
    piece.share * (piece.low + piece.high) / 2.0
}

/// 1 - (1 - e^-x) / x, for `x` >= 0.
fn missing(x: f64) -> f64 {
    if x > 0.5 {
        return 1.0 + math::exp_m1(-x) / x;
    }
    // x / 2! - x^2 / 3! + ...
    let (mut term, mut sum) = (x / 2.0, 0.0);
    for place in 3..20 {
        sum += term;
        term *= -x / f64::from(place);
    }
    sum
}

/// The mean of 1 / (a - b x^2)^2 over a piece, where a - b x^2 falls from `spare` to `after`. From
/// the integral x / (2 a (a - b x^2)) + artanh(x sqrt(b / a)) / (2 a sqrt(a b)), with the difference
/// at the ends taken before anything cancels.
fn stretch(piece: &Piece, rate: f64, spare: f64, after: f64) -> f64 {
    let Piece { share, low, high } = *piece;
    let width = high - low;
    if width == 0.0 {
        return 1.0 / (spare * after);
    }
    let b = rate * share / width / 2.0;
    let a = spare + b * low * low;
    let cross = spare - b * low * width;
    let z = width * (a * b).sqrt() / cross;
    let artanh = if z < 0.3 {
        // z + z^3 / 3 + ...
        let term = |place: u32| math::pow(z, f64::from(2 * place)) / f64::from(2 * place + 1);
        (0..16).map(term).sum()
    } else {
        let end = |x: f64| a.sqrt() + b.sqrt() * x;
        let ratio = end(high) / end(low);
        math::ln(ratio * ratio * spare / after) / (2.0 * z)
    };
    ((spare + low * b * (low + high)) / (spare * after) + artanh / cross) / (2.0 * a)
}
