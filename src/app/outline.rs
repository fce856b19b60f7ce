//! The picture in words, for who cannot see it.

use super::beside::{Beside, Stamp};
use super::flags::Mark;
use super::forecast::Forecast;
use super::unit::Unit;
use crate::broker::consumer::Activity;
use crate::draw::format::{Count, Duration, Number, Rate};
use crate::session::{Live, Sample};

/// The stage, a sentence for each node.
#[must_use]
pub fn stage(live: &Live) -> Vec<String> {
    let (world, scenario) = (live.world(), live.scenario());
    let mut words = Vec::new();
    for (node, producer) in scenario.producers.iter().zip(world.producers()) {
        let rate = node.arrivals.message_rate() * f64::from(node.count);
        words.push(format!(
            "Producer {}: {} offered, {} published.",
            node.id,
            Rate(rate),
            Count(producer.passage.offered as f64)
        ));
    }
    for (node, queue) in scenario.queues.iter().zip(world.queues()) {
        let slots = node.max_ready.map_or(String::new(), |bound| {
            format!(" of {} slots", Count(bound as f64))
        });
        let oldest = queue.ready.oldest().map_or(String::new(), |id| {
            let age = world.now().since(world.message(id).published).secs();
            format!(", the oldest for {}", Duration(age))
        });
        words.push(format!(
            "Queue {}: {} ready{slots}{oldest}; {} refused.",
            node.id,
            Count(queue.ready.len() as f64),
            Count(queue.passage.refused as f64)
        ));
    }
    for (node, group) in scenario.consumers.iter().zip(world.consumers()) {
        let idle = |worker: &&crate::broker::consumer::Worker| {
            matches!(
                worker.activity,
                Activity::Blocked | Activity::Sleeping { .. }
            )
        };
        words.push(format!(
            "Consumers {}: {} of {} busy, {} idle, {} done.",
            node.id,
            group.busy.level(),
            group.capacity.level(),
            group.workers.iter().filter(idle).count(),
            Count(group.finished as f64)
        ));
    }
    if !world.lock().hold.is_zero() {
        let waiting = world.lock().waiting.len();
        let state = if world.lock().held_by.is_some() {
            "held"
        } else {
            "free"
        };
        words.push(format!("Lock: {state}, {waiting} waiting for it."));
    }
    words
}

/// What theory says of the latency in force, beside the switch that shows it on the chart.
#[must_use]
pub fn overlay(forecast: &Forecast) -> String {
    let beside = Beside::of(forecast, "sojourn_p99", Unit::Seconds, true);
    let half = Beside::of(forecast, "sojourn_p50", Unit::Seconds, true).value;
    match beside.stamp {
        Stamp::Exact | Stamp::Approximate => {
            format!("p50 {half}, p99 {}; {}", beside.value, beside.stamp.word())
        }
        Stamp::Unstable => "unstable: there are no quantiles".to_owned(),
        Stamp::Nothing => beside.why,
    }
}

/// The charts as they stand at `time` (seconds), a sentence for each; `marks` are the edits.
#[must_use]
pub fn charts(live: &Live, forecast: &Forecast, marks: &[Mark], time: f64) -> Vec<String> {
    let series = live.series();
    let Some(sample) = series.at(time) else {
        return vec!["No data yet.".to_owned()];
    };
    let window = live.rate_window();
    let breaks: Vec<f64> = marks.iter().map(|mark| mark.time).collect();
    let rate = |count: fn(&Sample) -> u64| series.rate_at(time, window, &breaks, count);
    let mut words = vec![
        format!(
            "Throughput: offered {}, done {}.",
            Rate(rate(|sample| sample.offered)),
            Rate(rate(|sample| sample.finished))
        ),
        format!(
            "Latency: p50 {}, p99 {}{}.",
            Duration(sample.p50),
            Duration(sample.p99),
            theory(forecast, time)
        ),
        format!(
            "Backlog: {} ready, {} in flight.",
            Count(sample.ready as f64),
            Count(sample.in_flight as f64)
        ),
    ];
    if sample.refused > 0 {
        words.push(format!(
            "Refused since the start: {}.",
            Number(sample.refused as f64)
        ));
    }
    words
}

/// What theory says of the latency under the settings at `time`.
fn theory(forecast: &Forecast, time: f64) -> String {
    match forecast.stretches(time).first() {
        Some(stretch) if stretch.is_known() => {
            let (half, most) = (Duration(stretch.p50), Duration(stretch.p99));
            format!("; by theory p50 {half}, p99 {most}")
        }
        _ => String::new(),
    }
}
