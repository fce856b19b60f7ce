//! Queues that give messages up so that the rest is in time.

use crate::presets::{mean, measure};
use crate::scenarios::{at, plain, trace_of};
use serde_json::{Value, json};
use std::collections::VecDeque;
use tailback::broker::World;
use tailback::broker::trace::Step;
use tailback::scenario::Scenario;
use tailback::theory::Stability;

/// `rate` / s for a worker that takes 1 s.
fn shedding(rate: f64, shed: Value) -> Scenario {
    plain(&[
        ("producers[0].arrivals.rate", json!(rate)),
        ("queues[0].shed", shed),
    ])
}

fn watched(scenario: &Scenario, seconds: f64) -> World {
    let world = World::new(&scenario.settings(), scenario.seed, 0);
    let mut world = world.with_trace(100_000);
    world.advance(at(seconds), u64::MAX);
    world
}

/// Ordinals of the messages that were shed.
fn shed(world: &World) -> Vec<u64> {
    let all = trace_of(world).into_iter();
    all.filter(|one| one.step == Step::Shed)
        .map(|one| one.message)
        .collect()
}

#[test]
fn newcomers_are_turned_away_from_the_backlog_on() {
    let all = watched(
        &shedding(4.0, json!({ "random": { "above": 0, "probability": 1 } })),
        10.0,
    );
    // Published at 0.25, 0.5, ... 10; taken at 0.25, 1.5, 2.75, ...: none waits.
    let ledger = all.ledger();
    assert_eq!(ledger.published, 40);
    assert_eq!(ledger.refused + ledger.evicted, 0);
    assert_eq!(ledger.shed + ledger.settled + all.in_system() as u64, 40);
    assert_eq!(all.queues()[0].ready.len(), 0);
    let some = watched(
        &shedding(4.0, json!({ "random": { "above": 3, "probability": 1 } })),
        100.0,
    );
    assert_eq!(some.queues()[0].ready.len(), 3);
    let half = json!({ "random": { "above": 0, "probability": 0.5 } });
    let found = measure(&shedding(4.0, half), 2000.0);
    // The worker is never idle, so that none is taken in any case; within four deviations of 80,000 throws.
    let fraction = mean(&found.system, "shed_fraction");
    assert!((0.493..0.507).contains(&fraction), "{fraction}");
    assert_eq!(fraction, mean(&found.queues["q"], "shed_fraction"));
    assert_eq!(mean(&found.system, "loss_probability"), 0.0);
}

#[test]
fn those_of_a_low_priority_go_first() {
    let mut document = serde_json::to_value(shedding(
        1.0,
        json!({ "priority": { "above": 2, "below": 5 } }),
    ))
    .unwrap();
    let mut urgent = document["producers"][0].clone();
    urgent["id"] = json!("urgent");
    urgent["priority"] = json!(5);
    document["producers"].as_array_mut().unwrap().push(urgent);
    let world = watched(&Scenario::from_value(&document).unwrap(), 50.0);
    let [low, high] = world.producers() else {
        panic!("two producers")
    };
    assert_eq!(high.passage.shed, 0);
    // The worker is busy with the urgent ones, and their backlog stays where the low ones are turned away.
    assert!(low.passage.shed > 40, "{}", low.passage.shed);
    assert_eq!(world.ledger().shed, low.passage.shed);
}

/// The pseudocode of RFC 8289, for one server that takes `service` s for each.
fn by_the_rfc(every: f64, service: f64, target: f64, interval: f64, many: u64) -> Vec<u64> {
    // In whole nanoseconds, as the engine has it: two instants are the same or they are not.
    let [every, service, target, interval] =
        [every, service, target, interval].map(|secs| (secs * 1e9).round() as i64);
    let arrival = |number: u64| (number as i64 + 1) * every;
    let mut queue: VecDeque<u64> = VecDeque::new();
    let (mut next, mut now) = (0, 0_i64);
    let (mut first_above, mut drop_next) = (0_i64, 0_i64);
    let (mut count, mut last_count, mut dropping) = (0_u64, 0_u64, false);
    let mut shed = Vec::new();
    let control =
        |t: i64, count: u64| t + (interval as f64 * (1.0 / (count as f64).sqrt())).round() as i64;
    while next < many {
        while next < many && arrival(next) <= now {
            queue.push_back(next);
            next += 1;
        }
        if queue.is_empty() {
            now = arrival(next);
            continue;
        }
        let mut dodeque = |queue: &mut VecDeque<u64>| {
            let one = queue.pop_front().unwrap();
            let is_last = queue.is_empty();
            if now - arrival(one) < target || is_last {
                first_above = 0;
                return (one, false);
            }
            if first_above == 0 {
                first_above = now + interval;
            }
            (one, now >= first_above)
        };
        let (mut one, mut ok) = dodeque(&mut queue);
        if dropping {
            dropping = ok;
            while dropping && now >= drop_next {
                shed.push(one);
                count += 1;
                (one, ok) = dodeque(&mut queue);
                if ok {
                    drop_next = control(drop_next, count);
                } else {
                    dropping = false;
                }
            }
        } else if ok {
            shed.push(one);
            (_, _) = dodeque(&mut queue);
            dropping = true;
            let delta = count - last_count;
            count = if delta > 1 && now - drop_next < 16 * interval {
                delta
            } else {
                1
            };
            drop_next = control(now, count);
            last_count = count;
        }
        now += service;
    }
    shed
}

#[test]
fn codel_sheds_what_its_specification_sheds() {
    for (every, target, interval) in [(0.5, 0.6, 2.1), (0.9, 1.3, 3.3), (0.26, 0.4, 0.7)] {
        let codel = json!({ "codel": { "target": target, "interval": interval } });
        let scenario = shedding(1.0 / every, codel)
            .with("consumers[0].service.value", &json!(0.937))
            .unwrap();
        let world = watched(&scenario, 400.0);
        let expected = by_the_rfc(
            1.0 / (1.0 / every),
            0.937,
            target,
            interval,
            (400.0 / every) as u64,
        );
        let found = shed(&world);
        assert!(found.len() > 10, "{} shed", found.len());
        let both = found.len().min(expected.len());
        assert_eq!(found[..both], expected[..both]);
        assert!(expected.len() - both < 20);
    }
}

#[test]
fn what_sheds_may_keep_up() {
    let of = |shed: Value| Stability::of(&shedding(4.0, shed));
    assert!(matches!(of(json!({})), Stability::Unstable { .. }));
    assert_eq!(
        of(json!({ "codel": { "target": 1, "interval": 5 } })),
        Stability::Stable
    );
    let random = of(json!({ "random": { "above": 5, "probability": 0.5 } }));
    assert!(matches!(random, Stability::Unclear { .. }));
}
