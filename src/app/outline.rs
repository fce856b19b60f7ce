//! The picture in words, for who cannot see it.

use super::beside::{Beside, Stamp};
use super::faults;
use super::flags::Mark;
use super::forecast::Forecast;
use super::unit::Unit;
use crate::broker::World;
use crate::broker::consumer::Activity;
use crate::broker::queue::Queue;
use crate::broker::replica::Replica;
use crate::draw::format::{Count, Duration, Number, Rate};
use crate::session::{Live, Sample};
use crate::words::{Language, Say, Text, both, say};

/// The stage, a sentence for each node.
#[must_use]
pub fn stage(live: &Live, language: Language) -> Vec<String> {
    let (world, scenario) = (live.world(), live.scenario());
    let mut words = Vec::new();
    for (node, producer) in scenario.producers.iter().zip(world.producers()) {
        let rate = node.arrivals.message_rate() * f64::from(node.count);
        let id = &node.id;
        let said = say!(
            "Producer {id}: {rate} offered, {many} published.",
            "生产者 {id}：到达率 {rate}，已发布 {many} 条。";
            rate = Rate(rate),
            many = Count(producer.passage.offered as f64)
        );
        words.push(said.string(language));
    }
    for (index, (node, queue)) in scenario.queues.iter().zip(world.queues()).enumerate() {
        let slots = node.max_ready.map(|bound| {
            let bound = Count(bound as f64);
            say!(" of {bound} slots", "（共 {bound} 个槽位）"; bound).text()
        });
        let oldest = queue.ready.oldest().map(|id| {
            let age = Duration(world.now().since(world.message(id).published).secs());
            say!(", the oldest for {age}", "，最早的已等 {age}"; age).text()
        });
        let id = &node.id;
        let said = say!(
            "Queue {id}: {ready} ready{slots}{oldest}; {refused} refused.{parts}",
            "队列 {id}：{ready} 条就绪{slots}{oldest}；拒收 {refused} 条。{parts}";
            ready = Count(queue.ready.len() as f64),
            slots,
            oldest,
            parts = partitions(queue),
            refused = Count(world.queue_passage(index).refused as f64)
        );
        words.push(said.string(language));
    }
    for (node, group) in scenario.consumers.iter().zip(world.consumers()) {
        let idle = |worker: &&crate::broker::consumer::Worker| {
            matches!(
                worker.activity,
                Activity::Blocked | Activity::Sleeping { .. }
            )
        };
        let (id, busy, all) = (&node.id, group.busy.level(), group.capacity.level());
        let idle = group.workers.iter().filter(idle).count();
        let said = say!(
            "Consumers {id}: {busy} of {all} busy, {idle} idle, {done} done.",
            "消费者 {id}：{all} 个工作者中 {busy} 个忙碌、{idle} 个空闲，已完成 {done} 条。";
            done = Count(group.finished as f64)
        );
        words.push(said.string(language));
    }
    words.extend(storage(world).map(|said| said.string(language)));
    words.extend(faults::present(world, scenario).map(|said| said.string(language)));
    if !world.lock().settings.hold.is_zero() {
        let waiting = world.lock().waiting_count();
        let state = if world.lock().held.level() > 0 {
            both("held", "已占用")
        } else {
            both("free", "空闲")
        };
        let said = say!(
            "Lock: {state}, {waiting} waiting for it.",
            "锁：{state}，{waiting} 个在等待。";
            state
        );
        words.push(said.string(language));
    }
    words
}

/// What waits in each partition of a queue, if it has any.
fn partitions(queue: &Queue) -> Option<Text> {
    let partitions = queue.partitions.as_ref()?;
    let ready = (0..partitions.all.len()).map(|place| queue.ready.len_of(place));
    let many = ready
        .map(|many| many.to_string())
        .collect::<Vec<_>>()
        .join(", ");
    let paused = partitions.all.iter().filter(|one| one.paused).count();
    let said = say!(
        " Partitions: {many} ready; {paused} stand still.",
        " 各分区就绪：{many}；{paused} 个停下。"
    );
    Some(said.text())
}

/// Whether the broker is up, and what it has besides its memory.
fn storage(world: &World) -> Option<Text> {
    let storage = world.storage()?;
    let state = if world.is_down() {
        both("down", "停机")
    } else {
        both("up", "正常")
    };
    let lacks = |one: &Replica| Count(storage.end.saturating_sub(one.has) as f64);
    let disk = storage.disk.as_ref().map(|disk| {
        let many = lacks(disk);
        say!("; disk: {many} to write", "；磁盘：待写 {many} 条").text()
    });
    let followers = storage.followers.len();
    let sync = (storage.followers.iter()).filter(|one| one.in_sync && one.is_up());
    let sync = sync.count();
    let others = (followers > 0).then(|| {
        say!(
            "; {sync} of {followers} followers in sync",
            "；{followers} 个跟随者中 {sync} 个同步"
        )
        .text()
    });
    let said = say!(
        "Broker: {state}, {crashes} crashes so far{disk}{others}.",
        "代理：{state}，已崩溃 {crashes} 次{disk}{others}。";
        state, disk, others,
        crashes = Count(storage.crashes as f64)
    );
    Some(said.text())
}

/// What theory says of the latency in force, beside the switch that shows it on the chart.
#[must_use]
pub fn overlay(forecast: &Forecast, language: Language) -> String {
    let beside = Beside::of(forecast, "sojourn_p99", Unit::Seconds, true, language);
    let half = Beside::of(forecast, "sojourn_p50", Unit::Seconds, true, language).value;
    match beside.stamp {
        Stamp::Exact | Stamp::Approximate => {
            let (most, word) = (&beside.value, beside.stamp.word());
            say!("p50 {half}, p99 {most}; {word}", "p50 {half}，p99 {most}；{word}"; word)
                .string(language)
        }
        Stamp::Unstable => language
            .pick("unstable: there are no quantiles", "不稳定：分位数不存在")
            .to_owned(),
        Stamp::Nothing | Stamp::Awaited | Stamp::Unavailable => beside.why,
    }
}

/// The charts as they stand at `time` (seconds), a sentence for each; `marks` are the edits.
#[must_use]
pub fn charts(
    live: &Live,
    forecast: &Forecast,
    marks: &[Mark],
    time: f64,
    language: Language,
) -> Vec<String> {
    let series = live.series();
    let Some(sample) = series.at(time) else {
        return vec![language.pick("No data yet.", "暂无数据。").to_owned()];
    };
    let window = live.rate_window();
    let breaks: Vec<f64> = marks.iter().map(|mark| mark.time).collect();
    let rate = |count: fn(&Sample) -> u64| series.rate_at(time, window, &breaks, count);
    let mut words = vec![
        say!(
            "Throughput: offered {offered}, done {done}.",
            "吞吐量：到达 {offered}，完成 {done}。";
            offered = Rate(rate(|sample| sample.offered)),
            done = Rate(rate(|sample| sample.finished))
        )
        .string(language),
        say!(
            "Latency: p50 {half}, p99 {most}{theory}.",
            "延迟：p50 {half}，p99 {most}{theory}。";
            half = Duration(sample.p50),
            most = Duration(sample.p99),
            theory = theory(forecast, time)
        )
        .string(language),
        say!(
            "Backlog: {ready} ready, {in_flight} in flight.",
            "积压：{ready} 条就绪，{in_flight} 条处理中。";
            ready = Count(sample.ready as f64),
            in_flight = Count(sample.in_flight as f64)
        )
        .string(language),
        say!(
            "The oldest ready message is {age} old.",
            "最早的就绪消息已有 {age}。";
            age = Duration(sample.oldest)
        )
        .string(language),
    ];
    if sample.refused > 0 {
        let said = say!(
            "Refused since the start: {many}.",
            "开始以来拒收：{many} 条。";
            many = Number(sample.refused as f64)
        );
        words.push(said.string(language));
    }
    words
}

/// What theory says of the latency under the settings at `time`.
fn theory(forecast: &Forecast, time: f64) -> Option<Text> {
    match forecast.stretches(time).first() {
        Some(stretch) if stretch.is_known() => {
            let (half, most) = (Duration(stretch.p50), Duration(stretch.p99));
            let said = say!(
                "; by theory p50 {half}, p99 {most}",
                "；理论值 p50 {half}，p99 {most}";
                half, most
            );
            Some(said.text())
        }
        _ => None,
    }
}
