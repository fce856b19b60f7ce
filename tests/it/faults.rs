//! Faults: what goes wrong at a given instant or by chance, what it does, and that it is over.

use crate::scenarios::{
    at, deliveries, edit_to, instants, pass, plain, publishes, settlements, snapshot, trace_of,
};
use serde_json::{Value, json};
use tailback::broker::trace::Step;
use tailback::scenario::Scenario;
use tailback::session::Run;

fn lived(scenario: Scenario, until: f64) -> Run {
    let mut run = Run::new(scenario);
    pass(&mut run, at(until));
    run
}

/// The plain scenario with one fault, and changes.
fn struck(fault: Value, changes: &[(&str, Value)]) -> Scenario {
    let mut all = changes.to_vec();
    all.push(("faults", json!([fault])));
    plain(&all)
}

fn crash(at: f64, lasts: f64) -> Value {
    json!({ "fault": "consumer-crash", "on": "c", "at": at, "for": lasts })
}

fn ready(run: &Run) -> usize {
    run.world().queues()[0].ready.len()
}

#[test]
fn a_crash_takes_what_a_worker_has_in_hand_and_it_is_delivered_anew() {
    // Services of 0.5 s, from 1, 2, 3 s on; the third is interrupted at 3.25 s.
    let quick = [("consumers[0].service.value", json!(0.5))];
    let run = lived(struck(crash(3.25, 3.0), &quick), 9.0);
    assert_eq!(deliveries(run.world())[..4], [1.0, 2.0, 3.0, 6.25]);
    assert_eq!(settlements(run.world())[..4], [1.5, 2.5, 6.75, 7.25]);
    let failed = instants(run.world(), |step| matches!(step, Step::Failed(_)));
    assert_eq!(failed, [3.25]);
    let notes: Vec<_> = run.world().faults().notes().collect();
    assert_eq!(notes.len(), 2);
    assert!(notes[0].begins && notes[0].time == at(3.25));
    assert!(!notes[1].begins && notes[1].time == at(6.25));
}

#[test]
fn what_was_settled_on_delivery_is_lost_in_a_crash() {
    let changes = [("consumers[0].ack", json!("on-delivery"))];
    let run = lived(struck(crash(2.5, 1.0), &changes), 9.0);
    assert_eq!(run.world().ledger().lost, 1);
}

#[test]
fn workers_that_crashed_are_not_up() {
    let changes = [("consumers[0].count", json!(3))];
    let mut run = lived(struck(crash(2.0, 4.0), &changes), 5.0);
    assert_eq!(run.world().consumers()[0].up.level(), 0);
    // One that is added crashes with them.
    edit_to(&mut run, "consumers[0].count", 4);
    assert_eq!(run.world().consumers()[0].up.level(), 0);
    pass(&mut run, at(6.0));
    assert_eq!(run.world().consumers()[0].up.level(), 4);
    assert_eq!(run.world().faults().present().count(), 0);
}

/// What piled up during an outage of D s is drained in D lambda / (mu - lambda) s: the fluid that came in goes out at
/// the spare rate. With constant times that is exact to one message.
#[test]
fn a_backlog_drains_at_the_spare_capacity() {
    for (outage, rate, workers) in [(60.0, 8.0, 10), (60.0, 5.0, 10), (120.0, 9.0, 10)] {
        let scenario = struck(
            crash(100.0, outage),
            &[
                ("producers[0].arrivals.rate", json!(rate)),
                ("consumers[0].count", json!(workers)),
            ],
        );
        let mut run = lived(scenario, 100.0 + outage);
        let backlog = ready(&run) as f64;
        assert!((backlog - outage * rate).abs() <= 10.0, "{backlog}");
        let mut now = 100.0 + outage;
        while ready(&run) > 0 {
            now += 0.25;
            pass(&mut run, at(now));
        }
        let drain = now - 100.0 - outage;
        let expected = outage * rate / (f64::from(workers) - rate);
        // What the workers had in hand is done again, one second of each.
        let again = f64::from(workers) / (f64::from(workers) - rate);
        assert!(
            (drain - expected).abs() <= again + 1.5,
            "{drain} s, not {expected} s"
        );
    }
}

#[test]
fn nothing_is_as_it_was_not_before_a_fault_and_long_after() {
    let quick = [
        (
            "producers[0].arrivals",
            json!({ "process": "poisson", "rate": 1.0 }),
        ),
        (
            "consumers[0].service",
            json!({ "distribution": "exponential", "mean": 0.5 }),
        ),
    ];
    let calm = lived(plain(&quick), 1000.0);
    for fault in [
        crash(50.0, 5.0),
        json!({ "fault": "consumer-slow-down", "on": "c", "at": 50.0, "for": 5.0, "factor": 4.0 }),
    ] {
        let before = lived(struck(fault.clone(), &quick), 49.9);
        assert_eq!(
            snapshot(before.world()),
            snapshot(lived(plain(&quick), 49.9).world())
        );
        let after = lived(struck(fault, &quick), 1000.0);
        assert_eq!(publishes(after.world()), publishes(calm.world()));
        let late = |run: &Run| {
            let trace = trace_of(run.world()).into_iter();
            let late = trace.filter(|one| one.time > at(900.0));
            late.map(|one| one.message).collect::<Vec<_>>().len()
        };
        assert!(late(&after).abs_diff(late(&calm)) < 20);
        assert_eq!(
            after.world().ledger().published,
            calm.world().ledger().published
        );
        assert!(after.world().in_system() < 10);
    }
}

#[test]
fn services_that_begin_during_a_slow_down_take_longer() {
    let slow =
        json!({ "fault": "consumer-slow-down", "on": "c", "at": 1.5, "for": 2.0, "factor": 3.0 });
    let run = lived(struck(slow, &[("consumers[0].count", json!(9))]), 9.0);
    // Those that begin at 2 and 3 s.
    assert_eq!(
        settlements(run.world())[..6],
        [2.0, 5.0, 5.0, 6.0, 6.0, 7.0]
    );
}

#[test]
fn a_spike_shrinks_what_is_left_of_an_interval_and_its_end_stretches_it() {
    let spike = json!({ "fault": "load-spike", "on": "p", "at": 1.5, "for": 1.0, "factor": 4.0 });
    let run = lived(struck(spike, &[]), 5.0);
    // Half an interval is left at 1.5 s: an eighth of a second. At 2.5 s half a short one is.
    assert_eq!(
        publishes(run.world()),
        [1.0, 1.625, 1.875, 2.125, 2.375, 3.0, 4.0, 5.0]
    );
}

#[test]
fn a_timetable_has_so_many_times_its_rate() {
    let day = json!({ "process": "schedule", "points": [[0.0, 10.0], [1000.0, 10.0]] });
    let spike =
        json!({ "fault": "load-spike", "on": "p", "at": 100.0, "for": 100.0, "factor": 3.0 });
    let run = lived(struck(spike, &[("producers[0].arrivals", day)]), 200.0);
    let published = run.world().ledger().published as f64;
    // 1000 and 3000 are expected; four standard deviations of their sum.
    assert!((published - 4000.0).abs() < 253.0, "{published}");
}

#[test]
fn faults_that_come_again_do_so_after_their_intervals() {
    let again = json!({ "fault": "consumer-crash", "on": "c", "for": 1.0,
        "every": { "distribution": "constant", "value": 4.0 } });
    let run = lived(struck(again, &[]), 21.0);
    let begins = run.world().faults().notes().filter(|note| note.begins);
    let begins: Vec<f64> = begins.map(|note| note.time.secs()).collect();
    assert_eq!(begins, [4.0, 9.0, 14.0, 19.0]);
    // By chance the workers are down for a share of the time.
    let chance = json!({ "fault": "consumer-crash", "on": "c", "at": 0.0, "for": 1.0,
        "every": { "distribution": "exponential", "mean": 4.0 } });
    let run = lived(struck(chance, &[]), 20_000.0);
    let up = run.world().consumers()[0].up.area_at(at(20_000.0)) as f64 / 2e13;
    assert!((up - 0.8).abs() < 0.01, "{up}");
}

#[test]
fn two_faults_on_one_node_add_up() {
    let slow = |at: f64| json!({ "fault": "consumer-slow-down", "on": "c", "at": at, "for": 2.0, "factor": 2.0 });
    let faults = json!([slow(0.5), slow(1.5), crash(7.5, 1.0), crash(8.0, 2.0)]);
    let run = lived(
        plain(&[("faults", faults), ("consumers[0].count", json!(9))]),
        11.0,
    );
    let length = |number: u64| {
        let trace = trace_of(run.world());
        let mut times = trace.iter().filter(|one| {
            one.message == number && matches!(one.step, Step::Delivered(_) | Step::Settled(_))
        });
        let begin = times.next().expect("it was delivered").time;
        times
            .next()
            .expect("it was settled")
            .time
            .since(begin)
            .secs()
    };
    assert_eq!([0, 1, 2, 3].map(length), [2.0, 4.0, 2.0, 1.0]);
    let up: Vec<f64> = (run.world().faults().notes())
        .filter(|note| !note.begins)
        .map(|note| note.time.secs())
        .collect();
    assert_eq!(up, [2.5, 3.5, 8.5, 10.0]);
    // Nothing begins until the second one is over.
    assert!(
        !deliveries(run.world())
            .iter()
            .any(|time| (7.75..10.0).contains(time))
    );
}

#[test]
fn faults_can_be_changed_while_they_last() {
    let mut run = lived(struck(crash(2.0, 100.0), &[]), 5.0);
    assert_eq!(run.world().consumers()[0].up.level(), 0);
    edit_to(&mut run, "faults[0].for", 4.0);
    assert_eq!(run.world().consumers()[0].up.level(), 0);
    pass(&mut run, at(6.0));
    assert_eq!(run.world().consumers()[0].up.level(), 1);
    // It should have begun, and would still last.
    edit_to(&mut run, "faults[0].for", 7.0);
    assert_eq!(run.world().consumers()[0].up.level(), 0);
    edit_to(&mut run, "faults", Value::Null);
    assert_eq!(run.world().consumers()[0].up.level(), 1);
    pass(&mut run, at(20.0));
    assert_eq!(run.world().faults().present().count(), 0);
}

#[test]
fn what_is_wrong_with_a_fault_is_said() {
    let problem = |faults: Value| {
        let document = serde_json::to_value(plain(&[])).expect("plain data");
        let mut document = document;
        document["faults"] = faults;
        let problems = Scenario::from_value(&document).expect_err("wrong");
        let one = &problems[0];
        format!("{}: {}", one.path, one.message.english)
    };
    for (fault, said) in [
        (
            json!({ "fault": "flood", "on": "p", "at": 1, "for": 1 }),
            "faults[0].fault: must be one of consumer-crash, consumer-slow-down, load-spike, link-slow-down, network-partition, broker-crash, disk-stall, not \"flood\"",
        ),
        (
            json!({ "fault": "load-spike", "on": "c", "at": 1, "for": 1, "factor": 2 }),
            "faults[0].on: \"c\" is not a producer; right would be p",
        ),
        (
            json!({ "fault": "consumer-crash", "on": "c", "for": 1 }),
            "faults[0].at: is missing; it must be a number from 0 to 1e9 (s)",
        ),
        (
            json!({ "fault": "consumer-crash", "on": "c", "at": 1, "for": 1, "factor": 2 }),
            "faults[0].factor: means nothing to this fault; leave it out",
        ),
        (
            json!({ "fault": "load-spike", "on": "p", "at": 1, "for": 1 }),
            "faults[0].factor: is missing; it must be a number from 0.001 to 1000",
        ),
    ] {
        assert_eq!(problem(json!([fault])), said);
    }
}

#[test]
fn a_broker_that_a_fault_crashes_comes_up_again_after_that_time() {
    let crash = json!({ "fault": "broker-crash", "on": "broker", "at": 2.25, "for": 4 });
    let slow = [("consumers[0].service.value", json!(5))];
    let run = lived(struck(crash.clone(), &slow), 3.0);
    assert!(run.world().is_down());
    // What is ready is lost; what is in hand comes back to a memory that has gone.
    assert_eq!(run.world().ledger().lost, 2);
    let run = lived(struck(crash, &slow), 6.5);
    assert!(!run.world().is_down());
    assert_eq!(run.world().faults().present().count(), 0);
}

#[test]
fn a_crash_of_the_broker_is_as_long_as_its_rule_even_if_that_is_changed() {
    let crash = |at: f64, lasts: f64| json!({ "fault": "broker-crash", "on": "broker", "at": at, "for": lasts });
    let down = |run: &Run| run.world().is_down();
    let mut run = lived(struck(crash(2.0, 4.0), &[]), 3.0);
    edit_to(&mut run, "faults[0].for", 6.0);
    pass(&mut run, at(7.5));
    assert!(down(&run));
    edit_to(&mut run, "faults[0].for", 5.6);
    pass(&mut run, at(7.7));
    assert!(!down(&run));
    // Two that overlap last until the end of the later one, wherever they stand in the list.
    let two = json!([crash(2.0, 4.0), crash(5.0, 4.0)]);
    let mut run = lived(plain(&[("faults", two)]), 6.5);
    assert!(down(&run));
    edit_to(&mut run, "faults", json!([crash(5.0, 4.0)]));
    assert!(down(&run));
    pass(&mut run, at(9.5));
    assert!(!down(&run));
}

#[test]
fn a_disk_that_stalls_writes_when_that_is_over() {
    let stall = json!({ "fault": "disk-stall", "on": "broker", "at": 1.05, "for": 3 });
    let write = json!({ "distribution": "constant", "value": 0.1 });
    let disk = [(
        "broker.disk",
        json!({ "sync": "each", "write": write, "confirm": "on-sync" }),
    )];
    let run = lived(struck(stall, &disk), 9.0);
    let accepted = instants(run.world(), |step| step == Step::Accepted);
    // That of 1 s is written at 4.05 s, and those behind it one after the other.
    let expected = [4.05, 4.15, 4.25, 4.35, 5.1, 6.1];
    for (found, expected) in accepted.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{accepted:?}");
    }
}

#[test]
fn a_link_that_is_slow_or_cut_is_so_for_what_is_sent_meanwhile() {
    let latency = json!({ "latency": { "distribution": "constant", "value": 0.25 } });
    let link = [("producers[0].link", latency)];
    let slow = json!({ "fault": "link-slow-down", "on": "p", "at": 2.5, "for": 1, "factor": 8 });
    let run = lived(struck(slow, &link), 9.0);
    let accepted = instants(run.world(), |step| step == Step::Accepted);
    assert_eq!(accepted[..5], [1.25, 2.25, 4.25, 5.0, 5.25]);
    let cut = json!({ "fault": "network-partition", "on": "p", "at": 2.5, "for": 2 });
    let run = lived(struck(cut, &link), 9.0);
    let strayed = instants(run.world(), |step| step == Step::Strayed);
    assert_eq!(strayed, [3.25, 4.25]);
    assert_eq!(run.world().ledger().strayed, 2);
}

#[test]
fn a_fault_that_is_due_at_this_very_instant_still_begins_when_its_place_changes() {
    let mut run = lived(plain(&[]), 4.5);
    edit_to(&mut run, "faults", json!([crash(5.0, 2.0)]));
    while run.world().now() < at(5.0) {
        assert!(run.step());
    }
    assert_eq!(
        run.world().faults().present().count(),
        0,
        "something else came first"
    );
    edit_to(
        &mut run,
        "faults",
        json!([crash(50.0, 1.0), crash(5.0, 2.0)]),
    );
    pass(&mut run, at(5.5));
    assert_eq!(run.world().faults().present().count(), 1);
}

#[test]
fn what_cannot_be_struck_is_said() {
    let problem = |fault: &str, on: &str| {
        let mut document = serde_json::to_value(plain(&[])).expect("plain data");
        let mut fault = json!({ "fault": fault, "on": on, "at": 1, "for": 1 });
        if fault["fault"] == "link-slow-down" {
            fault["factor"] = json!(2);
        }
        document["faults"] = json!([fault]);
        let problems = Scenario::from_value(&document).expect_err("invalid");
        problems[0].to_string()
    };
    assert_eq!(
        problem("disk-stall", "broker"),
        "faults[0].on: has no `disk` that could stall"
    );
    assert_eq!(
        problem("link-slow-down", "p"),
        "faults[0].on: has no `link` that could be slow or cut"
    );
    assert_eq!(
        problem("broker-crash", "q"),
        "faults[0].on: \"q\" is not the broker; right would be broker"
    );
}
