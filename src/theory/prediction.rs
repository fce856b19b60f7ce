//! The figures of a scenario that theory knows, each with its badge.

use super::badge::{Badge, Known};
use super::figures::{Figures, OF_PRODUCER, OF_QUEUE};
use super::{figures, whole};
use crate::scenario::Scenario;
use crate::words::{Text, some_in_english};
use serde::Serialize;
use std::collections::BTreeMap;

/// What theory says about the long run of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction {
    /// Name of the scenario.
    pub scenario: String,
    /// The model, in Kendall's notation where it has one; absent if none applies.
    #[serde(serialize_with = "some_in_english")]
    pub model: Option<Text>,
    /// Figures of the whole system, by their names in the report; see
    /// [`NAMES`](super::figures::NAMES).
    pub system: Figures,
    /// Those of each producer, by its id; see [`OF_PRODUCER`].
    pub producers: BTreeMap<String, Figures>,
    /// Those of each queue, by its id; see [`OF_QUEUE`].
    pub queues: BTreeMap<String, Figures>,
}

impl Prediction {
    /// Of the steady state of `scenario`, or of its long run if it has none.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        whole::of(scenario).unwrap_or_else(|why| Self::nothing(scenario, &why))
    }

    /// Nothing, because of `why`.
    fn nothing(scenario: &Scenario, why: &Text) -> Self {
        let of_each = |ids: &mut dyn Iterator<Item = &String>, names: &[&'static str]| {
            let none = |id: &String| (id.clone(), figures::nothing_of(names, why));
            ids.map(none).collect()
        };
        let mut producers = scenario.producers.iter().map(|node| &node.id);
        let mut queues = scenario.queues.iter().map(|node| &node.id);
        Self {
            scenario: scenario.name.clone(),
            model: None,
            system: figures::nothing(why),
            producers: of_each(&mut producers, &OF_PRODUCER),
            queues: of_each(&mut queues, &OF_QUEUE),
        }
    }

    /// What it knows of the figure at a path in the report, such as `queues.orders.ready_mean`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Known> {
        let (place, name) = path.rsplit_once('.')?;
        match place.split_once('.') {
            None if place == "system" => self.system.get(name),
            Some(("producers", id)) => self.producers.get(id)?.get(name),
            Some(("queues", id)) => self.queues.get(id)?.get(name),
            _ => None,
        }
    }

    /// The reason why no figure has a value, if none has.
    #[must_use]
    pub fn why(&self) -> Option<&Text> {
        let mut reasons = self.system.values().map(|known| match &known.badge {
            Badge::DoesNotApply { why } => Some(why),
            _ => None,
        });
        let first = reasons.next()??;
        reasons.all(|why| why == Some(first)).then_some(first)
    }

    /// Indented JSON.
    ///
    /// # Panics
    /// Never: all its fields are plain data.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a prediction is plain data")
    }
}
