//! The behaviours of the native library, a file for each.

mod agreement;
mod any_document;
mod article;
mod build;
mod command;
mod conservation;
mod coverage;
mod distributions;
mod edits;
mod forks;
mod golden;
mod imports;
mod languages;
mod lock;
mod long_runs;
mod mechanisms;
mod oracles;
mod order;
mod plain_way;
mod presets;
mod replay;
mod scenario_file;
mod scenarios;
mod theory;
mod transient;
mod variates;
