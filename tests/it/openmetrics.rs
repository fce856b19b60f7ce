//! The state of a run as OpenMetrics text.

use crate::scenarios::{at, preset};
use std::collections::BTreeMap;
use tailback::broker::World;
use tailback::experiment::openmetrics::exposition;
use tailback::scenario::preset::Preset;

/// Its samples by name and labels, if it keeps to the format: each sample has its family before it, families are
/// in one piece, counters end in `_total`, the text in `# EOF`.
fn read(text: &str) -> BTreeMap<String, f64> {
    let mut families: Vec<(String, String)> = Vec::new();
    let mut samples = BTreeMap::new();
    let body = text.strip_suffix("# EOF\n").expect("an end");
    for line in body.lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').expect("a type");
            assert!(
                families.iter().all(|family| family.0 != name),
                "{name} twice"
            );
            families.push((name.to_owned(), kind.to_owned()));
            continue;
        }
        let (name, kind) = families.last().expect("a family first");
        if let Some(rest) = line.strip_prefix("# ") {
            let (_, rest) = rest.split_once(' ').expect("HELP or UNIT");
            assert!(rest.starts_with(&format!("{name} ")), "{line} in {name}");
            continue;
        }
        let (sample, value) = line.rsplit_once(' ').expect("a value");
        let bare = sample.split('{').next().expect("a name");
        let suffix = bare.strip_prefix(&**name).expect("of its family");
        match &**kind {
            "gauge" => assert_eq!(suffix, ""),
            "counter" => assert_eq!(suffix, "_total"),
            "summary" => assert!(matches!(suffix, "" | "_count"), "{line}"),
            other => panic!("{other}"),
        }
        let value: f64 = value.parse().expect("a number");
        assert!(
            samples.insert(sample.to_owned(), value).is_none(),
            "{sample} twice"
        );
    }
    samples
}

#[test]
fn every_preset_is_written_as_the_format_asks_and_counts_what_the_run_counts() {
    for preset in Preset::all() {
        let scenario = preset.scenario();
        let mut world = World::new(&scenario.settings(), scenario.seed, 0);
        world.advance(at(60.0), 100_000);
        let samples = read(&exposition(&scenario, &world));
        let ledger = world.ledger();
        let of = |name: &str| samples[name];
        assert_eq!(
            of("rabbitmq_global_messages_received_total"),
            ledger.published as f64
        );
        assert_eq!(
            of("rabbitmq_global_messages_acknowledged_total"),
            ledger.settled as f64
        );
        assert_eq!(of("tailback_messages"), world.in_system() as f64);
        assert_eq!(of("tailback_simulated_seconds"), world.now().secs());
        let mut inside = 0.0;
        for (place, queue) in scenario.queues.iter().enumerate() {
            let of = |name: &str| samples[&format!("{name}{{queue=\"{}\"}}", queue.id)];
            let ready = of("rabbitmq_queue_messages_ready");
            assert_eq!(ready, world.queues()[place].ready.len() as f64);
            assert!(of("rabbitmq_queue_messages_unacked") >= 0.0);
            let accepted = world.queue_passage(place).accepted as f64;
            assert_eq!(of("tailback_queue_messages_accepted_total"), accepted);
            inside += of("rabbitmq_queue_messages") + of("tailback_queue_messages_blocked");
        }
        assert_eq!(inside, world.in_system() as f64);
    }
}

#[test]
fn times_are_in_seconds() {
    let scenario = preset("work-queue");
    let mut world = World::new(&scenario.settings(), scenario.seed, 0);
    world.advance(at(300.0), u64::MAX);
    let samples = read(&exposition(&scenario, &world));
    let median = samples["tailback_sojourn_seconds{quantile=\"0.5\"}"];
    assert_eq!(Some(median), world.sojourn().quantile(0.5));
    assert_eq!(
        samples["tailback_sojourn_seconds_count"],
        world.sojourn().total() as f64
    );
    let id = &scenario.consumers[0].id;
    let paid = samples[&format!("tailback_consumer_worker_seconds_total{{consumer=\"{id}\"}}")];
    let workers = world.consumers()[0].workers.len() as f64;
    assert!((paid - 300.0 * workers).abs() < 1e-6);
}
