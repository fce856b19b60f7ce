//! A live run, from the outside.

use crate::engine::SimTime;
use crate::scenario::preset::Preset;
use crate::session::live::{Command, Live, MOST_MESSAGES};
use crate::session::pace::Speed;
use serde_json::json;

fn live(slug: &str) -> Live {
    let mut live = Live::new(Preset::find(slug).unwrap().scenario());
    live.obey(Command::Play).unwrap();
    live
}

#[test]
fn time_goes_on_at_the_speed_asked_for() {
    let mut live = live("work-queue");
    live.obey(Command::Pace(Speed::Times(2.0))).unwrap();
    for _ in 0..100 {
        live.tick(0.02, || true);
    }
    assert_eq!(live.now(), SimTime::from_secs(4.0));
    assert!(!live.pace().behind);
}

#[test]
fn what_does_not_fit_is_not_owed() {
    let mut live = live("work-queue");
    live.obey(Command::Pace(Speed::Unbounded)).unwrap();
    live.tick(0.02, || false);
    assert!(live.now() < SimTime::from_secs(20_000.0));
    assert!(live.pace().behind);
}

#[test]
fn a_step_is_one_event_and_pauses() {
    let mut live = live("work-queue");
    live.tick(5.0, || true);
    let before = live.world().ledger().events;
    live.obey(Command::Step).unwrap();
    assert_eq!(live.world().ledger().events, before + 1);
    assert!(!live.is_playing());
}

#[test]
fn reset_returns_to_time_zero_and_keeps_the_knobs() {
    let mut live = live("work-queue");
    live.tick(5.0, || true);
    let edit = Command::Edit {
        path: "producers[0].arrivals.rate".to_owned(),
        value: json!(3.5),
    };
    live.obey(edit).unwrap();
    assert_eq!(live.edits().len(), 1);
    live.obey(Command::Reset).unwrap();
    assert_eq!(live.now(), SimTime::ZERO);
    assert!((live.scenario().producers[0].arrivals.process.rate() - 3.5).abs() < 1e-12);
    assert!(live.edits().is_empty() && live.is_playing());
}

#[test]
fn a_rejected_edit_changes_nothing() {
    let mut live = live("work-queue");
    live.tick(5.0, || true);
    let before = live.scenario().clone();
    let edit = Command::Edit {
        path: "producers[0].arrivals.rate".to_owned(),
        value: json!(-1),
    };
    let problems = live.obey(edit).unwrap_err();
    assert_eq!(problems[0].path, "producers[0].arrivals.rate");
    assert_eq!(*live.scenario(), before);
    assert!(live.is_playing() && live.edits().is_empty());
}

#[test]
fn the_charts_go_on_after_slowing_down() {
    let mut live = live("work-queue");
    live.obey(Command::Pace(Speed::Unbounded)).unwrap();
    for _ in 0..20 {
        live.tick(0.02, || true);
    }
    live.obey(Command::Pace(Speed::Times(1.0))).unwrap();
    let before = live.series().all().len();
    live.tick(1.0, || true);
    assert!(live.series().all().len() >= before + 10);
}

#[test]
fn an_edit_that_changes_nothing_leaves_the_figures_alone() {
    let mut live = live("work-queue");
    live.tick(5.0, || true);
    let edit = Command::Edit {
        path: "producers[0].arrivals.rate".to_owned(),
        value: json!(3.2),
    };
    live.obey(edit).unwrap();
    assert_eq!(live.counted_since(), SimTime::ZERO);
}

#[test]
fn too_many_messages_pause_the_run() {
    let mut live = live("work-queue");
    let edit = Command::Edit {
        path: "producers[0].arrivals.rate".to_owned(),
        value: json!(1e6),
    };
    live.obey(edit).unwrap();
    live.tick(10.0, || true);
    assert!(live.is_full() && !live.is_playing());
    assert!(live.world().in_system() < MOST_MESSAGES + 1000);
}

#[test]
fn the_articles_run_ends_by_itself() {
    let mut live = live("article");
    live.tick(100.0, || true);
    assert!(live.has_ended() && !live.is_playing());
    assert_eq!(live.world().ledger().settled, 10);
    assert!(live.now() < SimTime::from_secs(12.0));
}
