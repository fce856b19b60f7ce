use super::{changed, mean, measure, preset};
use serde_json::{Value, json};
use tailback::experiment::report::Figures;
use tailback::scenario::Scenario;

fn with(slug: &str, field: &str, value: &Value) -> Scenario {
    let pointer = format!("/consumers/0/{field}");
    changed(slug, |it| {
        *it.pointer_mut(&pointer).expect("a field") = value.clone();
    })
}

fn of_workers(scenario: &Scenario) -> Figures {
    measure(scenario, 300.0)
        .consumers
        .remove(&scenario.consumers[0].id)
        .expect("the workers")
}

#[test]
fn an_autoscaler_that_does_not_wait_for_its_workers_swings_and_a_cooldown_calms_it() {
    let swinging = of_workers(&preset("swinging-autoscaler"));
    let calm = of_workers(&with(
        "swinging-autoscaler",
        "autoscale/cooldown",
        &json!(12),
    ));
    // Five would be busy all the time, seven at the target.
    let (many, few) = (mean(&swinging, "workers_mean"), mean(&calm, "workers_mean"));
    assert!(
        many > 1.5 * few && few < 11.0,
        "{many} workers, {few} with a cooldown"
    );
    let changes = |figures| mean(figures, "scaling_rate");
    assert!(changes(&swinging) > 2.0 * changes(&calm));
    let cost = |figures| mean(figures, "worker_seconds_per_message");
    assert!(cost(&swinging) > 1.4 * cost(&calm));
}

#[test]
fn batches_give_throughput_and_lingering_takes_latency() {
    let most = |scenario: &Scenario| mean(&measure(scenario, 300.0).system, "throughput");
    let single = with("consumer-batching", "batch/size", &json!(1));
    assert!((most(&single) - 4.0).abs() < 0.1, "{}", most(&single));
    assert!((most(&preset("consumer-batching")) - 9.0).abs() < 0.4);
    let lingering = with("consumer-batching", "batch/linger", &json!(1));
    let (one, other) = (preset("consumer-batching"), lingering);
    let waits = |scenario: &Scenario| mean(&measure(scenario, 300.0).system, "sojourn_mean");
    assert!(
        waits(&other) > waits(&one) + 0.1,
        "{} and {}",
        waits(&one),
        waits(&other)
    );
    let fuller = |scenario: &Scenario| mean(&of_workers(scenario), "batch_mean");
    assert!(fuller(&other) > fuller(&one) + 0.5);
}
