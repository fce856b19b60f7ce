//! What a value means for the system: the figures that follow from it, beside its knob.

use super::Context;
use super::node::{Node, Sort};
use crate::app::field::{Field, Side};
use crate::app::variability::family;
use crate::draw::format::{Duration, Number, Percent, Rate};
use crate::theory::Load;
use crate::words::{Say, Text, both, say};

/// What the value of `field` means now; empty if it speaks for itself.
pub fn of(context: &Context<'_>, node: Node, field: &Field) -> Text {
    let key = field.path().strip_prefix(&node.path()).unwrap_or_default();
    let found = match (node.sort, key, field.turns()) {
        (Sort::Producer, ".arrivals", Side::Rate) => offers(context, node.place),
        (Sort::Producer, ".count", _) => together(context, node.place),
        (Sort::Producer, ".arrivals.interval", Side::Scv) => Some(
            both(
                "0 even, 1 like Poisson, 4 bursts",
                "0 均匀，1 如泊松，4 突发",
            )
            .into(),
        ),
        (Sort::Consumer, ".count", _) => can_do(context, node.place),
        (Sort::Consumer, ".service", Side::Mean) => one_worker(context, node.place),
        (Sort::Consumer, ".service", Side::Scv) => varies(context, node.place),
        (Sort::Consumer, ".poll", _) => intake(context, node.place),
        (Sort::Consumer, ".speed", _) => speed(context, node.place),
        (Sort::Consumer, ".failure.probability", _) => attempts(context, node.place),
        (Sort::Consumer, ".outages.down", Side::Mean) => availability(context, node.place),
        (Sort::Producer, ".link.bandwidth", _) => carries(context, node.place),
        (Sort::Queue, ".max_ready", _) => room(context, node.place),
        (Sort::Queue, ".redelivery.delay", _) => delays(context, node.place),
        (Sort::Broker, ".lock.hold", _) => Some(lock(context)),
        _ => None,
    };
    found.unwrap_or_default()
}

fn offers(context: &Context<'_>, place: usize) -> Option<Text> {
    let producer = &context.now.producers[place];
    let load = &context.loads[context.now.queue_index(&producer.to)];
    let rate = producer.arrivals.message_rate() * f64::from(producer.count);
    let share = if load.arrival_rate > 0.0 {
        rate / load.arrival_rate
    } else {
        0.0
    };
    let erlangs = load.erlangs() * share;
    if !erlangs.is_finite() {
        return Some(both("offers work to nobody", "没有工作者来处理").into());
    }
    let workers = load.workers;
    Some(match workers {
        _ if scales(context, &producer.to) => say!("offers {erlangs} erlang to up to {workers} workers", "向至多 {workers} 个工作者提供 {erlangs} 爱尔朗"; erlangs = Number(erlangs)).text(),
        1 => say!("offers {erlangs} erlang to 1 worker", "向 1 个工作者提供 {erlangs} 爱尔朗"; erlangs = Number(erlangs)).text(),
        _ => say!("offers {erlangs} erlang to {workers} workers", "向 {workers} 个工作者提供 {erlangs} 爱尔朗"; erlangs = Number(erlangs)).text(),
    })
}

/// Whether the workers of a queue come and go by themselves.
fn scales(context: &Context<'_>, queue: &str) -> bool {
    let mut groups = context.now.consumers.iter();
    groups.any(|group| group.from == queue && group.autoscale.is_some())
}

fn together(context: &Context<'_>, place: usize) -> Option<Text> {
    let producer = &context.now.producers[place];
    let rate = producer.arrivals.message_rate() * f64::from(producer.count);
    (producer.count != 1).then(|| say!("{rate} together", "合计 {rate}"; rate = Rate(rate)).text())
}

/// How full the link of each copy is.
fn carries(context: &Context<'_>, place: usize) -> Option<Text> {
    let producer = &context.now.producers[place];
    let bandwidth = producer.link.as_ref()?.bandwidth?;
    let bytes = producer.payload.as_ref().map_or(0.0, |it| it.bytes.mean());
    let full = producer.arrivals.message_rate() * bytes / bandwidth;
    Some(say!("{full} full of what each copy publishes", "被每个副本所发布的占去 {full}"; full = Percent(full)).text())
}

fn load<'a>(context: &Context<'a>, consumer: usize) -> &'a Load {
    &context.loads[context
        .now
        .queue_index(&context.now.consumers[consumer].from)]
}

fn can_do(context: &Context<'_>, place: usize) -> Option<Text> {
    let load = load(context, place);
    let (capacity, offered, busy) = (load.capacity, load.arrival_rate, load.utilisation());
    if !busy.is_finite() {
        return Some(say!("{offered} offered", "提供 {offered}"; offered = Rate(offered)).text());
    }
    let group = &context.now.consumers[place];
    if group.autoscale.is_some() {
        let words = say!(
            "can come to do {capacity}; {offered} offered",
            "最多能处理 {capacity}；提供 {offered}";
            capacity = Rate(capacity), offered = Rate(offered)
        );
        return Some(words.text());
    }
    Some(
        say!(
            "can do {capacity}; {offered} offered: {busy} of it",
            "能处理 {capacity}；提供 {offered}，占 {busy}";
            capacity = Rate(capacity), offered = Rate(offered), busy = Percent(busy)
        )
        .text(),
    )
}

fn one_worker(context: &Context<'_>, place: usize) -> Option<Text> {
    let group = &context.now.consumers[place];
    let one = group.speed / (group.service_mean() + context.now.broker.lock.hold);
    // In batches it depends on how full they are.
    (one.is_finite() && group.batch.is_none())
        .then(|| say!("one worker can do {one}", "一个工作者能处理 {one}"; one = Rate(one)).text())
}

fn varies(context: &Context<'_>, place: usize) -> Option<Text> {
    let service = context.now.consumers[place].service.as_ref()?;
    let name = family(service);
    Some(
        say!(
            "{name}; 0 all alike, 1 exponential, 4 wild",
            "{name}；0 全相同，1 指数，4 剧烈";
            name
        )
        .text(),
    )
}

fn intake(context: &Context<'_>, place: usize) -> Option<Text> {
    let Some(poll) = context.now.consumers[place].poll else {
        return Some(
            both(
                "no empty looks, no extra wait; the broker must keep track of who waits",
                "无空查，无额外等待；代理须记住谁在等",
            )
            .into(),
        );
    };
    let interval = Duration(poll.interval);
    Some(
        say!(
            "a message that finds it asleep waits up to {interval} more",
            "遇到它睡着的消息最多再等 {interval}";
            interval
        )
        .text(),
    )
}

fn speed(context: &Context<'_>, place: usize) -> Option<Text> {
    let group = &context.now.consumers[place];
    let mean = group.service_mean() / group.speed;
    (mean > 0.0).then(|| say!("{mean} a message", "每条 {mean}"; mean = Duration(mean)).text())
}

fn attempts(context: &Context<'_>, place: usize) -> Option<Text> {
    let group = &context.now.consumers[place];
    let probability = group.failure?.probability;
    let queue = &context.now.queues[context.now.queue_index(&group.from)];
    let deliveries = match queue.max_deliveries {
        Some(most) => (1.0 - probability.powf(most as f64)) / (1.0 - probability),
        None => 1.0 / (1.0 - probability),
    };
    deliveries.is_finite().then(|| {
        say!("{deliveries} deliveries a message", "每条消息投递 {deliveries} 次"; deliveries = Number(deliveries)).text()
    })
}

fn availability(context: &Context<'_>, place: usize) -> Option<Text> {
    let outages = context.now.consumers[place].outages.as_ref()?;
    let (up, down) = (outages.up.mean(), outages.down.mean());
    Some(say!("up {part} of the time", "开机占 {part}"; part = Percent(up / (up + down))).text())
}

fn room(context: &Context<'_>, place: usize) -> Option<Text> {
    let bound = context.now.queues[place].max_ready?;
    let workers = context.loads[place].workers;
    let most = Number(bound as f64 + f64::from(workers));
    Some(
        say!(
            "with the workers, room for {most} messages",
            "连同工作者，可容 {most} 条消息";
            most
        )
        .text(),
    )
}

fn delays(context: &Context<'_>, place: usize) -> Option<Text> {
    let queue = &context.now.queues[place];
    let redelivery = queue.redelivery.as_ref()?;
    let delay = |failures: i32| {
        let grown = redelivery.delay * redelivery.factor.powi(failures);
        Duration(grown.min(redelivery.max_delay.unwrap_or(f64::INFINITY)))
    };
    let (one, two, three) = (delay(0), delay(1), delay(2));
    Some(say!("{one}, {two}, {three} …", "{one}，{two}，{three}……"; one, two, three).text())
}

fn lock(context: &Context<'_>) -> Text {
    let hold = context.now.broker.lock.hold;
    if hold <= 0.0 {
        return both(
            "no lock: enqueue and dequeue take no time",
            "无锁：入队和出队不占时间",
        )
        .into();
    }
    let share: f64 = context.loads.iter().map(|load| load.lock_share).sum();
    let shards = context.now.broker.lock.mutexes() as f64;
    say!(
        "held {share} of the time by messages; at most {most} can pass",
        "消息占用 {share}；最多通过 {most}";
        share = Percent(share), most = Rate(0.5 * shards / hold)
    )
    .text()
}
