//! The knobs, grouped by node, each with its unit and what it means for the system.

use super::field::Field;
use super::knob::{Context, Group, Knob, choice, number};
use super::slider::Slider;
use super::variability::family;
use crate::broker::settings::Overflow;
use crate::draw::format::{Duration, Number, Percent, Rate};
use crate::metrics::totals::Metric;
use crate::scenario::arrivals::Process;
use crate::theory::Load;

/// All cards, in the order of the scenario; the broker last.
#[must_use]
pub fn groups(context: &Context<'_>) -> Vec<Group> {
    let now = context.now;
    let loads = Load::of(now);
    let mut groups = Vec::new();
    for (place, node) in now.producers.iter().enumerate() {
        let load = &loads[now.queue_index(&node.to)];
        groups.push(group(&node.id, "producer", producer(context, place, load)));
    }
    for (place, node) in now.queues.iter().enumerate() {
        groups.push(group(&node.id, "queue", queue(context, place)));
    }
    for (place, node) in now.consumers.iter().enumerate() {
        let load = &loads[now.queue_index(&node.from)];
        groups.push(group(&node.id, "consumers", consumer(context, place, load)));
    }
    groups.push(group("broker", "middleware", broker(context, &loads)));
    groups
}

fn group(title: &str, kind: &'static str, knobs: Vec<Knob>) -> Group {
    Group {
        title: title.to_owned(),
        kind,
        knobs,
    }
}

fn producer(context: &Context<'_>, node: usize, load: &Load) -> Vec<Knob> {
    let producer = &context.now.producers[node];
    let rate = producer.arrivals.message_rate() * f64::from(producer.count);
    let erlangs = if load.arrival_rate > 0.0 {
        load.erlangs() * rate / load.arrival_rate
    } else {
        0.0
    };
    let offers = if erlangs.is_finite() {
        let workers = if load.workers == 1 {
            "worker"
        } else {
            "workers"
        };
        format!(
            "offers {} erlang to {} {workers}",
            Number(erlangs),
            load.workers
        )
    } else {
        "offers work to nobody".to_owned()
    };
    let each = if producer.count == 1 {
        String::new()
    } else {
        format!("{} together", Rate(rate))
    };
    let mut knobs = vec![
        number(
            context,
            Field::Rate(node),
            "Rate",
            "Messages that one copy publishes in a second, on average",
            Slider::Ratios {
                min: 0.1,
                max: 100.0,
                zero: true,
            },
            "/ s",
        )
        .noted(offers),
        number(
            context,
            Field::Copies(node),
            "Copies",
            "Producers of this kind, each publishing on its own",
            Slider::Steps {
                min: 0.0,
                max: 20.0,
                step: 1.0,
            },
            "",
        )
        .noted(each),
        choice(
            context,
            Field::Process(node),
            "Arrivals",
            "Poisson: independent of each other. Constant: at equal intervals. Bursts: intervals of \
             any variability",
            processes(&producer.arrivals.process),
        ),
    ];
    let bursts = matches!(producer.arrivals.process, Process::Renewal { .. });
    let help =
        "Squared coefficient of variation of the intervals: 0 constant, 1 Poisson, more: bursts";
    let slider = Slider::Steps {
        min: 0.0,
        max: 16.0,
        step: 0.25,
    };
    let knob = number(
        context,
        Field::IntervalScv(node),
        "Burstiness",
        help,
        slider,
        "scv",
    );
    knobs.push(
        knob.noted("0 even, 1 like Poisson, 4 bursts".to_owned())
            .shown_if(bursts),
    );
    knobs
}

const fn at_the_bound(overflow: Overflow) -> &'static str {
    match overflow {
        Overflow::Reject => "refuse",
        Overflow::DropOldest => "drop the oldest",
        Overflow::Block => "hold up who brings one",
    }
}

/// The arrivals to choose from; besides those that the page makes, those that the file came with.
const fn processes(now: &Process) -> &'static [&'static str] {
    match now {
        Process::Poisson { .. } | Process::Constant { .. } | Process::Renewal { .. } => {
            &["Poisson", "Constant", "Bursts"]
        }
        Process::Mmpp { .. } => &["Poisson", "Constant", "Bursts", "Modulated"],
        Process::OnOff { .. } => &["Poisson", "Constant", "Bursts", "On and off"],
        Process::Schedule { .. } => &["Poisson", "Constant", "Bursts", "Schedule"],
        Process::ClosedLoop { .. } => &["Poisson", "Constant", "Bursts", "Closed loop"],
        Process::Replay { .. } => &["Poisson", "Constant", "Bursts", "Replay"],
    }
}

fn queue(context: &Context<'_>, node: usize) -> Vec<Knob> {
    let bound = context.now.queues[node].max_ready;
    let mut knobs = vec![choice(
        context,
        Field::Bounded(node),
        "Bound",
        "Whether the queue refuses messages when too many are ready. First in, first out either way",
        &["None", "Slots"],
    )];
    let help = "Most messages that may be ready; those being worked on do not count";
    let slider = Slider::Steps {
        min: 0.0,
        max: 100.0,
        step: 1.0,
    };
    let knob = number(
        context,
        Field::MaxReady(node),
        "Slots",
        help,
        slider,
        "ready",
    );
    knobs.push(
        knob.noted(format!(
            "when full: {}",
            at_the_bound(context.now.queues[node].overflow)
        ))
        .shown_if(bound.is_some()),
    );
    knobs
}

fn consumer(context: &Context<'_>, node: usize, load: &Load) -> Vec<Knob> {
    let group = &context.now.consumers[node];
    let one = 1.0 / (group.service_mean() + context.now.broker.lock.hold);
    let mut knobs = vec![
        number(
            context,
            Field::Workers(node),
            "Workers",
            "Consumers that take from the queue side by side; one taken away finishes its message first",
            Slider::Steps { min: 0.0, max: 20.0, step: 1.0 },
            "",
        )
        .noted(format!("can do {}; {} offered", Rate(load.capacity), Rate(load.arrival_rate))),
        number(
            context,
            Field::ServiceMean(node),
            "Mean work",
            "Time that a worker takes for one message, on average",
            Slider::Ratios { min: 0.01, max: 10.0, zero: false },
            "s",
        )
        .noted(format!("one worker can do {}", Rate(one))),
        number(
            context,
            Field::ServiceScv(node),
            "Variability",
            "Squared coefficient of variation of the work: variance / mean²",
            Slider::Steps { min: 0.0, max: 8.0, step: 0.25 },
            "scv",
        )
        .noted(format!("{}; 0 all alike, 1 exponential, 4 wild", group.service.as_ref().map_or("each message brings its own", family))),
        choice(
            context,
            Field::Intake(node),
            "An idle worker",
            "Blocks: the broker wakes it with the message (message-driven). Polls: it looks again and \
             again (timer-driven)",
            &["Blocks", "Polls"],
        )
        .noted(intake_note(context, node)),
    ];
    let help = "Time from a look that found nothing to the next look";
    let slider = Slider::Ratios {
        min: 0.01,
        max: 10.0,
        zero: false,
    };
    knobs.push(
        number(
            context,
            Field::PollInterval(node),
            "Looks every",
            help,
            slider,
            "s",
        )
        .shown_if(group.poll.is_some()),
    );
    knobs
}

/// What waiting at an empty queue costs.
fn intake_note(context: &Context<'_>, node: usize) -> String {
    let Some(poll) = context.now.consumers[node].poll else {
        return "no empty looks, no extra wait; the broker must keep track of who waits".to_owned();
    };
    let looks = Metric::PollRate
        .value(&context.counted[node])
        .unwrap_or(0.0);
    let empty = Metric::EmptyPollRate
        .value(&context.counted[node])
        .unwrap_or(0.0);
    let share = if looks > 0.0 { empty / looks } else { 0.0 };
    format!(
        "a message that finds it asleep waits up to {} more; {} looks, {} of them for nothing",
        Duration(poll.interval),
        Rate(looks),
        Percent(share)
    )
}

fn broker(context: &Context<'_>, loads: &[Load]) -> Vec<Knob> {
    let hold = context.now.broker.lock.hold;
    let note = if hold > 0.0 {
        let share: f64 = loads.iter().map(|load| load.lock_share).sum();
        let most = Rate(0.5 / hold);
        format!(
            "held {} of the time; at most {most} can pass",
            Percent(share)
        )
    } else {
        "no lock: enqueue and dequeue take no time".to_owned()
    };
    let slider = Slider::Ratios {
        min: 0.001,
        max: 1.0,
        zero: true,
    };
    let help = "Time for which each enqueue and each dequeue keeps the queue to itself";
    vec![number(context, Field::LockHold, "Lock held for", help, slider, "s").noted(note)]
}
