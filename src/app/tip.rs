//! What is said of a mark on the stage when it is pointed at.

use crate::broker::World;
use crate::draw::Target;
use crate::draw::format::{Count, Duration, Number, Percent, Rate};
use crate::scenario::Scenario;
use crate::session::Live;
use crate::words::{Language, Say, say};

/// A title and a sentence or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// What it is.
    pub title: String,
    /// What it says now, and what can be done with it.
    pub text: String,
}

/// What is said of this; nothing if it is not there any more.
#[must_use]
pub fn of(live: &Live, target: Target, language: Language) -> Option<Tip> {
    let (world, scenario) = (live.world(), live.scenario());
    let (title, text) = match target {
        Target::Producer(place) => producer(world, scenario, place, language)?,
        Target::Rate(place) => {
            let node = scenario.producers.get(place)?;
            let id = &node.id;
            let rate = Rate(node.arrivals.process.rate());
            (
                say!("{id}: {rate} each", "{id}：每个 {rate}"; rate).string(language),
                say!(
                    "The ring fills until the next publish. Drag to change the rate.",
                    "圆环填满时发布下一条。拖动可改变速率。"
                )
                .string(language),
            )
        }
        Target::Queue(place) => queue(world, scenario, place, language)?,
        Target::Bound(place) => {
            let node = scenario.queues.get(place)?;
            let id = &node.id;
            let title = match node.max_ready {
                Some(bound) => say!("{id}: {bound} slots", "{id}：{bound} 个槽位").string(language),
                None => say!("{id}: no bound", "{id}：无上限").string(language),
            };
            (
                title,
                say!(
                    "Pull to give the queue more slots or fewer.",
                    "拖动可增减队列的槽位。"
                )
                .string(language),
            )
        }
        Target::Refused(place) => {
            let node = scenario.queues.get(place)?;
            let passage = world.queue_passage(place);
            let (id, many) = (&node.id, Count(passage.refused as f64));
            let share = Percent(passage.refused as f64 / passage.offered.max(1) as f64);
            (
                say!("{many} refused by {id}", "{id} 拒绝了 {many} 条"; many).string(language),
                say!("{share} of all that were brought found the queue full, since the start.", "自开始以来，{share} 的消息到达时队列已满。"; share).string(language),
            )
        }
        Target::Lock(_) => {
            let waiting = world.lock().waiting_count();
            let lock = world.lock().settings;
            let hold = Duration(lock.hold.secs());
            let shards = (lock.shards > 1).then(|| {
                let many = lock.shards;
                say!(" in each of {many} shards", "（共 {many} 片，每片如此）").text()
            });
            (
                say!("Lock, {waiting} waiting", "锁，{waiting} 个等待").string(language),
                if lock.readers {
                    say!("Each enqueue and each dequeue holds it for {hold}, only one at a time; workers that look hold it together.", "每次入队和出队都占用它 {hold}，同一时刻只能有一个；查看的工作者可同时占用。"; hold).string(language)
                } else {
                    say!("Each enqueue and each dequeue holds it for {hold}; only one at a time{shards}.", "每次入队和出队都占用它 {hold}，同一时刻只能有一个{shards}。"; hold, shards).string(language)
                },
            )
        }
        Target::Group(place) => group(world, scenario, place, language)?,
        Target::Worker(place, index) => {
            let (node, state) = (
                scenario.consumers.get(place)?,
                world.consumers().get(place)?,
            );
            state.workers.get(index)?;
            let (id, number) = (&node.id, index + 1);
            (
                say!("{id}, worker {number}", "{id}，{number} 号工作者").string(language),
                say!(
                    "The pie is the work left on its message; a dashed circle is idle.",
                    "饼图是当前消息剩余的工作；虚线圆表示空闲。"
                )
                .string(language),
            )
        }
        Target::More(place) | Target::Fewer(place) => {
            let node = scenario.consumers.get(place)?;
            let (id, now) = (&node.id, node.count);
            let title = if matches!(target, Target::More(_)) {
                say!("One more worker for {id}", "为 {id} 增加一个工作者").string(language)
            } else {
                say!("One worker less for {id}", "为 {id} 减少一个工作者").string(language)
            };
            (
                title,
                say!(
                    "{now} now. One taken away finishes its message first.",
                    "现有 {now} 个。被减去的会先完成手中的消息。"
                )
                .string(language),
            )
        }
        Target::Message(number) => message(world, scenario, number, language)?,
    };
    Some(Tip { title, text })
}

type Words = Option<(String, String)>;

fn producer(world: &World, scenario: &Scenario, place: usize, language: Language) -> Words {
    let (node, state) = (
        scenario.producers.get(place)?,
        world.producers().get(place)?,
    );
    let (id, to) = (&node.id, &node.to);
    let rate = Rate(node.arrivals.message_rate() * f64::from(node.count));
    let published = Count(state.passage.offered as f64);
    Some((
        say!("Producer {id}", "生产者 {id}").string(language),
        say!("Offers {rate} to {to}; {published} published since the start.", "以 {rate} 发往 {to}；至今发布 {published} 条。"; rate, published).string(language),
    ))
}

fn queue(world: &World, scenario: &Scenario, place: usize, language: Language) -> Words {
    let (node, state) = (scenario.queues.get(place)?, world.queues().get(place)?);
    let id = &node.id;
    let ready = Count(state.ready.len() as f64);
    let oldest = state.ready.oldest().map(|id| {
        let age = world.now().since(world.message(id).published).secs();
        Duration(age)
    });
    let text = match oldest {
        Some(age) => say!("{ready} ready, the oldest for {age}; the next to be taken is at the head.", "{ready} 条就绪，最早的已等 {age}；队首的下一个被取走。"; ready, age).string(language),
        None => say!("Nothing waits here now.", "此刻没有消息等待。").string(language),
    };
    Some((say!("Queue {id}", "队列 {id}").string(language), text))
}

fn group(world: &World, scenario: &Scenario, place: usize, language: Language) -> Words {
    let (node, state) = (
        scenario.consumers.get(place)?,
        world.consumers().get(place)?,
    );
    let id = &node.id;
    let (busy, all) = (state.busy.level(), state.capacity.level());
    let mean = Duration(node.service_mean());
    let done = Count(state.finished as f64);
    Some((
        say!("Consumers {id}", "消费者 {id}").string(language),
        say!("{busy} of {all} workers busy; {mean} of work each, on average; {done} done.", "{all} 个工作者中 {busy} 个忙；平均每条 {mean}；已完成 {done} 条。"; mean, done).string(language),
    ))
}

fn message(world: &World, scenario: &Scenario, number: u64, language: Language) -> Words {
    let id = world.messages().find(number)?;
    let message = world.message(id);
    let from = &scenario.producers.get(message.producer as usize)?.id;
    let age = Duration(world.now().since(message.published).secs());
    let attempts = Number(f64::from(message.attempts));
    let tries = Number(f64::from(message.tries));
    let text = if message.abandoned {
        say!("From {from}, {age} old, attempt {tries}; its client waits for it no more.", "来自 {from}，已存在 {age}，第 {tries} 次尝试；客户端已不再等待。"; age, tries).string(language)
    } else if message.tries > 1 {
        say!("From {from}, {age} old, attempt {tries} at its request.", "来自 {from}，已存在 {age}，是其请求的第 {tries} 次尝试。"; age, tries).string(language)
    } else if message.attempts > 1 {
        say!("From {from}, {age} old, delivery {attempts}.", "来自 {from}，已存在 {age}，第 {attempts} 次投递。"; age, attempts).string(language)
    } else {
        say!("From {from}, {age} old. Press to open its ledger.", "来自 {from}，已存在 {age}。点按可查看它的账目。"; age).string(language)
    };
    Some((
        say!("Message {number}", "消息 {number}").string(language),
        text,
    ))
}
