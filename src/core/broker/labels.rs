//! Labels: what is written on a message, by which exchanges go.

use crate::engine::rng::Stream;

/// Draws which of its producer's labels a message has.
#[derive(Clone, Debug)]
pub struct LabelSampler {
    /// For each label, the probability that it is that or one before it.
    cumulative: Vec<f64>,
    pub(super) stream: Stream,
}

impl LabelSampler {
    /// One that draws by these weights, all above 0.
    pub(super) fn new(weights: &[f64], stream: Stream) -> Self {
        let all: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let below = |weight: &f64| {
            sum += weight / all;
            sum
        };
        Self {
            cumulative: weights.iter().map(below).collect(),
            stream,
        }
    }

    pub(super) fn draw(&mut self) -> u32 {
        let unit = self.stream.unit();
        let label = self.cumulative.partition_point(|below| *below < unit);
        label.min(self.cumulative.len() - 1) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::rng::Purpose;

    #[test]
    fn labels_are_as_frequent_as_their_weights() {
        let mut labels = LabelSampler::new(&[1.0, 5.0, 2.0], Stream::new(1, Purpose::Labels, 0, 0));
        let mut counts = [0.0_f64; 3];
        for _ in 0..80_000 {
            counts[labels.draw() as usize] += 1.0 / 80_000.0;
        }
        for (count, share) in counts.iter().zip([0.125, 0.625, 0.25]) {
            assert!((count - share).abs() < 0.006, "{counts:?}");
        }
    }
}
