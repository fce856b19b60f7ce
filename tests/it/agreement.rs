//! Simulation against the closed forms that call themselves exact, in systems other than those of
//! the oracles: other mechanisms, other parameters, units from microseconds to days.

use serde_json::{Value, json};
use tailback::cli::crew;
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::report::Report;
use tailback::experiment::target::Target;
use tailback::metrics::Estimate;
use tailback::scenario::Scenario;
use tailback::theory::Prediction;
use tailback::theory::badge::Badge;

/// One producer, one queue, one group, with these fields besides.
fn system(name: &str, producer: Value, queue: Value, consumer: Value) -> Scenario {
    let with = |mut node: Value, fields: Value| {
        for (key, value) in fields.as_object().expect("an object") {
            node[key] = value.clone();
        }
        node
    };
    let document = json!({
        "tailback": 1, "name": name, "seed": 11,
        "producers": [with(json!({ "id": "p", "to": "q" }), producer)],
        "queues": [with(json!({ "id": "q" }), queue)],
        "consumers": [with(json!({ "id": "c", "from": "q" }), consumer)],
    });
    Scenario::from_value(&document).unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
}

fn poisson(rate: f64) -> Value {
    json!({ "arrivals": { "process": "poisson", "rate": rate } })
}

fn workers(count: u32, service: Value) -> Value {
    json!({ "count": count, "service": service })
}

fn exponential(mean: f64) -> Value {
    json!({ "distribution": "exponential", "mean": mean })
}

fn by_scv(family: &str, mean: f64, scv: f64) -> Value {
    json!({ "distribution": family, "mean": mean, "scv": scv })
}

/// The systems, by the source of what is known about them.
fn systems() -> Vec<Scenario> {
    let none = || json!({});
    let with = |mut node: Value, key: &str, value: Value| {
        node[key] = value;
        node
    };
    vec![
        // Erlang 1917, in microseconds and in days.
        system(
            "M/M/2 in us",
            poisson(120_000.0),
            none(),
            workers(2, exponential(1.2e-5)),
        ),
        system(
            "M/M/3 in days",
            poisson(2.5e-5),
            none(),
            workers(3, exponential(86_400.0)),
        ),
        // Pollaczek 1930, Khinchine 1932.
        system(
            "M/G/1, gamma",
            poisson(0.7),
            none(),
            workers(1, by_scv("gamma", 1.0, 0.4)),
        ),
        system(
            "M/G/1, Weibull",
            poisson(6.0),
            none(),
            workers(1, by_scv("weibull", 0.1, 2.0)),
        ),
        system(
            "M/G/1, uniform",
            poisson(0.5),
            none(),
            workers(
                1,
                json!({ "distribution": "uniform", "low": 0.5, "high": 2.5 }),
            ),
        ),
        // Kleinrock 1967: insensitive to all but the mean.
        system(
            "M/G/1 processor sharing",
            poisson(0.7),
            none(),
            with(
                workers(1, by_scv("hyperexponential", 1.0, 3.0)),
                "sharing",
                json!({}),
            ),
        ),
        // Phipps 1956, with constant work: first come, first served.
        system(
            "M/G/1 shortest first, Erlang",
            poisson(0.8),
            json!({ "discipline": "shortest-first" }),
            workers(
                1,
                json!({ "distribution": "erlang", "mean": 1.0, "stages": 2 }),
            ),
        ),
        // Gross and Harris, chapter 3.
        system(
            "M[3]/M/1",
            json!({ "arrivals": { "process": "poisson", "rate": 0.2, "batch": 3 } }),
            none(),
            workers(1, exponential(1.0)),
        ),
        // Erlang 1917, loss.
        system(
            "M/M/5/5",
            poisson(4.0),
            json!({ "max_ready": 0 }),
            workers(5, exponential(1.0)),
        ),
        // Garnett, Mandelbaum and Reiman 2002; Baccelli and Hebuterne 1981.
        system(
            "M/M/3+M",
            poisson(4.0),
            json!({ "ttl": exponential(1.0) }),
            workers(3, exponential(1.0)),
        ),
        system(
            "M/M/2+D",
            poisson(3.0),
            json!({ "ttl": { "distribution": "constant", "value": 0.5 } }),
            workers(2, exponential(0.5)),
        ),
        // Machine repair (Palm 1947).
        system(
            "closed loop of 6",
            json!({ "count": 6, "arrivals": { "process": "closed-loop", "think": exponential(3.0) } }),
            none(),
            workers(2, exponential(1.0)),
        ),
        // Kuczura 1973: an interrupted Poisson process makes renewal arrivals.
        system(
            "on-off/M/1",
            json!({ "arrivals": { "process": "on-off", "rate": 2.0, "on": exponential(4.0), "off": exponential(6.0) } }),
            none(),
            workers(1, exponential(1.0)),
        ),
        // Geometric series of deliveries.
        system(
            "redelivery without end",
            poisson(2.0),
            none(),
            with(
                workers(4, exponential(1.0)),
                "failure",
                json!({ "probability": 0.25 }),
            ),
        ),
        // Jackson 1957: three of ten messages go through once more.
        system(
            "feedback",
            poisson(1.4),
            none(),
            with(
                workers(3, exponential(1.0)),
                "forward_to",
                json!([{ "to": "q", "probability": 0.3 }]),
            ),
        ),
    ]
}

fn found(report: &Report, path: &str) -> Option<Estimate> {
    let (place, name) = path.rsplit_once('.')?;
    match place.split_once('.') {
        None => report.system.get(name).copied(),
        Some(("producers", id)) => report.producers.get(id)?.get(name).copied(),
        Some((_, id)) => report.queues.get(id)?.get(name).copied(),
    }
}

/// Within 1.5 half-widths of the interval; where nothing varies, equal but for rounding.
fn holds(estimate: Estimate, exact: f64) -> bool {
    let (Some(mean), Some(low), Some(high)) = (estimate.mean, estimate.low, estimate.high) else {
        return true;
    };
    let slack = (high - low) / 4.0 + 1e-9 * exact.abs();
    (low - slack..=high + slack).contains(&exact) || mean == exact
}

#[test]
fn what_theory_calls_exact_is_what_is_simulated() {
    let mut wrong = Vec::new();
    for scenario in systems() {
        let plan = Plan {
            replications: 32,
            confidence: 0.99,
            stop: Stop::Precision {
                relative: 0.03,
                events: 200_000_000,
                metrics: Target::usual(),
            },
            series: None,
        };
        let report = plan.run(&scenario, &crew::for_each);
        let prediction = Prediction::of(&scenario);
        let mut compared = 0;
        let system = prediction
            .system
            .keys()
            .map(|name| format!("system.{name}"));
        let paths = system.chain(["queues.q.waiting_mean".to_owned()]);
        for path in paths {
            let Some(known) = prediction.at(&path) else {
                continue;
            };
            let (Some(exact), Badge::Exact) = (known.value, &known.badge) else {
                continue;
            };
            let Some(estimate) = found(&report, &path) else {
                continue;
            };
            compared += 1;
            if !holds(estimate, exact) {
                wrong.push(format!(
                    "{} {path}: {estimate:?}, exactly {exact}",
                    scenario.name
                ));
            }
        }
        if compared < 6 {
            wrong.push(format!("{}: only {compared} figures known", scenario.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
