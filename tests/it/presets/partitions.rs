use super::{changed, mean, measure, preset};
use serde_json::json;

#[test]
fn more_workers_do_not_help_where_partitions_are_few() {
    let done = |partitions: u32, workers: u32| {
        let scenario = changed("idle-consumers", |it| {
            it["queues"][0]["partitions"]["count"] = json!(partitions);
            it["consumers"][0]["count"] = json!(workers);
        });
        mean(&measure(&scenario, 120.0).system, "throughput")
    };
    assert!(done(3, 6) < 6.2, "of the seven that come");
    assert_eq!(done(3, 6), done(3, 12), "nor twice as many");
    assert!(done(12, 6) > 6.7, "but more partitions do");
}

#[test]
fn a_hot_partition_piles_up_while_others_are_idle() {
    let hot = measure(&preset("hot-partition"), 120.0).system;
    let even = changed("hot-partition", |it| {
        it["producers"][0]["keys"]["skew"] = json!(0.0)
    });
    let even = measure(&even, 120.0).system;
    assert!(mean(&hot, "utilisation") < 0.6, "some are idle");
    assert!(mean(&hot, "throughput") < 0.9 * mean(&even, "throughput"));
}

#[test]
fn a_cooperative_rebalance_stops_less() {
    let eager = measure(&preset("rebalance"), 300.0).system;
    let cooperative = changed("rebalance", |it| {
        it["queues"][0]["partitions"]["rebalance"] = json!("cooperative");
    });
    let cooperative = measure(&cooperative, 300.0).system;
    assert!(mean(&eager, "waiting_mean") > 1.5 * mean(&cooperative, "waiting_mean"));
}
