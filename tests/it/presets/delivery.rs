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

#[test]
fn a_visibility_timeout_below_the_tail_of_services_makes_duplicates() {
    let hasty = measure(&preset("visibility-timeout"), 300.0).system;
    assert!(mean(&hasty, "duplicate_fraction") > 0.05);
    assert!(mean(&hasty, "delivery_rate") > 4.3);
    let patient = changed("visibility-timeout", |it| {
        it["queues"][0]["visibility"]["value"] = json!(20.0);
    });
    let patient = measure(&patient, 300.0).system;
    assert!(mean(&patient, "duplicate_fraction") < 0.005);
    let knowing = changed("visibility-timeout", |it| {
        it["consumers"][0]["deduplicate"] = json!({ "window": 60.0 });
    });
    let knowing = measure(&knowing, 300.0).system;
    assert!(mean(&knowing, "duplicate_fraction") == 0.0);
    assert!(mean(&knowing, "recognised_fraction") > 0.05);
}

#[test]
fn a_crash_loses_what_was_acknowledged_before_the_work_and_repeats_what_was_not() {
    let before = measure(&preset("ack-before-work"), 300.0).system;
    assert!(mean(&before, "lost_fraction") > 0.03);
    let after = changed("ack-before-work", |it| {
        it["consumers"][0]["ack"] = json!("after-service");
    });
    let after = measure(&after, 300.0).system;
    assert!(mean(&after, "lost_fraction") == 0.0);
    let twice = mean(&after, "delivery_rate") / mean(&after, "arrival_rate");
    assert!(twice > 1.03, "{twice} deliveries of each message");
}

#[test]
fn a_large_prefetch_puts_off_what_poison_does() {
    let ahead = changed("poison-message", |it| {
        it["consumers"][0]["prefetch"] = json!(50);
    });
    let figures = measure(&ahead, 300.0).system;
    assert!(mean(&figures, "goodput") > 5.0);
    assert!(
        mean(&figures, "utilisation") > 0.8,
        "poison takes what is left"
    );
}

#[test]
fn messages_wait_behind_long_ones_where_workers_take_many_ahead() {
    let ahead = measure(&preset("head-of-line"), 300.0).system;
    let one = changed("head-of-line", |it| {
        it["consumers"][0]["prefetch"] = json!(1);
    });
    let one = measure(&one, 300.0).system;
    let waits = |figures| mean(figures, "waiting_mean");
    assert!(
        waits(&ahead) > 2.5 * waits(&one),
        "{} {}",
        waits(&ahead),
        waits(&one)
    );
}
