//! What can be asked for on the command line.

use crate::experiment::Plan;
use crate::experiment::plan::Stop;
use crate::experiment::target::Target;
use crate::experiment::warm_up::WarmUp;
use crate::experiment::words;
use crate::scenario::Scenario;
use crate::theory::Stability;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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

/// How a run is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// The report, for people.
    Text,
    /// The report, for programs.
    Json,
    /// The state of one run at its end, for programs that watch systems.
    #[value(name = "openmetrics")]
    OpenMetrics,
}

/// Most numbers that a time series may keep: instants times replications.
const MOST_STATES: f64 = 1e7;

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
    /// Simulated seconds at the start to leave out [default: as MSER-5 finds; 0 for a run that ends
    /// by itself].
    #[arg(long, value_name = "SECONDS", value_parser = not_negative, conflicts_with = "precision")]
    pub warm_up: Option<f64>,
    /// Independent runs [default: 1; with --precision 32, or more where messages are rare].
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub replications: Option<u32>,
    /// Run until the half-width of each of --metrics is at most this share of it, such as 0.01.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub precision: Option<f64>,
    /// With --precision: what to be sure of, such as system.sojourn_p99,queues.orders.ready_mean
    /// [default: the mean waiting and sojourn times and mean ready and present messages].
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        requires = "precision"
    )]
    pub metrics: Option<Vec<String>>,
    /// Confidence of the intervals.
    #[arg(long, value_name = "SHARE", default_value = "0.95", value_parser = share)]
    pub confidence: f64,
    /// With --precision: give up after this many events, and say so.
    #[arg(long, value_name = "COUNT", default_value_t = 4_000_000_000)]
    pub max_events: u64,
    /// Stop after this many seconds of real time, and say what was reached.
    #[arg(long, value_name = "SECONDS", value_parser = positive)]
    pub max_seconds: Option<f64>,
    /// Report the mean state every so many simulated seconds, over the replications, from the start
    /// to the end of --for.
    #[arg(long, value_name = "SECONDS", value_parser = positive, requires = "length")]
    pub series: Option<f64>,
    /// Replications carried out at once [default: as many as there are cores].
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Output::Text)]
    pub format: Output,
}

impl Run {
    /// How long one run lasts whose state is asked for, in s.
    ///
    /// # Errors
    /// Arguments that ask for more than one run, or for less than all of it.
    pub fn length(&self, scenario: &Scenario) -> Result<f64, Vec<String>> {
        let others = [
            ("--precision", self.precision.is_some()),
            (
                "--replications",
                self.replications.is_some_and(|many| many > 1),
            ),
            ("--warm-up", self.warm_up.is_some()),
            ("--series", self.series.is_some()),
            ("--max-seconds", self.max_seconds.is_some()),
        ];
        let complaint =
            |name: &str| format!("--format openmetrics is the state of one run, without {name}");
        let complaints = others.iter().filter(|(_, is_there)| *is_there);
        let complaints: Vec<String> = complaints.map(|(name, _)| complaint(name)).collect();
        if complaints.is_empty() {
            Ok(self.length.unwrap_or_else(|| Plan::usual_length(scenario)))
        } else {
            Err(complaints)
        }
    }

    /// The plan asked for.
    ///
    /// # Errors
    /// A contradiction between the arguments.
    pub fn plan(&self, scenario: &Scenario) -> Result<Plan, Vec<String>> {
        let stability = Stability::of(scenario);
        let sure = stability == Stability::Stable && words::infinite_variance(scenario).is_none();
        let targets = self.targets(scenario)?;
        let (replications, stop) = match self.precision {
            // What has no mean cannot be made precise: run it for the usual time and say so.
            Some(relative) if sure => {
                let stop = Stop::Precision {
                    relative,
                    events: self.max_events,
                    metrics: targets,
                };
                (Plan::usual_replications(scenario), stop)
            }
            Some(_) => (Plan::usual_replications(scenario), self.fixed(scenario)?),
            None => (1, self.fixed(scenario)?),
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
            series: self.steps(replications)?,
        })
    }

    /// What to be sure of.
    fn targets(&self, scenario: &Scenario) -> Result<Vec<Target>, Vec<String>> {
        let Some(names) = &self.metrics else {
            return Ok(Target::usual());
        };
        let (mut targets, mut complaints) = (Vec::new(), Vec::new());
        for name in names {
            match Target::parse(name, scenario) {
                Ok(target) => targets.push(target),
                Err(complaint) => complaints.push(format!("--metrics: {complaint}")),
            }
        }
        if complaints.is_empty() {
            Ok(targets)
        } else {
            Err(complaints)
        }
    }

    /// The step of the time series, if there is to be one.
    fn steps(&self, replications: u32) -> Result<Option<f64>, Vec<String>> {
        let (Some(step), Some(length)) = (self.series, self.length) else {
            return Ok(None);
        };
        let most = MOST_STATES / f64::from(replications);
        if step > length || length / step > most {
            let least = length / most;
            return Err(vec![format!(
                "--series {step} must be at most the {length} s of --for and at least {least}"
            )]);
        }
        Ok(Some(step))
    }

    fn fixed(&self, scenario: &Scenario) -> Result<Stop, Vec<String>> {
        let length = self.length.unwrap_or_else(|| Plan::usual_length(scenario));
        let warm_up = self.warm_up.map_or(WarmUp::Found, WarmUp::Asked);
        match warm_up {
            WarmUp::Asked(seconds) if seconds >= length => Err(vec![format!(
                "--warm-up {seconds} must be less than the {length} s of --for"
            )]),
            _ => Ok(Stop::After { length, warm_up }),
        }
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
