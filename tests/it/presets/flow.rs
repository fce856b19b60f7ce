use super::{changed, mean, measure, preset};
use serde_json::json;
use tailback::broker::World;
use tailback::engine::SimTime;
use tailback::scenario::Scenario;

#[test]
fn the_bottleneck_moves_when_it_is_widened() {
    let slow = preset("moving-bottleneck");
    let wider = |stages: &[usize]| {
        changed("moving-bottleneck", |it| {
            for stage in stages {
                it["consumers"][*stage]["count"] = json!(3);
            }
        })
    };
    let told = |scenario: Scenario| {
        let mut world = World::new(&scenario.settings(), scenario.seed, 0);
        world.advance(SimTime::from_secs(5000.0), u64::MAX);
        let ready = |queue: usize| world.queues()[queue].ready.len() as f64;
        let done = world.ledger().settled as f64 / 5000.0;
        (done, ready(1), ready(2))
    };
    let (done, parse, store) = told(slow);
    assert!((done / (2.0 / 0.7) - 1.0).abs() < 0.03, "{done}");
    assert!(parse > 20.0 * store, "{parse} {store}");
    let (done, parse, store) = told(wider(&[1]));
    assert!((done / (2.0 / 0.55) - 1.0).abs() < 0.03, "{done}");
    assert!(store > 5.0 * parse, "{parse} {store}");
    let (done, ..) = told(wider(&[1, 2]));
    assert!((done / 4.0 - 1.0).abs() < 0.03, "{done}");
}

#[test]
fn a_full_queue_holds_up_the_stage_before_it() {
    let held_up = measure(&preset("pipeline"), 5000.0);
    let free = changed("pipeline", |it| {
        let store = it["queues"][1].as_object_mut().expect("a queue");
        store.remove("max_ready");
        store.remove("overflow");
    });
    let free = measure(&free, 5000.0);
    let waiting = |report: &tailback::experiment::Report, queue: &str| {
        mean(&report.queues[queue], "ready_mean")
    };
    assert!(waiting(&held_up, "resize") > 2.0 * waiting(&free, "resize"));
    assert!(waiting(&held_up, "store") <= 5.0);
    assert!(waiting(&free, "store") > 5.0);
}

#[test]
fn a_busy_sidecar_adds_many_times_its_own_time() {
    // M/D/1: the wait is half the load over what is left, in service times.
    for (takes, adds) in [(0.12, 0.274), (0.15, 0.825)] {
        let scenario = changed("sidecar", |it| {
            it["consumers"][0]["service"]["value"] = json!(takes);
        });
        let report = measure(&scenario, 20_000.0);
        let hop = mean(&report.queues["inbound"], "sojourn_mean");
        assert!((hop / adds - 1.0).abs() < 0.05, "{hop}");
        let service = mean(&report.consumers["service"], "utilisation");
        assert!(
            (service - 0.6).abs() < 0.01,
            "the service has as much to spare"
        );
    }
}
