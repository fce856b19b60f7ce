//! What the engine costs against the yardstick, as one table: rounds of the two alternate, so that
//! whatever else the machine does hits both. Fails above [`LIMIT`], or if many producers make a
//! message dearer than [`PRODUCERS_LIMIT`] says.

mod workloads;
mod yardstick;

use serde_json::Value;
use std::process::ExitCode;
use std::time::Instant;
use tailback::broker::World;
use tailback::scenario::Scenario;
use workloads::{Workload, world_of};
use yardstick::{WARM_UP, run_world};

/// The engine may cost so many times the yardstick.
const LIMIT: f64 = 1.25;
/// The same where messages take the long way, on which rare mechanisms have a say.
const LONG_WAY_LIMIT: f64 = 3.0;
/// A message among 10,000 producers may cost so many times one among 100.
const PRODUCERS_LIMIT: f64 = 1.5;
/// Many short ones: what else the machine does then falls on few of them, and a median does not see it.
const ROUNDS: usize = 401;
/// Messages of one round.
const MESSAGES: u64 = 25_000;

/// Of two that are measured in alternating rounds: ns per message, and the first by the second.
struct Cost {
    first: f64,
    second: f64,
    ratio: f64,
}

fn main() -> ExitCode {
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let asked = |name: &str| {
        only.as_ref()
            .is_none_or(|only| name.contains(only.as_str()))
    };
    let mut within = true;
    println!("ns per message            engine  yardstick  ratio");
    for workload in Workload::ALL {
        if asked(workload.name()) {
            let (mut world, mut yardstick) = yardstick::pair(workload);
            let cost = alternate(
                || run_world(&mut world, MESSAGES),
                || yardstick.run(MESSAGES),
            );
            print(workload.name(), &cost);
            within &= cost.ratio
                <= match workload {
                    Workload::Partitions => LONG_WAY_LIMIT,
                    _ => LIMIT,
                };
        }
    }
    if !within {
        eprintln!("the engine costs more than {LIMIT} times the yardstick");
    }
    if asked("producers") {
        let (mut many, mut few) = (crowd(10_000), crowd(100));
        println!("\nns per message            10,000        100  ratio");
        let cost = alternate(
            || run_world(&mut many, MESSAGES),
            || run_world(&mut few, MESSAGES),
        );
        print("producers", &cost);
        if cost.ratio > PRODUCERS_LIMIT {
            eprintln!("many producers cost more than {PRODUCERS_LIMIT} times few");
            within = false;
        }
    }
    if within {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn print(name: &str, cost: &Cost) {
    println!(
        "{name:<22}{:>10.1}{:>11.1}{:>7.2}",
        cost.first, cost.second, cost.ratio
    );
}

/// The workload with many producers, with so many of them and as many messages a second, warm.
fn crowd(producers: u64) -> World {
    let mut document: Value = serde_json::from_str(Workload::Crowd.document()).expect("valid");
    document["producers"][0]["count"] = producers.into();
    document["producers"][0]["arrivals"]["rate"] = (980.0 / producers as f64).into();
    let mut world = world_of(&Scenario::from_value(&document).expect("valid"));
    run_world(&mut world, WARM_UP);
    world
}

fn alternate(mut first: impl FnMut(), mut second: impl FnMut()) -> Cost {
    let rounds: Vec<(f64, f64)> = (0..ROUNDS)
        .map(|_| (time(&mut first), time(&mut second)))
        .collect();
    Cost {
        first: median(rounds.iter().map(|round| round.0)),
        second: median(rounds.iter().map(|round| round.1)),
        ratio: median(rounds.iter().map(|round| round.0 / round.1)),
    }
}

/// ns per message of one round.
fn time(round: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    round();
    start.elapsed().as_nanos() as f64 / MESSAGES as f64
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
