//! A level over time and the area under it.

use crate::engine::SimTime;

/// A whole-numbered level that remembers the area under it, in level x ns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gauge {
    level: u64,
    /// What the area lacks against level x now: a step at an instant adds to it or takes from it,
    /// which is less work than the area of each stretch between two steps.
    offset: i128,
}

impl Gauge {
    /// The level now.
    #[must_use]
    pub const fn level(&self) -> u64 {
        self.level
    }

    /// Raises the level by one.
    #[inline(always)]
    pub fn rise(&mut self, now: SimTime) {
        self.level += 1;
        self.offset -= i128::from(now.nanos());
    }

    /// Lowers the level by one.
    ///
    /// # Panics
    /// Below zero: something left that never came.
    #[inline(always)]
    pub fn fall(&mut self, now: SimTime) {
        assert!(self.level > 0, "a gauge fell below zero");
        self.level -= 1;
        self.offset += i128::from(now.nanos());
    }

    /// The area up to `now`, in level x ns.
    #[must_use]
    #[inline]
    pub const fn area_at(&self, now: SimTime) -> u128 {
        (self.offset + self.level as i128 * now.nanos() as i128) as u128
    }

    /// Forgets the area, keeps the level.
    pub const fn clear(&mut self, now: SimTime) {
        self.offset = -(self.level as i128 * now.nanos() as i128);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_is_level_times_time() {
        let at = SimTime::from_nanos;
        let mut gauge = Gauge::default();
        gauge.rise(at(10));
        gauge.rise(at(15));
        gauge.fall(at(20));
        assert_eq!(gauge.area_at(at(30)), 5 + 2 * 5 + 10);
        gauge.clear(at(30));
        assert_eq!((gauge.level(), gauge.area_at(at(32))), (1, 2));
    }
}
