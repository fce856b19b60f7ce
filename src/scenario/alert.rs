//! The types of a scenario file for what is watched. Times in seconds.

use super::document::Scenario;
use crate::broker::settings::{self, Limit, Watched};
use crate::engine::SimDuration;
use serde::Serialize;

/// An alert rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alert {
    /// Its name.
    pub id: String,
    /// What it watches.
    pub watch: Watched,
    /// The queue; by default the whole system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Whether it watches how fast that changes.
    #[serde(skip_serializing_if = "is_false")]
    pub change: bool,
    /// It is too much above this value; there if `below` is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    /// It is too little below this value; there if `above` is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// Seconds for which that must hold before the alarm fires.
    #[serde(rename = "for")]
    pub lasts: f64,
    /// Seconds over which rates, shares and changes are measured.
    pub window: f64,
    /// Seconds from one look to the next.
    pub every: f64,
}

fn is_false(it: &bool) -> bool {
    !it
}

impl Alert {
    /// How far is too far.
    #[must_use]
    pub fn limit(&self) -> Limit {
        match (self.above, self.below) {
            (None, Some(least)) => Limit::Below(least),
            (most, _) => Limit::Above(most.unwrap_or(0.0)),
        }
    }
}

impl Scenario {
    /// Rules about a queue that has another name now.
    pub(super) fn rename_watched(&mut self, before: &str, name: &str) {
        for alert in &mut self.alerts {
            if alert.on.as_deref() == Some(before) {
                alert.on = Some(name.to_owned());
            }
        }
    }

    /// Nothing watches a queue that is not there any more.
    pub(super) fn end_alerts(&mut self, id: &str) {
        self.alerts.retain(|alert| alert.on.as_deref() != Some(id));
    }

    pub(super) fn alert(&self, alert: &Alert) -> settings::Alert {
        settings::Alert {
            id: alert.id.as_str().into(),
            watch: alert.watch,
            queue: alert.on.as_ref().map(|id| self.queue_index(id)),
            change: alert.change,
            limit: alert.limit(),
            window: SimDuration::from_secs(alert.window),
            lasts: SimDuration::from_secs(alert.lasts),
            every: SimDuration::from_secs(alert.every),
        }
    }
}
