//! What an alert rule did, held against what was wrong.

/// Counts of one rule. Times and areas are in ns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlarmSums {
    /// Time for which it watched.
    pub time: u128,
    /// Of it, while it was firing.
    pub firing: u128,
    /// How often it fired.
    pub fired: u64,
    /// Faults during which it fired, or shortly after.
    pub detected: u64,
    /// Faults during which it did not.
    pub missed: u64,
    /// How often it fired without a fault.
    pub false_alarms: u64,
    /// Time from the beginning of those faults that it detected until it fired, together.
    pub delay: u128,
}

impl AlarmSums {
    pub(super) const fn since(&self, earlier: &Self) -> Self {
        Self {
            time: self.time.saturating_sub(earlier.time),
            firing: self.firing.saturating_sub(earlier.firing),
            fired: self.fired.saturating_sub(earlier.fired),
            detected: self.detected.saturating_sub(earlier.detected),
            missed: self.missed.saturating_sub(earlier.missed),
            false_alarms: self.false_alarms.saturating_sub(earlier.false_alarms),
            delay: self.delay.saturating_sub(earlier.delay),
        }
    }

    pub(super) const fn join(&mut self, other: &Self) {
        self.time += other.time;
        self.firing += other.firing;
        self.fired += other.fired;
        self.detected += other.detected;
        self.missed += other.missed;
        self.false_alarms += other.false_alarms;
        self.delay += other.delay;
    }
}

/// A figure of an alert rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// Share of the time for which it fires.
    Firing,
    /// Alarms / hour.
    Rate,
    /// Of the faults, those that it detected.
    Detected,
    /// Time from the beginning of a detected fault until it fires, s.
    Delay,
    /// Of the alarms, those without a fault.
    False,
}

impl Alarm {
    /// The name it has in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Firing => "firing_fraction",
            Self::Rate => "alarms_per_hour",
            Self::Detected => "detected_fraction",
            Self::Delay => "detection_delay",
            Self::False => "false_alarm_fraction",
        }
    }

    /// Numerator and denominator.
    pub(super) const fn parts(self, sums: &AlarmSums) -> (f64, f64) {
        match self {
            Self::Firing => (sums.firing as f64, sums.time as f64),
            Self::Rate => (sums.fired as f64, sums.time as f64 / 3.6e12),
            Self::Detected => (sums.detected as f64, (sums.detected + sums.missed) as f64),
            Self::Delay => (sums.delay as f64 / 1e9, sums.detected as f64),
            Self::False => (sums.false_alarms as f64, sums.fired as f64),
        }
    }
}
