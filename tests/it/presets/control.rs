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

#[test]
fn a_longer_queue_loses_as_many_and_makes_all_wait() {
    let long = measure(&preset("bufferbloat"), 300.0).system;
    let short = changed("bufferbloat", |it| it["queues"][0]["max_ready"] = json!(10));
    let short = measure(&short, 300.0).system;
    let loss = |figures| mean(figures, "loss_probability");
    assert!(
        (loss(&short) - loss(&long)).abs() < 0.1,
        "{} {}",
        loss(&short),
        loss(&long)
    );
    assert!(mean(&long, "waiting_mean") > 10.0 * mean(&short, "waiting_mean"));
    assert!(mean(&short, "goodput") > 8.0 && mean(&long, "goodput") < 2.0);
}

#[test]
fn codel_keeps_what_it_does_not_give_up_in_time() {
    let codel = measure(&preset("codel"), 300.0).system;
    let none = changed("codel", |it| {
        it["queues"][0]
            .as_object_mut()
            .expect("a queue")
            .remove("shed");
    });
    let none = measure(&none, 300.0).system;
    let goodput = |figures| mean(figures, "goodput");
    assert!(goodput(&codel) > 6.0, "{}", goodput(&codel));
    assert!(goodput(&codel) > 3.0 * goodput(&none));
    assert!(goodput(&none) < 2.0, "{}", goodput(&none));
    let shed = mean(&codel, "shed_fraction");
    assert!((0.1..0.25).contains(&shed), "{shed}");
    assert_eq!(mean(&codel, "loss_probability"), 0.0);
}
