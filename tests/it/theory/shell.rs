//! `tailback theory FILE`, as the shell sees it.

use super::{exponential, poisson};
use crate::scenarios::plain;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};
use tailback::theory::figures::NAMES;

fn command(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tailback"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it listens");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

#[test]
fn the_command_prints_the_model_and_each_figure_with_its_badge() {
    let scenario = plain(&[poisson(0.5), exponential(1.0)]).to_json();
    let output = command(&["theory", "-"], &scenario);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.starts_with("plain: M/M/1\n\nsystem\n"), "{text}");
    assert!(
        text.contains("\n  waiting_mean            1            exact\n"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 3 + NAMES.len());
    let locked = plain(&[("broker.lock.hold", json!(0.01))]).to_json();
    let output = command(&["theory", "-"], &locked);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(
        text.contains("\ntheory does not apply: the broker's lock"),
        "{text}"
    );
    let output = command(&["theory", "-", "--format", "json"], &locked);
    let printed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(printed["model"], Value::Null);
    let waiting = &printed["system"]["waiting_mean"];
    assert_eq!(
        (&waiting["value"], &waiting["badge"]),
        (&Value::Null, &json!("does-not-apply"))
    );
}

#[test]
fn the_command_refuses_a_bad_file_as_a_run_does() {
    let output = command(&["theory", "-"], "{ \"tailback\": 1 }");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty() && !output.stderr.is_empty());
}
