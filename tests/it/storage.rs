//! What outlives a crash of the broker: exactly what its disk or the follower that leads next has.

use crate::scenarios::{at, edit_to, instants, pass, plain};
use serde_json::{Value, json};
use tailback::broker::World;
use tailback::broker::trace::Step;
use tailback::broker::world::Advance;
use tailback::engine::SimTime;
use tailback::scenario::Scenario;
use tailback::session::Run;
use tailback::theory::Stability;

fn constant(value: f64) -> Value {
    json!({ "distribution": "constant", "value": value })
}

/// One message a second, which nobody works on, and a broker that is down from `crash` on for a second.
fn piling_up(crash: f64, broker: &[(&str, Value)]) -> Scenario {
    let mut changes = vec![
        ("consumers[0].count", json!(0)),
        (
            "broker.outages",
            json!({ "up": constant(crash), "down": constant(1.0) }),
        ),
    ];
    changes.extend(broker.iter().cloned());
    plain(&changes)
}

fn lived(scenario: Scenario, until: f64) -> Run {
    let mut run = Run::new(scenario);
    pass(&mut run, at(until));
    run
}

fn ready(run: &Run) -> usize {
    run.world().queues()[0].ready.len()
}

#[test]
fn a_crash_takes_all_that_is_in_memory_alone() {
    let run = lived(piling_up(5.5, &[]), 5.75);
    let ledger = run.world().ledger();
    assert_eq!((ledger.published, ledger.lost, ready(&run)), (5, 5, 0));
    assert!(run.world().is_down());
}

#[test]
fn what_is_published_while_the_broker_is_down_is_refused() {
    let run = lived(piling_up(5.5, &[]), 7.0);
    let ledger = run.world().ledger();
    // That of second 6; that of second 7 comes in again.
    assert_eq!((ledger.refused, ready(&run)), (1, 1));
    assert!(!run.world().is_down());
}

#[test]
fn what_is_written_outlives_it() {
    let disk = json!({ "write": constant(0.01) });
    let run = lived(piling_up(5.5, &[("broker.disk", disk)]), 5.75);
    assert_eq!((run.world().ledger().lost, ready(&run)), (0, 5));
}

#[test]
fn a_message_is_accepted_when_it_is_written() {
    let disk = json!({ "write": constant(0.25) });
    let run = lived(piling_up(5.1, &[("broker.disk", disk)]), 5.75);
    let accepted = instants(run.world(), |step| step == Step::Accepted);
    assert_eq!(accepted, [1.25, 2.25, 3.25, 4.25]);
    // The fifth was being written, so nobody had accepted it.
    let ledger = run.world().ledger();
    assert_eq!((ledger.lost, ledger.refused, ready(&run)), (0, 1, 4));
}

#[test]
fn a_group_commit_writes_all_that_wait_at_once() {
    let disk = json!({ "sync": "group", "write": constant(0.5), "every": 2.5 });
    let run = lived(piling_up(100.0, &[("broker.disk", disk)]), 8.5);
    let accepted = instants(run.world(), |step| step == Step::Accepted);
    // Syncs begin at 2.5, 5 and 7.5; the message of second 5 comes just after one began.
    assert_eq!(accepted, [3.0, 3.0, 5.5, 5.5, 8.0, 8.0, 8.0]);
}

#[test]
fn followers_have_what_they_fetched_and_one_of_them_leads() {
    let replication = |acks: &str| json!({ "followers": 1, "fetch": constant(1.5), "acks": acks, "failover": 0.25 });
    let run = lived(
        piling_up(5.75, &[("broker.replication", replication("leader"))]),
        6.0,
    );
    // Fetches end at 2.5 with the first, at 4 with the second, at 5.5 with the third.
    assert_eq!((run.world().ledger().lost, ready(&run)), (2, 3));
    assert!(
        !run.world().is_down(),
        "it leads after a quarter of a second"
    );
    let run = lived(
        piling_up(5.75, &[("broker.replication", replication("all"))]),
        6.0,
    );
    let ledger = run.world().ledger();
    // The two that nobody else had were not accepted, and that of second 6 came too early.
    assert_eq!((ledger.lost, ledger.refused, ready(&run)), (0, 3, 3));
}

/// The former leader lacks what was accepted without it. Let it lead again before it has fetched that, and it is gone.
#[test]
fn an_unclean_election_loses_what_the_new_leader_lacks() {
    let lost = |unclean: bool| {
        let replication = json!({ "followers": 1, "fetch": constant(2.0), "acks": "leader",
            "failover": 0.25, "unclean": unclean });
        let outages = json!({ "up": constant(5.75), "down": constant(5.0) });
        let disk = json!({ "write": constant(0.001), "confirm": "on-arrival" });
        let scenario = piling_up(
            5.75,
            &[
                ("broker.replication", replication),
                ("broker.outages", outages),
                ("broker.disk", disk),
            ],
        );
        let run = lived(scenario, 16.9);
        assert_eq!(run.world().storage().expect("it keeps").crashes, 2);
        (run.world().ledger().lost, run.world().is_down())
    };
    // Crashes at 5.75, when the follower lacks two, and at 11.75. Then the former leader is there
    // since 10.75 and fetches: it lacks those accepted from 6 on, which the disk of the leader has.
    let (first, up) = (lost(true), lost(false));
    assert!(first.0 > up.0, "{first:?} against {up:?}");
}

#[test]
fn a_delivery_that_a_crash_ends_is_made_again() {
    let scenario = plain(&[
        ("producers[0].limit", json!(1)),
        ("consumers[0].service", constant(3.0)),
        ("broker.disk", json!({ "write": constant(0.01) })),
        (
            "broker.outages",
            json!({ "up": constant(2.0), "down": constant(1.5) }),
        ),
    ]);
    let run = lived(scenario, 6.75);
    // Taken at 1.01, cut off at 2, taken again at 3.5; the next crash would be at 5.5.
    let taken = instants(run.world(), |step| matches!(step, Step::Delivered(_)));
    assert_eq!(taken.len(), 2);
    assert!((taken[1] - 3.5).abs() < 1e-9);
}

/// Messages that were accepted since the last sync that is done began: on average half the interval
/// between syncs and the length of one, times the arrival rate.
#[test]
fn the_loss_of_a_crash_is_the_window_of_the_group_commit() {
    let (rate, every, write) = (50.0, 1.0, 0.2);
    let scenario = plain(&[
        (
            "producers[0].arrivals",
            json!({ "process": "poisson", "rate": rate }),
        ),
        ("consumers[0].count", json!(0)),
        // Long enough for the window, so that the crash need not look through all there ever was.
        ("queues[0].ttl", constant(5.0)),
        (
            "broker.disk",
            json!({ "sync": "group", "write": constant(write), "every": every, "confirm": "on-arrival" }),
        ),
        (
            "broker.outages",
            json!({ "up": { "distribution": "exponential", "mean": 20 }, "down": constant(0.1) }),
        ),
    ]);
    let mut world = World::new(&scenario.settings(), 5, 0);
    while world.advance(SimTime::from_secs(40_000.0), u64::MAX) == Advance::Spent {}
    let crashes = world.storage().expect("it keeps").crashes as f64;
    let lost = world.ledger().lost as f64 / crashes;
    let expected = rate * (every / 2.0 + write);
    // The window is uniform over one interval, so its sd is every / sqrt(12); and then Poisson.
    let sd = (rate * rate * every * every / 12.0 + expected).sqrt();
    assert!(
        (lost - expected).abs() < 3.0 * sd / crashes.sqrt(),
        "{lost} lost in each of {crashes} crashes, {expected} expected"
    );
}

/// A disk that writes one by one is a queue of its own: in front of M/M/1, with exponential writes, the two
/// are a tandem (Jackson 1957).
#[test]
fn a_disk_that_writes_each_is_one_more_queue_on_the_way() {
    let scenario = plain(&[
        (
            "producers[0].arrivals",
            json!({ "process": "poisson", "rate": 0.6 }),
        ),
        (
            "consumers[0].service",
            json!({ "distribution": "exponential", "mean": 1 }),
        ),
        (
            "broker.disk",
            json!({ "write": { "distribution": "exponential", "mean": 0.8 } }),
        ),
    ]);
    let mut sojourns = Vec::new();
    for replication in 0..20 {
        let mut world = World::new(&scenario.settings(), 1, replication);
        while world.advance(SimTime::from_secs(2_000.0), u64::MAX) == Advance::Spent {}
        world.clear_statistics();
        while world.advance(SimTime::from_secs(42_000.0), u64::MAX) == Advance::Spent {}
        let moments = world.producers()[0].passage.sojourn;
        sojourns.push(moments.sum as f64 / 1e9 / moments.count as f64);
    }
    let mean = sojourns.iter().sum::<f64>() / 20.0;
    let variance = sojourns.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / 19.0;
    let expected = 1.0 / (1.25 - 0.6) + 1.0 / (1.0 - 0.6);
    let half = 2.86 * (variance / 20.0).sqrt();
    assert!(
        (mean - expected).abs() < half,
        "{mean} ± {half}, {expected} expected"
    );
}

#[test]
fn whatever_is_changed_in_between_nothing_is_left_behind() {
    let mut run = Run::new(piling_up(
        5.5,
        &[("broker.disk", json!({ "write": constant(10.0) }))],
    ));
    pass(&mut run, at(3.5));
    assert_eq!(ready(&run), 0, "all of them wait for the disk");
    edit_to(&mut run, "broker.disk", Value::Null);
    assert_eq!(ready(&run), 3, "without a disk they come in");
    pass(&mut run, at(6.25));
    assert!(run.world().is_down());
    edit_to(&mut run, "broker.outages", Value::Null);
    assert!(!run.world().is_down(), "one that never crashes is up");
}

#[test]
fn what_is_wrong_with_it_is_said_with_its_path() {
    let problems = |path: &str, value: Value| {
        let problems = plain(&[]).with(path, &value).expect_err("it is wrong");
        problems
            .iter()
            .map(|problem| problem.path.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(problems("broker.disk", json!({})), ["broker.disk.write"]);
    assert_eq!(
        problems(
            "broker.disk",
            json!({ "write": constant(1.0), "sync": "all" })
        ),
        ["broker.disk.sync"]
    );
    assert_eq!(
        problems(
            "broker.replication",
            json!({ "fetch": constant(1.0), "followers": 0 })
        ),
        ["broker.replication.followers"]
    );
    assert_eq!(
        problems("broker.outages", json!({ "up": constant(1.0) })),
        ["broker.outages.down"]
    );
}

/// The disk could write a hundred a second, but nobody waits for it.
#[test]
fn who_asks_for_no_acks_does_not_wait_for_the_disk() {
    let with = |acks: &str| {
        plain(&[
            ("producers[0].arrivals.rate", json!(150)),
            ("consumers[0].service", constant(0.005)),
            (
                "broker.disk",
                json!({ "sync": "each", "write": constant(0.01) }),
            ),
            (
                "broker.replication",
                json!({ "followers": 1, "fetch": constant(0.01), "acks": acks }),
            ),
        ])
    };
    let waits = Stability::of(&with("leader"));
    assert!(!matches!(waits, Stability::Stable), "{waits:?}");
    assert_eq!(Stability::of(&with("none")), Stability::Stable);
    let run = lived(with("none"), 100.0);
    assert!(run.world().queues()[0].present.level() < 50);
}

/// Down for a second from 5.75 on, when one message comes: it is refused, or lost unheard.
#[test]
fn with_no_acks_what_comes_to_a_broker_that_is_down_is_lost() {
    let ends = |acks: &str| {
        let replication =
            json!({ "followers": 1, "fetch": constant(0.01), "acks": acks, "failover": 1 });
        let run = lived(piling_up(5.75, &[("broker.replication", replication)]), 7.9);
        let ledger = run.world().ledger();
        (ledger.refused, ledger.lost)
    };
    assert_eq!(ends("leader"), (1, 0));
    assert_eq!(ends("none"), (0, 1));
}
