use super::{changed, mean, measure, preset};
use serde_json::json;

#[test]
fn a_few_poison_messages_stop_all_work_unless_they_are_set_aside() {
    let stopped = measure(&preset("poison-message"), 300.0).system;
    assert!(mean(&stopped, "utilisation") > 0.8, "although all work");
    assert!(mean(&stopped, "goodput") < 2.0);
    let aside = changed("poison-message", |it| {
        it["consumers"][0]["on_failure"] = json!("dead-letter");
    });
    let bounded = changed("poison-message", |it| {
        it["queues"][0]["max_deliveries"] = json!(5);
    });
    for cured in [aside, bounded] {
        let figures = measure(&cured, 300.0).system;
        assert!(mean(&figures, "goodput") > 5.6);
        assert!(mean(&figures, "dead_letter_rate") > 0.08);
    }
}
