//! Latency against utilisation, as theory has it: the curve on which the rate moves the operating
//! point.

use super::number;
use crate::draw::CurvePoint;
use crate::scenario::Scenario;
use crate::scenario::arrivals::{Arrivals, Process};
use crate::theory::{Badge, Load, Prediction};
use crate::words::{Say, Text, both};
use serde::{Deserialize, Serialize};

/// The right end of the axis of utilisations.
pub const TO: f64 = 1.25;

/// The curve of a scenario with any rate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    points: Vec<CurvePoint>,
    model: Text,
    why: Text,
    bounded: bool,
}

impl Curve {
    /// That of a scenario [`at_full_load`].
    #[must_use]
    pub fn of(full: &Scenario) -> Self {
        let bounded = full.queues.iter().all(|queue| queue.max_ready.is_some());
        let prediction = |load: f64| Prediction::of(&times(full, load));
        let known = |load: f64| prediction(load).system["sojourn_mean"].clone();
        let values = loads(bounded).filter_map(|load| {
            let known = known(load);
            let (value, exact) = (known.value?, known.badge == Badge::Exact);
            Some(CurvePoint { load, value, exact })
        });
        let rate: f64 = Load::of(full).iter().map(|it| it.arrival_rate).sum();
        let is_scaled = rate > 0.0 && utilisation(full).is_finite();
        Self {
            points: if is_scaled {
                values.collect()
            } else {
                Vec::new()
            },
            model: prediction(0.5).model.unwrap_or_default(),
            why: match known(0.5).badge {
                _ if rate == 0.0 => both("nobody publishes", "没有人发布消息").text(),
                _ if utilisation(full) == 0.0 => both("work takes no time", "服务不耗时").text(),
                Badge::DoesNotApply { why } => why,
                _ => Text::empty(),
            },
            bounded,
        }
    }

    /// Its points, in the order of utilisations; none if no formula applies.
    #[must_use]
    pub fn points(&self) -> &[CurvePoint] {
        &self.points
    }

    /// The model; empty if none applies.
    #[must_use]
    pub const fn model(&self) -> &Text {
        &self.model
    }

    /// Why there are none; empty if there are.
    #[must_use]
    pub const fn why(&self) -> &Text {
        &self.why
    }

    /// Whether the queue refuses what it cannot keep: then there is life above full load.
    #[must_use]
    pub const fn is_bounded(&self) -> bool {
        self.bounded
    }

    /// The value at `load`, between the points.
    #[must_use]
    pub fn value(&self, load: f64) -> Option<f64> {
        let after = self.points.partition_point(|point| point.load < load);
        let next = self.points.get(after)?;
        let before = match after {
            0 => next,
            _ => &self.points[after - 1],
        };
        let span = next.load - before.load;
        let part = if span > 0.0 {
            (load - before.load) / span
        } else {
            1.0
        };
        Some(before.value + (next.value - before.value) * part)
    }
}

/// Offered load / capacity, at the queue where that is highest.
#[must_use]
pub fn utilisation(scenario: &Scenario) -> f64 {
    let loads = Load::of(scenario);
    loads.iter().map(Load::utilisation).fold(0.0, f64::max)
}

/// The utilisations at which the curve is worked out: denser where an unbounded queue soars.
fn loads(bounded: bool) -> impl Iterator<Item = f64> {
    const WALL: [f64; 13] = [
        0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.975, 0.98, 0.985, 0.99, 0.994, 0.998,
    ];
    let last = if bounded { 62 } else { 45 };
    let even = (1..=last).map(|step| f64::from(step) / 50.0);
    even.chain(WALL.into_iter().filter(move |_| !bounded))
}

/// The scenario with rates that make its utilisation 1, in the same proportions; one that is silent
/// counts as if all its producers were alike. Rounded, so that the same shape gives the same one.
#[must_use]
pub fn at_full_load(scenario: &Scenario) -> Scenario {
    let mut full = scenario.clone();
    full.seed = 0;
    if utilisation(&full) == 0.0 {
        let silent = full.producers.iter_mut();
        silent.for_each(|node| node.arrivals = Arrivals::single(Process::Poisson { rate: 1.0 }));
    }
    let load = utilisation(&full);
    if load > 0.0 && load.is_finite() {
        full = times(&full, 1.0 / load);
    }
    for node in &mut full.producers {
        let rate = format!("{:.9e}", node.arrivals.process.rate());
        node.arrivals = node.arrivals.with_rate(number::read(&rate).unwrap_or(0.0));
    }
    full
}

/// The scenario with all its rates times `factor`.
fn times(scenario: &Scenario, factor: f64) -> Scenario {
    let mut scaled = scenario.clone();
    for node in &mut scaled.producers {
        node.arrivals = node
            .arrivals
            .with_rate(node.arrivals.process.rate() * factor);
    }
    scaled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::Preset;
    use serde_json::{Value, json};

    fn preset(slug: &str) -> Scenario {
        Preset::find(slug).unwrap().scenario()
    }

    fn with(scenario: &Scenario, path: &str, value: Value) -> Scenario {
        scenario.with(path, &value).expect("in range")
    }

    fn curve_of(scenario: &Scenario) -> Curve {
        Curve::of(&at_full_load(scenario))
    }

    #[test]
    fn the_curve_of_a_work_queue_soars_at_capacity() {
        let curve = curve_of(&preset("work-queue"));
        let [first, .., last] = curve.points() else {
            panic!("many points")
        };
        assert!((first.value - 1.0).abs() < 1e-3 && last.value > 100.0);
        assert!(curve.points().iter().all(|point| point.exact));
        assert!((curve.value(0.8).unwrap() - 1.746).abs() < 1e-3);
        assert_eq!((curve.value(1.1), curve.why()), (None, &Text::empty()));
    }

    #[test]
    fn a_rate_moves_the_point_on_the_same_curve() {
        let scenario = preset("work-queue");
        let full = at_full_load(&scenario);
        for rate in [0.1, 0.7, 3.3, 3.999, 7.0, 0.0] {
            let moved = with(&scenario, "producers[0].arrivals.rate", json!(rate));
            assert_eq!(at_full_load(&moved), full, "{rate}");
            assert!((utilisation(&moved) - rate / 4.0).abs() < 1e-12);
        }
        let faster = with(&scenario, "consumers[0].service.mean", json!(0.5));
        assert!((curve_of(&faster).points()[0].value - 0.5).abs() < 1e-3);
    }

    #[test]
    fn a_bounded_queue_goes_on_above_capacity() {
        let curve = curve_of(&preset("overload"));
        assert!(curve.value(1.2).unwrap() > curve.value(1.0).unwrap());
    }

    #[test]
    fn where_no_formula_applies_there_is_a_reason() {
        let queue = preset("work-queue");
        for (path, value, why) in [
            ("broker.lock.hold", json!(0.01), "lock"),
            ("consumers[0].count", json!(0), "nobody takes"),
            ("producers[0].count", json!(0), "nobody publishes"),
        ] {
            let curve = curve_of(&with(&queue, path, value));
            assert!(curve.points().is_empty(), "{path}");
            assert!(curve.why().english.contains(why), "{:?}", curve.why());
        }
        let instant = json!({ "distribution": "constant", "value": 0.0 });
        let curve = curve_of(&with(&queue, "consumers[0].service", instant));
        assert_eq!(curve.why().english, "work takes no time");
    }

    #[test]
    fn an_approximation_is_told_from_a_closed_form() {
        let bursts = json!({ "process": "renewal",
            "interval": { "distribution": "hyperexponential", "mean": 0.5, "scv": 4.0 } });
        let curve = curve_of(&with(
            &preset("work-queue"),
            "producers[0].arrivals",
            bursts,
        ));
        assert!(curve.points().len() > 40 && curve.points().iter().all(|point| !point.exact));
    }
}
