//! The stage for the keyboard and for who cannot see it: every node and every handle as something that can be
//! reached, read and pressed.

use super::hand::{Deed, stepped, workers};
use crate::broker::World;
use crate::draw::Target;
use crate::draw::format::{Count, Rate};
use crate::scenario::Scenario;
use crate::session::Live;
use crate::words::{Language, Say, say};

/// Something that can be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// What it is, on the stage.
    pub target: Target,
    /// Its name with its state.
    pub label: String,
    /// For a handle that slides: its value and the value in words.
    pub value: Option<(f64, String)>,
    /// Its handles.
    pub handles: Vec<Spot>,
}

/// All nodes in the order in which messages pass them, each with its handles.
#[must_use]
pub fn of(live: &Live, language: Language) -> Vec<Spot> {
    let (world, scenario) = (live.world(), live.scenario());
    let mut spots = Vec::new();
    for place in 0..scenario.producers.len() {
        spots.push(producer(world, scenario, place, language));
    }
    for (place, node) in scenario.queues.iter().enumerate() {
        spots.push(queue(world, scenario, place, language));
        let takers = scenario.consumers.iter().enumerate();
        for (place, _) in takers.filter(|(_, group)| group.from == node.id) {
            spots.push(group(world, scenario, place, language));
        }
    }
    spots
}

/// What a key does to a handle that slides.
#[must_use]
pub fn slid(handle: Target, scenario: &Scenario, up: bool) -> Deed {
    stepped(handle, scenario, up)
}

/// What pressing a handle does.
#[must_use]
pub fn pressed(handle: Target, scenario: &Scenario) -> Deed {
    match handle {
        Target::More(place) => workers(scenario, place, 1.0),
        Target::Fewer(place) => workers(scenario, place, -1.0),
        _ => Deed::Nothing,
    }
}

fn plain(target: Target, label: String) -> Spot {
    Spot {
        target,
        label,
        value: None,
        handles: Vec::new(),
    }
}

fn producer(world: &World, scenario: &Scenario, place: usize, language: Language) -> Spot {
    let node = &scenario.producers[place];
    let (id, to) = (&node.id, &node.to);
    let all = Rate(node.arrivals.message_rate() * f64::from(node.count));
    let published = Count(world.producers()[place].passage.offered as f64);
    let rate = scenario.producers[place].arrivals.process.rate();
    let said = Rate(rate).string(language);
    Spot {
        handles: vec![Spot {
            value: Some((rate, said)),
            ..plain(Target::Rate(place), say!("Rate of {id}", "{id} 的速率").string(language))
        }],
        ..plain(
            Target::Producer(place),
            say!("Producer {id}: {all} to {to}, {published} published", "生产者 {id}：{all} 发往 {to}，已发布 {published} 条"; all, published).string(language),
        )
    }
}

fn queue(world: &World, scenario: &Scenario, place: usize, language: Language) -> Spot {
    let (node, state) = (&scenario.queues[place], &world.queues()[place]);
    let (id, ready) = (&node.id, Count(state.ready.len() as f64));
    let refused = Count(world.queue_passage(place).refused as f64);
    let bound = node.max_ready.map_or(f64::INFINITY, |bound| bound as f64);
    let said = match node.max_ready {
        Some(bound) => say!("{bound} slots", "{bound} 个槽位").string(language),
        None => say!("no bound", "无上限").string(language),
    };
    let label = match node.max_ready {
        Some(_) => say!("Queue {id}: {ready} ready, {said}, {refused} refused", "队列 {id}：{ready} 条就绪，{said}，{refused} 条被拒"; ready, refused).string(language),
        None => say!("Queue {id}: {ready} ready, {said}", "队列 {id}：{ready} 条就绪，{said}"; ready).string(language),
    };
    let name = say!("Slots of {id}", "{id} 的槽位").string(language);
    Spot {
        handles: vec![Spot {
            value: Some((bound, said)),
            ..plain(Target::Bound(place), name)
        }],
        ..plain(Target::Queue(place), label)
    }
}

fn group(world: &World, scenario: &Scenario, place: usize, language: Language) -> Spot {
    let (node, state) = (&scenario.consumers[place], &world.consumers()[place]);
    let (id, from) = (&node.id, &node.from);
    let (busy, all) = (state.busy.level(), state.capacity.level());
    let done = Count(state.finished as f64);
    let now = node.count;
    Spot {
        handles: vec![
            plain(Target::Fewer(place), say!("One worker less for {id}, {now} now", "为 {id} 减少一个工作者，现有 {now} 个").string(language)),
            plain(Target::More(place), say!("One more worker for {id}, {now} now", "为 {id} 增加一个工作者，现有 {now} 个").string(language)),
        ],
        ..plain(
            Target::Group(place),
            say!("Consumers {id}: {busy} of {all} busy, take from {from}, {done} done", "消费者 {id}：{all} 个中 {busy} 个忙，取自 {from}，已完成 {done} 条"; done).string(language),
        )
    }
}
