//! Every state of the verdict, what a change did, and what would help.

use super::*;
use crate::scenario::preset::Preset;
use crate::session::Command;
use serde_json::{Value, json};

fn live(slug: &str) -> Live {
    let mut live = Live::new(Preset::find(slug).unwrap().scenario());
    live.obey(Command::Play).unwrap();
    live
}

fn edit(live: &mut Live, path: &str, value: Value) {
    let path = path.to_owned();
    live.obey(Command::Edit { path, value }).unwrap();
}

fn after(live: &mut Live, seconds: f64) -> Verdict {
    live.tick(seconds, || true);
    of(live, None, &Before::default())
}

#[test]
fn a_calm_queue_is_watched_and_then_keeps_up() {
    let mut live = live("work-queue");
    assert_eq!(after(&mut live, 1.0).state, State::Early);
    let verdict = after(&mut live, 600.0);
    assert_eq!(verdict.state, State::KeepingUp);
    assert!(
        verdict.reason.english.starts_with("4 workers are busy"),
        "{}",
        verdict.reason.english
    );
}

#[test]
fn a_bounded_queue_fills_up_refuses_and_keeps_up_again() {
    let mut live = live("overload");
    assert_eq!(after(&mut live, 2.0).state, State::Filling);
    assert_eq!(after(&mut live, 300.0).state, State::Refusing);
    edit(&mut live, "producers[0].arrivals.rate", json!(2));
    assert_eq!(after(&mut live, 120.0).state, State::KeepingUp);
    edit(&mut live, "producers[0].arrivals.rate", json!(0));
    assert_eq!(after(&mut live, 60.0).state, State::Silent);
}

#[test]
fn a_queue_without_bound_falls_behind_and_recovers() {
    let mut live = live("work-queue");
    edit(&mut live, "producers[0].arrivals.rate", json!(12));
    let verdict = after(&mut live, 60.0);
    assert_eq!(verdict.state, State::FallingBehind);
    assert!(
        verdict.reason.english.contains("by 8.0 / s on average"),
        "{}",
        verdict.reason.english
    );
    edit(&mut live, "producers[0].arrivals.rate", json!(0.5));
    let verdict = after(&mut live, 30.0);
    assert_eq!(verdict.state, State::Recovering);
    assert!(
        verdict.reason.english.contains("gone in about"),
        "{}",
        verdict.reason.english
    );
}

#[test]
fn a_run_that_ends_says_when() {
    let verdict = after(&mut live("article"), 30.0);
    assert_eq!(verdict.state, State::Ended);
    assert_eq!(
        verdict.reason.english,
        "All 10 messages are done, after 10.2 s."
    );
}

#[test]
fn a_run_with_a_limit_falls_behind_until_the_last_is_published_and_then_recovers() {
    let mut live = live("work-queue");
    edit(&mut live, "producers[0].limit", json!(400));
    edit(&mut live, "producers[0].arrivals.rate", json!(20));
    let verdict = after(&mut live, 15.0);
    assert_eq!(verdict.state, State::FallingBehind);
    assert!(
        verdict
            .reason
            .english
            .contains("until the last is published"),
        "{}",
        verdict.reason.english
    );
    let verdict = after(&mut live, 20.0);
    assert_eq!(verdict.state, State::Recovering);
    assert!(
        !verdict.reason.english.contains('∞'),
        "{}",
        verdict.reason.english
    );
    assert_eq!(after(&mut live, 300.0).state, State::Ended);
}

#[test]
fn a_change_is_compared_with_what_was_measured_before_it_and_chance_is_named() {
    let mut live = live("work-queue");
    let mut before = Before::default();
    edit(&mut live, "producers[0].arrivals.rate", json!(2.4));
    live.tick(8000.0, || true);
    before.remember(&live);
    edit(&mut live, "producers[0].arrivals.rate", json!(3.2));
    assert_eq!(
        before.effect(&live).english,
        "What it did is not clear yet."
    );
    live.tick(20_000.0, || true);
    let effect = before.effect(&live).english;
    assert!(
        effect.starts_with("It doubled the mean backlog: "),
        "{effect}"
    );
    before.remember(&live);
    edit(&mut live, "producers[0].arrivals.rate", json!(3.201));
    live.tick(20_000.0, || true);
    let effect = before.effect(&live).english;
    assert!(effect.starts_with("No clear effect"), "{effect}");
    // What has no mean is compared with nothing.
    edit(&mut live, "producers[0].arrivals.rate", json!(5));
    live.tick(1000.0, || true);
    assert_eq!(before.effect(&live).english, "");
}

#[test]
fn a_pipeline_names_its_bottleneck_and_what_would_help() {
    let mut live = live("pipeline");
    let verdict = after(&mut live, 300.0);
    assert!(
        verdict
            .bottleneck
            .english
            .starts_with("The bottleneck is writers: "),
        "{}",
        verdict.bottleneck.english
    );
    edit(&mut live, "producers[0].arrivals.rate", json!(2.5));
    let verdict = after(&mut live, 300.0);
    assert_eq!(verdict.state, State::FallingBehind);
    assert_eq!(
        verdict.advice.english,
        "Add one worker to writers, or lower the rate below 2.2 / s."
    );
    let mut live = super::tests::live("overload");
    let verdict = after(&mut live, 300.0);
    assert_eq!(
        verdict.advice.english,
        "Add one worker to workers, or lower the rate below 4.0 / s."
    );
}

#[test]
fn a_broker_that_is_down_is_what_is_said_first() {
    let mut live = live("crash");
    assert_eq!(after(&mut live, 29.0).state, State::KeepingUp);
    let verdict = after(&mut live, 2.0);
    assert_eq!(verdict.state, State::Down);
    let lost = live.world().ledger().lost;
    assert!(lost > 0 && verdict.reason.english.contains(&format!("{lost} of")));
}

#[test]
fn a_queue_that_sheds_is_not_said_to_keep_up() {
    let mut live = live("codel");
    let verdict = after(&mut live, 120.0);
    assert_eq!(verdict.state, State::Shedding);
    assert!(verdict.reason.english.contains("given up"));
}

#[test]
fn the_workers_that_are_there_are_counted() {
    let mut live = live("swinging-autoscaler");
    let verdict = after(&mut live, 60.0);
    let there = live.world().consumers()[0].capacity.level();
    assert!(there < 40, "fewer than there may be");
    let start = format!("{there} workers are busy");
    assert!(
        verdict.reason.english.starts_with(&start),
        "{}",
        verdict.reason.english
    );
}

#[test]
fn a_backlog_that_a_fault_piles_up_is_not_called_recovering() {
    let mut lab = crate::app::Lab::open("alarms");
    let at = |lab: &mut crate::app::Lab, time: f64| {
        while lab.live().now().secs() < time {
            lab.tick(0.5, || true);
        }
        let verdict = of(lab.live(), None, lab.before());
        (verdict.state, verdict.reason.english)
    };
    let (state, reason) = at(&mut lab, 45.0);
    assert_eq!(state, State::Struck, "{reason}");
    assert!(reason.contains("slower"), "{reason}");
    assert_eq!(at(&mut lab, 60.0).0, State::Recovering);
}
