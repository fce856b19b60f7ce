//! The table of what each guarantee is worth: made by runs, and held against what the docs say.

use crate::scenarios::{at, plain};
use serde_json::{Value, json};
use std::fmt::Write;
use tailback::broker::World;
use tailback::scenario::Scenario;

const HEAD: &str = "# What each guarantee is worth

Messages lost, done twice and done out of order, of 10,000 accepted, rounded up: counted in runs of 20,000 simulated seconds, with
two messages a second by Poisson's law, one worker that takes 0.3 s on average (exponential), and one fault at a time.
`cargo nextest run -E 'test(guarantees)'` holds this page against new runs; with `UPDATE_GOLDEN=1` it writes it anew.

Lost: accepted, and never done. Done twice: a service was finished of a message that had been finished before. Out of
order: settled after a later message of the same producer. Refused: never accepted, of 10,000 published; whoever
published it knows.
";

type Changes = Vec<(&'static str, Value)>;

fn exactly(seconds: f64) -> Value {
    json!({ "distribution": "constant", "value": seconds })
}

fn run(changes: &[&Changes]) -> [u64; 4] {
    let exponential = |mean: f64| json!({ "distribution": "exponential", "mean": mean });
    let mut all: Changes = vec![
        (
            "producers[0].arrivals",
            json!({ "process": "poisson", "rate": 2 }),
        ),
        ("consumers[0].service", exponential(0.3)),
        // So long that it lapses for nobody: the account is kept where there is one.
        ("queues[0].visibility", exactly(1e6)),
    ];
    for (path, value) in changes.iter().flat_map(|changes| changes.iter()) {
        all.retain(|(known, _)| known != path);
        all.push((path, value.clone()));
    }
    let scenario: Scenario = plain(&all);
    let mut world = World::new(&scenario.settings(), 1, 0);
    world.advance(at(20_000.0), u64::MAX);
    let passage = world.system_sums().passage;
    let account = passage.account;
    // Rounded up: one of many is not none.
    let of = |count: u64, all: u64| (count * 10_000).div_ceil(all);
    [
        of(passage.lost, passage.accepted),
        of(account.duplicates, passage.accepted),
        of(account.disordered, passage.accepted),
        of(passage.refused, passage.offered),
    ]
}

fn table(out: &mut String, what: &str, rows: &[(&str, Changes)], faults: &[(&str, Changes)]) {
    let _ = write!(
        out,
        "\n| {what} | fault | lost | done twice | out of order | refused |\n| --- | --- | --- | --- | --- | --- |\n"
    );
    for (name, row) in rows {
        for (fault, changes) in faults {
            let [lost, twice, disordered, refused] = run(&[row, changes]);
            let _ = writeln!(
                out,
                "| {name} | {fault} | {lost} | {twice} | {disordered} | {refused} |"
            );
        }
    }
}

fn page() -> String {
    let mut out = HEAD.to_owned();
    let deliveries: Vec<(&str, Changes)> = vec![
        (
            "at most once: `ack` on delivery",
            vec![("consumers[0].ack", json!("on-delivery"))],
        ),
        ("at least once: `ack` after service", vec![]),
        (
            "effectively once: that, and `deduplicate`",
            vec![("consumers[0].deduplicate", json!({ "window": 600 }))],
        ),
    ];
    let crash = json!([{ "fault": "consumer-crash", "on": "c", "for": 2, "every": exactly(40.0) }]);
    let redelivery = json!({ "delay": 5 });
    let workers: Vec<(&str, Changes)> = vec![
        ("none", vec![]),
        ("the worker crashes every 42 s", vec![("faults", crash)]),
        (
            "a service in ten fails",
            vec![("consumers[0].failure", json!({ "probability": 0.1 }))],
        ),
        (
            "a service in ten fails, and comes back after 5 s",
            vec![
                ("consumers[0].failure", json!({ "probability": 0.1 })),
                ("queues[0].redelivery", redelivery),
            ],
        ),
        (
            "a delivery lapses after 1 s, of two workers",
            vec![
                ("queues[0].visibility", exactly(1.0)),
                ("consumers[0].count", json!(2)),
            ],
        ),
    ];
    out.push_str("\n## Delivery, and what happens to workers\n");
    table(&mut out, "delivery", &deliveries, &workers);
    let write = json!({ "distribution": "constant", "value": 0.02 });
    let disk = |sync: &str, confirm: &str| {
        let mut disk = json!({ "sync": sync, "write": write, "confirm": confirm });
        if sync == "group" {
            disk["every"] = json!(1.0);
        }
        vec![("broker.disk", disk)]
    };
    let followers = |acks: &str, unclean: bool| {
        let fetch = json!({ "distribution": "constant", "value": 0.2 });
        let all = json!({ "followers": 2, "fetch": fetch, "acks": acks, "failover": 2, "unclean": unclean });
        vec![("broker.replication", all)]
    };
    let durability: Vec<(&str, Changes)> = vec![
        ("in memory alone", vec![]),
        (
            "disk, a sync for each, confirmed when written",
            disk("each", "on-sync"),
        ),
        (
            "disk, a sync a second for all, confirmed on arrival",
            disk("group", "on-arrival"),
        ),
        (
            "disk, a sync a second for all, confirmed when written",
            disk("group", "on-sync"),
        ),
        (
            "two followers, confirmed by nobody",
            followers("none", false),
        ),
        (
            "two followers, confirmed by the leader alone",
            followers("leader", false),
        ),
        (
            "two followers, confirmed by all in sync",
            followers("all", false),
        ),
    ];
    let crash =
        json!([{ "fault": "broker-crash", "on": "broker", "for": 5, "every": exactly(95.0) }]);
    let stall =
        json!([{ "fault": "disk-stall", "on": "broker", "for": 5, "every": exactly(95.0) }]);
    let broker: Vec<(&str, Changes)> =
        vec![("the broker crashes every 100 s", vec![("faults", crash)])];
    out.push_str("\n## Durability, and crashes of the broker\n\nEach with `ack` after service.\n");
    table(&mut out, "kept", &durability, &broker);
    let disks = &durability[1..4];
    table(
        &mut out,
        "kept",
        disks,
        &[(
            "the disk stalls for 5 s every 100 s",
            vec![("faults", stall)],
        )],
    );
    out
}

#[test]
fn the_docs_say_what_a_run_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/guarantees.md");
    let page = page();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &page).expect("the docs can be written");
    }
    let known = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        known, page,
        "run it with UPDATE_GOLDEN=1, and look at what changed"
    );
}

#[test]
fn what_is_promised_is_kept() {
    let page = page();
    let rows: Vec<Vec<&str>> = (page.lines())
        .filter(|line| line.starts_with("| ") && !line.contains("---"))
        .map(|line| {
            line.split(" | ")
                .map(|cell| cell.trim_matches(['|', ' ']))
                .collect()
        })
        .filter(|cells: &Vec<&str>| cells[2] != "lost")
        .collect();
    assert_eq!(rows.len(), 15 + 7 + 3);
    for cells in &rows {
        let [lost, twice, disordered] = [cells[2], cells[3], cells[4]];
        if cells[0].starts_with("at least") || cells[0].starts_with("effectively") {
            assert_eq!(lost, "0", "{cells:?}");
        }
        if cells[0].starts_with("at most") || cells[0].starts_with("effectively") {
            assert_eq!(twice, "0", "{cells:?}");
        }
        if cells[0].contains("when written") || cells[0].contains("by all") {
            assert_eq!(lost, "0", "{cells:?}");
        }
        if cells[1] == "none" {
            assert_eq!(disordered, "0", "{cells:?}");
        }
    }
    let lost = |kept: &str| -> u64 {
        let row = rows
            .iter()
            .find(|cells| cells[0].starts_with(kept))
            .expect("a row");
        row[2].parse().expect("a number")
    };
    assert!(lost("in memory") > lost("disk, a sync a second for all, confirmed on arrival"));
    assert!(lost("two followers, confirmed by the leader") > 0);
    assert!(
        lost("two followers, confirmed by nobody") > lost("two followers, confirmed by the leader")
    );
}
