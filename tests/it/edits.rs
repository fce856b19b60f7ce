//! What a change to a running system does, and that a change refused does nothing.

use crate::scenarios::{
    Move, any_story, at, cases, deliveries, edit_to, pass, plain, preset, publishes, settlements,
    snapshot,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use tailback::broker::consumer::Activity;
use tailback::engine::SimDuration;
use tailback::scenario::Scenario;
use tailback::session::Run;

fn ready(run: &Run) -> usize {
    run.world().queues()[0].ready.len()
}

fn working(run: &Run) -> u64 {
    run.world().consumers()[0].busy.level()
}

/// A run at `seconds`.
fn run_at(scenario: Scenario, seconds: f64) -> Run {
    let mut run = Run::new(scenario);
    pass(&mut run, at(seconds));
    run
}

/// 10 messages at once at 0 s, and no worker yet.
fn ten_waiting() -> Run {
    let scenario = plain(&[
        ("producers[0].count", json!(10)),
        ("producers[0].first_at", json!(0)),
        ("producers[0].limit", json!(1)),
        ("consumers[0].count", json!(0)),
    ]);
    let run = run_at(scenario, 0.5);
    assert_eq!(ready(&run), 10);
    run
}

mod producers {
    use super::*;

    #[test]
    fn a_rate_twice_as_high_halves_what_is_left_of_the_interval() {
        let mut run = run_at(plain(&[]), 0.5);
        edit_to(&mut run, "producers[0].arrivals.rate", 2);
        pass(&mut run, at(2.0));
        assert_eq!(publishes(run.world()), [0.75, 1.25, 1.75]);
    }

    #[test]
    fn a_rate_half_as_high_doubles_what_is_left_of_the_interval() {
        let mut run = run_at(plain(&[]), 1.25);
        edit_to(&mut run, "producers[0].arrivals.rate", 0.5);
        pass(&mut run, at(6.0));
        assert_eq!(publishes(run.world()), [1.0, 2.75, 4.75]);
    }

    #[test]
    fn random_intervals_are_stretched_and_not_drawn_anew() {
        let random = json!({ "process": "poisson", "rate": 1 });
        let scenario = plain(&[("producers[0].arrivals", random)]);
        let slow = publishes(run_at(scenario.clone(), 40.0).world());
        let mut run = Run::new(scenario);
        edit_to(&mut run, "producers[0].arrivals.rate", 4);
        pass(&mut run, at(10.0));
        let fast = publishes(run.world());
        assert_eq!(fast.len(), slow.len());
        for (fast, slow) in fast.iter().zip(&slow) {
            assert!((fast * 4.0 - slow).abs() < 1e-6, "{fast} x 4, not {slow}");
        }
    }

    #[test]
    fn another_process_with_the_same_mean_keeps_the_running_interval() {
        let mut run = run_at(plain(&[]), 0.5);
        let random = json!({ "process": "poisson", "rate": 1 });
        edit_to(&mut run, "producers[0].arrivals", random);
        pass(&mut run, at(1.0));
        assert_eq!(publishes(run.world()), [1.0]);
    }

    #[test]
    fn a_rate_of_zero_silences_and_a_later_rate_revives() {
        let mut run = run_at(plain(&[]), 1.5);
        edit_to(&mut run, "producers[0].arrivals.rate", 0);
        pass(&mut run, at(100.0));
        assert_eq!(publishes(run.world()), [1.0]);
        assert_eq!(run.world().now(), at(100.0), "time goes on in silence");
        edit_to(&mut run, "producers[0].arrivals.rate", 1);
        pass(&mut run, at(102.5));
        assert_eq!(publishes(run.world()), [1.0, 101.0, 102.0]);
    }

    #[test]
    fn copies_taken_away_fall_silent_and_come_back() {
        let mut run = run_at(plain(&[("producers[0].count", json!(3))]), 1.5);
        edit_to(&mut run, "producers[0].count", 1);
        pass(&mut run, at(2.5));
        edit_to(&mut run, "producers[0].count", 2);
        pass(&mut run, at(4.0));
        assert_eq!(
            publishes(run.world()),
            [1.0, 1.0, 1.0, 2.0, 3.0, 3.5, 4.0],
            "the second copy starts an interval of its own at 2.5 s"
        );
    }

    #[test]
    fn without_copies_a_run_without_limit_goes_on() {
        let mut run = run_at(plain(&[]), 1.5);
        edit_to(&mut run, "producers[0].count", 0);
        pass(&mut run, at(10.0));
        assert_eq!(run.world().in_system(), 0);
        assert!(!run.world().has_ended());
        assert_eq!(run.world().now(), at(10.0));
        edit_to(&mut run, "producers[0].count", 1);
        pass(&mut run, at(11.0));
        assert_eq!(publishes(run.world()), [1.0, 11.0]);
    }

    #[test]
    fn a_higher_limit_revives_a_run_that_has_ended() {
        let mut run = run_at(plain(&[("producers[0].limit", json!(2))]), 100.0);
        assert!(run.world().has_ended());
        assert_eq!(run.world().now(), at(3.0));
        edit_to(&mut run, "producers[0].limit", 3);
        assert!(!run.world().has_ended());
        pass(&mut run, at(100.0));
        assert_eq!(publishes(run.world()), [1.0, 2.0, 4.0]);
        assert!(run.world().has_ended());
    }

    #[test]
    fn a_limit_already_passed_ends_the_run_once_all_is_settled() {
        let mut run = run_at(plain(&[]), 3.5);
        edit_to(&mut run, "producers[0].limit", 2);
        assert!(!run.world().has_ended(), "a message is being worked on");
        pass(&mut run, at(100.0));
        assert_eq!(publishes(run.world()), [1.0, 2.0, 3.0]);
        assert_eq!(run.world().now(), at(4.0));
    }

    #[test]
    fn a_limit_taken_away_lets_it_go_on() {
        let mut run = run_at(plain(&[("producers[0].limit", json!(1))]), 100.0);
        edit_to(&mut run, "producers[0].limit", Value::Null);
        pass(&mut run, at(4.0));
        assert_eq!(publishes(run.world()), [1.0, 3.0, 4.0]);
    }

    #[test]
    fn the_instant_of_the_first_publish_can_be_moved_until_it_is_there() {
        let timed = plain(&[("producers[0].first_at", json!(5))]);
        let moved = |value: Value, until: f64| {
            let mut run = run_at(timed.clone(), 2.0);
            edit_to(&mut run, "producers[0].first_at", value);
            pass(&mut run, at(until));
            publishes(run.world())
        };
        assert_eq!(moved(json!(3), 4.0), [3.0, 4.0]);
        assert_eq!(moved(json!(1), 3.0), [2.0, 3.0], "at once if that is over");
        assert_eq!(
            moved(Value::Null, 4.0),
            [3.0, 4.0],
            "an interval from now on"
        );
        let mut run = run_at(timed, 2.0);
        edit_to(&mut run, "producers[0].arrivals.rate", 2);
        pass(&mut run, at(5.5));
        assert_eq!(
            publishes(run.world()),
            [5.0, 5.5],
            "no rate moves an instant"
        );
    }
}

mod queues {
    use super::*;

    #[test]
    fn a_lower_bound_refuses_newcomers_and_leaves_what_is_ready_alone() {
        let flood = plain(&[
            ("producers[0].arrivals.rate", json!(10)),
            ("consumers[0].count", json!(0)),
        ]);
        let mut run = run_at(flood, 1.0);
        edit_to(&mut run, "queues[0].max_ready", 3);
        assert_eq!(ready(&run), 10);
        pass(&mut run, at(2.0));
        assert_eq!((ready(&run), run.world().ledger().refused), (10, 10));
        edit_to(&mut run, "queues[0].max_ready", 12);
        pass(&mut run, at(3.0));
        assert_eq!((ready(&run), run.world().ledger().refused), (12, 18));
        edit_to(&mut run, "queues[0].max_ready", Value::Null);
        pass(&mut run, at(4.0));
        assert_eq!((ready(&run), run.world().ledger().refused), (22, 18));
    }
}

mod consumers {
    use super::*;

    #[test]
    fn added_workers_take_waiting_messages_at_once() {
        let mut run = ten_waiting();
        edit_to(&mut run, "consumers[0].count", 4);
        assert_eq!((ready(&run), working(&run)), (6, 4));
        assert_eq!(deliveries(run.world()), [0.5; 4]);
    }

    #[test]
    fn added_workers_that_poll_look_at_once() {
        let mut run = ten_waiting();
        edit_to(&mut run, "consumers[0].poll", json!({ "interval": 7 }));
        edit_to(&mut run, "consumers[0].count", 4);
        assert_eq!((ready(&run), working(&run)), (6, 4));
    }

    #[test]
    fn workers_taken_away_finish_first() {
        let mut run = ten_waiting();
        edit_to(&mut run, "consumers[0].count", 4);
        pass(&mut run, at(1.0));
        edit_to(&mut run, "consumers[0].count", 1);
        assert_eq!(working(&run), 4);
        assert_eq!(run.world().consumers()[0].capacity.level(), 4);
        pass(&mut run, at(1.75));
        assert_eq!(settlements(run.world()), [1.5; 4]);
        assert_eq!((ready(&run), working(&run)), (5, 1));
        assert_eq!(run.world().consumers()[0].capacity.level(), 1);
    }

    #[test]
    fn workers_taken_away_and_given_back_meanwhile_go_on() {
        let mut run = ten_waiting();
        edit_to(&mut run, "consumers[0].count", 4);
        pass(&mut run, at(1.0));
        edit_to(&mut run, "consumers[0].count", 0);
        edit_to(&mut run, "consumers[0].count", 4);
        assert_eq!(run.world().consumers()[0].capacity.level(), 4);
        pass(&mut run, at(1.75));
        assert_eq!(working(&run), 4);
        assert_eq!(ready(&run), 2);
    }

    #[test]
    fn idle_workers_taken_away_are_gone_at_once_and_none_is_woken() {
        let mut run = run_at(plain(&[("consumers[0].count", json!(3))]), 0.5);
        edit_to(&mut run, "consumers[0].count", 1);
        assert_eq!(run.world().consumers()[0].capacity.level(), 1);
        pass(&mut run, at(4.5));
        let workers = &run.world().consumers()[0].workers;
        assert!(
            workers[1..]
                .iter()
                .all(|worker| worker.activity == Activity::Stopped)
        );
        assert_eq!(deliveries(run.world()), [1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn a_service_time_holds_for_services_that_start_from_now_on() {
        let mut run = ten_waiting();
        edit_to(&mut run, "consumers[0].count", 1);
        pass(&mut run, at(1.0));
        edit_to(&mut run, "consumers[0].service.value", 0.25);
        pass(&mut run, at(2.0));
        assert_eq!(settlements(run.world()), [1.5, 1.75, 2.0]);
    }

    #[test]
    fn from_push_to_poll_the_idle_worker_looks_at_once_and_then_sleeps() {
        let mut run = run_at(plain(&[]), 0.5);
        edit_to(&mut run, "consumers[0].poll", json!({ "interval": 0.75 }));
        pass(&mut run, at(5.0));
        // Looks at 0.5 and 1.25; works until 2.25; by then another message is there.
        assert_eq!(deliveries(run.world()), [1.25, 2.25, 3.25, 4.25]);
        assert_eq!(run.world().consumers()[0].empty_looks, 1);
    }

    #[test]
    fn from_poll_to_push_the_sleeping_worker_wakes() {
        let mut run = run_at(
            plain(&[("consumers[0].poll", json!({ "interval": 50 }))]),
            2.5,
        );
        assert_eq!(ready(&run), 2);
        edit_to(&mut run, "consumers[0].poll", Value::Null);
        pass(&mut run, at(4.0));
        assert_eq!(deliveries(run.world()), [2.5, 3.5]);
    }

    #[test]
    fn another_interval_lets_a_sleeping_worker_look_at_once() {
        let mut run = run_at(
            plain(&[("consumers[0].poll", json!({ "interval": 50 }))]),
            2.5,
        );
        edit_to(&mut run, "consumers[0].poll.interval", 40);
        assert_eq!(deliveries(run.world()), [2.5]);
    }

    #[test]
    fn many_idle_workers_are_taken_away_in_no_time() {
        let mut run = run_at(plain(&[("consumers[0].count", json!(100_000))]), 0.5);
        for count in [0, 100_000, 1] {
            edit_to(&mut run, "consumers[0].count", count);
        }
        assert_eq!(run.world().queues()[0].idle.len(), 1);
    }
}

proptest! {
    #![proptest_config(cases(300))]

    /// Whatever was done before: with a fast worker and no more publishes, everything leaves.
    #[test]
    fn no_edit_strands_a_message(story in any_story(), poll in any::<bool>()) {
        let mut run = Run::new(story.scenario.clone());
        story.moves.iter().for_each(|next| next.make(&mut run));
        let way = if poll { json!({ "interval": 0.1 }) } else { Value::Null };
        edit_to(&mut run, "broker.lock.hold", 0);
        edit_to(&mut run, "broker.outages", Value::Null);
        edit_to(&mut run, "faults", Value::Null);
        for place in 0..story.scenario.producers.len() {
            edit_to(&mut run, &format!("producers[{place}].count"), 0);
            edit_to(&mut run, &format!("producers[{place}].service"), Value::Null);
        }
        for place in 0..story.scenario.queues.len() {
            edit_to(&mut run, &format!("queues[{place}].discipline"), "fifo");
            edit_to(&mut run, &format!("queues[{place}].max_ready"), Value::Null);
            edit_to(&mut run, &format!("queues[{place}].max_bytes"), Value::Null);
            edit_to(&mut run, &format!("queues[{place}].visibility"), Value::Null);
            edit_to(&mut run, &format!("queues[{place}].shed"), Value::Null);
            // A poison message fails for ever.
            edit_to(&mut run, &format!("queues[{place}].max_deliveries"), 1);
            edit_to(&mut run, &format!("queues[{place}].dead_letter"), Value::Null);
        }
        for place in 0..story.scenario.consumers.len() {
            let service = json!({ "distribution": "constant", "value": 0.001 });
            edit_to(&mut run, &format!("consumers[{place}].service"), service);
            edit_to(&mut run, &format!("consumers[{place}].count"), 1);
            for mechanism in ["sharing", "outages", "failure", "forward_to", "prefetch", "batch", "autoscale", "deduplicate"] {
                edit_to(&mut run, &format!("consumers[{place}].{mechanism}"), Value::Null);
            }
            edit_to(&mut run, &format!("consumers[{place}].poll"), way.clone());
        }
        let served: Vec<usize> = run.world().consumers().iter().map(|it| it.settings.from).collect();
        // Services begun before the edits may take long still: wait for the last of them.
        let now = run.world().now();
        pass(&mut run, now + SimDuration::from_secs(5000.0));
        for (index, queue) in run.world().queues().iter().enumerate() {
            if served.contains(&index) {
                let workers: Vec<_> = (run.world().consumers().iter())
                    .map(|group| group.workers.iter().map(|worker| &worker.activity).collect::<Vec<_>>())
                    .collect();
                prop_assert_eq!(queue.present.level(), 0, "queue {}: {} ready, {} away, {} under way, workers {:?}", index, queue.ready.len(), queue.away, queue.under_way.len(), workers);
            }
        }
    }

    #[test]
    fn an_edit_that_is_refused_leaves_the_run_untouched(story in any_story()) {
        let mut run = Run::new(story.scenario);
        for next in &story.moves {
            let Move::Edit(path, value) = next else {
                next.make(&mut run);
                continue;
            };
            let (before, current, log) =
                (snapshot(run.world()), run.current().clone(), run.edits().to_vec());
            if run.edit(path, value).is_err() {
                prop_assert_eq!(&before, &snapshot(run.world()));
                prop_assert_eq!(&current, run.current());
                prop_assert_eq!(&log, run.edits());
            } else {
                let changed = usize::from(current != *run.current());
                prop_assert_eq!(log.len() + changed, run.edits().len());
            }
        }
    }
}

#[test]
fn what_cannot_change_in_a_run_is_refused() {
    let second = json!({ "id": "second" });
    let refused = [
        ("seed", json!(7)),
        ("tailback", json!(2)),
        ("queues", json!([{ "id": "orders" }, second.clone()])),
        ("queues[0].id", json!("other")),
        ("queues[1]", second),
        ("producers[0].to", json!("nowhere")),
        ("producers[0].arrivals.rate", json!(-1)),
        ("producers[0].arrivals.rate", json!("fast")),
        ("producers[0].arrivals.rate", json!(null)),
        ("producers[1].arrivals.rate", json!(1)),
        ("consumers[0].count", json!(1.5)),
        ("consumers[0].service.mean", json!(0)),
        ("consumers[0].nonsense", json!(1)),
        ("consumers[0]", json!(null)),
        ("consumers", json!([])),
        ("", json!({})),
        ("no path at all", json!(1)),
    ];
    let mut run = Run::new(preset("work-queue"));
    pass(&mut run, at(10.0));
    let before = snapshot(run.world());
    for (path, value) in refused {
        let outcome = run.edit(path, &value);
        assert!(outcome.is_err(), "{path} = {value} was taken");
        assert_eq!(before, snapshot(run.world()), "{path} = {value}");
        assert!(run.edits().is_empty());
    }
    assert_eq!(run.current(), &preset("work-queue"));
}

#[test]
fn an_edit_before_the_first_event_is_as_good_as_another_scenario() {
    for (path, value) in [
        ("queues[0].max_ready", json!(2)),
        ("consumers[0].service.mean", json!(1.5)),
        ("consumers[0].count", json!(2)),
        ("consumers[0].count", json!(9)),
        ("producers[0].count", json!(2)),
        ("producers[0].limit", json!(20)),
        ("broker.lock.hold", json!(0.01)),
    ] {
        let scenario = preset("work-queue");
        let mut edited = Run::new(scenario.clone());
        edit_to(&mut edited, path, value.clone());
        let mut other = Run::new(scenario.with(path, &value).expect("accepted once"));
        pass(&mut edited, at(50.0));
        pass(&mut other, at(50.0));
        assert_eq!(
            snapshot(edited.world()),
            snapshot(other.world()),
            "{path} = {value}"
        );
    }
}

#[test]
fn an_edit_that_says_what_is_so_already_is_none() {
    let scenario = preset("work-queue");
    let mut run = run_at(scenario.clone(), 10.0);
    let mut same = run.clone();
    let document = serde_json::to_value(&scenario).expect("plain data");
    for path in ["name", "producers[0]", "queues[0]", "consumers[0].service"] {
        let value = tailback::scenario::path::Path::parse(path)
            .and_then(|path| path.get(&document).cloned())
            .expect("a field of the preset");
        edit_to(&mut same, path, value);
    }
    pass(&mut run, at(100.0));
    pass(&mut same, at(100.0));
    assert_eq!(snapshot(run.world()), snapshot(same.world()));
    assert!(same.edits().is_empty());
}
