//! What theory says of a scenario: the answer to a question that the page asks. It may be worked out
//! elsewhere (in a Web Worker), so question and answer are messages.

use super::curve::{self, Curve};
use crate::scenario::Scenario;
use crate::theory::{Badge, Known, Prediction};
use crate::words::Text;
use serde::{Deserialize, Serialize};

/// What theory says of a scenario.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// The model, if one applies.
    pub model: Option<Text>,
    /// Figures of the whole system with their names in the report.
    #[serde(with = "told")]
    pub figures: Vec<(String, Known)>,
    /// The curve of latency against utilisation.
    pub curve: Curve,
}

impl Outlook {
    /// For `scenario`, whatever was worked out before.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        Oracle::default().outlook(scenario)
    }

    /// What theory knows of the figure called `name`, if it speaks of it.
    #[must_use]
    pub fn known(&self, name: &str) -> Option<&Known> {
        let mut figures = self.figures.iter();
        figures.find_map(|(it, known)| (it == name).then_some(known))
    }

    /// As a message.
    ///
    /// # Panics
    /// Never: all its fields are plain data.
    #[must_use]
    pub fn to_message(&self) -> String {
        serde_json::to_string(self).expect("an outlook is plain data")
    }

    /// From a message; none if it is not one.
    #[must_use]
    pub fn from_message(message: &str) -> Option<Self> {
        serde_json::from_str(message).ok()
    }
}

/// Works outlooks out. The curve is kept as long as only rates change, for that does not change it.
#[derive(Clone, Debug, Default)]
pub struct Oracle {
    curve: Option<(Scenario, Curve)>,
}

impl Oracle {
    /// The answer to a question, which is a scenario file; none if it is not one.
    #[must_use]
    pub fn answer(&mut self, question: &str) -> Option<String> {
        // What is still being built is asked about as well.
        let question = serde_json::from_str(question).ok()?;
        let scenario = Scenario::unfinished(&question).ok()?;
        Some(self.outlook(&scenario).to_message())
    }

    /// What theory says of `scenario`.
    #[must_use]
    pub fn outlook(&mut self, scenario: &Scenario) -> Outlook {
        let prediction = Prediction::of(scenario);
        let figures = prediction.system.into_iter();
        Outlook {
            model: prediction.model,
            figures: figures
                .map(|(name, known)| (name.to_owned(), known))
                .collect(),
            curve: self.curve(scenario),
        }
    }

    fn curve(&mut self, scenario: &Scenario) -> Curve {
        let full = curve::at_full_load(scenario);
        match &self.curve {
            Some((before, curve)) if *before == full => curve.clone(),
            _ => {
                let curve = Curve::of(&full);
                self.curve = Some((full, curve.clone()));
                curve
            }
        }
    }
}

/// How figures travel: value and words tell the badge.
mod told {
    use super::{Badge, Deserialize, Known, Serialize, Text};
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(figures: &[(String, Known)], to: S) -> Result<S::Ok, S::Error> {
        let words = |known: &Known| match &known.badge {
            Badge::Exact => Text::empty(),
            Badge::Approximate { how_good } => how_good.clone(),
            Badge::DoesNotApply { why } => why.clone(),
        };
        let told = figures
            .iter()
            .map(|(name, known)| (name, known.value, words(known)));
        told.collect::<Vec<_>>().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(String, Known)>, D::Error> {
        let told = Vec::<(String, Option<f64>, Text)>::deserialize(from)?;
        let known = |value: Option<f64>, words: Text| Known {
            value,
            badge: match value {
                None => Badge::DoesNotApply { why: words },
                Some(_) if words.english.is_empty() => Badge::Exact,
                Some(_) => Badge::Approximate { how_good: words },
            },
        };
        let figures = told.into_iter();
        Ok(figures
            .map(|(name, value, words)| (name, known(value, words)))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::Preset;

    #[test]
    fn an_outlook_survives_its_journey() {
        for preset in Preset::all() {
            let scenario = preset.scenario();
            let outlook = Outlook::of(&scenario);
            let mut oracle = Oracle::default();
            for _ in 0..2 {
                let message = oracle.answer(&scenario.to_json()).expect("a scenario");
                assert_eq!(Outlook::from_message(&message), Some(outlook.clone()));
            }
        }
        assert_eq!(Oracle::default().answer("{}"), None);
        assert_eq!(Outlook::from_message("{}"), None);
    }
}
