use super::{changed, mean, measure, preset};
use serde_json::json;

#[test]
fn the_second_choice_saves_most_of_the_wait() {
    let sojourn = |choices: u32| {
        let scenario = changed("two-choices", |it| {
            it["consumers"][0]["route"]["choices"] = json!(choices);
        });
        mean(&measure(&scenario, 600.0).system, "sojourn_mean")
    };
    let (one, two, all) = (sojourn(1), sojourn(2), sojourn(5));
    assert!(one > 1.8 * two, "{one} {two}");
    assert!(two - all < (one - two) / 2.0, "{two} {all}");
}

#[test]
fn all_of_a_message_takes_far_longer_than_one_copy() {
    let found = measure(&preset("fan-out"), 600.0).system;
    let (all, one) = (
        mean(&found, "completion_mean"),
        mean(&found, "sojourn_mean"),
    );
    assert!(all > 1.9 * one, "{all} {one}");
    let alone = changed("fan-out", |it| {
        it["consumers"][0]["route"] = json!({ "by": "round-robin" })
    });
    let alone = measure(&alone, 600.0).system;
    assert!(
        !alone.contains_key("completion_mean"),
        "without copies there is none"
    );
}

#[test]
fn each_queue_gets_what_it_is_bound_to_and_the_rest_is_dropped() {
    let found = measure(&preset("topics"), 600.0);
    // Of ten messages five are for Europe, four for America, four are payments, and one is for nobody.
    for (queue, share) in [("europe", 0.5), ("america", 0.4), ("audit", 0.4)] {
        let rate = mean(&found.queues[queue], "arrival_rate");
        let all = mean(&found.queues["incoming"], "arrival_rate");
        assert!(
            (rate / all - share).abs() < 0.02,
            "{queue}: {rate} of {all}"
        );
    }
    let dropped = mean(&found.system, "unrouted_fraction");
    assert!((dropped - 0.1).abs() < 0.01, "{dropped}");
}
