//! Why the system is as it is, in a sentence.

use super::{State, arrival_rate, capacity, held_up, overloaded};
use crate::draw::format::{Count, Duration, Number, Percent, Rate};
use crate::metrics::totals::Metric;
use crate::session::Live;
use crate::theory::{Load, Stability};
use crate::words::{Say, Text, both, say};

/// Why `live` is in that state.
pub fn of(live: &Live, state: State) -> Text {
    match state {
        State::Early => early(live),
        State::KeepingUp => keeping_up(live),
        State::FallingBehind => falling_behind(live),
        State::Filling => filling(live),
        State::Refusing => refusing(live),
        State::Struck => struck(live),
        State::Recovering => recovering(live),
        State::LockedUp => locked_up(live),
        State::Down => down(live),
        State::Shedding => shedding(live),
        State::Full => full(live),
        State::Silent => both("Nobody publishes.", "没有生产者在发布。").into(),
        State::Ended => ended(live),
    }
}

fn struck(live: &Live) -> Text {
    let mut present = crate::app::faults::present(live.world(), live.scenario());
    present.next().unwrap_or_default()
}

fn early(live: &Live) -> Text {
    let offered = live.counted().passage.offered;
    match offered {
        0 => both("No message has been published yet.", "还没有发布任何消息。").into(),
        1 => both(
            "One message so far; too few to judge by.",
            "目前 1 条消息，太少，无法判断。",
        )
        .into(),
        _ => say!(
            "{offered} messages so far; too few to judge by.",
            "目前 {offered} 条消息，太少，无法判断。"
        )
        .text(),
    }
}

fn shedding(live: &Live) -> Text {
    let passage = live.counted().passage;
    let share = Percent(passage.shed as f64 / passage.offered.max(1) as f64);
    say!(
        "{share} of the messages are given up, so that the others are done in time.",
        "{share} 的消息被卸载，其余的才能及时完成。";
        share
    )
    .text()
}

fn down(live: &Live) -> Text {
    let ledger = live.world().ledger();
    say!(
        "The broker has crashed: nobody is handed a message, and what is published is refused. Lost so far: {lost} of {published}.",
        "消息代理已崩溃：没有人能领到消息，发布的消息被拒绝。至今丢失：{published} 条中的 {lost} 条。";
        lost = Count(ledger.lost as f64), published = Count(ledger.published as f64)
    )
    .text()
}

fn locked_up(live: &Live) -> Text {
    let stuck = live.world().locked_up();
    let names = stuck
        .iter()
        .map(|queue| live.scenario().queues[*queue].id.as_str());
    let queues = names.collect::<Vec<_>>().join(", ");
    say!(
        "{queues} are full and hold each other up in a circle: nothing moves there any more. Give one of them more slots, or let it refuse.",
        "{queues} 已满，并循环地互相阻塞：那里不再有任何进展。给其中一个增加槽位，或让它拒收。";
        queues
    )
    .text()
}

fn keeping_up(live: &Live) -> Text {
    let busy = Percent(Metric::Utilisation.value(&live.counted()).unwrap_or(0.0));
    // Those there are: an autoscaler may have others in a moment.
    let groups = live.world().consumers().iter();
    let workers: u64 = groups.map(|group| group.capacity.level()).sum();
    let who = match workers {
        1 => say!("The worker is busy {busy} of the time", "工作者忙碌 {busy}"; busy).text(),
        _ => say!("{workers} workers are busy {busy} of the time", "{workers} 个工作者忙碌 {busy}"; busy).text(),
    };
    let times = live.sojourn_quantile(0.5).zip(live.sojourn_quantile(0.99));
    let Some((half, most)) = times else {
        return say!("{who}.", "{who}。"; who).text();
    };
    say!(
        "{who}; half of the messages are done within {half}, 99 of 100 within {most}.",
        "{who}；一半的消息在 {half} 内完成，99% 在 {most} 内完成。";
        who, half = Duration(half), most = Duration(most)
    )
    .text()
}

fn falling_behind(live: &Live) -> Text {
    if let Some(load) = held_up(live) {
        let queue = &load.queue;
        return say!(
            "{offered} arrive at {queue} and {done} can be done: it is full and holds up what comes before it.",
            "{offered} 到达 {queue}，只能处理 {done}：它已满，并阻塞上游。";
            offered = Rate(load.arrival_rate), done = Rate(load.capacity)
        )
        .text();
    }
    match Stability::of(live.scenario()) {
        Stability::Unstable { why } => {
            let loads = Load::of(live.scenario());
            let grows = loads.iter().map(|load| (load.arrival_rate - load.capacity).max(0.0)).sum::<f64>();
            let speed = (grows > 0.0).then(|| {
                say!(", by {grows} on average", "，平均每秒多 {grows}"; grows = Rate(grows)).text()
            });
            say!(
                "The backlog grows without end{speed}: {why}.",
                "积压无止境地增长{speed}：{why}。";
                speed, why
            )
            .text()
        }
        Stability::Unclear { why } => say!("The backlog grows: {why}.", "积压在增长：{why}。"; why).text(),
        Stability::Finite => say!(
            "{arrive} arrive and {done} can be done: the backlog grows until the last is published.",
            "到达 {arrive}，能处理 {done}：在最后一条发布之前积压一直增长。";
            arrive = Rate(arrival_rate(live)), done = Rate(capacity(live))
        )
        .text(),
        Stability::Stable => Text::default(),
    }
}

fn full(live: &Live) -> Text {
    let waiting = Count(live.world().in_system() as f64);
    say!(
        "{waiting} messages wait, more than this page keeps. Reset, and offer less or add workers.",
        "{waiting} 条消息在等待，超出本页所能保存。请重置，并降低速率或增加工作者。";
        waiting
    )
    .text()
}

fn filling(live: &Live) -> Text {
    let Some(load) = overloaded(live) else {
        return Text::default();
    };
    let (offered, queue) = (Rate(load.arrival_rate), &load.queue);
    match load.workers {
        0 => say!(
            "{offered} arrive at {queue} and nobody takes them out: its slots will not last.",
            "{offered} 到达 {queue}，却无人取走：槽位很快会用完。";
            offered
        )
        .text(),
        _ => say!(
            "{offered} arrive at {queue} and {done} can be done: its slots will not last.",
            "{offered} 到达 {queue}，只能处理 {done}：槽位很快会用完。";
            offered, done = Rate(load.capacity)
        )
        .text(),
    }
}

fn refusing(live: &Live) -> Text {
    let share = Metric::LossProbability
        .value(&live.counted())
        .unwrap_or(0.0);
    let share = Percent(share);
    match overloaded(live) {
        Some(load) if load.workers == 0 => say!(
            "{share} of the messages are turned away: nobody takes them out.",
            "{share} 的消息被拒绝：无人取走。";
            share
        )
        .text(),
        Some(load) => {
            let queue = &load.queue;
            say!(
                "{share} of the messages are turned away: {offered} arrive at {queue}, {done} can be done.",
                "{share} 的消息被拒绝：{offered} 到达 {queue}，只能处理 {done}。";
                share, offered = Rate(load.arrival_rate), done = Rate(load.capacity)
            )
            .text()
        }
        None if live
            .world()
            .storage()
            .is_some_and(|storage| storage.crashes > 0) =>
        {
            say!(
                "The broker was down for a while, and {share} of the messages were turned away.",
                "消息代理曾停机，{share} 的消息被拒绝。";
                share
            )
            .text()
        }
        None => say!(
            "The queue is full at times and {share} of the messages are turned away.",
            "队列不时占满，{share} 的消息被拒绝。";
            share
        )
        .text(),
    }
}

fn recovering(live: &Live) -> Text {
    let now = live.now().secs();
    let ready = live.series().at(now).map_or(0, |sample| sample.ready) as f64;
    let spare = capacity(live) - arrival_rate(live);
    let time = Duration(ready / spare);
    say!(
        "{ready} messages wait from before; {spare} more can be done than arrives, so they are gone in about {time}.",
        "此前积下 {ready} 条消息；处理能力比到达多 {spare}，约 {time}后清空。";
        spare = Rate(spare), time, ready = Count(ready)
    )
    .text()
}

fn ended(live: &Live) -> Text {
    let ledger = live.world().ledger();
    let refused = (ledger.refused > 0).then(|| {
        let refused = ledger.refused;
        say!(", {refused} were refused", "，{refused} 条被拒绝").text()
    });
    let (settled, seconds) = (Count(ledger.settled as f64), Number(live.now().secs()));
    say!(
        "All {settled} messages are done{refused}, after {seconds} s.",
        "全部 {settled} 条消息已完成{refused}，用时 {seconds} s。";
        settled, refused, seconds
    )
    .text()
}
