//! A change beside its absence, and the past lived again.

use crate::broker::World;
use crate::engine::SimTime;
use crate::metrics::totals::Metric;
use crate::scenario::preset::Preset;
use crate::session::live::{Command, Live};
use crate::session::pace::Speed;
use serde_json::{Value, json};

const RATE: &str = "producers[0].arrivals.rate";

fn live(slug: &str) -> Live {
    let mut live = Live::new(Preset::find(slug).unwrap().scenario());
    live.obey(Command::Play).unwrap();
    live
}

fn edit(live: &mut Live, path: &str, value: Value) {
    let path = path.to_owned();
    live.obey(Command::Edit { path, value }).unwrap();
}

fn go_on(live: &mut Live, seconds: u32) {
    for _ in 0..seconds * 20 {
        live.tick(0.05, || true);
    }
}

fn arrive(live: &mut Live) {
    while live.journey().is_some() {
        live.tick(0.01, || true);
    }
}

/// Everything that was counted, and the last of what happened.
fn state(world: &World) -> String {
    let trace = world.trace().unwrap();
    let last: Vec<_> = trace.since(trace.recorded().saturating_sub(200)).collect();
    format!(
        "{:?} {:?} {:?} {last:?}",
        world.now(),
        world.totals(),
        world.ledger()
    )
}

#[test]
fn the_ghost_is_the_run_without_the_edit() {
    let (mut with, mut without) = (live("work-queue"), live("work-queue"));
    go_on(&mut with, 5);
    edit(&mut with, RATE, json!(4.8));
    go_on(&mut with, 20);
    go_on(&mut without, 25);
    let ghost = with.ghost().unwrap();
    assert_eq!(state(ghost.course().world()), state(without.world()));
    assert!(ghost.is_abreast(with.course()));
    assert_ne!(state(with.world()), state(without.world()));
    let last = |series: &crate::session::Series| *series.all().last().unwrap();
    let (haunting, plain) = (last(ghost.course().series()), last(without.series()));
    assert_eq!(haunting.time, plain.time);
    assert_eq!(haunting.ready, plain.ready);
}

#[test]
fn a_drag_is_compared_with_how_it_was_before_it() {
    let mut live = live("work-queue");
    go_on(&mut live, 5);
    for step in 1..10 {
        edit(&mut live, RATE, json!(3.2 + f64::from(step) / 10.0));
        live.tick(0.05, || true);
    }
    let ghost = live.ghost().unwrap();
    assert_eq!(ghost.since(), SimTime::from_secs(5.0));
    assert!(
        (ghost.course().run().current().producers[0]
            .arrivals
            .process
            .rate()
            - 3.2)
            .abs()
            < 1e-12
    );
    go_on(&mut live, 2);
    edit(&mut live, RATE, json!(2));
    assert!(
        live.ghost().unwrap().since() > SimTime::from_secs(7.0),
        "another change"
    );
}

#[test]
fn without_the_ghost_nothing_goes_on_beside_the_run() {
    let mut live = live("work-queue");
    live.obey(Command::Ghost(false)).unwrap();
    edit(&mut live, RATE, json!(4.8));
    assert!(live.ghost().is_none());
    live.obey(Command::Ghost(true)).unwrap();
    edit(&mut live, RATE, json!(4.7));
    live.obey(Command::Reset).unwrap();
    assert!(live.ghost().is_none() && live.is_haunted());
}

#[test]
fn both_futures_slow_down_when_time_is_short() {
    let mut live = live("work-queue");
    live.obey(Command::Pace(Speed::Unbounded)).unwrap();
    live.tick(0.001, || true);
    edit(&mut live, RATE, json!(3.9));
    for _ in 0..200 {
        let mut left = 3;
        live.tick(0.02, || {
            left -= 1;
            left > 0
        });
        let apart = live.now().since(live.ghost().unwrap().course().now());
        // One slice of the run, some 256 events, and no more.
        assert!(apart.secs() < 60.0, "{}", apart.secs());
    }
    assert!(live.now() > SimTime::from_secs(300.0));
}

#[test]
fn a_future_in_which_messages_pile_up_is_given_up() {
    let mut live = live("work-queue");
    edit(&mut live, RATE, json!(1e5));
    go_on(&mut live, 1);
    edit(&mut live, RATE, json!(1));
    assert!(live.ghost().is_some());
    go_on(&mut live, 4);
    assert!(live.ghost().is_none());
}

#[test]
fn a_past_instant_is_as_it_was() {
    for preset in Preset::all() {
        let (mut live, mut then) = (live(preset.slug), live(preset.slug));
        go_on(&mut live, 20);
        go_on(&mut then, 20);
        let path = "producers[0].count";
        let more = json!(live.scenario().producers[0].count + 1);
        edit(&mut live, path, more.clone());
        edit(&mut then, path, more);
        go_on(&mut live, 10);
        go_on(&mut then, 10);
        go_on(&mut live, 15);
        let (present, instant) = (state(live.world()), then.now());
        live.obey(Command::Look(instant.secs())).unwrap();
        arrive(&mut live);
        assert!(!live.is_playing());
        // A run may have ended before.
        if instant < live.end() {
            assert!(live.is_away());
            assert_eq!(state(live.world()), state(then.world()), "{}", preset.slug);
            assert_eq!(live.counted(), then.counted());
            for metric in [Metric::SystemMean, Metric::Throughput, Metric::SojournMean] {
                assert_eq!(
                    live.estimate(metric),
                    then.estimate(metric),
                    "{}",
                    preset.slug
                );
            }
            assert_eq!(live.sojourn_quantile(0.99), then.sojourn_quantile(0.99));
        }
        live.obey(Command::Return).unwrap();
        assert_eq!(state(live.world()), present);
    }
}

#[test]
fn what_goes_on_from_the_past_leaves_its_future_behind_as_the_ghost() {
    let mut live = live("work-queue");
    go_on(&mut live, 20);
    edit(&mut live, RATE, json!(2));
    go_on(&mut live, 20);
    let lived = state(live.world());
    live.obey(Command::Look(15.0)).unwrap();
    arrive(&mut live);
    assert_eq!(live.edits().len(), 0, "the edit is not made yet");
    edit(&mut live, RATE, json!(4.8));
    assert!(!live.is_away());
    assert_eq!(live.end(), SimTime::from_secs(15.0));
    assert_eq!(state(live.ghost().unwrap().course().world()), lived);
    assert!(live.series().all().iter().all(|sample| sample.time <= 15.0));
    live.obey(Command::Play).unwrap();
    go_on(&mut live, 40);
    let ghost = live.ghost().unwrap().course();
    assert_eq!(ghost.now(), live.now(), "it goes on where its record ends");
    live.obey(Command::Look(10.0)).unwrap();
    live.obey(Command::Return).unwrap();
    assert!(live.ghost().is_some());
}

#[test]
fn a_long_way_back_is_gone_in_pieces_and_says_how_far_it_is() {
    let mut live = live("work-queue");
    live.obey(Command::Pace(Speed::Times(10_000.0))).unwrap();
    go_on(&mut live, 1);
    let far = live.now().secs() * 0.77;
    live.obey(Command::Look(far)).unwrap();
    let mut progress = 0.0;
    let mut pieces = 0;
    while let Some(journey) = live.journey() {
        assert!(journey.progress() >= progress);
        progress = journey.progress();
        pieces += 1;
        live.tick(0.01, || false);
    }
    assert!(pieces > 2, "{pieces}");
    assert_eq!(live.now(), SimTime::from_secs(far));
}

#[test]
fn a_past_without_end_takes_bounded_room() {
    let mut live = live("overload");
    live.obey(Command::Pace(Speed::Times(400.0))).unwrap();
    let mut most = 0;
    for _ in 0..400 {
        go_on(&mut live, 1);
        most = most.max(live.states_kept());
    }
    assert!((20..=48).contains(&most), "{most}");
    let start = live.now().secs() / 10.0;
    live.obey(Command::Look(start)).unwrap();
}

/// What the columns of the heat map count, by rows.
fn heat(live: &Live) -> Vec<u64> {
    let rows = live.world().sojourn().rows().count();
    let mut sums = vec![0; rows];
    for column in live.heat().columns() {
        sums.iter_mut()
            .zip(column.counts)
            .for_each(|(sum, count)| *sum += count);
    }
    sums
}

#[test]
fn the_heat_map_counts_what_the_engine_counts_also_in_another_future_and_from_the_start() {
    let mut live = live("work-queue");
    go_on(&mut live, 300);
    live.obey(Command::Step).unwrap();
    let counted = |live: &Live| live.world().sojourn().rows().collect::<Vec<_>>();
    assert_eq!(heat(&live), counted(&live));
    let whole: u64 = heat(&live).iter().sum();
    live.obey(Command::Look(100.3)).unwrap();
    arrive(&mut live);
    let seen: u64 = live.heat().columns().flat_map(|it| it.counts).sum();
    assert_eq!(seen, whole, "the past is looked at, the run is as it was");
    edit(&mut live, RATE, json!(3.5));
    assert_eq!(heat(&live), counted(&live), "gone on from there");
    assert!(heat(&live).iter().sum::<u64>() < whole);
    live.obey(Command::Play).unwrap();
    go_on(&mut live, 50);
    live.obey(Command::Step).unwrap();
    assert_eq!(heat(&live), counted(&live));
    live.obey(Command::Reset).unwrap();
    assert_eq!(
        live.heat().columns().flat_map(|it| it.counts).sum::<u64>(),
        0
    );
}
