//! The command's ways to run for long enough, and no longer: warm-up, chosen metrics, time
//! allowed, threads, time series, and the words where no interval can be trusted.

use super::command::{file, mean, preset, printed, refused, report};
use serde_json::{Value, json};

fn edited(name: &str, from: &str, to: &str) -> String {
    let text = std::fs::read_to_string(preset("work-queue")).expect("the preset is there");
    assert!(text.contains(from), "{from}");
    file(name, &text.replace(from, to)).display().to_string()
}

fn warnings(report: &Value) -> Vec<&str> {
    let warnings = report["warnings"].as_array().expect("a list");
    warnings.iter().filter_map(Value::as_str).collect()
}

#[test]
fn the_warm_up_is_found_and_said() {
    let report = report(&preset("work-queue"), &["--replications", "20"]);
    let rule = report["warm_up_rule"].as_str().expect("words");
    assert!(rule.starts_with("MSER-5"), "{rule}");
    assert_eq!(warnings(&report), Vec::<&str>::new());
    let text = printed(&preset("work-queue"), &["--warm-up", "7"]);
    assert!(
        text.contains("warm-up: 7 s left out (as asked for)"),
        "{text}"
    );
}

#[test]
fn a_run_too_short_for_its_warm_up_has_no_intervals() {
    let heavy = edited("heavy.json", "\"rate\": 3.2", "\"rate\": 3.98");
    for more in [
        &["--for", "500", "--replications", "40"][..],
        &["--for", "4"],
    ] {
        let report = report(&heavy, more);
        let words = warnings(&report);
        assert!(
            words.iter().any(|it| it.starts_with("too short")),
            "{words:?}"
        );
        for (metric, figure) in report["system"].as_object().expect("figures") {
            assert!(figure["low"].is_null(), "{metric}: {figure}");
        }
    }
}

#[test]
fn precision_is_asked_of_the_metrics_named() {
    let names = "system.sojourn_p95,queues.orders.waiting_p99,consumers.workers.utilisation";
    let more = ["--precision", "0.05", "--metrics", names];
    let report = report(&preset("work-queue"), &more);
    let precision = &report["precision"];
    assert_eq!(
        (&precision["asked"], &precision["met"]),
        (&json!(0.05), &json!(true))
    );
    let reached = precision["reached"].as_object().expect("by name");
    assert_eq!(reached.len(), 3);
    for name in names.split(',') {
        assert!(reached[name].as_f64().expect("a width") <= 0.05, "{name}");
    }
    let text = printed(&preset("work-queue"), &more);
    assert!(text.contains("precision: 0.05 reached"), "{text}");
}

#[test]
fn what_next_to_never_happens_does_not_keep_a_run_going() {
    let idle = edited("idle.json", "\"count\": 4", "\"count\": 14");
    let small = edited(
        "small.json",
        "\"id\": \"orders\"",
        "\"id\": \"orders\", \"max_ready\": 60",
    );
    let silent = edited("mute.json", "\"rate\": 3.2", "\"rate\": 0");
    let within = ["--precision", "0.05", "--max-events", "50000000"];
    for (file, metrics, met) in [
        (&idle, "", true),
        (&idle, "system.probability_of_waiting", true),
        (&preset("work-queue"), "system.loss_probability", true),
        (&small, "system.loss_probability", true),
        (&silent, "", true),
        (&silent, "system.sojourn_mean", false),
    ] {
        let chosen = ["--metrics", metrics];
        let more = if metrics.is_empty() { &[][..] } else { &chosen };
        let report = report(file, &[&within, more].concat());
        let said = &report["precision"];
        assert_eq!(
            said["met"], met,
            "{file} {metrics}: {:?}",
            report["warnings"]
        );
    }
}

#[test]
fn time_that_is_over_ends_a_run_and_is_said() {
    let until = |seconds: f64| {
        let seconds = seconds.to_string();
        let more = ["--precision", "0.00001", "--max-seconds", &seconds];
        let hasty = report(&preset("work-queue"), &more);
        assert_eq!(hasty["precision"]["met"], false);
        let words = warnings(&hasty).join("\n");
        assert!(words.contains("instead of 0.00001"), "{words}");
        assert!(words.contains("the time allowed was over"), "{words}");
        words
    };
    // How far a run comes in a time depends on the machine, so it is given more until there is a width to say.
    let seconds = [0.3, 1.0, 3.0, 10.0, 30.0];
    let far_enough =
        (seconds.into_iter().map(until)).find(|words| words.contains("system.sojourn_mean 0."));
    assert!(far_enough.is_some(), "no half-width after {seconds:?} s");
    let more = [
        "--for",
        "1e8",
        "--max-seconds",
        "0.3",
        "--replications",
        "3",
    ];
    let cut = report(&preset("work-queue"), &more);
    assert!(cut["simulated"].as_f64().expect("a number") < 1e8);
    assert!(
        warnings(&cut)
            .join("\n")
            .contains("the time allowed was over")
    );
}

#[test]
fn a_report_does_not_depend_on_threads() {
    let run = |threads: &str| {
        let more = [
            "--for",
            "2000",
            "--replications",
            "21",
            "--threads",
            threads,
        ];
        printed(
            &preset("work-queue"),
            &[&more[..], &["--series", "100"]].concat(),
        )
    };
    let one = run("1");
    assert_eq!(one, run("2"));
    assert_eq!(one, run("64"));
}

#[test]
fn a_time_series_has_a_point_for_each_step() {
    let more = ["--for", "60", "--replications", "20", "--series", "7.5"];
    let report = report(&preset("work-queue"), &more);
    let series = report["series"].as_array().expect("a list");
    let times: Vec<f64> = series.iter().filter_map(|it| it["time"].as_f64()).collect();
    assert_eq!(times, [7.5, 15.0, 22.5, 30.0, 37.5, 45.0, 52.5, 60.0]);
    for point in series {
        for name in ["backlog", "ready", "throughput"] {
            assert!(
                point[name]["low"].as_f64() <= point[name]["mean"].as_f64(),
                "{point}"
            );
        }
    }
    assert!(mean(&report, "system", "throughput") > 0.0);
    let text = printed(&preset("work-queue"), &more);
    assert!(text.contains("\nseries\n  time      backlog"), "{text}");
}

#[test]
fn bad_choices_are_refused_with_what_would_be_right() {
    let file = preset("work-queue");
    for (more, right) in [
        (&["--metrics", "system.sojourn_mean"][..], "--precision"),
        (
            &[
                "--precision",
                "0.1",
                "--metrics",
                "system.colour,queues.x.ready_mean",
            ],
            "--metrics: \"x\" in \"queues.x.ready_mean\" is not one of the queues: orders",
        ),
        (&["--series", "5"], "--for"),
        (
            &["--for", "60", "--series", "61"],
            "--series 61 must be at most the 60 s of --for",
        ),
        (&["--for", "60", "--series", "1e-9"], "--series"),
        (&["--max-seconds", "0"], "--max-seconds"),
        (&["--threads", "0"], "--threads"),
    ] {
        let reasons = refused(&[&["run", &file], more].concat());
        assert!(reasons.contains(right), "{more:?}: {reasons}");
    }
}

/// Prints how many times as fast two threads are as one; on two idle cores it is 1.9 and more.
/// `cargo test --release --test it two_threads -- --ignored --nocapture`
#[test]
#[ignore = "says nothing on a machine that does other things as well"]
fn two_threads_are_nearly_twice_as_fast() {
    let seconds = |threads: &str| {
        let more = [
            "--for",
            "300000",
            "--replications",
            "32",
            "--threads",
            threads,
        ];
        let begun = std::time::Instant::now();
        printed(&preset("work-queue"), &more);
        begun.elapsed().as_secs_f64()
    };
    seconds("2");
    let (one, two) = (seconds("1"), seconds("2"));
    println!(
        "one thread {one:.2} s, two {two:.2} s: {:.2} times",
        one / two
    );
    assert!(one / two >= 1.9);
}
