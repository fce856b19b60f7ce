//! The command: `tailback run FILE`. Reads a scenario, runs it, prints the report.
//!
//! * [`arguments`]: what can be asked for
//! * [`crew`]: replications on all cores
//! * [`table`]: the report for people

pub mod arguments;
pub mod crew;
pub mod table;

use crate::experiment::Plan;
use crate::scenario::{Problem, Scenario};
use arguments::{Arguments, Command, Format, Run};
use clap::Parser;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// Does what the command line asks for. Exits with 2 on a bad file or a bad argument, and then
/// prints nothing on standard output.
#[must_use]
pub fn main() -> ExitCode {
    let Command::Run(run) = Arguments::parse().command;
    match report(&run) {
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
    let plan: Plan = run.plan(&scenario)?;
    let report = plan.run(&scenario, &crew::for_each);
    Ok(match run.format {
        Format::Json => report.to_json() + "\n",
        Format::Text => table::text(&report),
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
