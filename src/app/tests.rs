//! The page's model as a whole.

use super::field::{Field, Input, Side};
use super::inspector::entry::Entry;
use super::{Action, Lab, View};
use crate::app::log::{Level, Line};
use crate::words::{Language, Say};
use serde_json::json;

fn turn(lab: &mut Lab, field: Field, text: &str) {
    lab.act(Action::Turn(field, Input::Text(text.to_owned())));
}

#[test]
fn a_turned_knob_leaves_a_mark_and_says_what_it_was() {
    let mut lab = Lab::open("work-queue");
    lab.tick(5.0, || true);
    turn(&mut lab, Field::rate(0), "4.8");
    assert_eq!(lab.flags().all()[0].text.english, "web rate 3.2 → 4.8 / s");
    let (_, knob) = lab.panel().knob(&Field::rate(0)).unwrap();
    assert_eq!(knob.was.clone().unwrap().english, "3.2 / s");
    lab.act(Action::PutBack(Field::rate(0)));
    let (_, knob) = lab.panel().knob(&Field::rate(0)).unwrap();
    assert_eq!(knob.was, None);
}

#[test]
fn a_reset_keeps_in_mind_how_the_scenario_was_opened() {
    let mut lab = Lab::open("work-queue");
    turn(&mut lab, Field::rate(0), "4.8");
    lab.act(Action::Reset);
    assert!(lab.is_changed());
    let (_, knob) = lab.panel().knob(&Field::rate(0)).unwrap();
    assert_eq!(knob.was.clone().unwrap().english, "3.2 / s");
    lab.act(Action::Reopen);
    assert!(!lab.is_changed());
}

#[test]
fn bursts_of_a_silent_producer_are_refused() {
    let mut lab = Lab::open("work-queue");
    turn(&mut lab, Field::rate(0), "0");
    let process = Field::side("producers[0].arrivals", Side::Process);
    lab.act(Action::Turn(process.clone(), Input::Put(json!("renewal"))));
    let (_, knob) = lab.panel().knob(&process).unwrap();
    assert_eq!(
        knob.refusal.clone().unwrap().message.english,
        "needs a rate above 0 first"
    );
    assert_eq!(
        lab.live().scenario().producers[0].arrivals.process.rate(),
        0.0
    );
}

#[test]
fn a_wrong_number_is_named_beside_its_field_and_the_last_valid_value_runs_on() {
    let mut lab = Lab::open("work-queue");
    turn(&mut lab, Field::rate(0), "fast");
    let (_, knob) = lab.panel().knob(&Field::rate(0)).unwrap();
    let refusal = knob.refusal.clone().unwrap();
    assert_eq!(refusal.typed, "fast");
    assert_eq!(
        refusal.message.english,
        "must be a number from 0 to 1000000 (1/s), not \"fast\""
    );
    assert!((lab.live().scenario().producers[0].arrivals.process.rate() - 3.2).abs() < 1e-12);
    turn(&mut lab, Field::rate(0), "3.3");
    assert_eq!(lab.panel().knob(&Field::rate(0)).unwrap().1.refusal, None);
}

#[test]
fn a_bad_file_keeps_the_run_and_lists_every_problem() {
    let mut lab = Lab::open("overload");
    lab.tick(3.0, || true);
    let now = lab.live().now();
    lab.act(Action::Open(r#"{"tailback": 2, "name": 3}"#.to_owned()));
    assert!(lab.file_problems().len() >= 5);
    assert_eq!(lab.live().now(), now);
}

#[test]
fn a_step_is_logged() {
    let mut lab = Lab::open("work-queue");
    lab.act(Action::Step);
    assert_eq!(
        lab.log().written(),
        2,
        "published, and taken by an idle worker at once"
    );
}

#[test]
fn the_article_is_logged_in_its_own_words() {
    let mut lab = Lab::open("article");
    for _ in 0..2000 {
        lab.tick(0.01, || true);
    }
    let said = |line: &Line| line.string(Language::English);
    let lines: Vec<String> = lab.log().lines(Level::Info, 200).iter().map(said).collect();
    let expected: Vec<String> = (0..10)
        .flat_map(|item| {
            [
                format!("Produced: item-{item}"),
                format!("Consumed: item-{item}"),
            ]
        })
        .collect();
    assert_eq!(lines, expected);
    assert!(lab.live().has_ended());
    lab.act(Action::PlayPause);
    assert!(lab.live().is_playing() && lab.live().now().nanos() == 0);
}

#[test]
fn theory_is_worked_out_when_the_scenario_changes_and_never_for_a_frame() {
    let mut lab = Lab::open("work-queue");
    for _ in 0..50 {
        lab.tick(0.1, || true);
        assert!(!View::of(&lab, None).figures.is_empty());
    }
    lab.act(Action::StepSpeed(true));
    turn(&mut lab, Field::rate(0), "3.2");
    assert_eq!(lab.forecast().made(), 1, "nothing has changed");
    turn(&mut lab, Field::rate(0), "3.3");
    assert_eq!(lab.forecast().made(), 2);
    lab.act(Action::Reset);
    assert_eq!(lab.forecast().made(), 2, "another run of the same scenario");
    assert_eq!(lab.forecast().stretches(0.0).len(), 1);
}

#[test]
fn the_overlay_says_what_it_shows_or_why_it_cannot_and_stays_off() {
    let mut lab = Lab::open("work-queue");
    let words = |lab: &Lab| View::of(lab, None).overlay_words;
    assert_eq!(words(&lab), "p50 1.3 s, p99 6.9 s; exact");
    assert_eq!(super::charts::theory(&lab).len(), 1);
    turn(&mut lab, Field::rate(0), "5");
    assert_eq!(words(&lab), "unstable: there are no quantiles");
    lab.act(Action::Overlay(false));
    lab.act(Action::Preset("overload".to_owned()));
    assert!(words(&lab).contains("bounded queue"), "{}", words(&lab));
    assert!(!lab.overlay() && super::charts::theory(&lab).is_empty());
}

#[test]
fn an_instant_is_shown_the_same_each_time() {
    let shown = || {
        let mut lab = Lab::open("overload");
        lab.show_at(30.0, || true);
        View::of(&lab, None)
    };
    let view = shown();
    assert_eq!((view.clock.as_str(), view.playing), ("00:30.0", false));
    assert_eq!(view, shown());
}

#[test]
fn where_little_motion_is_wanted_what_is_opened_starts_paused() {
    let mut lab = Lab::open("work-queue");
    lab.act(Action::Calm(true));
    assert!(!lab.live().is_playing());
    lab.act(Action::PlayPause);
    assert!(lab.live().is_playing(), "who wants to see it plays it");
    lab.act(Action::Preset("overload".to_owned()));
    assert!(!lab.live().is_playing());
    lab.act(Action::Calm(false));
    lab.act(Action::Preset("article".to_owned()));
    assert!(lab.live().is_playing());
}

#[test]
fn a_turned_knob_is_undone_and_done_again_as_one_step() {
    let mut lab = Lab::open("work-queue");
    lab.tick(5.0, || true);
    let rate = |lab: &Lab| lab.live().scenario().producers[0].arrivals.process.rate();
    let field = Field::rate(0);
    for value in [3.3, 3.4, 3.6] {
        lab.act(Action::Turn(field.clone(), Input::Number(value)));
    }
    lab.tick(5.0, || true);
    lab.act(Action::Turn(field, Input::Number(2.0)));
    assert_eq!(
        lab.undo_names()[0].as_ref().unwrap().english,
        "web rate 3.6 → 2 / s"
    );
    lab.act(Action::Undo);
    assert!((rate(&lab) - 3.6).abs() < 1e-12);
    let now = lab.live().now();
    lab.act(Action::Undo);
    assert!((rate(&lab) - 3.2).abs() < 1e-12);
    assert_eq!(lab.live().now(), now, "time is not undone");
    assert_eq!(lab.undo_names()[0], None);
    lab.act(Action::Redo);
    lab.act(Action::Redo);
    assert!((rate(&lab) - 2.0).abs() < 1e-12);
    assert_eq!(lab.undo_names()[1], None);
}

#[test]
fn a_run_that_gave_way_comes_back_as_it_was() {
    let mut lab = Lab::open("work-queue");
    lab.tick(5.0, || true);
    lab.act(Action::Turn(Field::rate(0), Input::Number(3.6)));
    lab.tick(5.0, || true);
    let (then, counted) = (lab.live().now(), lab.live().counted());
    let marks = lab.flags().all().len();
    lab.act(Action::Preset("overload".to_owned()));
    lab.tick(3.0, || true);
    lab.act(Action::Reset);
    lab.act(Action::Undo);
    assert!(lab.live().now().secs() > 2.9 && lab.preset() == Some("overload"));
    lab.act(Action::Undo);
    assert_eq!(lab.preset(), Some("work-queue"));
    assert_eq!((lab.live().now(), lab.live().counted()), (then, counted));
    assert_eq!(lab.flags().all().len(), marks);
    assert!(lab.is_changed());
    lab.act(Action::Undo);
    assert!(!lab.is_changed(), "the knob, too");
    lab.act(Action::Redo);
    lab.act(Action::Redo);
    assert_eq!(lab.preset(), Some("overload"));
}

#[test]
fn faults_and_rules_are_added_taken_out_and_undone() {
    let mut lab = Lab::open("work-queue");
    let has = |lab: &Lab| {
        let scenario = lab.live().scenario();
        (scenario.faults.len(), scenario.alerts.len())
    };
    for entry in Entry::ALL {
        lab.act(Action::Append(entry));
    }
    assert_eq!(has(&lab), (4, 1), "there is neither a link nor a disk");
    lab.act(Action::Append(Entry::Alert));
    let ids: Vec<&str> = (lab.live().scenario().alerts.iter())
        .map(|rule| &*rule.id)
        .collect();
    assert_eq!(ids, ["alert-1", "alert-2"]);
    lab.act(Action::TakeOut("faults[1]".into()));
    lab.act(Action::TakeOut("queues[0]".into()));
    assert_eq!(has(&lab), (3, 2));
    lab.act(Action::Undo);
    assert_eq!(has(&lab), (4, 2));
    lab.act(Action::PutAllBack);
    assert_eq!(has(&lab), (0, 0));
}

#[test]
fn the_log_keeps_what_matters_longest() {
    let mut lab = Lab::open("alarms");
    for _ in 0..300 {
        lab.tick(1.0, || true);
    }
    let errors = lab.log().lines(Level::Error, 100);
    assert!(errors.iter().all(|line| line.level == Level::Error));
    let said = |line: &Line| line.string(Language::English);
    assert_eq!(said(&errors[0]), "workers 2.0 × slower");
    assert!(errors.iter().any(|line| said(line) == "alarm: patient"));
    let all = lab.log().lines(Level::Info, 100);
    assert_eq!(all.len(), 100);
    assert!(all.windows(2).all(|two| two[0].number < two[1].number));
}
