//! Arrival processes: from JSON, with every problem noted.

use super::distribution::{A_DISTRIBUTION, distribution};
use crate::engine::Distribution;
use crate::scenario::arrivals::{Arrivals, MmppState, Point, Process};
use crate::scenario::range;
use crate::scenario::reader::Node;
use crate::words::{both, say};

const PROCESSES: [&str; 8] = [
    "poisson",
    "constant",
    "renewal",
    "mmpp",
    "on-off",
    "schedule",
    "closed-loop",
    "replay",
];

/// The arrivals of a producer; a stand-in where they are missing.
pub fn arrivals(node: Option<&Node<'_>>) -> Arrivals {
    let silent = Process::Poisson { rate: 0.0 };
    let Some(node) = node else {
        return Arrivals::single(silent);
    };
    let batch = node.optional_whole("batch", &range::BATCH).unwrap_or(1) as u32;
    let process = node
        .choice("process", &PROCESSES)
        .map_or(silent, |word| process(node, word));
    Arrivals { process, batch }
}

fn process(node: &Node<'_>, word: &str) -> Process {
    let allow = |own: &[&'static str]| {
        let all: Vec<&str> = ["process", "batch"]
            .into_iter()
            .chain(own.iter().copied())
            .collect();
        node.allow(&all);
    };
    match word {
        "poisson" | "constant" => {
            allow(&["rate"]);
            let rate = node.number("rate", &range::RATE);
            if word == "poisson" {
                Process::Poisson { rate }
            } else {
                Process::Constant { rate }
            }
        }
        "renewal" => {
            allow(&["interval"]);
            let interval = duration(node, "interval");
            Process::Renewal { interval }
        }
        "mmpp" => {
            allow(&["states"]);
            mmpp(node)
        }
        "on-off" => {
            allow(&["rate", "on", "off"]);
            Process::OnOff {
                rate: node.number("rate", &range::RATE),
                on: duration(node, "on"),
                off: duration(node, "off"),
            }
        }
        "schedule" => {
            allow(&["points", "repeat"]);
            schedule(node)
        }
        "closed-loop" => {
            allow(&["think"]);
            Process::ClosedLoop {
                think: duration(node, "think"),
            }
        }
        _ => {
            allow(&["times"]);
            replay(node)
        }
    }
}

/// A duration above zero: an interval of none at all would stop the clock.
fn duration(node: &Node<'_>, key: &str) -> Distribution {
    distribution(node.node(key, &A_DISTRIBUTION).as_ref(), &range::DURATION)
}

fn mmpp(node: &Node<'_>) -> Process {
    let state = |node: &Node<'_>| {
        node.allow(&["rate", "mean_dwell"]);
        MmppState {
            rate: node.number("rate", &range::RATE),
            mean_dwell: node.number("mean_dwell", &range::DURATION),
        }
    };
    let states: Vec<MmppState> = node
        .nodes("states", range::MOST_NODES)
        .iter()
        .map(state)
        .collect();
    if states.len() == 1 {
        let right = both(
            "has one state; it must have at least 2, or the process is a poisson process",
            "只有一个状态；至少须有 2 个，否则就是 poisson 过程",
        );
        node.problem("states", right);
    }
    Process::Mmpp { states }
}

fn schedule(node: &Node<'_>) -> Process {
    let ranges = [&range::POINT, &range::RATE];
    let pairs = node.pairs(
        "points",
        both("[seconds, rate]", "[秒, 速率]"),
        ranges,
        range::LONGEST,
    );
    let points: Vec<Point> = (pairs.iter().flatten())
        .map(|[at, rate]| Point {
            at: *at,
            rate: *rate,
        })
        .collect();
    if points.first().is_some_and(|first| first.at != 0.0) {
        node.problem("points", both("must start at second 0", "须从第 0 秒开始"));
    }
    in_order(node, "points", points.iter().map(|point| point.at));
    let repeat = node.flag("repeat");
    if repeat && points.last().is_some_and(|last| last.at <= 0.0) {
        let message = both(
            "cannot be true where the last point is at second 0",
            "在最后一点位于第 0 秒时不能为 true",
        );
        node.problem("repeat", message);
    }
    Process::Schedule { points, repeat }
}

fn replay(node: &Node<'_>) -> Process {
    let times = node.numbers("times", &range::POINT, range::MOST_TIMES);
    let times = times.unwrap_or_default();
    in_order(node, "times", times.iter().copied());
    Process::Replay { times }
}

fn in_order(node: &Node<'_>, key: &str, times: impl Iterator<Item = f64> + Clone) {
    let pairs = times.clone().zip(times.skip(1)).enumerate();
    for (place, (one, next)) in pairs {
        if next < one {
            let place = place + 1;
            let message = say!(
                "has {next} s at place {place}, before the {one} s that precede it; times must not go back",
                "第 {place} 个时刻 {next} s 早于它前面的 {one} s；时刻不能倒退"
            );
            return node.problem(key, message);
        }
    }
}
