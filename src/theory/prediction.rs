//! The figures of a scenario that theory knows, each with its badge.

use super::badge::{Badge, Known};
use super::figures::{self, Figures};
use super::system::System;
use super::{bounded, stable};
use crate::engine::Distribution;
use crate::scenario::Scenario;
use serde::Serialize;

/// What theory says about the long run of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction {
    /// Name of the scenario.
    pub scenario: String,
    /// The model, in Kendall's notation where it has one; absent if none applies.
    pub model: Option<String>,
    /// Figures of the whole system, by their names in the report; see
    /// [`NAMES`](super::figures::NAMES).
    pub system: Figures,
}

impl Prediction {
    /// Of the steady state of `scenario`, or of its long run if it has none.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let (model, system) = match System::of(scenario) {
            Err(why) => (None, figures::nothing(&why)),
            Ok(system) => of_system(&system),
        };
        Self {
            scenario: scenario.name.clone(),
            model,
            system,
        }
    }

    /// The reason why no figure has a value, if none has.
    #[must_use]
    pub fn why(&self) -> Option<&str> {
        let mut reasons = self.system.values().map(|known| match &known.badge {
            Badge::DoesNotApply { why } => Some(why.as_str()),
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

/// The name of the model and its figures.
pub type Answer = (Option<String>, Figures);

fn of_system(system: &System) -> Answer {
    let bound = system.slots.map(|slots| bounded::answer(system, slots));
    if system.arrival_rate == 0.0 {
        silent(system)
    } else if let Some(answer) = bound {
        answer
    } else if system.load() >= 1.0 {
        overloaded(system)
    } else {
        stable::answer(system)
    }
}

fn silent(system: &System) -> Answer {
    let mut figures = figures::nothing("nothing is published");
    for name in ["utilisation", "throughput", "system_mean", "ready_mean"] {
        figures::exact(&mut figures, name, 0.0);
    }
    (
        Some(format!("{}, without arrivals", kendall(system))),
        figures,
    )
}

fn overloaded(system: &System) -> Answer {
    let why = format!(
        "there is no steady state: the load is {:.0} % of the capacity, and the backlog grows",
        system.load() * 100.0
    );
    let mut figures = figures::nothing(&why);
    figures::exact(&mut figures, "utilisation", 1.0);
    figures::exact(&mut figures, "throughput", system.capacity);
    figures::exact(&mut figures, "loss_probability", 0.0);
    (Some(format!("{}, overloaded", kendall(system))), figures)
}

/// `figures`, with `why` as the reason of those without a value.
pub fn because(mut figures: Figures, why: &str) -> Figures {
    let unknown = figures.values_mut().filter(|known| known.value.is_none());
    unknown.for_each(|known| *known = Known::nothing(why));
    figures
}

/// The name of an unbounded queue.
pub fn kendall(system: &System) -> String {
    let servers = system.servers;
    let arrivals = match system.interval() {
        _ if system.is_poisson() => "M",
        Some(Distribution::Constant { .. }) => "D",
        _ => "G",
    };
    let Ok(worker) = &system.worker else {
        return format!("{arrivals}/G/{servers} with workers that differ");
    };
    let service = match worker.service {
        Distribution::Exponential { .. } => "M",
        Distribution::Constant { .. } => "D",
        _ => "G",
    };
    let independent = arrivals == "G" && stable::as_gim1(system, worker).is_some();
    let arrivals = if independent { "GI" } else { arrivals };
    let polls = match (worker.poll, servers) {
        (None, _) => "",
        (Some(_), 1) => " with a worker that polls",
        (Some(_), _) => " with workers that poll",
    };
    format!("{arrivals}/{service}/{servers}{polls}")
}
