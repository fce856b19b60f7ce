//! Where the work piles up first, and which control would help.

use crate::draw::format::{Percent, Rate};
use crate::session::Live;
use crate::theory::Load;
use crate::words::{Say, Text, both, say};

/// The queue whose workers have the least to spare, with its load; none if nobody publishes.
pub fn of(loads: &[Load]) -> Option<(usize, &Load)> {
    let used = loads
        .iter()
        .enumerate()
        .filter(|(_, load)| load.arrival_rate > 0.0);
    let used = used.filter(|(_, load)| load.workers > 0 || load.bounded);
    used.max_by(|(_, one), (_, other)| one.utilisation().total_cmp(&other.utilisation()))
}

/// It in words; empty where there is but one place to be it.
pub fn words(live: &Live, loads: &[Load]) -> Text {
    let used = loads.iter().filter(|load| load.workers > 0).count();
    let Some((place, load)) = of(loads).filter(|_| used > 1) else {
        return Text::default();
    };
    let group = group(live, place);
    let busy = busy(live, place);
    say!(
        "The bottleneck is {group}: {busy} busy.",
        "瓶颈是 {group}：{busy} 忙碌。";
        group, busy = Percent(busy.unwrap_or_else(|| load.utilisation().min(1.0)))
    )
    .text()
}

/// The share of time for which the workers of a queue were busy since the last edit.
fn busy(live: &Live, queue: usize) -> Option<f64> {
    use crate::metrics::totals::Metric::Utilisation;
    let id = &live.scenario().queues[queue].id;
    let groups = live.scenario().consumers.iter().enumerate();
    let mut mine = groups.filter(|(_, group)| group.from == *id);
    let (place, _) = mine.next()?;
    // Of several groups at one queue the figures of one say too little.
    mine.next()
        .is_none()
        .then(|| Utilisation.value(&live.counted_at_consumer(place)))?
}

/// The group that takes from a queue; the queue, if it is not one.
fn group(live: &Live, queue: usize) -> Text {
    let id = &live.scenario().queues[queue].id;
    let mut groups = live
        .scenario()
        .consumers
        .iter()
        .filter(|group| group.from == *id);
    match (groups.next(), groups.next()) {
        (Some(only), None) => Text::same(&only.id),
        _ => say!("the consumers of {id}", "{id} 的消费者").text(),
    }
}

/// Most workers that are advised: more would be no advice.
const MOST: f64 = 200.0;

/// Which control would help where more comes in than can be done; empty if there is none.
pub fn advice(live: &Live, loads: &[Load]) -> Text {
    let Some((place, load)) = of(loads) else {
        return Text::default();
    };
    if load.utilisation() < 1.0 {
        return Text::default();
    }
    let group = group(live, place);
    if load.workers == 0 {
        return say!("Give {group} a worker.", "给 {group} 添加一个工作者。"; group).text();
    }
    if load.lock_share >= 1.0 {
        return both(
            "The lock is the limit: hold it for less time.",
            "锁是瓶颈：缩短持锁时间。",
        )
        .into();
    }
    let each = load.capacity / f64::from(load.workers);
    let more = (load.arrival_rate / each).floor() + 1.0 - f64::from(load.workers);
    let most = Rate(load.capacity);
    if !(1.0..=MOST).contains(&more) {
        return say!("Lower the rate below {most}.", "把速率降到 {most} 以下。"; most).text();
    }
    let more = more as u64;
    match more {
        1 => say!("Add one worker to {group}, or lower the rate below {most}.", "给 {group} 加一个工作者，或把速率降到 {most} 以下。"; group, most).text(),
        _ => say!("Add {more} workers to {group}, or lower the rate below {most}.", "给 {group} 加 {more} 个工作者，或把速率降到 {most} 以下。"; group, most).text(),
    }
}
