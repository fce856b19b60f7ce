//! The past of a run in samples. When the store is full, every other sample of its older half is
//! given up: the far past grows coarse, and memory stays the same.

use crate::metrics::totals::Sums;

/// Most samples kept.
const CAPACITY: usize = 8192;

/// The state of a run at one instant. Counts are since the start, so what happened between two
/// samples is their difference.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    /// Seconds since the start.
    pub time: f64,
    /// Publishes.
    pub offered: u64,
    /// Services completed.
    pub finished: u64,
    /// Messages refused.
    pub refused: u64,
    /// Ready messages now.
    pub ready: u64,
    /// Messages being worked on now.
    pub in_flight: u64,
    /// Messages that wait for the broker's lock to get in.
    pub at_lock: u64,
    /// Median sojourn time of late, s; NaN if nothing was settled.
    pub p50: f64,
    /// Quantile 0.99 of the sojourn time of late, s; NaN if nothing was settled.
    pub p99: f64,
    /// Messages finished successfully, and in time where there is a deadline.
    pub good: u64,
    /// Time that workers were busy, in worker seconds.
    pub busy: f64,
    /// Time that there were workers, in worker seconds.
    pub capacity: f64,
    /// Age of the oldest ready message, s; 0 if none is ready.
    pub oldest: f64,
}

impl Sample {
    /// The counts of `sums`, with nothing else known.
    #[must_use]
    pub fn counting(sums: &Sums) -> Self {
        Self {
            offered: sums.passage.offered,
            finished: sums.passage.finished,
            refused: sums.passage.refused,
            good: sums.passage.good,
            busy: sums.busy as f64 / 1e9,
            capacity: sums.capacity as f64 / 1e9,
            ..Self::default()
        }
    }
}

/// Samples in the order of time.
#[derive(Clone, Debug, Default)]
pub struct Series {
    samples: Vec<Sample>,
}

impl Series {
    /// No samples.
    pub const NONE: Self = Self {
        samples: Vec::new(),
    };

    /// Adds a sample; one of an instant already sampled takes the former's place.
    pub fn push(&mut self, sample: Sample) {
        if let Some(last) = self.samples.last_mut()
            && last.time >= sample.time
        {
            *last = sample;
            return;
        }
        if self.samples.len() == CAPACITY {
            self.thin();
        }
        self.samples.push(sample);
    }

    fn thin(&mut self) {
        let half = CAPACITY / 2;
        for place in 0..half / 2 {
            self.samples[place] = self.samples[2 * place];
        }
        self.samples.copy_within(half.., half / 2);
        self.samples.truncate(CAPACITY - half / 2);
    }

    /// Forgets what came after `time`.
    pub fn forget_after(&mut self, time: f64) {
        let after = self.samples.partition_point(|sample| sample.time <= time);
        self.samples.truncate(after);
    }

    /// When the first sample after `time` was taken; infinite if there is none.
    #[must_use]
    pub fn after(&self, time: f64) -> f64 {
        let after = self.samples.partition_point(|sample| sample.time <= time);
        self.samples
            .get(after)
            .map_or(f64::INFINITY, |sample| sample.time)
    }

    /// All samples.
    #[must_use]
    pub fn all(&self) -> &[Sample] {
        &self.samples
    }

    /// The samples from `from` seconds on, and the one before them.
    #[must_use]
    pub fn since(&self, from: f64) -> &[Sample] {
        let first = self.samples.partition_point(|sample| sample.time < from);
        &self.samples[first.saturating_sub(1)..]
    }

    /// The last sample at or before `time`.
    #[must_use]
    pub fn at(&self, time: f64) -> Option<&Sample> {
        let after = self.samples.partition_point(|sample| sample.time <= time);
        self.samples.get(after.checked_sub(1)?)
    }

    /// A `figure` of what happened over the `window` seconds before each sample from `from` on, as
    /// (time, figure); it is given the samples at both ends. A window never reaches back over one of
    /// the `breaks` (edits, in the order of time) or the start of the run, so it may be shorter.
    pub fn over(
        &self,
        from: f64,
        window: f64,
        breaks: &[f64],
        figure: impl Fn(&Sample, &Sample) -> f64,
    ) -> impl Iterator<Item = (f64, f64)> {
        let mut tail = 0;
        self.since(from).iter().map(move |sample| {
            let start = window_start(sample.time, window, breaks);
            while self.samples[tail + 1..]
                .first()
                .is_some_and(|next| next.time <= start)
            {
                tail += 1;
            }
            (sample.time, figure(&self.samples[tail], sample))
        })
    }

    /// Count per second over the window; NaN while it is too short to speak of a rate.
    pub fn rates(
        &self,
        from: f64,
        window: f64,
        breaks: &[f64],
        count: impl Fn(&Sample) -> u64,
    ) -> impl Iterator<Item = (f64, f64)> {
        self.over(from, window, breaks, move |start, end| {
            rate_between(start, end, window, &count)
        })
    }

    /// The same at one instant.
    #[must_use]
    pub fn rate_at(
        &self,
        time: f64,
        window: f64,
        breaks: &[f64],
        count: impl Fn(&Sample) -> u64,
    ) -> f64 {
        let start = window_start(time, window, breaks).max(0.0);
        match (self.at(start), self.at(time)) {
            (Some(start), Some(end)) => rate_between(start, end, window, count),
            _ => f64::NAN,
        }
    }
}

fn window_start(time: f64, window: f64, breaks: &[f64]) -> f64 {
    let passed = breaks.partition_point(|at| *at < time);
    let last = passed.checked_sub(1).map_or(0.0, |last| breaks[last]);
    last.max(time - window)
}

/// Counts from which a rate is good to a quarter or so, however short the time: they vary by their
/// square root.
const MANY: u64 = 20;

/// Count per second; NaN while too little time has passed to speak of a rate.
pub fn rate_between(
    start: &Sample,
    end: &Sample,
    window: f64,
    count: impl Fn(&Sample) -> u64,
) -> f64 {
    let passed = end.time - start.time;
    let counted = count(end).saturating_sub(count(start));
    let least = if counted >= MANY { 8.0 } else { 2.0 };
    if passed < window / least {
        return f64::NAN;
    }
    counted as f64 / passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(time: f64) -> Sample {
        Sample {
            time,
            offered: (time * 3.0) as u64,
            ..Sample::default()
        }
    }

    #[test]
    fn memory_stays_and_the_whole_past_is_covered() {
        let mut series = Series::default();
        for tick in 0..100_000 {
            series.push(sample(f64::from(tick)));
        }
        assert!(series.all().len() <= CAPACITY);
        assert_eq!(series.all()[0].time, 0.0);
        assert!(
            series
                .all()
                .windows(2)
                .all(|pair| pair[0].time < pair[1].time)
        );
        assert_eq!(
            series.at(99_998.5).map(|sample| sample.time),
            Some(99_998.0)
        );
    }

    #[test]
    fn rates_are_counts_over_the_window() {
        let mut series = Series::default();
        for tick in 0..100 {
            series.push(sample(f64::from(tick)));
        }
        for (time, rate) in series.rates(20.0, 4.0, &[], |sample| sample.offered) {
            assert!((rate - 3.0).abs() < 1e-9, "{rate} at {time}");
        }
    }

    #[test]
    fn a_few_messages_in_a_moment_are_no_rate() {
        let mut series = Series::default();
        for tick in 0..200 {
            let time = f64::from(tick) / 10.0;
            series.push(sample(time));
        }
        let rates: Vec<(f64, f64)> = series.rates(0.0, 4.0, &[], |it| it.offered).collect();
        assert!(
            rates
                .iter()
                .all(|(time, rate)| rate.is_nan() == (*time < 1.95))
        );
        let busy: Vec<(f64, f64)> = series.rates(0.0, 4.0, &[], |it| 100 * it.offered).collect();
        assert!(
            busy.iter()
                .all(|(time, rate)| rate.is_nan() == (*time < 0.45))
        );
    }

    #[test]
    fn a_window_does_not_reach_back_over_an_edit() {
        let mut series = Series::default();
        for tick in 0..40 {
            let time = f64::from(tick);
            let offered = if tick <= 20 {
                10 * tick as u64
            } else {
                200 + (tick as u64 - 20)
            };
            series.push(Sample {
                time,
                offered,
                ..Sample::default()
            });
        }
        for (time, rate) in series.rates(0.0, 8.0, &[20.0], |sample| sample.offered) {
            let expected = if time <= 20.0 { 10.0 } else { 1.0 };
            assert!(
                rate.is_nan() || (rate - expected).abs() < 1e-9,
                "{rate} at {time}"
            );
            let at = series.rate_at(time, 8.0, &[20.0], |sample| sample.offered);
            assert!(at.is_nan() && rate.is_nan() || (at - rate).abs() < 1e-9);
        }
    }
}
