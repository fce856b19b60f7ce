use super::{changed, mean, measure, preset};
use serde_json::json;
use tailback::broker::World;
use tailback::engine::SimTime;
use tailback::scenario::Scenario;

/// Seconds after the outage until the queue is empty, on average over twenty runs.
fn catch_up(scenario: &Scenario) -> f64 {
    let one = |replication| {
        let mut world = World::new(&scenario.settings(), scenario.seed, replication);
        let mut time = 30.0;
        world.advance(SimTime::from_secs(time), u64::MAX);
        while !world.queues()[0].ready.is_empty() {
            time += 0.1;
            world.advance(SimTime::from_secs(time), u64::MAX);
        }
        time - 30.0
    };
    (0..20).map(one).sum::<f64>() / 20.0
}

#[test]
fn an_outage_lasts_on_as_long_as_the_spare_capacity_has_it() {
    // 20 λ / (μ - λ), with μ of 10, 12.5 and 7.5.
    let workers = |count: u32| changed("catch-up", |it| it["consumers"][0]["count"] = json!(count));
    let (usual, more, fewer) = (
        catch_up(&preset("catch-up")),
        catch_up(&workers(5)),
        catch_up(&workers(3)),
    );
    assert!((usual - 30.0).abs() < 6.0, "{usual}");
    assert!((more - 18.5).abs() < 4.0, "{more}");
    assert!((fewer - 80.0).abs() < 20.0, "{fewer}");
    let calm = changed("catch-up", |it| {
        it["faults"] = json!([{
        "fault": "consumer-crash", "on": "workers", "at": 1000.0, "for": 20.0 }])
    });
    assert!(catch_up(&calm) < 3.0);
}

#[test]
fn a_quick_alarm_is_often_false_and_a_sure_one_late() {
    let report = measure(&preset("alarms"), 3600.0);
    let figure = |rule: &str, name: &str| mean(&report.alerts[rule], name);
    let (delay, wrong) = ("detection_delay", "false_alarm_fraction");
    assert!(figure("nervous", delay) < 0.5 * figure("growth", delay));
    assert!(figure("growth", delay) < 0.8 * figure("patient", delay));
    assert!(figure("nervous", wrong) > 0.5);
    assert!(figure("growth", wrong) < 0.15 && figure("patient", wrong) < 0.05);
}
