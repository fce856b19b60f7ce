//! Groups that add and remove workers by themselves.

use crate::scenarios::{at, edit_to, pass, plain, preset};
use serde_json::{Value, json};
use tailback::broker::consumer::{Activity, Consumer};
use tailback::engine::SimTime;
use tailback::metrics::totals::Metric;
use tailback::scenario::Scenario;
use tailback::session::Run;
use tailback::theory::Stability;

/// 10 / s for workers who take 1 s each.
fn scaled(autoscale: Value) -> Scenario {
    plain(&[
        ("producers[0].arrivals.rate", json!(10)),
        ("consumers[0].autoscale", autoscale),
    ])
}

fn group(run: &Run) -> &Consumer {
    &run.world().consumers()[0]
}

fn wanted_at(run: &mut Run, seconds: f64) -> usize {
    pass(run, at(seconds));
    group(run).wanted
}

#[test]
fn an_ordered_worker_is_paid_for_at_once_and_works_when_it_has_started() {
    let scale = json!({ "target": 5, "every": 1, "start_up": 2, "max": 10 });
    let mut run = Run::new(scaled(scale));
    // Published at 0.1, 0.2, ... 0.9, one of them taken: 8 are ready at the look at 1, 2 x 5 would do.
    assert_eq!(wanted_at(&mut run, 1.5), 2);
    let until = at(3.0);
    assert_eq!(
        group(&run).workers[1].activity,
        Activity::Starting { until }
    );
    assert_eq!(
        (group(&run).capacity.level(), group(&run).up.level()),
        (2, 1)
    );
    pass(&mut run, at(3.05));
    assert!(matches!(
        group(&run).workers[1].activity,
        Activity::Working { since, .. } if since == until
    ));
    assert_eq!(group(&run).busy.level(), 2);
}

#[test]
fn the_number_of_workers_follows_each_measure() {
    // One worker of the ten that would do, so it is busy from the first message at 0.1 on.
    let mut by_use = Run::new(scaled(
        json!({ "on": "utilisation", "target": 0.5, "every": 1, "max": 10 }),
    ));
    assert_eq!(wanted_at(&mut by_use, 1.0), 2); // 1 x 0.9 / 0.5
    assert_eq!(wanted_at(&mut by_use, 2.0), 4); // 2 x 1 / 0.5
    let mut by_lag = Run::new(scaled(
        json!({ "on": "lag", "target": 0.25, "every": 1, "max": 10 }),
    ));
    // The oldest that is ready came at 0.2: 1 x 0.8 / 0.25.
    assert_eq!(wanted_at(&mut by_lag, 1.0), 4);
    // Everybody stops publishing, and what is left is done.
    edit_to(&mut by_lag, "producers[0].count", 0);
    assert_eq!(wanted_at(&mut by_lag, 20.0), 1);
}

#[test]
fn step_cooldown_and_bounds_hold() {
    let look = |more: Value| {
        let mut scale = json!({ "target": 0.1, "every": 1, "max": 50 });
        for (key, value) in more.as_object().unwrap() {
            scale[key] = value.clone();
        }
        let mut run = Run::new(scaled(scale));
        [1.0, 2.0, 3.0, 4.0, 5.0].map(|seconds| wanted_at(&mut run, seconds))
    };
    assert_eq!(look(json!({ "step": 2 })), [3, 5, 7, 9, 11]);
    assert_eq!(look(json!({ "step": 2, "cooldown": 3 })), [3, 3, 3, 5, 5]);
    assert_eq!(look(json!({ "max": 4 })), [4, 4, 4, 4, 4]);
    let mut idle = Run::new(
        scaled(json!({ "target": 5, "every": 1, "min": 3, "max": 6 }))
            .with("producers[0].count", &json!(0))
            .unwrap()
            .with("consumers[0].count", &json!(9))
            .unwrap(),
    );
    assert_eq!(group(&idle).wanted, 6);
    assert_eq!(wanted_at(&mut idle, 1.0), 3);
    // From no workers at all it comes back when there is something to do.
    edit_to(&mut idle, "consumers[0].autoscale.min", 0);
    assert_eq!(wanted_at(&mut idle, 3.0), 0);
    edit_to(&mut idle, "producers[0].count", 1);
    assert!(wanted_at(&mut idle, 6.0) > 0);
}

#[test]
fn a_dismissed_worker_finishes_its_message_and_one_that_starts_is_gone_at_once() {
    let scale = json!({ "target": 1, "every": 1, "start_up": 5, "max": 4 });
    let mut run = Run::new(scaled(scale));
    assert_eq!(wanted_at(&mut run, 1.05), 4);
    edit_to(&mut run, "consumers[0].autoscale", Value::Null);
    edit_to(&mut run, "consumers[0].count", 0);
    let stopped =
        |worker: usize, run: &Run| group(run).workers[worker].activity == Activity::Stopped;
    assert!(!stopped(0, &run) && (1..4).all(|worker| stopped(worker, &run)));
    pass(&mut run, at(1.1));
    assert!(stopped(0, &run));
    assert_eq!(run.world().ledger().settled, 1);
}

#[test]
fn what_is_paid_is_the_area_of_all_workers_that_were_ordered() {
    let mut run = Run::new(scaled(
        json!({ "target": 2, "every": 2, "start_up": 3, "max": 8 }),
    ));
    let (mut area, step) = (0, SimTime::from_secs(0.5).nanos());
    for seconds in 1..=40_u64 {
        // The number changes at whole seconds or when a dismissed worker is done, which none is here.
        area += u128::from(group(&run).capacity.level()) * u128::from(step);
        pass(&mut run, at(seconds as f64 * 0.5));
    }
    let sums = run.world().totals().consumers[0];
    assert_eq!(sums.scaling.workers, area);
    let mean = Metric::WorkersMean.value(&sums).unwrap();
    assert!((mean - area as f64 / 20e9).abs() < 1e-9);
    let settled = run.world().ledger().settled as f64;
    let each = Metric::WorkerSecondsPerMessage.value(&sums).unwrap();
    assert!((each - area as f64 / 1e9 / settled).abs() < 1e-9);
}

#[test]
fn statistics_that_are_cleared_change_nothing_of_what_it_does() {
    let scale = json!({ "on": "utilisation", "target": 0.7, "every": 0.7, "max": 20 });
    let mut run = Run::new(scaled(scale.clone()));
    let mut world = run.world().clone();
    for tenth in 1..=100 {
        pass(&mut run, at(f64::from(tenth) / 10.0));
        world.advance(at(f64::from(tenth) / 10.0), u64::MAX);
        world.clear_statistics();
        assert_eq!(world.consumers()[0].wanted, group(&run).wanted);
    }
    assert!(group(&run).wanted > 10);
}

#[test]
fn only_an_autoscaler_that_may_add_enough_is_called_stable() {
    let of = |scale: Value| Stability::of(&scaled(scale));
    let enough = json!({ "target": 5, "every": 1, "max": 11 });
    assert_eq!(of(enough), Stability::Stable);
    let few = of(json!({ "target": 5, "every": 1, "max": 10 }));
    assert!(matches!(few, Stability::Unstable { .. }));
    let never = of(json!({ "on": "utilisation", "target": 1, "every": 1, "max": 20 }));
    assert!(matches!(never, Stability::Unclear { .. }));
}

#[test]
fn what_cannot_be_is_said() {
    let document = |scale: Value| {
        let mut document = serde_json::to_value(preset("work-queue")).unwrap();
        document["consumers"][0]["autoscale"] = scale;
        let problems = Scenario::from_value(&document).unwrap_err();
        let said = problems
            .iter()
            .map(|problem| (&*problem.path, &*problem.message.english));
        let said: Vec<String> = said
            .map(|(path, message)| format!("{path} {message}"))
            .collect();
        said.join("; ")
    };
    let upside_down = document(json!({ "target": 1, "every": 1, "min": 5, "max": 2 }));
    assert!(
        upside_down.contains("consumers[0].autoscale.max is 2"),
        "{upside_down}"
    );
    let empty = document(json!({ "on": "load" }));
    for missing in ["target", "every", "max", "backlog"] {
        assert!(empty.contains(missing), "{missing} in {empty}");
    }
}
