//! Whether it is told when a system cannot keep up.

use super::*;
use crate::scenario::preset::Preset;
use serde_json::json;

fn preset(slug: &str) -> Scenario {
    Preset::find(slug).unwrap().scenario()
}

#[test]
fn the_work_queue_is_stable_until_its_rate_reaches_capacity() {
    let calm = preset("work-queue");
    assert_eq!(Stability::of(&calm), Stability::Stable);
    assert!((Load::of(&calm)[0].erlangs() - 3.2).abs() < 1e-12);
    let busy = calm
        .with("producers[0].arrivals.rate", &json!(4.0))
        .unwrap();
    let Stability::Unstable { why } = Stability::of(&busy) else {
        panic!("4 of 4")
    };
    assert_eq!(
        why.english,
        "4 / s arrive at orders and its workers can do 4 / s"
    );
}

#[test]
fn a_queue_without_workers_is_unstable() {
    let idle = preset("work-queue").with("consumers[0].count", &json!(0));
    let Stability::Unstable { why } = Stability::of(&idle.expect("in range")) else {
        panic!("nobody works")
    };
    assert_eq!(
        why.english,
        "3.2 / s arrive at orders and its workers can do 0 / s"
    );
}

#[test]
fn a_run_ends_by_itself_only_if_all_is_published_and_taken() {
    let article = preset("article");
    for (path, value) in [
        ("producers[0].arrivals.rate", json!(0)),
        ("consumers[0].count", json!(0)),
    ] {
        let stuck = article.with(path, &value).expect("a value in range");
        assert_eq!(Stability::of(&stuck), Stability::Stable, "{path}");
    }
    let none = article.with("producers[0].count", &json!(0));
    assert_eq!(Stability::of(&none.expect("in range")), Stability::Finite);
}

#[test]
fn a_producer_with_a_limit_is_no_load_in_the_long_run() {
    let mut document = serde_json::to_value(preset("work-queue")).expect("plain data");
    let mut burst = document["producers"][0].clone();
    burst["id"] = json!("burst");
    burst["limit"] = json!(100);
    document["producers"]
        .as_array_mut()
        .expect("a list")
        .push(burst);
    let scenario = Scenario::from_value(&document).expect("valid");
    assert!(Load::of(&scenario)[0].utilisation() > 1.0);
    assert_eq!(Stability::of(&scenario), Stability::Stable);
}

#[test]
fn a_bound_a_limit_and_the_lock_count() {
    assert_eq!(Stability::of(&preset("overload")), Stability::Stable);
    assert_eq!(Stability::of(&preset("article")), Stability::Finite);
    let contended = preset("work-queue")
        .with("broker.lock.hold", &json!(0.1))
        .unwrap();
    assert!(matches!(
        Stability::of(&contended),
        Stability::Unclear { .. }
    ));
    let locked = preset("work-queue")
        .with("broker.lock.hold", &json!(0.2))
        .unwrap();
    assert!(matches!(Stability::of(&locked), Stability::Unstable { .. }));
}
