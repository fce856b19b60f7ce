//! Alert rules: when they fire and clear, and how well they tell what is wrong.

use crate::presets::measure;
use crate::scenarios::{any_scenario, at, cases, edit_to, pass, plain, trace_of};
use proptest::prelude::*;
use serde_json::{Value, json};
use tailback::broker::World;
use tailback::metrics::AlarmSums;
use tailback::scenario::Scenario;
use tailback::session::Run;

/// One message a second from 0.5 s on, 0.25 s of work each; and a crash of its worker from 10.25 s to 30.25 s.
fn struck(rules: Value) -> Scenario {
    let crash = json!({ "fault": "consumer-crash", "on": "c", "at": 10.25, "for": 20 });
    plain(&[
        ("producers[0].first_at", json!(0.5)),
        ("consumers[0].service.value", json!(0.25)),
        ("faults", json!([crash])),
        ("alerts", rules),
    ])
}

fn lived(scenario: &Scenario, until: f64) -> World {
    let mut world = World::new(&scenario.settings(), scenario.seed, 0);
    world.advance(at(until), u64::MAX);
    world
}

/// When a rule fired and cleared.
fn turns(world: &World, place: usize) -> Vec<(f64, bool)> {
    let id = &world.alerts().rules[place].settings.id;
    let notes = world.alerts().notes().filter(|note| note.id == *id);
    notes.map(|note| (note.time.secs(), note.fires)).collect()
}

fn counts(world: &World, place: usize) -> AlarmSums {
    world.totals().alerts[place].alarms
}

#[test]
fn a_rule_fires_when_its_limit_was_passed_for_long_enough_and_clears_at_the_next_look() {
    let rule = json!({ "id": "backlog", "watch": "backlog", "on": "q", "above": 4, "for": 3 });
    let world = lived(&struck(json!([rule])), 60.0);
    // Ready at 10.5, 11.5, ..., the fifth at 14.5: seen at 15, and for three seconds at 18. From 30.25 on they are
    // taken four a second while one comes: 20 at first, 4 after the 22nd service began at 35.75.
    assert_eq!(turns(&world, 0), [(18.0, true), (36.0, false)]);
    let counts = counts(&world, 0);
    assert_eq!((counts.fired, counts.detected, counts.missed), (1, 1, 0));
    assert_eq!(counts.false_alarms, 0);
    assert_eq!(counts.delay, 7_750_000_000);
    assert_eq!(counts.firing, 18_000_000_000);
}

#[test]
fn a_fault_that_a_rule_does_not_see_is_missed_and_an_alarm_without_a_fault_is_false() {
    let deaf = json!({ "id": "deaf", "watch": "backlog", "above": 1000 });
    let nervous = json!({ "id": "nervous", "watch": "backlog", "above": -1 });
    let world = lived(&struck(json!([deaf, nervous])), 60.0);
    let deaf = counts(&world, 0);
    assert_eq!((deaf.fired, deaf.detected, deaf.missed), (0, 0, 1));
    // It fires at its first look and never clears, so that it fires when the fault begins.
    assert_eq!(turns(&world, 1), [(1.0, true)]);
    let nervous = counts(&world, 1);
    assert_eq!((nervous.false_alarms, nervous.detected), (1, 1));
    assert_eq!(nervous.delay, 0);
}

#[test]
fn rates_are_those_of_the_window_and_unknown_before_the_first_look() {
    let slow = json!({ "id": "slow", "watch": "throughput", "below": 0.5, "window": 4 });
    let world = lived(&struck(json!([slow])), 60.0);
    // The last service ends at 9.75. At 13 two of the last four seconds had one, at 12 there were two.
    assert_eq!(turns(&world, 0)[0], (13.0, true));
    let aged = json!({ "id": "aged", "watch": "oldest-age", "above": 5 });
    let world = lived(&struck(json!([aged])), 60.0);
    assert_eq!(turns(&world, 0)[0], (16.0, true), "published at 10.5");
}

#[test]
fn a_change_is_seen_long_before_its_level() {
    let level = json!({ "id": "level", "watch": "backlog", "above": 15 });
    let change =
        json!({ "id": "change", "watch": "backlog", "change": true, "above": 0.8, "window": 5 });
    let world = lived(&struck(json!([level, change])), 60.0);
    let (level, change) = (turns(&world, 0)[0].0, turns(&world, 1)[0].0);
    assert_eq!((level, change), (26.0, 15.0));
    // The fall afterwards is no rise.
    assert!(turns(&world, 1)[1].0 <= 32.0);
}

#[test]
fn a_crash_of_the_broker_is_a_fault_too() {
    let always = |seconds: f64| json!({ "distribution": "constant", "value": seconds });
    let scenario = plain(&[
        (
            "broker.outages",
            json!({ "up": always(10.25), "down": always(5.0) }),
        ),
        (
            "alerts",
            json!([{ "id": "still", "watch": "throughput", "below": 0.2, "window": 2 }]),
        ),
    ]);
    let counts = counts(&lived(&scenario, 90.0), 0);
    assert!(counts.detected >= 5 && counts.missed == 0);
}

#[test]
fn the_report_says_how_well_a_rule_does() {
    let rule = json!({ "id": "backlog", "watch": "backlog", "above": 4 });
    let report = measure(&struck(json!([rule])), 60.0);
    let figure = |name: &str| report.alerts["backlog"][name].mean.expect("measured");
    assert_eq!(figure("detected_fraction"), 1.0);
    assert_eq!(figure("false_alarm_fraction"), 0.0);
    assert_eq!(figure("detection_delay"), 4.75);
    assert_eq!(figure("alarms_per_hour"), 60.0);
}

#[test]
fn rules_can_be_changed_while_they_fire() {
    let rule = json!({ "id": "backlog", "watch": "backlog", "above": 4 });
    let mut run = Run::new(struck(json!([rule])));
    pass(&mut run, at(20.0));
    assert!(run.world().alerts().rules[0].firing_since.is_some());
    edit_to(&mut run, "alerts[0].above", 40);
    assert_eq!(turns(run.world(), 0).last(), Some(&(20.0, false)));
    assert_eq!(
        counts(run.world(), 0),
        AlarmSums::default(),
        "it counts from now on"
    );
    edit_to(&mut run, "alerts", Value::Null);
    pass(&mut run, at(60.0));
    assert!(run.world().alerts().rules.is_empty());
}

#[test]
fn a_rule_that_stays_goes_on_when_another_one_goes() {
    let rule = |id: &str, above: f64| json!({ "id": id, "watch": "backlog", "above": above });
    let both = json!([rule("low", 4.0), rule("high", 8.0)]);
    let mut run = Run::new(struck(both));
    pass(&mut run, at(20.0));
    edit_to(&mut run, "alerts", json!([rule("high", 8.0)]));
    let kept = &run.world().alerts().rules[0];
    assert_eq!(
        (&*kept.settings.id, kept.firing_since),
        ("high", Some(at(19.0)))
    );
    assert_eq!(counts(run.world(), 0).delay, 8_750_000_000);
    let last = run
        .world()
        .alerts()
        .notes()
        .next_back()
        .expect("low is over");
    assert_eq!((&*last.id, last.fires, last.time), ("low", false, at(20.0)));
    pass(&mut run, at(60.0));
    assert_eq!(turns(run.world(), 0), [(19.0, true), (35.0, false)]);
}

#[test]
fn a_fault_that_is_changed_while_it_lasts_is_one_fault() {
    let rule = json!({ "id": "deaf", "watch": "backlog", "above": 1000 });
    let mut run = Run::new(struck(json!([rule])));
    pass(&mut run, at(15.0));
    for lasts in [21.0, 22.0, 23.0] {
        edit_to(&mut run, "faults[0].for", lasts);
    }
    pass(&mut run, at(90.0));
    let counts = counts(run.world(), 0);
    assert_eq!((counts.detected, counts.missed), (0, 1));
}

#[test]
fn the_end_of_a_warm_up_changes_no_alarm() {
    let busy = json!({ "id": "slow", "watch": "throughput", "below": 0.5, "window": 4 });
    let mut world = lived(&struck(json!([busy])), 20.5);
    world.clear_statistics();
    world.advance(at(60.0), u64::MAX);
    let turns = turns(&world, 0);
    assert_eq!(turns.len(), 2, "{turns:?}");
    assert_eq!(turns[0], (13.0, true));
}

#[test]
fn what_is_wrong_with_a_rule_is_said() {
    let problem = |rule: Value| {
        let mut document = serde_json::to_value(plain(&[])).expect("plain data");
        document["alerts"] = json!([rule]);
        let problems = Scenario::from_value(&document).expect_err("invalid");
        problems[0].to_string()
    };
    for (rule, said) in [
        (
            json!({ "id": "a", "watch": "noise", "above": 1 }),
            "alerts[0].watch: must be one of backlog, oldest-age, arrival-rate, throughput, loss-rate, utilisation, \
             sojourn, not \"noise\"",
        ),
        (
            json!({ "id": "a", "watch": "backlog" }),
            "alerts[0].above: must be there, or `below`, but not both",
        ),
        (
            json!({ "id": "a", "watch": "backlog", "above": 1, "on": "x" }),
            "alerts[0].on: \"x\" is not a queue; those are q",
        ),
        (
            json!({ "id": "a", "watch": "sojourn", "change": true, "above": 1, "window": 1 }),
            "alerts[0].window: must be at least twice `every`, so that one half of it can be compared with the other",
        ),
        (
            json!({ "id": "a", "watch": "backlog", "above": 1, "window": 60, "every": 0.01 }),
            "alerts[0].every: must be at least a thousandth of `window`",
        ),
    ] {
        assert_eq!(problem(rule), said);
    }
}

proptest! {
    #![proptest_config(cases(200))]

    /// Whoever watches changes nothing.
    #[test]
    fn a_system_that_is_watched_does_what_it_would_do_anyway(scenario in any_scenario()) {
        let silent = Scenario { alerts: Vec::new(), ..scenario.clone() };
        let world = |scenario: &Scenario| {
            let world = World::new(&scenario.settings(), scenario.seed, 0);
            let mut world = world.with_trace(100_000);
            world.advance(at(20.0), u64::MAX);
            world
        };
        let (watched, silent) = (world(&scenario), world(&silent));
        prop_assert_eq!(trace_of(&watched), trace_of(&silent));
        let sums = watched.totals();
        for (rule, sums) in watched.alerts().rules.iter().zip(&sums.alerts) {
            let counts = sums.alarms;
            prop_assert!(counts.firing <= counts.time);
            prop_assert!(counts.false_alarms <= counts.fired);
            prop_assert!(rule.firing_since.is_none() || counts.fired > 0);
        }
    }
}
