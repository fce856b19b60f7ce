//! The state of a run in the text format of OpenMetrics 1.0, under the names that the exporter of RabbitMQ has
//! for the same thing; what no exporter has is called `tailback_...`. Counters are since the statistics were cleared.

use crate::broker::World;
use crate::metrics::Histogram;
use crate::scenario::Scenario;
use std::fmt::Write;

/// How a family of figures moves.
#[derive(Clone, Copy)]
enum Kind {
    /// Up and down.
    Gauge,
    /// Up alone.
    Counter,
}

/// A family of figures: a name, what it is, and a value for each node.
type Family<'a> = (Kind, &'static str, &'static str, &'a dyn Fn(usize) -> f64);

/// The state of `world`, which runs `scenario`.
#[must_use]
pub fn exposition(scenario: &Scenario, world: &World) -> String {
    let mut text = String::new();
    whole(&mut text, world);
    queues(&mut text, scenario, world);
    consumers(&mut text, scenario, world);
    let time = [("", world.now().secs())];
    family(
        &mut text,
        Kind::Gauge,
        "tailback_simulated_seconds",
        "Simulated time.",
    );
    samples(
        &mut text,
        "tailback_simulated_seconds",
        "",
        time.into_iter(),
    );
    summary(
        &mut text,
        "tailback_waiting_seconds",
        "Publish to first delivery.",
        world.waiting(),
    );
    summary(
        &mut text,
        "tailback_sojourn_seconds",
        "Publish to settlement.",
        world.sojourn(),
    );
    text.push_str("# EOF\n");
    text
}

fn whole(text: &mut String, world: &World) {
    let ledger = world.ledger();
    let passed = world.system_sums().passage;
    let first = passed.waiting.count.min(passed.started);
    let families: [Family<'_>; 7] = [
        (
            Kind::Counter,
            "rabbitmq_global_messages_received",
            "Messages published.",
            &|_| passed.offered as f64,
        ),
        (
            Kind::Counter,
            "rabbitmq_global_messages_delivered",
            "Deliveries.",
            &|_| passed.started as f64,
        ),
        (
            Kind::Counter,
            "rabbitmq_global_messages_redelivered",
            "Deliveries after the first.",
            &|_| (passed.started - first) as f64,
        ),
        (
            Kind::Counter,
            "rabbitmq_global_messages_acknowledged",
            "Messages settled.",
            &|_| (passed.good + passed.late) as f64,
        ),
        (
            Kind::Counter,
            "rabbitmq_global_messages_dead_lettered_maxlen",
            "Messages refused or dropped by a full queue.",
            &|_| (passed.refused + passed.evicted) as f64,
        ),
        (
            Kind::Counter,
            "rabbitmq_global_messages_dead_lettered_expired",
            "Messages whose time to live was over.",
            &|_| passed.expired as f64,
        ),
        (
            Kind::Counter,
            "rabbitmq_global_messages_dead_lettered_delivery_limit",
            "Messages delivered as often as allowed.",
            &|_| passed.dead as f64,
        ),
    ];
    write_all(text, "", &[""], &families);
    let _ = writeln!(
        text,
        "# TYPE tailback_messages gauge\n# HELP tailback_messages Messages in the system.\ntailback_messages {}",
        ledger.published - ledger.left()
    );
}

fn queues(text: &mut String, scenario: &Scenario, world: &World) {
    let ready = |place: usize| world.queues()[place].ready.len() as f64;
    let door = |place: usize| world.queues()[place].door.len() as f64;
    let inside = |place: usize| world.queues()[place].present.level() as f64 - door(place);
    let passage = |place: usize| *world.queue_passage(place);
    let workers = |place: usize| {
        let groups = world.consumers().iter();
        let takers = groups.filter(|group| group.settings.from == place);
        takers.map(|group| group.capacity.level()).sum::<u64>() as f64
    };
    let families: [Family<'_>; 12] = [
        (
            Kind::Gauge,
            "rabbitmq_queue_messages_ready",
            "Messages ready to be delivered.",
            &ready,
        ),
        (
            Kind::Gauge,
            "rabbitmq_queue_messages_unacked",
            "Messages in flight, on the way in or away for a redelivery.",
            &|place| inside(place) - ready(place),
        ),
        (
            Kind::Gauge,
            "rabbitmq_queue_messages",
            "Messages ready or unacked.",
            &inside,
        ),
        (
            Kind::Gauge,
            "rabbitmq_queue_consumers",
            "Workers that take from the queue.",
            &workers,
        ),
        (
            Kind::Gauge,
            "tailback_queue_messages_blocked",
            "Messages at the door of the full queue.",
            &door,
        ),
        (
            Kind::Counter,
            "tailback_queue_messages_accepted",
            "Messages let in.",
            &|place| passage(place).accepted as f64,
        ),
        (
            Kind::Counter,
            "tailback_queue_messages_delivered",
            "Deliveries.",
            &|place| passage(place).started as f64,
        ),
        (
            Kind::Counter,
            "tailback_queue_messages_refused",
            "Messages turned away by the full queue.",
            &|place| passage(place).refused as f64,
        ),
        (
            Kind::Counter,
            "tailback_queue_messages_evicted",
            "Messages dropped by the full queue for a newcomer.",
            &|place| passage(place).evicted as f64,
        ),
        (
            Kind::Counter,
            "tailback_queue_messages_expired",
            "Messages whose time to live was over.",
            &|place| passage(place).expired as f64,
        ),
        (
            Kind::Counter,
            "tailback_queue_messages_shed",
            "Messages given up to shed load.",
            &|place| passage(place).shed as f64,
        ),
        (
            Kind::Counter,
            "tailback_queue_messages_lost",
            "Messages lost after they had been accepted.",
            &|place| passage(place).lost as f64,
        ),
    ];
    let names: Vec<&str> = scenario.queues.iter().map(|node| &*node.id).collect();
    write_all(text, "queue", &names, &families);
}

fn consumers(text: &mut String, scenario: &Scenario, world: &World) {
    let busy = |place: usize| world.consumers()[place].busy.area_at(world.now()) as f64 / 1e9;
    let paid = |place: usize| world.consumers()[place].capacity.area_at(world.now()) as f64 / 1e9;
    let families: [Family<'_>; 4] = [
        (
            Kind::Gauge,
            "tailback_consumer_workers",
            "Workers there are, those that start included.",
            &|place| world.consumers()[place].capacity.level() as f64,
        ),
        (
            Kind::Counter,
            "tailback_consumer_busy_seconds",
            "Time of the workers at work.",
            &busy,
        ),
        (
            Kind::Counter,
            "tailback_consumer_worker_seconds",
            "Time of all workers, which is what is paid for.",
            &paid,
        ),
        (
            Kind::Counter,
            "tailback_consumer_failures",
            "Services that failed.",
            &|place| world.consumers()[place].failed as f64,
        ),
    ];
    let names: Vec<&str> = scenario.consumers.iter().map(|node| &*node.id).collect();
    write_all(text, "consumer", &names, &families);
}

fn write_all(text: &mut String, label: &str, names: &[&str], families: &[Family<'_>]) {
    for (kind, name, help, value) in families {
        family(text, *kind, name, help);
        let suffix = match kind {
            Kind::Gauge => "",
            Kind::Counter => "_total",
        };
        let all = names.iter().enumerate();
        samples(
            text,
            &format!("{name}{suffix}"),
            label,
            all.map(|(place, node)| (*node, value(place))),
        );
    }
}

fn family(text: &mut String, kind: Kind, name: &str, help: &str) {
    let kind = match kind {
        Kind::Gauge => "gauge",
        Kind::Counter => "counter",
    };
    // Writing to a String cannot fail.
    let _ = writeln!(text, "# TYPE {name} {kind}\n# HELP {name} {help}");
}

fn samples<'a>(
    text: &mut String,
    name: &str,
    label: &str,
    all: impl Iterator<Item = (&'a str, f64)>,
) {
    for (node, value) in all {
        // An id has no character that would have to be escaped.
        let _ = if label.is_empty() {
            writeln!(text, "{name} {value}")
        } else {
            writeln!(text, "{name}{{{label}=\"{node}\"}} {value}")
        };
    }
}

fn summary(text: &mut String, name: &str, help: &str, durations: &Histogram) {
    let _ = writeln!(
        text,
        "# TYPE {name} summary\n# UNIT {name} seconds\n# HELP {name} {help}"
    );
    for at in [0.5, 0.9, 0.95, 0.99] {
        if let Some(value) = durations.quantile(at) {
            let _ = writeln!(text, "{name}{{quantile=\"{at}\"}} {value}");
        }
    }
    let _ = writeln!(text, "{name}_count {}", durations.total());
}
