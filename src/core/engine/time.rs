//! Simulated time: whole nanoseconds, so that sums are exact and equal on every machine.

use std::ops::{Add, AddAssign, Sub};

const NANOS_PER_SECOND: f64 = 1e9;

/// An instant: nanoseconds since the start of the run, up to 584 years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimTime(u64);

/// A length of simulated time in nanoseconds, up to 584 years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimDuration(u64);

impl SimTime {
    /// The start of a run.
    pub const ZERO: Self = Self(0);
    /// Later than every event.
    pub const MAX: Self = Self(u64::MAX);

    /// The instant `nanos` nanoseconds after the start.
    #[must_use]
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// The instant `seconds` after the start, rounded to the nanosecond; see
    /// [`SimDuration::from_secs`] for what lies out of range.
    #[must_use]
    pub fn from_secs(seconds: f64) -> Self {
        Self(SimDuration::from_secs(seconds).0)
    }

    /// Nanoseconds since the start.
    #[must_use]
    pub const fn nanos(self) -> u64 {
        self.0
    }

    /// Seconds since the start.
    #[must_use]
    pub fn secs(self) -> f64 {
        SimDuration(self.0).secs()
    }

    /// The time passed since `earlier`; zero if that lies in the future.
    #[must_use]
    pub const fn since(self, earlier: Self) -> SimDuration {
        SimDuration(self.0.saturating_sub(earlier.0))
    }
}

impl SimDuration {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A duration of `nanos` nanoseconds.
    #[must_use]
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// Rounded to the nanosecond. Negative and NaN become zero; more than 584 years becomes the
    /// longest duration there is.
    #[must_use]
    #[inline]
    pub fn from_secs(seconds: f64) -> Self {
        // A float-to-integer cast saturates and takes NaN to zero. Adding a half and cutting off
        // rounds alike on every machine and needs no library call.
        let nanos = seconds * NANOS_PER_SECOND + 0.5;
        if nanos < i64::MAX as f64 {
            // Machines have an instruction for signed numbers only.
            return Self((nanos as i64).max(0) as u64);
        }
        Self(nanos as u64)
    }

    /// Nanoseconds.
    #[must_use]
    pub const fn nanos(self) -> u64 {
        self.0
    }

    /// Seconds.
    #[must_use]
    pub fn secs(self) -> f64 {
        self.0 as f64 / NANOS_PER_SECOND
    }

    /// Nanoseconds as a float; what lasts for longer than 292 years counts as negative, which is
    /// not looked for since machines convert signed numbers faster.
    #[must_use]
    #[inline]
    pub const fn nanos_f64(self) -> f64 {
        self.0.cast_signed() as f64
    }

    /// Whether no time passes.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// This duration `factor` times over, rounded to the nanosecond.
    #[must_use]
    pub fn scale(self, factor: f64) -> Self {
        Self((self.0 as f64 * factor + 0.5) as u64)
    }
}

impl Add<SimDuration> for SimTime {
    type Output = Self;
    #[inline]
    fn add(self, length: SimDuration) -> Self {
        Self(self.0.saturating_add(length.0))
    }
}

impl AddAssign<SimDuration> for SimTime {
    fn add_assign(&mut self, length: SimDuration) {
        *self = *self + length;
    }
}

impl Sub<SimDuration> for SimTime {
    type Output = Self;
    fn sub(self, length: SimDuration) -> Self {
        Self(self.0.saturating_sub(length.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_round_to_the_nearest_nanosecond() {
        assert_eq!(SimDuration::from_secs(1.25).nanos(), 1_250_000_000);
        assert_eq!(SimDuration::from_secs(0.4e-9).nanos(), 0);
        assert_eq!(SimDuration::from_secs(0.6e-9).nanos(), 1);
    }

    #[test]
    fn what_is_out_of_range_saturates() {
        assert_eq!(SimDuration::from_secs(-3.0), SimDuration::ZERO);
        assert_eq!(SimDuration::from_secs(f64::NAN), SimDuration::ZERO);
        assert_eq!(SimDuration::from_secs(f64::INFINITY).nanos(), u64::MAX);
        assert_eq!(SimTime::MAX + SimDuration::from_secs(1.0), SimTime::MAX);
    }
}
