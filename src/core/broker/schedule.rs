//! A rate that changes with time in straight lines.

use crate::engine::{SimDuration, SimTime};

/// A piecewise-linear rate: it runs straight from point to point and stays at the last, or starts
/// anew there.
#[derive(Clone, Debug, PartialEq)]
pub struct RateCurve {
    /// (seconds, events / s), in the order of time, the first at 0.
    points: Vec<(f64, f64)>,
    /// Seconds after which it starts anew.
    period: Option<f64>,
    /// Events in one period.
    area: f64,
}

impl RateCurve {
    /// From (seconds, rate) points in the order of time, the first at 0.
    ///
    /// # Panics
    /// Without points.
    #[must_use]
    pub fn new(points: Vec<(f64, f64)>, repeat: bool) -> Self {
        let last = points.last().expect("a curve has points").0;
        let area = points.windows(2).map(|line| area(line[0], line[1])).sum();
        Self {
            points,
            period: repeat.then_some(last),
            area,
        }
    }

    /// The same with so many times the rate.
    #[must_use]
    pub fn times(&self, factor: f64) -> Self {
        let points = self.points.iter().map(|(at, rate)| (*at, rate * factor));
        Self::new(points.collect(), self.period.is_some())
    }

    /// The rate at `seconds`.
    #[must_use]
    pub fn rate_at(&self, seconds: f64) -> f64 {
        let at = self.phase(seconds);
        let next = self.points.partition_point(|point| point.0 <= at);
        match (self.points.get(next.wrapping_sub(1)), self.points.get(next)) {
            (Some(one), Some(next)) => value(*one, *next, at),
            (Some(last), None) => last.1,
            _ => self.points[0].1,
        }
    }

    fn phase(&self, seconds: f64) -> f64 {
        self.period.map_or(seconds, |period| {
            seconds - (seconds / period).floor() * period
        })
    }

    /// When the area under the rate from `now` on reaches `events`; none if it never does. With an
    /// exponential draw for `events` this is the next event of a Poisson process of this rate
    /// (inversion: Cinlar 1975).
    #[must_use]
    pub fn after(&self, now: SimTime, events: f64) -> Option<SimTime> {
        let mut left = events;
        let start = self.phase(now.secs());
        let mut at = start;
        let mut passed = 0.0;
        if self.period.is_some() {
            if self.area <= 0.0 {
                return None;
            }
            let periods = (left / self.area).floor();
            passed += periods * self.period.unwrap_or(0.0);
            left -= periods * self.area;
        }
        // At most twice through the points: to the end of the period, and on from its start.
        for _ in 0..2 {
            match self.within(at, left) {
                Ok(found) => {
                    let length = SimDuration::from_secs(passed + found - start);
                    return Some(now + length);
                }
                Err(rest) => left = rest,
            }
            passed += self.period?;
            at = 0.0;
        }
        Some(now + SimDuration::from_secs(passed + at - start))
    }

    /// Where from `at` on in this period the area reaches `events`, or what is left at its end.
    fn within(&self, mut at: f64, events: f64) -> Result<f64, f64> {
        let mut left = events;
        let first = self.points.partition_point(|point| point.0 <= at);
        for next in first.max(1)..self.points.len() {
            let (from, to) = (self.points[next - 1], self.points[next]);
            let here = (at, value(from, to, at));
            let inside = area(here, to);
            if inside >= left && inside > 0.0 {
                let slope = (to.1 - here.1) / (to.0 - here.0);
                // The root of rate x + slope x^2 / 2 = left that does not cancel.
                let root = (here.1 * here.1 + 2.0 * slope * left).max(0.0).sqrt();
                return Ok(at + 2.0 * left / (here.1 + root));
            }
            left -= inside;
            at = to.0;
        }
        let last = self.points[self.points.len() - 1].1;
        if self.period.is_none() && last > 0.0 {
            return Ok(at + left / last);
        }
        Err(left)
    }
}

fn value(from: (f64, f64), to: (f64, f64), at: f64) -> f64 {
    if to.0 <= from.0 {
        return to.1;
    }
    from.1 + (to.1 - from.1) * (at - from.0) / (to.0 - from.0)
}

fn area(from: (f64, f64), to: (f64, f64)) -> f64 {
    (to.0 - from.0) * (from.1 + to.1) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(curve: &RateCurve, now: f64, events: f64) -> f64 {
        curve.after(SimTime::from_secs(now), events).unwrap().secs()
    }

    #[test]
    fn the_area_under_the_rate_is_found() {
        // 0 to 4 in 2 s (area 4), then down to 2 in 2 s (area 6), then 2 for ever.
        let curve = RateCurve::new(vec![(0.0, 0.0), (2.0, 4.0), (4.0, 2.0)], false);
        for (now, events, expected) in [
            (0.0, 1.0, 1.0),
            (0.0, 4.0, 2.0),
            (1.0, 3.0, 2.0),
            (0.0, 10.0, 4.0),
            (0.0, 14.0, 6.0),
            (7.0, 1.0, 7.5),
        ] {
            let found = at(&curve, now, events);
            assert!(
                (found - expected).abs() < 1e-8,
                "{events} from {now}: {found}"
            );
        }
        assert_eq!(
            (curve.rate_at(1.0), curve.rate_at(3.0), curve.rate_at(9.0)),
            (2.0, 3.0, 2.0)
        );
    }

    #[test]
    fn a_day_comes_again() {
        // Area 4 in each 4 s.
        let curve = RateCurve::new(vec![(0.0, 0.0), (2.0, 2.0), (4.0, 0.0)], true);
        for (now, events, expected) in [
            (0.0, 2.0, 2.0),
            (0.0, 6.0, 6.0),
            (2.0, 4.0, 6.0),
            (3.0, 1.0, 5.0),
            (6.0, 40.0, 46.0),
        ] {
            let found = at(&curve, now, events);
            assert!(
                (found - expected).abs() < 1e-6,
                "{events} from {now}: {found}"
            );
        }
    }

    #[test]
    fn a_rate_that_ends_at_nothing_ends() {
        let curve = RateCurve::new(vec![(0.0, 1.0), (2.0, 0.0)], false);
        assert_eq!(curve.after(SimTime::ZERO, 2.0), None);
        assert!(curve.after(SimTime::ZERO, 0.9).is_some());
    }
}
