use super::{changed, mean, measure, preset};
use serde_json::json;
use tailback::scenario::Scenario;

fn with_broker(slug: &str, field: &str, value: serde_json::Value) -> Scenario {
    changed(slug, |it| it["broker"][field] = value.clone())
}

#[test]
fn a_crash_takes_what_is_in_memory_and_a_disk_saves_it() {
    let lost = |scenario: &Scenario| mean(&measure(scenario, 300.0).system, "lost_fraction");
    let memory = lost(&preset("crash"));
    assert!(memory > 0.015, "{memory}");
    let write = json!({ "distribution": "constant", "value": 0.02 });
    let disk = with_broker("crash", "disk", json!({ "write": write }));
    assert_eq!(lost(&disk), 0.0);
    let later = json!({ "write": write, "sync": "group", "every": 0.2, "confirm": "on-arrival" });
    let later = lost(&with_broker("crash", "disk", later));
    assert!(0.0 < later && later < memory / 2.0, "{later} of {memory}");
    let up = mean(
        &measure(&preset("crash"), 330.0).system,
        "broker_availability",
    );
    assert!((up - 10.0 / 11.0).abs() < 1e-9, "{up}");
}

#[test]
fn one_sync_for_many_takes_the_wait_for_the_disk_away() {
    let each = measure(&preset("group-commit"), 300.0).system;
    let group = with_broker(
        "group-commit",
        "disk",
        json!({ "sync": "group", "write": { "distribution": "constant", "value": 0.2 } }),
    );
    let group = measure(&group, 300.0).system;
    assert!(mean(&each, "disk_utilisation") > 0.85);
    assert!(mean(&each, "sojourn_mean") > 2.0 * mean(&group, "sojourn_mean") - 0.8);
    assert!(mean(&each, "waiting_mean") > 2.5 * mean(&group, "waiting_mean"));
}

#[test]
fn a_crash_of_the_leader_loses_what_only_it_had_unless_all_must_have_it() {
    let leader = measure(&preset("leader-crash"), 300.0).system;
    let all = with_broker(
        "leader-crash",
        "replication",
        json!({ "followers": 2, "fetch": { "distribution": "exponential", "mean": 1.5 }, "acks": "all", "failover": 2 }),
    );
    let all = measure(&all, 300.0).system;
    assert!(mean(&leader, "lost_fraction") > 0.01);
    assert_eq!(mean(&all, "lost_fraction"), 0.0);
    let dearer = mean(&all, "waiting_mean") - mean(&leader, "waiting_mean");
    assert!(dearer > 0.5, "each waits for a fetch: {dearer} s longer");
}
