//! The speed slider: simulated seconds per second, from a tenth to as many as the machine can do.

use super::slider::Slider;
use crate::draw::format::Number;
use crate::session::Speed;
use crate::words::{Language, Say, say};

const SLIDER: Slider = Slider::Ratios {
    min: Speed::SLOWEST,
    max: Speed::FASTEST,
    zero: false,
};
/// From here on the slider means "as fast as it goes".
const UNBOUNDED_FROM: f64 = 0.97;

/// The speed at a position from 0 to 1.
#[must_use]
pub fn at(position: f64) -> Speed {
    if position >= UNBOUNDED_FROM {
        return Speed::Unbounded;
    }
    let times = SLIDER.value(position / UNBOUNDED_FROM);
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
        Speed::Times(times) => SLIDER.position(times) * (UNBOUNDED_FROM - 0.01),
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
    fn the_ends_are_a_tenth_and_unbounded() {
        assert_eq!(at(0.0), Speed::Times(0.1));
        assert_eq!(at(1.0), Speed::Unbounded);
        assert!(matches!(at(0.96), Speed::Times(times) if times > 5000.0));
    }

    #[test]
    fn keys_go_all_the_way() {
        let mut speed = Speed::Times(0.1);
        for _ in 0..300 {
            speed = at(stepped(speed, true));
        }
        assert_eq!(speed, Speed::Unbounded);
        for _ in 0..300 {
            speed = at(stepped(speed, false));
        }
        assert_eq!(speed, Speed::Times(0.1));
    }
}
