//! What theory says of the scenario in force. It is worked out when the scenario changes, and at no
//! other time.

use super::curve::Curve;
use crate::scenario::Scenario;
use crate::theory::{Badge, Known, Prediction, Stability};
use crate::words::Text;

/// The forecast for the scenario in force, and what was forecast before in this run.
#[derive(Clone, Debug)]
pub struct Forecast {
    scenario: Scenario,
    prediction: Prediction,
    stability: Stability,
    curve: Curve,
    stretches: Vec<Stretch>,
    made: u64,
}

/// A stretch of time with the same settings, up to the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Since when, s.
    pub from: f64,
    /// Median of the sojourn time, s; NaN if theory does not know it.
    pub p50: f64,
    /// Quantile 0.99 of the sojourn time, s; NaN if theory does not know it.
    pub p99: f64,
}

impl Stretch {
    /// Whether theory knows a quantile.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.p50.is_finite() || self.p99.is_finite()
    }
}

/// What is said of a figure that theory does not speak about at all.
static UNNAMED: Known = Known {
    value: None,
    badge: Badge::DoesNotApply { why: Text::empty() },
};

impl Forecast {
    /// For a run of `scenario` at time 0.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let mut forecast = Self {
            scenario: scenario.clone(),
            prediction: Prediction::of(scenario),
            stability: Stability::of(scenario),
            curve: Curve::of(scenario),
            stretches: Vec::new(),
            made: 1,
        };
        forecast.note(0.0);
        forecast
    }

    /// Follows the run: at `now` seconds `scenario` is in force.
    pub fn follow(&mut self, scenario: &Scenario, now: f64) {
        let changed = *scenario != self.scenario;
        if changed {
            self.scenario = scenario.clone();
            self.prediction = Prediction::of(scenario);
            self.stability = Stability::of(scenario);
            self.curve.follow(scenario);
            self.made += 1;
        }
        if changed || self.stretches.is_empty() {
            self.note(now);
        }
    }

    /// The run starts anew.
    pub fn restart(&mut self) {
        self.stretches.clear();
    }

    fn note(&mut self, from: f64) {
        let value = |name| self.known(name).value.unwrap_or(f64::NAN);
        let (p50, p99) = (value("sojourn_p50"), value("sojourn_p99"));
        // Of several changes at one instant the last one counts.
        self.stretches.retain(|stretch| stretch.from < from);
        self.stretches.push(Stretch { from, p50, p99 });
    }

    /// What theory knows of the figure that the report calls `name`.
    #[must_use]
    pub fn known(&self, name: &str) -> &Known {
        self.prediction.system.get(name).unwrap_or(&UNNAMED)
    }

    /// The model, if one applies.
    #[must_use]
    pub fn model(&self) -> Option<&Text> {
        self.prediction.model.as_ref()
    }

    /// Whether there is a steady state.
    #[must_use]
    pub const fn stability(&self) -> &Stability {
        &self.stability
    }

    /// The curve of latency against utilisation.
    #[must_use]
    pub const fn curve(&self) -> &Curve {
        &self.curve
    }

    /// The stretches of this run from the one that holds `from` seconds on.
    #[must_use]
    pub fn stretches(&self, from: f64) -> &[Stretch] {
        let first = self
            .stretches
            .partition_point(|stretch| stretch.from <= from);
        &self.stretches[first.saturating_sub(1)..]
    }

    /// How often it was worked out.
    #[must_use]
    pub const fn made(&self) -> u64 {
        self.made
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::Preset;
    use serde_json::json;

    fn at_rate(scenario: &Scenario, rate: f64) -> Scenario {
        let path = "producers[0].arrivals.rate";
        scenario.with(path, &json!(rate)).expect("in range")
    }

    #[test]
    fn it_is_worked_out_only_when_the_scenario_changes() {
        let scenario = Preset::find("work-queue").unwrap().scenario();
        let mut forecast = Forecast::new(&scenario);
        for time in 0..100 {
            forecast.follow(&scenario, f64::from(time));
        }
        assert_eq!(forecast.made(), 1);
        forecast.follow(&at_rate(&scenario, 3.6), 100.0);
        assert_eq!(forecast.made(), 2);
    }

    #[test]
    fn each_stretch_has_the_quantiles_of_its_settings() {
        let scenario = Preset::find("work-queue").unwrap().scenario();
        let mut forecast = Forecast::new(&scenario);
        let calm = forecast.stretches(0.0)[0];
        assert!(calm.p50 > 0.7 && calm.p99 > 4.6, "{calm:?}");
        forecast.follow(&at_rate(&scenario, 3.9), 10.0);
        forecast.follow(&at_rate(&scenario, 3.8), 10.0);
        forecast.follow(&at_rate(&scenario, 5.0), 30.0);
        let froms: Vec<f64> = forecast.stretches(0.0).iter().map(|it| it.from).collect();
        assert_eq!(froms, [0.0, 10.0, 30.0], "one instant, one stretch");
        let [_, busy, overloaded] = forecast.stretches(0.0) else {
            panic!("three stretches")
        };
        assert!(busy.p99 > calm.p99 && overloaded.p99.is_nan());
        assert_eq!(
            forecast.stretches(12.0)[0].from,
            10.0,
            "the one that holds 12 s"
        );
        forecast.restart();
        forecast.follow(&scenario, 0.0);
        assert_eq!(forecast.stretches(0.0), [calm]);
    }
}
