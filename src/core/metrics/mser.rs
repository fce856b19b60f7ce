//! Where the warm-up of a series ends: the marginal standard error rule over means of five,
//! MSER-5 (White 1997, Simulation 69(6); White, Cobb and Spratt 2000, Winter Simulation
//! Conference; found best of its kind by Hoad, Robinson and Davies 2010, J. Op. Res. Soc. 61).

/// Values that are averaged before the rule looks at them.
const GROUP: usize = 5;
/// Groups at the end at which no cut is tried: the error of so few says nothing.
const TAIL: usize = 5;

/// How many of the first `values` to leave out, so that the standard error of the mean of the rest
/// is least. None if that would be more than half of them, or if there are too few to tell: then
/// the series is too short for its warm-up.
#[must_use]
pub fn cut(values: &[f64]) -> Option<usize> {
    let groups: Vec<f64> = values
        .chunks_exact(GROUP)
        .map(|group| group.iter().sum::<f64>() / GROUP as f64)
        .collect();
    let count = groups.len();
    if count < 4 * TAIL {
        return None;
    }
    let centre = groups.iter().sum::<f64>() / count as f64;
    let (mut sum, mut squares) = (0.0, 0.0);
    let mut best = (f64::INFINITY, 0);
    for (place, group) in groups.iter().enumerate().rev() {
        let deviation = group - centre;
        sum += deviation;
        squares += deviation * deviation;
        let rest = (count - place) as f64;
        let error = (squares - sum * sum / rest).max(0.0) / (rest * rest);
        // Of equals the earliest: a series that never changes has no warm-up.
        if count - place > TAIL && error <= best.0 {
            best = (error, place);
        }
    }
    (best.1 * 2 <= count).then_some(best.1 * GROUP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::rng::{Purpose, Stream};

    /// `level(place)` plus noise.
    fn series(level: impl Fn(f64) -> f64) -> Vec<f64> {
        let mut stream = Stream::new(7, Purpose::Service, 0, 0);
        let noisy = |place: i32| level(f64::from(place)) + stream.normal();
        (0..1000).map(noisy).collect()
    }

    #[test]
    fn what_starts_in_its_steady_state_loses_next_to_nothing() {
        assert!(cut(&series(|_| 3.0)).expect("long enough") <= 50);
        assert_eq!(cut(&[2.0; 500]), Some(0));
    }

    #[test]
    fn a_slow_start_is_cut_where_it_ends() {
        let step = cut(&series(|place| if place < 200.0 { -20.0 } else { 0.0 }));
        assert!(
            (200..=230).contains(&step.expect("long enough")),
            "{step:?}"
        );
        // A bias that fades has no end; what is left of it must be small against the noise, 1.
        let fading = series(|place| -30.0 * crate::engine::math::exp(-place / 50.0));
        let rest = &fading[cut(&fading).expect("long enough")..];
        let mean = rest.iter().sum::<f64>() / rest.len() as f64;
        assert!(mean.abs() < 0.1, "{mean} over {}", rest.len());
    }

    #[test]
    fn a_series_that_never_settles_is_too_short() {
        assert_eq!(cut(&series(|place| place / 10.0)), None);
        assert_eq!(cut(&[1.0; 50]), None);
    }
}
