use super::{changed, mean, measure, preset};
use serde_json::{Value, json};
use tailback::experiment::Report;
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::warm_up::WarmUp;
use tailback::experiment::work::in_turn;
use tailback::scenario::Scenario;

/// What ten runs find of the minute that begins 40 s after the end of the spike.
fn long_after(scenario: &Scenario) -> Report {
    let plan = Plan {
        replications: 10,
        confidence: 0.99,
        stop: Stop::After {
            length: 120.0,
            warm_up: WarmUp::Asked(60.0),
        },
        series: None,
    };
    plan.run(scenario, &in_turn)
}

fn with_client(field: &str, value: Value) -> Scenario {
    changed("retry-storm", |it| {
        it["producers"][0]["client"][field] = value.clone();
    })
}

#[test]
fn a_retry_storm_outlives_its_trigger_and_each_cure_ends_it() {
    let storm = long_after(&preset("retry-storm")).system;
    assert!(mean(&storm, "goodput") < 0.3, "nothing is done in time");
    assert!(mean(&storm, "throughput") > 9.0, "although all work");
    assert!(mean(&storm, "attempts_per_request") > 3.5);
    let calm = changed("retry-storm", |it| {
        it["producers"][0]["arrivals"] = json!({ "process": "poisson", "rate": 6.0 });
    });
    let calm = long_after(&calm).system;
    assert!(
        mean(&calm, "goodput") > 5.5,
        "without the spike there is no storm"
    );
    for (field, value) in [
        ("retries", json!(0)),
        ("budget", json!({ "share": 0.1 })),
        ("breaker", json!({ "open_for": 5.0 })),
    ] {
        let cured = long_after(&with_client(field, value)).system;
        assert!(
            mean(&cured, "goodput") > 5.0,
            "{field}: {:?}",
            cured["goodput"]
        );
        assert!(mean(&cured, "wasted_fraction") < 0.1, "{field}");
    }
}

#[test]
fn goodput_collapses_in_the_order_of_arrival_and_the_newest_first_save_it() {
    let fifo = long_after(&preset("goodput-collapse")).system;
    let lifo = long_after(&preset("lifo-overload")).system;
    for figures in [&fifo, &lifo] {
        assert!(mean(figures, "throughput") > 9.0);
    }
    assert!(mean(&fifo, "goodput") < 0.5);
    assert!(mean(&lifo, "goodput") > 8.0);
    assert!(mean(&fifo, "wasted_fraction") > 0.7);
}

#[test]
fn jitter_scatters_the_herd() {
    let herd = measure(&preset("thundering-herd"), 200.0).system;
    let jitter = changed("thundering-herd", |it| {
        it["producers"][0]["client"]["backoff"]["jitter"] = json!(1.0);
    });
    let scattered = measure(&jitter, 200.0).system;
    assert!(mean(&herd, "given_up_fraction") > 0.3);
    assert!(mean(&scattered, "given_up_fraction") < 0.05);
}

#[test]
fn a_closed_loop_hardly_measures_the_stall_that_an_open_one_does() {
    let report = measure(&preset("coordinated-omission"), 500.0);
    let sojourn = |who: &str| mean(&report.producers[who], "sojourn_mean");
    assert!(sojourn("open") > 4.0 * sojourn("closed"));
}
