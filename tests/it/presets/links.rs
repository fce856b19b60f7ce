use super::{changed, mean, measure, preset};
use serde_json::json;

#[test]
fn the_waiting_is_on_the_link_and_not_in_the_queue() {
    let slow = measure(&preset("slow-link"), 600.0).system;
    assert!(mean(&slow, "utilisation") < 0.55, "the workers have time");
    assert!(mean(&slow, "system_mean") > 0.7, "and yet it takes long");
    assert!(mean(&slow, "ready_mean") < 1.0, "with hardly any ready");
    assert!((mean(&slow, "link_loss_fraction") - 0.01).abs() < 0.005);
    let quick = changed("slow-link", |it| {
        it["producers"][0]["link"]["bandwidth"] = json!(2_000_000.0);
    });
    let quick = measure(&quick, 600.0).system;
    assert!(mean(&quick, "system_mean") < 0.5 * mean(&slow, "system_mean"));
}
