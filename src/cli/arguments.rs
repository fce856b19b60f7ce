//! What can be asked for on the command line.

use crate::experiment::Plan;
use crate::experiment::plan::Stop;
use crate::scenario::Scenario;
use crate::theory::Stability;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Replications of a run to precision: enough for an honest interval, few enough to run long each.
const REPLICATIONS: u32 = 32;

/// A message-queue laboratory: simulates the scenario in a file and prints what it measured.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a scenario and print the report.
    Run(Run),
    /// Print what queueing theory says about a scenario, without running it.
    Theory(Theory),
}

/// Print what theory says.
#[derive(Args, Debug)]
pub struct Theory {
    /// Scenario file; - reads standard input.
    pub file: PathBuf,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Run a scenario.
#[derive(Args, Debug)]
pub struct Run {
    /// Scenario file; - reads standard input.
    pub file: PathBuf,
    /// Seed, instead of the scenario's.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Simulated time in seconds, warm-up included [default: 100,000 publishes, or to the end].
    #[arg(long = "for", value_name = "SECONDS", value_parser = positive, conflicts_with = "precision")]
    pub length: Option<f64>,
    /// Simulated seconds at the start to leave out [default: a tenth of the time; 0 for a run that
    /// ends by itself].
    #[arg(long, value_name = "SECONDS", value_parser = not_negative, conflicts_with = "precision")]
    pub warm_up: Option<f64>,
    /// Independent runs [default: 1; with --precision 32].
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub replications: Option<u32>,
    /// Run until the half-width of every mean is at most this share of it, such as 0.01.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub precision: Option<f64>,
    /// Confidence of the intervals.
    #[arg(long, value_name = "SHARE", default_value = "0.95", value_parser = share)]
    pub confidence: f64,
    /// With --precision: give up after this many events, and say so.
    #[arg(long, value_name = "COUNT", default_value_t = 4_000_000_000)]
    pub max_events: u64,
    /// How to print the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

impl Run {
    /// The plan asked for.
    ///
    /// # Errors
    /// A contradiction between the arguments.
    pub fn plan(&self, scenario: &Scenario) -> Result<Plan, Vec<String>> {
        let stability = Stability::of(scenario);
        let (replications, stop) = match self.precision {
            // What has no mean cannot be made precise: run it for the usual time and say so.
            Some(relative) if stability == Stability::Stable => {
                let events = self.max_events;
                (REPLICATIONS, Stop::Precision { relative, events })
            }
            Some(_) => (REPLICATIONS, self.fixed(scenario, &stability)?),
            None => (1, self.fixed(scenario, &stability)?),
        };
        let replications = self.replications.unwrap_or(replications);
        if replications == 1 && matches!(stop, Stop::Precision { .. }) {
            return Err(vec![
                "--precision needs --replications of 2 or more".to_owned(),
            ]);
        }
        Ok(Plan {
            replications,
            confidence: self.confidence,
            stop,
        })
    }

    fn fixed(&self, scenario: &Scenario, stability: &Stability) -> Result<Stop, Vec<String>> {
        let length = self.length.unwrap_or_else(|| Plan::usual_length(scenario));
        let usual = if *stability == Stability::Finite {
            0.0
        } else {
            length / 10.0
        };
        let warm_up = self.warm_up.unwrap_or(usual);
        if warm_up >= length {
            let message = format!("--warm-up {warm_up} must be less than the {length} s of --for");
            return Err(vec![message]);
        }
        Ok(Stop::After { length, warm_up })
    }
}

fn number(text: &str, right: &str, fits: fn(f64) -> bool) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| fits(*number));
    number.ok_or_else(|| format!("must be {right}"))
}

fn positive(text: &str) -> Result<f64, String> {
    number(text, "a number above 0 and up to 1e9", |number| {
        number > 0.0 && number <= 1e9
    })
}

fn not_negative(text: &str) -> Result<f64, String> {
    number(text, "a number from 0 to 1e9", |number| {
        (0.0..=1e9).contains(&number)
    })
}

fn share(text: &str) -> Result<f64, String> {
    number(text, "a number between 0 and 1", |number| {
        number > 0.0 && number < 1.0
    })
}
