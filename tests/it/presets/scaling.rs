use super::{changed, mean, measure, preset};
use serde_json::json;
use tailback::scenario::Scenario;

#[test]
fn more_workers_get_less_done_under_one_lock_and_more_under_several() {
    let done = |scenario: &Scenario| mean(&measure(scenario, 120.0).system, "throughput");
    let with_workers = |many: u32| {
        changed("scale-out-hurts", |it| {
            it["consumers"][0]["count"] = json!(many)
        })
    };
    let (few, many) = (done(&with_workers(12)), done(&preset("scale-out-hurts")));
    assert!(few > 19.0, "{few}");
    assert!(many < 14.0, "{many}");
    let still_more = done(&with_workers(60));
    assert!(still_more < many, "{still_more} of {many}");
    let lock = |field: &str, value: serde_json::Value| {
        done(&changed("scale-out-hurts", |it| {
            it["broker"]["lock"][field] = value.clone()
        }))
    };
    assert!(
        lock("contention", json!(0.0)) > 19.0,
        "waiting alone does not do that"
    );
    assert!(lock("kind", json!("sharded")) > 19.0);
}
