//! What theory says beside a measured figure.

use super::forecast::Forecast;
use super::unit::Unit;
use crate::theory::{Badge, Known, Stability};

/// What theory says of one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The value with its unit, as the figure itself is written; empty if there is none.
    pub value: String,
    /// How far to trust it.
    pub stamp: Stamp,
    /// The same with more digits, and why: a sentence or two.
    pub why: String,
}

/// How far to trust theory, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// The closed form of this very model.
    Exact,
    /// A formula that comes close.
    Approximate,
    /// There is no long run to speak of: the backlog grows.
    Unstable,
    /// No formula applies.
    Nothing,
}

impl Stamp {
    /// Of what theory knows.
    #[must_use]
    pub const fn of(known: &Known) -> Self {
        match known.badge {
            Badge::Exact => Self::Exact,
            Badge::Approximate { .. } => Self::Approximate,
            Badge::DoesNotApply { .. } => Self::Nothing,
        }
    }

    /// The word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Approximate => "approximate",
            Self::Unstable => "unstable",
            Self::Nothing => "no formula",
        }
    }

    /// The sign before the word.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Exact => "=",
            Self::Approximate => "≈",
            Self::Unstable => "↑",
            Self::Nothing => "?",
        }
    }

    /// A name for style sheets.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Approximate => "approximate",
            Self::Unstable => "unstable",
            Self::Nothing => "nothing",
        }
    }
}

impl Beside {
    /// What `forecast` says of the figure that the report calls `name`. One that `diverges` has no
    /// mean in a system that cannot keep up.
    #[must_use]
    pub fn of(forecast: &Forecast, name: &str, unit: Unit, diverges: bool) -> Self {
        let known = forecast.known(name);
        match (known.value, forecast.stability()) {
            (None, Stability::Unstable { why }) if diverges => Self::unstable(why),
            (Some(value), _) => Self {
                value: unit.write(value),
                stamp: Stamp::of(known),
                why: format!(
                    "Theory: {}. {}",
                    unit.precise(value),
                    basis(forecast, known)
                ),
            },
            (None, _) => Self {
                value: String::new(),
                stamp: Stamp::Nothing,
                why: basis(forecast, known),
            },
        }
    }

    /// What it says of Little's law.
    #[must_use]
    pub fn little(forecast: &Forecast) -> Self {
        if let Stability::Unstable { why } = forecast.stability() {
            return Self::unstable(why);
        }
        Self {
            value: "equal".to_owned(),
            stamp: Stamp::Exact,
            why: "Little's law is a theorem: over a long time both sides are equal, whatever the \
                  distributions and the order of service."
                .to_owned(),
        }
    }

    fn unstable(why: &str) -> Self {
        Self {
            value: String::new(),
            stamp: Stamp::Unstable,
            why: format!("The system is unstable and there is no mean to speak of: {why}."),
        }
    }
}

/// Why a value is to be trusted as far as it is.
fn basis(forecast: &Forecast, known: &Known) -> String {
    let model = forecast.model().unwrap_or("this model");
    match &known.badge {
        Badge::Exact => format!("It is exact for {model}, in the long run."),
        Badge::Approximate { how_good } => format!("An approximation for {model}: {how_good}."),
        Badge::DoesNotApply { why } => format!("No formula applies: {why}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::preset::Preset;
    use serde_json::{Value, json};

    fn sojourn(scenario: &Scenario) -> Beside {
        let forecast = Forecast::new(scenario);
        Beside::of(&forecast, "sojourn_mean", Unit::Seconds, true)
    }

    fn work_queue_with(path: &str, value: Value) -> Scenario {
        let scenario = Preset::find("work-queue").unwrap().scenario();
        scenario.with(path, &value).expect("in range")
    }

    #[test]
    fn a_closed_form_is_exact_and_says_of_what() {
        let beside = sojourn(&Preset::find("work-queue").unwrap().scenario());
        assert_eq!(
            (beside.value.as_str(), beside.stamp),
            ("1.7 s", Stamp::Exact)
        );
        assert_eq!(
            beside.why,
            "Theory: 1.746 s. It is exact for M/M/4, in the long run."
        );
    }

    #[test]
    fn an_approximation_says_how_close_it_is() {
        let service = json!({ "distribution": "lognormal", "mean": 1.0, "scv": 3.0 });
        let beside = sojourn(&work_queue_with("consumers[0].service", service));
        assert_eq!(beside.stamp, Stamp::Approximate);
        assert!(beside.why.contains("Allen and Cunneen"), "{}", beside.why);
    }

    #[test]
    fn what_has_no_formula_says_why() {
        let beside = sojourn(&work_queue_with("broker.lock.hold", json!(0.01)));
        assert_eq!((beside.value.as_str(), beside.stamp), ("", Stamp::Nothing));
        assert!(beside.why.contains("the broker's lock"), "{}", beside.why);
    }

    #[test]
    fn under_overload_theory_says_unstable() {
        let scenario = work_queue_with("producers[0].arrivals.rate", json!(5.0));
        let beside = sojourn(&scenario);
        assert_eq!(beside.stamp, Stamp::Unstable);
        assert!(
            beside.why.contains("5 / s arrive at orders"),
            "{}",
            beside.why
        );
        let forecast = Forecast::new(&scenario);
        let busy = Beside::of(&forecast, "utilisation", Unit::Share, false);
        assert_eq!((busy.value.as_str(), busy.stamp), ("100 %", Stamp::Exact));
        assert_eq!(Beside::little(&forecast).stamp, Stamp::Unstable);
    }
}
