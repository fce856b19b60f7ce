//! What the engine costs against the yardstick, as one table: rounds of the two alternate, so that
//! whatever else the machine does hits both. Fails above [`LIMIT`].

mod yardstick;

use std::process::ExitCode;
use std::time::Instant;
use yardstick::{WORKLOADS, Workload, run_world};

/// The engine may cost so many times the yardstick.
const LIMIT: f64 = 3.0;
const ROUNDS: usize = 21;
/// Messages of one round.
const MESSAGES: u64 = 500_000;

/// ns per message.
struct Cost {
    engine: f64,
    yardstick: f64,
    ratio: f64,
}

fn main() -> ExitCode {
    println!("ns per message            engine  yardstick  ratio");
    let mut within = true;
    for workload in WORKLOADS {
        let cost = measure(&workload);
        println!(
            "{:<22}{:>10.1}{:>11.1}{:>7.2}",
            workload.name, cost.engine, cost.yardstick, cost.ratio
        );
        within &= cost.ratio <= LIMIT;
    }
    if within {
        ExitCode::SUCCESS
    } else {
        eprintln!("the engine costs more than {LIMIT} times the yardstick");
        ExitCode::FAILURE
    }
}

fn measure(workload: &Workload) -> Cost {
    let (mut world, mut yardstick) = workload.pair();
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let engine = time(|| run_world(&mut world, MESSAGES));
        let by_hand = time(|| yardstick.run(MESSAGES));
        rounds.push((engine, by_hand));
    }
    Cost {
        engine: median(rounds.iter().map(|round| round.0)),
        yardstick: median(rounds.iter().map(|round| round.1)),
        ratio: median(rounds.iter().map(|round| round.0 / round.1)),
    }
}

/// ns per message of one round.
fn time(round: impl FnOnce()) -> f64 {
    let start = Instant::now();
    round();
    start.elapsed().as_nanos() as f64 / MESSAGES as f64
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
