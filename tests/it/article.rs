//! The article's queue, from which all of this grew.

use crate::scenarios::{at, edit_to, pass, preset, trace_of};
use serde_json::json;
use tailback::broker::trace::Step;
use tailback::session::Run;

/// The event log of the page: a line for each publish and each delivery.
fn event_log(run: &Run) -> Vec<String> {
    let line = |happening: &tailback::broker::Happening| match happening.step {
        Step::Published { .. } => Some(format!("Produced: item-{}", happening.message)),
        Step::Delivered(_) => Some(format!("Consumed: item-{}", happening.message)),
        _ => None,
    };
    trace_of(run.world()).iter().filter_map(line).collect()
}

fn expected() -> Vec<String> {
    (0..10)
        .flat_map(|item| {
            [
                format!("Produced: item-{item}"),
                format!("Consumed: item-{item}"),
            ]
        })
        .collect()
}

fn to_the_end(mut run: Run) -> Run {
    pass(&mut run, at(1000.0));
    assert!(run.world().has_ended());
    assert!(
        run.world().now() < at(15.0),
        "the clock stops with the last message, at {:?}",
        run.world().now()
    );
    let ledger = run.world().ledger();
    assert_eq!(
        (ledger.published, ledger.settled, ledger.refused),
        (10, 10, 0)
    );
    assert!(!run.clone().step(), "after the end nothing happens");
    run
}

#[test]
fn a_blocking_consumer_takes_each_item_before_the_next_is_produced() {
    let run = to_the_end(Run::new(preset("article")));
    assert_eq!(event_log(&run), expected());
    // Item 0: in at 0.02, taken at 0.04, done at 1.04; from then on the consumer is just too slow
    // by the 0.02 s that each take holds the lock, and the last one is done 10 takes later.
    assert_eq!(run.world().now(), at(0.02 + 10.0 * 1.02));
}

#[test]
fn a_polling_consumer_takes_each_item_before_the_next_is_produced() {
    let mut run = Run::new(preset("article"));
    edit_to(&mut run, "consumers[0].poll", json!({ "interval": 0.1 }));
    let run = to_the_end(run);
    assert_eq!(event_log(&run), expected());
    // The first look comes before the first item, and polling has its price.
    assert_eq!(run.world().consumers()[0].empty_looks, 1);
}

#[test]
fn a_scenario_that_polls_from_the_start_reads_the_same() {
    let poll = json!({ "interval": 0.1 });
    let scenario = preset("article").with("consumers[0].poll", &poll);
    let run = to_the_end(Run::new(scenario.expect("in range")));
    assert_eq!(event_log(&run), expected());
}

#[test]
fn without_a_lock_the_times_are_those_of_the_article() {
    let free = preset("article").with("broker.lock.hold", &json!(0));
    let run = to_the_end(Run::new(free.expect("in range")));
    assert_eq!(event_log(&run), expected());
    assert_eq!(run.world().now(), at(10.0));
}
