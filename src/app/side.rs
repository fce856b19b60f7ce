//! The sides of a field: how a mean, a variability, a family, a rate or a way on is turned.

use super::field::{Field, Refused, Side, Turned, number_value};
use super::shape;
use super::variability::with_scv;
use crate::engine::Distribution;
use crate::scenario::Scenario;
use crate::scenario::range;
use serde_json::{Value, json};

/// The edit that turns `field` to `number`, or to `raw` where that is no number.
pub fn edit(
    field: &Field,
    document: &Value,
    number: Option<f64>,
    raw: Value,
) -> Result<Turned, Refused> {
    let path = field.path();
    let here = field.value(document);
    let whole = |value: Value| Ok(Some((path.to_owned(), value)));
    let part = |key: &str, value: Value| Ok(Some((format!("{path}.{key}"), value)));
    let distribution = || {
        here.and_then(Scenario::distribution_from)
            .ok_or(Refused::Nothing)
    };
    let arrivals = || {
        here.and_then(Scenario::arrivals_from)
            .ok_or(Refused::Nothing)
    };
    match field.turns() {
        Side::Whole | Side::Part(_) => whole(raw),
        Side::Way(place) => whole(ways_with(document, here, place, raw)),
        Side::Mean => match (distribution()?, number) {
            (Distribution::Constant { .. }, _) => part("value", raw),
            // Their means follow from other fields.
            (now @ (Distribution::Uniform { .. } | Distribution::Empirical(_)), Some(mean))
                if range::DURATION.contains(mean) =>
            {
                whole(json!(now.with_mean(mean)))
            }
            _ => part("mean", raw),
        },
        Side::Scv => match (distribution()?, number) {
            (now, Some(scv)) if scv == 0.0 || range::SCV.contains(scv) => {
                whole(json!(with_scv(&now, scv)))
            }
            // The reader says what would be right.
            (now, _) => whole(json!({
                "distribution": "lognormal", "mean": now.mean().max(range::DURATION.min), "scv": raw,
            })),
        },
        Side::Family => {
            let family = raw.as_str().unwrap_or_default();
            whole(shape::of_family(&distribution()?, family))
        }
        Side::Rate => {
            let now = arrivals()?;
            let says_rate = matches!(now.process.word(), "poisson" | "constant");
            match number.filter(|rate| range::RATE.contains(*rate)) {
                Some(rate) if !says_rate => whole(json!(now.with_rate(rate))),
                // Where the rate is no field of its own, the reader is told of one that is.
                None if !says_rate => {
                    whole(json!({ "process": "poisson", "rate": raw, "batch": now.batch }))
                }
                _ => part("rate", raw),
            }
        }
        Side::Process => {
            let process = shape::of_process(&arrivals()?, raw.as_str().unwrap_or_default())?;
            whole(process)
        }
    }
}

/// The probability with which messages go on to the queue at `place`.
pub fn way(document: &Value, here: Option<&Value>, place: usize) -> f64 {
    let Some(id) = queue(document, place) else {
        return 0.0;
    };
    match here {
        Some(Value::String(to)) if to == id => 1.0,
        Some(Value::Array(ways)) => (ways.iter())
            .filter(|way| way["to"] == id)
            .filter_map(|way| way["probability"].as_f64())
            .sum(),
        _ => 0.0,
    }
}

/// The ways on, that to the queue at `place` with another probability.
fn ways_with(document: &Value, here: Option<&Value>, place: usize, probability: Value) -> Value {
    let queues = document["queues"].as_array().map_or(0, Vec::len);
    let ways: Vec<Value> = (0..queues)
        .map(|other| {
            let share = number_value(way(document, here, other));
            let share = if other == place {
                probability.clone()
            } else {
                share
            };
            json!({ "to": queue(document, other), "probability": share })
        })
        .filter(|way| way["probability"].as_f64() != Some(0.0))
        .collect();
    match ways.as_slice() {
        [only] if only["probability"].as_f64() == Some(1.0) => only["to"].clone(),
        // At none of the queues: they leave.
        [] => Value::Null,
        _ => json!(ways),
    }
}

fn queue(document: &Value, place: usize) -> Option<&str> {
    document["queues"].get(place)?["id"].as_str()
}
