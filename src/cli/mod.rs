//! The command. `tailback run FILE` reads a scenario, runs it, prints the report; `tailback theory
//! FILE` prints what theory says about it.
//!
//! * [`arguments`]: what can be asked for
//! * [`crew`]: replications on several cores
//! * [`watch`]: how long it may take, and how far it is
//! * [`table`]: the report for people
//! * [`forecast`]: what theory says, for people

pub mod arguments;
pub mod crew;
pub mod forecast;
pub mod table;
pub mod watch;

use crate::broker::World;
use crate::engine::SimTime;
use crate::experiment::Plan;
use crate::experiment::openmetrics::exposition;
use crate::experiment::work::Work;
use crate::scenario::{Problem, Scenario};
use crate::theory::Prediction;
use arguments::{Arguments, Command, Format, Output, Run, Theory};
use clap::Parser;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use watch::Watch;

/// Does what the command line asks for. Exits with 2 on a bad file or a bad argument, and then
/// prints nothing on standard output.
#[must_use]
pub fn main() -> ExitCode {
    let printed = match Arguments::parse().command {
        Command::Run(run) => report(&run),
        Command::Theory(theory) => prediction(&theory),
    };
    match printed {
        Ok(text) => match io::stdout().write_all(text.as_bytes()) {
            // A reader that has seen enough (`| head`) is no failure.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                eprintln!("tailback: {error}");
                ExitCode::FAILURE
            }
            _ => ExitCode::SUCCESS,
        },
        Err(complaints) => {
            for complaint in complaints {
                eprintln!("{complaint}");
            }
            ExitCode::from(2)
        }
    }
}

fn report(run: &Run) -> Result<String, Vec<String>> {
    let mut scenario = read(&run.file)?;
    if let Some(seed) = run.seed {
        scenario = scenario.with("seed", &seed.into()).map_err(as_text)?;
    }
    if run.format == Output::OpenMetrics {
        let mut world = World::new(&scenario.settings(), scenario.seed, 0);
        world.advance(SimTime::from_secs(run.length(&scenario)?), u64::MAX);
        return Ok(exposition(&scenario, &world));
    }
    let plan: Plan = run.plan(&scenario)?;
    let threads = run.threads.map_or_else(crew::cores, usize::from);
    let watch = Watch::new(run.max_seconds);
    let report = plan.carry_out(
        &scenario,
        &Work {
            for_each: &|all, work| crew::on_threads(threads, all, work),
            listener: &|news| watch.hear(news),
        },
    );
    drop(watch);
    Ok(match run.format {
        Output::Json => report.to_json() + "\n",
        _ => table::text(&report),
    })
}

fn prediction(theory: &Theory) -> Result<String, Vec<String>> {
    let prediction = Prediction::of(&read(&theory.file)?);
    Ok(match theory.format {
        Format::Json => prediction.to_json() + "\n",
        Format::Text => forecast::text(&prediction),
    })
}

fn read(file: &Path) -> Result<Scenario, Vec<String>> {
    let text = if file.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(file)
    };
    let text = text.map_err(|error| vec![format!("{}: {error}", file.display())])?;
    Scenario::parse(&text).map_err(as_text)
}

fn as_text(problems: Vec<Problem>) -> Vec<String> {
    problems.iter().map(Problem::to_string).collect()
}
