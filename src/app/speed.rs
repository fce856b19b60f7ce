//! The speed slider: simulated seconds per second, from a thousandth to as many as the machine can do.

use super::slider::Slider;
use crate::draw::format::Number;
use crate::session::Speed;
use crate::words::{Language, Say, say};

const SLIDER: Slider = Slider::Ratios {
    min: Speed::SLOWEST,
    max: Speed::FASTEST,
    zero: false,
};
/// Up to here the slider means a number.
const NUMBERS: f64 = 0.96;
/// From here on it means "as fast as it goes".
const UNBOUNDED_FROM: f64 = 0.97;

/// The speeds between which the larger keys leap.
const ROUND: [f64; 22] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0,
    200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0,
];

/// The speed at a position from 0 to 1.
#[must_use]
pub fn at(position: f64) -> Speed {
    if position >= UNBOUNDED_FROM {
        return Speed::Unbounded;
    }
    let times = SLIDER.value(position / NUMBERS);
    // Real time is easy to hit.
    Speed::Times(if (0.9..=1.15).contains(&times) {
        1.0
    } else {
        times
    })
}

/// The position of a speed.
#[must_use]
pub fn position(speed: Speed) -> f64 {
    match speed {
        Speed::Times(times) => SLIDER.position(times) * NUMBERS,
        Speed::Unbounded => 1.0,
    }
}

/// The position one step of the arrow keys further.
#[must_use]
pub fn stepped(speed: Speed, up: bool) -> f64 {
    let direction = if up { 0.01 } else { -0.01 };
    let start = position(speed);
    (1..=100)
        .map(|step| (start + direction * f64::from(step)).clamp(0.0, 1.0))
        .find(|position| at(*position) != speed)
        .unwrap_or(start)
}

/// The next round speed (1, 2 or 5 times a power of ten).
#[must_use]
pub fn leapt(speed: Speed, up: bool) -> Speed {
    let rounds = || ROUND.iter().copied();
    match speed {
        Speed::Times(times) if up => {
            let above = rounds().find(|round| *round > times * 1.001);
            above.map_or(Speed::Unbounded, Speed::Times)
        }
        Speed::Times(times) => {
            let below = rounds().rev().find(|round| *round < times * 0.999);
            Speed::Times(below.unwrap_or(Speed::SLOWEST))
        }
        Speed::Unbounded if up => speed,
        Speed::Unbounded => Speed::Times(Speed::FASTEST),
    }
}

/// The speed in words: `2 ×`, `as fast as it goes`.
#[must_use]
pub fn words(speed: Speed, language: Language) -> String {
    match speed {
        Speed::Times(times) => {
            say!("{times} ×", "{times} ×"; times = Number(times)).string(language)
        }
        Speed::Unbounded => language.pick("max", "最快").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_a_thousandth_and_unbounded() {
        assert_eq!(at(0.0), Speed::Times(Speed::SLOWEST));
        assert_eq!(at(1.0), Speed::Unbounded);
        assert!(matches!(at(0.96), Speed::Times(times) if times > 5000.0));
    }

    #[test]
    fn keys_go_all_the_way() {
        let mut speed = Speed::Times(Speed::SLOWEST);
        for _ in 0..300 {
            speed = at(stepped(speed, true));
        }
        assert_eq!(speed, Speed::Unbounded);
        for _ in 0..300 {
            speed = at(stepped(speed, false));
        }
        assert_eq!(speed, Speed::Times(Speed::SLOWEST));
    }

    #[test]
    fn the_slider_stands_where_its_speed_is() {
        for times in ROUND {
            assert_eq!(at(position(Speed::Times(times))), Speed::Times(times));
        }
        assert_eq!(at(position(Speed::Unbounded)), Speed::Unbounded);
    }

    #[test]
    fn leaps_go_over_round_speeds_from_end_to_end() {
        assert_eq!(leapt(Speed::Times(3.3), true), Speed::Times(5.0));
        assert_eq!(leapt(Speed::Times(3.3), false), Speed::Times(2.0));
        let mut speed = Speed::Times(Speed::SLOWEST);
        for _ in ROUND {
            speed = leapt(speed, true);
        }
        assert_eq!(speed, Speed::Unbounded);
        for _ in ROUND {
            speed = leapt(speed, false);
        }
        assert_eq!(speed, Speed::Times(Speed::SLOWEST));
    }
}
