//! What theory says beside a measured figure.

use super::forecast::{Forecast, Silence};
use super::unit::Unit;
use crate::theory::{Badge, Known, Stability};
use crate::words::{Language, Say, Text, Words, both, say};

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
    /// The answer is on its way.
    Awaited,
    /// Theory could not be loaded.
    Unavailable,
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
    pub const fn word(self) -> Words {
        match self {
            Self::Exact => both("exact", "精确"),
            Self::Approximate => both("approximate", "近似"),
            Self::Unstable => both("unstable", "不稳定"),
            Self::Nothing => both("no formula", "无公式"),
            Self::Awaited => both("working", "计算中"),
            Self::Unavailable => both("not loaded", "未加载"),
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
            Self::Awaited => "…",
            Self::Unavailable => "×",
        }
    }

    /// A name for style sheets.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Approximate => "approximate",
            Self::Unstable => "unstable",
            Self::Nothing | Self::Unavailable => "nothing",
            Self::Awaited => "awaited",
        }
    }
}

impl From<Silence> for Stamp {
    fn from(silence: Silence) -> Self {
        match silence {
            Silence::Awaited => Self::Awaited,
            Silence::Unavailable => Self::Unavailable,
        }
    }
}

impl Beside {
    /// What `forecast` says of the figure that the report calls `name`. One that `diverges` has no
    /// mean in a system that cannot keep up.
    #[must_use]
    pub fn of(
        forecast: &Forecast,
        name: &str,
        unit: Unit,
        diverges: bool,
        language: Language,
    ) -> Self {
        let known = forecast.known(name);
        match (known.value, forecast.stability(), forecast.silence()) {
            (None, Stability::Unstable { why }, _) if diverges => Self::unstable(why, language),
            (_, _, Some(silence)) => Self::silent(silence, language),
            (Some(value), ..) => Self {
                value: unit.write(value, language),
                stamp: Stamp::of(known),
                why: say!(
                    "Theory: {value}. {basis}",
                    "理论值：{value}。{basis}";
                    value = unit.precise(value, language),
                    basis = basis(forecast, known)
                )
                .string(language),
            },
            (None, ..) => Self {
                value: String::new(),
                stamp: Stamp::Nothing,
                why: basis(forecast, known).of(language).to_owned(),
            },
        }
    }

    /// What it says of Little's law.
    #[must_use]
    pub fn little(forecast: &Forecast, language: Language) -> Self {
        if let Stability::Unstable { why } = forecast.stability() {
            return Self::unstable(why, language);
        }
        Self {
            value: language.pick("equal", "相等").to_owned(),
            stamp: Stamp::Exact,
            why: language
                .pick(
                    "Little's law is a theorem: over a long time both sides are equal, whatever the \
                     distributions and the order of service.",
                    "利特尔法则是一条定理：长时间来看两边必然相等，与各种分布和服务次序无关。",
                )
                .to_owned(),
        }
    }

    fn silent(silence: Silence, language: Language) -> Self {
        let why = match silence {
            Silence::Awaited => both("Theory is being worked out.", "理论值正在计算。"),
            Silence::Unavailable => both(
                "Theory is unavailable: the part of the page that works it out could not be loaded.",
                "理论值不可用：页面中负责计算的部分未能加载。",
            ),
        };
        Self {
            value: String::new(),
            stamp: silence.into(),
            why: why.of(language).to_owned(),
        }
    }

    fn unstable(why: &Text, language: Language) -> Self {
        Self {
            value: String::new(),
            stamp: Stamp::Unstable,
            why: say!(
                "The system is unstable and there is no mean to speak of: {why}.",
                "系统不稳定，均值无从谈起：{why}。";
                why
            )
            .string(language),
        }
    }
}

/// Why a value is to be trusted as far as it is.
fn basis(forecast: &Forecast, known: &Known) -> Text {
    let unnamed = both("this model", "该模型").text();
    let model = forecast.model().unwrap_or(&unnamed);
    match &known.badge {
        Badge::Exact => say!(
            "It is exact for {model}, in the long run.",
            "这是 {model} 的长期精确值。";
            model
        )
        .text(),
        Badge::Approximate { how_good } => say!(
            "An approximation for {model}: {how_good}.",
            "这是 {model} 的近似值：{how_good}。";
            model, how_good
        )
        .text(),
        Badge::DoesNotApply { why } => {
            say!("No formula applies: {why}.", "没有适用的公式：{why}。"; why).text()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::forecast::Theorist;
    use crate::app::outlook::Outlook;
    use crate::scenario::Scenario;
    use crate::scenario::preset::Preset;
    use serde_json::{Value, json};

    fn sojourn(scenario: &Scenario) -> Beside {
        let forecast = Forecast::new(scenario, Theorist::AtOnce(Outlook::of));
        Beside::of(
            &forecast,
            "sojourn_mean",
            Unit::Seconds,
            true,
            Language::English,
        )
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
        let forecast = Forecast::new(&scenario, Theorist::AtOnce(Outlook::of));
        let busy = Beside::of(
            &forecast,
            "utilisation",
            Unit::Share,
            false,
            Language::English,
        );
        assert_eq!((busy.value.as_str(), busy.stamp), ("100 %", Stamp::Exact));
        assert_eq!(
            Beside::little(&forecast, Language::English).stamp,
            Stamp::Unstable
        );
    }
}
