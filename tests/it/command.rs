//! The command, as the shell sees it.

use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub fn preset(slug: &str) -> String {
    format!("{}/static/presets/{slug}.json", env!("CARGO_MANIFEST_DIR"))
}

/// A file that only one test writes.
pub fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("the target folder can be written to");
    path
}

fn tailback(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tailback"));
    let command = command.args(arguments).stdin(Stdio::null());
    command.output().expect("the command starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// What a run of `file` prints that must succeed.
pub fn printed(file: &str, more: &[&str]) -> String {
    let output = tailback(&[&["run", file], more].concat());
    assert!(
        output.status.success(),
        "{file} {more:?}: {}",
        stderr(&output)
    );
    assert_eq!(stderr(&output), "");
    stdout(&output)
}

/// The report of a run of `file`.
pub fn report(file: &str, more: &[&str]) -> Value {
    let text = printed(file, &[more, &["--format", "json"]].concat());
    serde_json::from_str(&text).expect("the report is JSON")
}

/// Checks that nothing ran: 2, a reason on standard error, and nothing else.
pub fn refused(arguments: &[&str]) -> String {
    let output = tailback(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert_eq!(stdout(&output), "", "{arguments:?}");
    let reasons = stderr(&output);
    assert!(!reasons.trim().is_empty(), "{arguments:?}");
    reasons
}

fn keys(value: &Value) -> Vec<&str> {
    let fields = value.as_object().expect("an object");
    fields.keys().map(String::as_str).collect()
}

pub fn mean(report: &Value, place: &str, metric: &str) -> f64 {
    let figure = &report[place][metric]["mean"];
    figure
        .as_f64()
        .unwrap_or_else(|| panic!("{place}.{metric} is {figure}"))
}

#[test]
fn the_json_report_has_a_place_for_the_system_and_each_node() {
    let report = report(&preset("work-queue"), &["--for", "2000"]);
    assert_eq!(
        keys(&report),
        [
            "confidence",
            "consumers",
            "producers",
            "queues",
            "replications",
            "scenario",
            "seed",
            "simulated",
            "system",
            "warm_up",
            "warm_up_rule",
            "warnings",
        ]
    );
    assert_eq!(report["scenario"], "Work queue");
    assert_eq!(report["seed"], 1);
    assert_eq!(report["replications"], 1);
    assert_eq!(
        (&report["simulated"], &report["warm_up"]),
        (&json!(2000.0), &json!(0.0))
    );
    assert_eq!(keys(&report["producers"]), ["web"]);
    assert_eq!(keys(&report["queues"]), ["orders"]);
    assert_eq!(keys(&report["consumers"]), ["workers"]);
    assert_eq!(
        keys(&report["system"]),
        [
            "arrival_rate",
            "availability",
            "blocked_mean",
            "dead_letter_rate",
            "delivery_rate",
            "empty_poll_rate",
            "expired_fraction",
            "goodput",
            "late_rate",
            "lock_utilisation",
            "loss_probability",
            "lost_fraction",
            "poll_rate",
            "probability_of_waiting",
            "ready_mean",
            "sojourn_mean",
            "sojourn_p50",
            "sojourn_p90",
            "sojourn_p95",
            "sojourn_p99",
            "system_mean",
            "throughput",
            "utilisation",
            "waiting_mean",
            "waiting_p50",
            "waiting_p90",
            "waiting_p95",
            "waiting_p99",
            "waiting_sd",
        ]
    );
    for (metric, figure) in report["system"].as_object().expect("figures") {
        assert_eq!(keys(figure), ["high", "low", "mean"], "{metric}");
    }
}

#[test]
fn figures_of_the_nodes_agree_with_those_of_the_system() {
    let report = report(&preset("work-queue"), &["--for", "5000"]);
    let pairs = [
        ("arrival_rate", "producers", "web"),
        ("arrival_rate", "queues", "orders"),
        ("throughput", "consumers", "workers"),
        ("utilisation", "consumers", "workers"),
        ("waiting_mean", "producers", "web"),
        ("sojourn_mean", "queues", "orders"),
        ("system_mean", "queues", "orders"),
        ("ready_mean", "queues", "orders"),
    ];
    for (metric, kind, id) in pairs {
        assert_eq!(
            report[kind][id][metric], report["system"][metric],
            "{kind} {id} {metric}"
        );
    }
    let little = mean(&report, "system", "throughput") * mean(&report, "system", "sojourn_mean");
    assert!((little / mean(&report, "system", "system_mean") - 1.0).abs() < 0.02);
}

#[test]
fn every_preset_runs_both_ways() {
    for slug in ["work-queue", "article", "overload"] {
        let text = printed(&preset(slug), &[]);
        assert!(text.contains("\nsystem\n"), "{slug}: {text}");
        assert!(!text.contains("warning:"), "{slug}: {text}");
        let report = report(&preset(slug), &[]);
        assert_eq!(report["warnings"], json!([]), "{slug}");
    }
}

#[test]
fn the_articles_run_ends_by_itself_and_counts_from_the_start() {
    let report = report(&preset("article"), &[]);
    assert_eq!(
        (&report["simulated"], &report["warm_up"]),
        (&json!(10.22), &json!(0.0))
    );
    assert!((mean(&report, "system", "sojourn_mean") - 1.13).abs() < 1e-9);
}

#[test]
fn the_scenario_can_come_from_standard_input() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tailback"));
    let command = command.args(["run", "-", "--format", "json"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let text = std::fs::read_to_string(preset("article")).expect("the preset is there");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(text.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        stdout(&output),
        printed(&preset("article"), &["--format", "json"])
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_other_figures() {
    let run = |more: &[&str]| {
        let more = [&["--for", "3000", "--format", "json"], more].concat();
        printed(&preset("work-queue"), &more)
    };
    let first = run(&[]);
    assert_eq!(first, run(&[]));
    assert_eq!(first, run(&["--seed", "1"]), "the scenario's own seed");
    let other = run(&["--seed", "2"]);
    assert_ne!(first, other);
    let other: Value = serde_json::from_str(&other).expect("JSON");
    assert_eq!(other["seed"], 2);
    let many = ["--replications", "5"];
    assert_eq!(run(&many), run(&many), "on however many cores");
}

#[test]
fn for_warm_up_replications_and_confidence_are_respected() {
    let more = [
        "--for",
        "500",
        "--warm-up",
        "100",
        "--replications",
        "4",
        "--confidence",
        "0.9",
    ];
    let report = report(&preset("work-queue"), &more);
    assert_eq!(report["simulated"], 500.0);
    assert_eq!(report["warm_up"], 100.0);
    assert_eq!(report["replications"], 4);
    assert_eq!(report["confidence"], 0.9);
    let width = |confidence: &str| {
        let more = [
            "--for",
            "500",
            "--replications",
            "4",
            "--confidence",
            confidence,
        ];
        let report = self::report(&preset("work-queue"), &more);
        let ends = &report["system"]["sojourn_mean"];
        ends["high"].as_f64().expect("an end") - ends["low"].as_f64().expect("an end")
    };
    assert!(width("0.99") > width("0.9"));
}

#[test]
fn precision_is_reached() {
    let more = ["--precision", "0.03", "--confidence", "0.95"];
    let report = report(&preset("work-queue"), &more);
    assert_eq!(report["warnings"], json!([]));
    assert_eq!(report["replications"], 32);
    for metric in ["waiting_mean", "sojourn_mean", "system_mean", "ready_mean"] {
        let ends = &report["system"][metric];
        let end = |key: &str| ends[key].as_f64().expect("an end");
        let relative = (end("high") - end("low")) / 2.0 / end("mean");
        assert!(relative <= 0.03, "{metric}: {relative}");
    }
}

#[test]
fn precision_out_of_reach_is_given_up_and_said() {
    let more = ["--precision", "0.0001", "--max-events", "200000"];
    let report = report(&preset("work-queue"), &more);
    let warning = report["warnings"][0].as_str().expect("a warning");
    assert!(warning.contains("stopped after") && warning.contains("instead of 0.0001"));
}

#[test]
fn what_is_known_for_certain_is_precise_at_once() {
    let report = report(&silent("silent-precise.json"), &["--precision", "0.01"]);
    assert_eq!(report["warnings"], json!([]));
    assert_eq!(mean(&report, "system", "system_mean"), 0.0);
}

/// A scenario in which nothing is ever published.
fn silent(name: &str) -> String {
    let text = std::fs::read_to_string(preset("work-queue")).expect("the preset is there");
    let text = text.replace("\"rate\": 3.2", "\"rate\": 0");
    file(name, &text).display().to_string()
}

#[test]
fn where_nothing_happens_nothing_is_reported_of_messages() {
    let report = report(&silent("silent.json"), &[]);
    assert_eq!(mean(&report, "system", "arrival_rate"), 0.0);
    assert_eq!(mean(&report, "system", "utilisation"), 0.0);
    for metric in ["waiting_mean", "sojourn_mean", "loss_probability"] {
        let figure = &report["system"][metric];
        assert!(
            figure.is_null() || figure["mean"].is_null(),
            "{metric}: {figure}"
        );
    }
}

#[test]
fn a_run_that_cannot_end_by_itself_is_run_for_a_while() {
    // Ten messages at most, but none ever comes, and the consumer polls for ever.
    let text = std::fs::read_to_string(preset("article")).expect("the preset is there");
    let text = text.replace("\"rate\": 1.0", "\"rate\": 0");
    let text = text.replace(
        "\"count\": 1,\n      \"service\"",
        "\"poll\": { \"interval\": 50 },\n      \"service\"",
    );
    assert!(text.contains("poll"));
    let path = file("never.json", &text).display().to_string();
    let report = report(&path, &[]);
    assert!(report["simulated"].as_f64().expect("a number") < 1e9);
    assert!(mean(&report, "system", "empty_poll_rate") > 0.0);
}

fn unstable(name: &str) -> String {
    let text = std::fs::read_to_string(preset("overload")).expect("the preset is there");
    let text = text.replace("\"max_ready\": 20, ", "");
    file(name, &text).display().to_string()
}

#[test]
fn an_unstable_system_has_a_warning_and_no_means() {
    let report = report(&unstable("unstable.json"), &["--for", "2000"]);
    let warning = report["warnings"][0].as_str().expect("a warning");
    let why = "unstable: 4.8 / s arrive at orders and its workers can do 4 / s";
    assert!(warning.starts_with(why), "{warning}");
    let null = json!({ "mean": null, "low": null, "high": null });
    for place in [&report["system"], &report["queues"]["orders"]] {
        for metric in [
            "waiting_mean",
            "waiting_sd",
            "sojourn_mean",
            "system_mean",
            "ready_mean",
        ] {
            assert_eq!(place[metric], null, "{metric}");
        }
    }
    let quantile = report["system"].get("waiting_p99");
    assert!(quantile.is_none(), "no quantile either");
    assert!((mean(&report, "system", "utilisation") - 1.0).abs() < 0.01);
    assert!((mean(&report, "system", "throughput") - 4.0).abs() < 0.2);
}

#[test]
fn a_precision_asked_of_an_unstable_system_is_answered_in_the_usual_time() {
    let report = report(
        &unstable("unstable-precise.json"),
        &["--precision", "0.01", "--replications", "2"],
    );
    let warning = report["warnings"][0].as_str().expect("a warning");
    assert!(warning.starts_with("unstable: "));
}

#[test]
fn a_queue_that_nobody_serves_is_unstable() {
    let text = std::fs::read_to_string(preset("work-queue")).expect("the preset is there");
    let path = file(
        "unserved.json",
        &text.replace("\"count\": 4", "\"count\": 0"),
    );
    let report = report(&path.display().to_string(), &["--for", "100"]);
    let warning = report["warnings"][0].as_str().expect("a warning");
    assert!(warning.starts_with("unstable: "), "{warning}");
}

#[test]
fn a_bad_file_prints_every_error_with_its_path_and_nothing_else() {
    let text = json!({
        "tailback": 1, "name": "bad", "colour": "red",
        "producers": [{ "id": "web", "to": "nowhere",
            "arrivals": { "process": "poisson", "rate": -1 } }],
        "queues": [{ "id": "orders" }],
        "consumers": [{ "id": "workers", "from": "orders", "count": 1.5,
            "service": { "distribution": "exponential" } }],
    });
    let path = file("bad.json", &text.to_string());
    let reasons = refused(&["run", &path.display().to_string()]);
    let mut lines: Vec<&str> = reasons.lines().collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "colour: is not a field here; the fields are tailback, name, about, seed, broker, \
             producers, queues, consumers, faults, alerts",
            "consumers[0].count: must be a whole number from 0 to 100000 (workers), not 1.5",
            "consumers[0].service.mean: is missing; it must be a number from 1e-6 to 1e7 (s)",
            "producers[0].arrivals.rate: must be a number from 0 to 1000000 (1/s), not -1",
            "producers[0].to: \"nowhere\" is not a queue; the queues are orders",
        ]
    );
}

#[test]
fn a_file_that_is_no_scenario_is_refused() {
    let not_json = file("not-json.json", "{ \"tailback\": 1,");
    let reasons = refused(&["run", &not_json.display().to_string()]);
    assert!(
        reasons.starts_with("document: is not JSON: EOF"),
        "{reasons}"
    );
    let not_text = Path::new(env!("CARGO_TARGET_TMPDIR")).join("not-text.json");
    std::fs::write(&not_text, [0xff, 0xfe, 0x00]).expect("the target folder can be written to");
    refused(&["run", &not_text.display().to_string()]);
    let missing = refused(&["run", "/no/such/file.json"]);
    assert!(missing.starts_with("/no/such/file.json: "), "{missing}");
    refused(&["run", env!("CARGO_TARGET_TMPDIR")]);
}

#[test]
fn bad_arguments_are_refused() {
    let file = preset("article");
    let file = file.as_str();
    let bad: &[&[&str]] = &[
        &[],
        &["walk"],
        &["run"],
        &["run", file, file],
        &["run", file, "--colour"],
        &["run", file, "--seed", "-1"],
        &["run", file, "--seed", "1.5"],
        &["run", file, "--seed", "9007199254740992"],
        &["run", file, "--for", "0"],
        &["run", file, "--for", "-5"],
        &["run", file, "--for", "long"],
        &["run", file, "--for", "inf"],
        &["run", file, "--for", "NaN"],
        &["run", file, "--for", "10", "--warm-up", "10"],
        &["run", file, "--for", "10", "--warm-up", "-1"],
        &["run", file, "--replications", "0"],
        &["run", file, "--replications", "20000"],
        &["run", file, "--precision", "0"],
        &["run", file, "--precision", "1"],
        &["run", file, "--precision", "0.1", "--for", "10"],
        &["run", file, "--precision", "0.1", "--warm-up", "10"],
        &["run", file, "--confidence", "0"],
        &["run", file, "--confidence", "1.5"],
        &["run", file, "--confidence", "95"],
        &["run", file, "--format", "xml"],
    ];
    for arguments in bad {
        refused(arguments);
    }
    let queue = preset("work-queue");
    let reasons = refused(&["run", &queue, "--precision", "0.1", "--replications", "1"]);
    assert!(reasons.contains("--replications of 2 or more"), "{reasons}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tailback"))
        .args(["run", &preset("article")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    assert_eq!(stderr(&output), "");
}
