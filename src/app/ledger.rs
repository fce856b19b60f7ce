//! The ledger of one message: what happened to it, and how long it waited, was worked on and stayed away.

use crate::broker::trace::{Happening, Step, Watch};
use crate::broker::{Message, World};
use crate::draw::format::{Clock, Duration};
use crate::engine::SimTime;
use crate::scenario::Scenario;
use crate::words::{Language, Say, Words, both, say};

/// How a message spends its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// At the lock or the door of a queue.
    Door,
    /// Ready in a queue.
    Waiting,
    /// With a worker.
    Service,
    /// Away after a failure, until it is delivered again.
    Away,
}

impl Stay {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Door, Self::Waiting, Self::Service, Self::Away];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> Words {
        match self {
            Self::Door => both("at the door", "门口等候"),
            Self::Waiting => both("waiting", "排队"),
            Self::Service => both("worked on", "处理"),
            Self::Away => both("away", "等待重投"),
        }
    }

    /// The name of its style.
    #[must_use]
    pub const fn style(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::Waiting => "waiting",
            Self::Service => "service",
            Self::Away => "away",
        }
    }
}

/// A stretch of a message's time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// How it was spent.
    pub stay: Stay,
    /// Seconds.
    pub lasts: f64,
}

/// The ledger as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// Ordinal of the message among all publishes of the run.
    pub number: u64,
    /// Its class: the place of its producer.
    pub class: usize,
    /// The name of its producer.
    pub producer: String,
    /// How it stands, in words.
    pub state: String,
    /// Whether it has left.
    pub gone: bool,
    /// Deliveries so far.
    pub attempts: u64,
    /// Seconds from its publish until now, or until it left.
    pub total: String,
    /// Its time from its publish on, stretch by stretch.
    pub parts: Vec<Part>,
    /// What each way of spending time comes to.
    pub sums: Vec<(Stay, String)>,
    /// What happened to it: when, and what.
    pub lines: Vec<(String, String)>,
    /// What is not known of its past.
    pub note: String,
}

impl Ledger {
    /// The ledger of the message that is watched in `world`; none if nothing at all is known of it.
    #[must_use]
    pub fn of(world: &World, scenario: &Scenario, language: Language) -> Option<Self> {
        let watch = world.trace()?.watched()?;
        // What a worker does once more is not where the message is.
        let is_own =
            |one: &&Happening| !matches!(one.step, Step::Repeated(_) | Step::Recognised(_));
        let steps: Vec<Happening> = watch.kept().iter().filter(is_own).copied().collect();
        let steps = steps.as_slice();
        let present = is_present(world, steps.last(), watch.message());
        let number = watch.message();
        let message = if steps.is_empty() {
            let id = world.messages().find(number)?;
            Some(world.message(id))
        } else {
            None
        };
        let class = message.map_or_else(|| steps[0].producer, |message| message.producer) as usize;
        let parts = parts(steps, message, present, world.now());
        let total: f64 = parts.iter().map(|part| part.lasts).sum();
        let deliveries = |one: &&Happening| matches!(one.step, Step::Delivered(_));
        let attempts = steps.iter().filter(deliveries).count() as u64;
        Some(Self {
            number,
            class,
            producer: scenario.producers.get(class)?.id.clone(),
            state: state(steps.last(), message, present, scenario, language),
            gone: !present,
            attempts: attempts.max(message.map_or(0, |message| u64::from(message.attempts))),
            total: Duration(total).string(language),
            sums: sums(&parts, language),
            parts,
            lines: (watch.kept().iter())
                .map(|one| line(one, scenario, language))
                .collect(),
            note: note(watch, language),
        })
    }
}

/// Whether the message is still in the system. Whoever watches it sees it leave.
fn is_present(world: &World, last: Option<&Happening>, number: u64) -> bool {
    match last.map(|last| last.step) {
        Some(
            Step::Refused
            | Step::Evicted
            | Step::Shed
            | Step::Expired
            | Step::Lost(_)
            | Step::Wiped
            | Step::Strayed
            | Step::Unrouted
            | Step::Settled(_),
        ) => false,
        // Set aside, it stays if somebody takes from there.
        Some(Step::DeadLettered) => world.messages().find(number).is_some(),
        _ => true,
    }
}

/// How the time after a step is spent.
const fn stay_after(step: Step) -> Stay {
    match step {
        Step::Accepted | Step::Returned | Step::Interrupted(_) => Stay::Waiting,
        Step::Delivered(_) => Stay::Service,
        Step::Failed(_) => Stay::Away,
        _ => Stay::Door,
    }
}

fn parts(steps: &[Happening], message: Option<&Message>, present: bool, now: SimTime) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |stay: Stay, lasts: f64| match parts.last_mut() {
        Some(last) if last.stay == stay => last.lasts += lasts,
        _ if lasts > 0.0 => parts.push(Part { stay, lasts }),
        _ => {}
    };
    if let Some(message) = message {
        let stay = if message.attempts > 0 {
            Stay::Service
        } else {
            Stay::Waiting
        };
        add(stay, now.since(message.published).secs());
    }
    for (place, one) in steps.iter().enumerate() {
        let until = match steps.get(place + 1) {
            Some(next) => next.time,
            None if present => now,
            None => one.time,
        };
        add(stay_after(one.step), until.since(one.time).secs());
    }
    parts
}

fn sums(parts: &[Part], language: Language) -> Vec<(Stay, String)> {
    let spent = |stay: Stay| parts.iter().filter(move |part| part.stay == stay);
    Stay::ALL
        .into_iter()
        .filter(|stay| spent(*stay).next().is_some())
        .map(|stay| {
            let sum: f64 = spent(stay).map(|part| part.lasts).sum();
            (stay, Duration(sum).string(language))
        })
        .collect()
}

/// The name of a queue.
fn queue(scenario: &Scenario, one: &Happening) -> String {
    let queue = scenario.queues.get(one.queue as usize);
    queue.map(|queue| queue.id.clone()).unwrap_or_default()
}

fn state(
    last: Option<&Happening>,
    message: Option<&Message>,
    present: bool,
    scenario: &Scenario,
    language: Language,
) -> String {
    let Some(last) = last else {
        let at = message.and_then(|message| scenario.queues.get(message.queue as usize));
        let at = at.map(|queue| queue.id.clone()).unwrap_or_default();
        return say!("in {at}", "在 {at} 中").string(language);
    };
    let at = queue(scenario, last);
    match last.step {
        Step::Settled(_) => say!("done, and has left", "已完成，已离开系统").string(language),
        Step::Refused => say!(
            "refused by the full queue {at}, and has left",
            "被已满的队列 {at} 拒绝，已离开系统"
        )
        .string(language),
        Step::Evicted => say!(
            "dropped by the full queue {at} for a newcomer, and has left",
            "被已满的队列 {at} 丢弃以接纳新消息，已离开系统"
        )
        .string(language),
        Step::Shed => {
            say!("given up: its queue sheds load", "被放弃：队列正在卸载").string(language)
        }
        Step::Expired => say!(
            "its time to live ran out; it has left",
            "存活时间已到，已离开系统"
        )
        .string(language),
        Step::Lost(_) => say!(
            "lost: its service failed after it was settled",
            "已丢失：确认之后处理失败"
        )
        .string(language),
        Step::Wiped => say!(
            "lost in a crash: the broker had it in memory alone",
            "在崩溃中丢失：代理只把它存在内存里"
        )
        .string(language),
        Step::Strayed => {
            say!("lost on its way to the broker", "在去往代理的路上丢失").string(language)
        }
        Step::Unrouted => say!(
            "dropped: no queue of the exchange is bound to its label",
            "丢弃：交换机没有队列绑定其标签"
        )
        .string(language),
        Step::Logged => {
            say!("waits until it is written or copied", "等待写盘或复制").string(language)
        }
        Step::DeadLettered if !present => say!(
            "set aside as a dead letter, and has left",
            "成为死信，已离开系统"
        )
        .string(language),
        Step::DeadLettered | Step::Forwarded(_) | Step::Published { .. } => {
            say!("on its way", "在途中").string(language)
        }
        Step::Abandoned => say!(
            "given up by its client; still in {at}",
            "客户端已不再等待；仍在 {at}"
        )
        .string(language),
        Step::HeldUp => {
            say!("waits for room at the door of {at}", "在 {at} 门口等待空位").string(language)
        }
        Step::Accepted
        | Step::Returned
        | Step::Interrupted(_)
        | Step::Repeated(_)
        | Step::Recognised(_) => say!("waits in {at}", "在 {at} 中排队").string(language),
        Step::Delivered(worker) => {
            let worker = worker.index + 1;
            say!("worker {worker} works on it", "{worker} 号工作者正在处理").string(language)
        }
        Step::Failed(_) | Step::Lapsed(_) => {
            say!("failed; it comes back to {at}", "处理失败，将重投到 {at}").string(language)
        }
    }
}

fn line(one: &Happening, scenario: &Scenario, language: Language) -> (String, String) {
    let at = queue(scenario, one);
    let who = |worker: crate::broker::WorkerId| {
        let group = scenario.consumers.get(worker.group as usize);
        let group = group.map(|group| group.id.as_str()).unwrap_or_default();
        let index = worker.index + 1;
        format!("{group} {index}")
    };
    let text = match one.step {
        Step::Published { .. } => say!("published", "发布").string(language),
        Step::Abandoned => say!("its client waits no more", "客户端不再等待").string(language),
        Step::HeldUp => say!("held up at the door of {at}", "在 {at} 门口受阻").string(language),
        Step::Logged => say!("to be written or copied", "待写盘或复制").string(language),
        Step::Wiped => say!("lost in a crash of the broker", "代理崩溃，消息丢失").string(language),
        Step::Strayed => say!("lost on its way", "在途中丢失").string(language),
        Step::Unrouted => say!("no queue wants it", "没有队列接收").string(language),
        Step::Accepted => say!("accepted by {at}", "进入 {at}").string(language),
        Step::Refused => say!("refused by {at}", "被 {at} 拒绝").string(language),
        Step::Evicted => say!("dropped by {at}", "被 {at} 丢弃").string(language),
        Step::Shed => say!("shed by {at}", "被 {at} 卸掉").string(language),
        Step::Expired => say!("expired in {at}", "在 {at} 中过期").string(language),
        Step::Delivered(worker) => {
            let who = who(worker);
            say!("taken by {who}", "由 {who} 取走").string(language)
        }
        Step::Interrupted(worker) => {
            let who = who(worker);
            say!("{who} was called away", "{who} 被更高优先级抢占").string(language)
        }
        Step::Failed(worker) => {
            let who = who(worker);
            say!("{who} failed", "{who} 处理失败").string(language)
        }
        Step::Lapsed(worker) => {
            let who = who(worker);
            say!("{who} takes too long", "{who} 处理超时").string(language)
        }
        Step::Recognised(worker) => {
            let who = who(worker);
            say!("{who} knows that it is done", "{who} 识别出已完成").string(language)
        }
        Step::Repeated(worker) => {
            let who = who(worker);
            say!("done once more by {who}", "由 {who} 重复完成").string(language)
        }
        Step::Returned => say!("ready again in {at}", "重新进入 {at}").string(language),
        Step::Forwarded(worker) => {
            let who = who(worker);
            say!("handed on by {who}", "由 {who} 转发").string(language)
        }
        Step::DeadLettered => say!("set aside", "成为死信").string(language),
        Step::Lost(worker) => {
            let who = who(worker);
            say!("lost by {who}", "被 {who} 丢失").string(language)
        }
        Step::Settled(worker) => {
            let who = who(worker);
            say!("done by {who}", "由 {who} 完成").string(language)
        }
    };
    let time = Clock::new(one.time.secs()).decimals(2).to_string();
    (time, text)
}

fn note(watch: &Watch, language: Language) -> String {
    let first = watch.kept().first().map(|first| first.step);
    let left_out = watch.left_out();
    if !matches!(first, Some(Step::Published { .. })) {
        say!(
            "Its past before it was chosen went by too long ago to be kept step by step.",
            "选中之前的经历已过去太久，没有逐步保留。"
        )
        .string(language)
    } else if left_out > 0 {
        say!(
            "{left_out} steps in between are left out.",
            "中间省略了 {left_out} 步。"
        )
        .string(language)
    } else {
        String::new()
    }
}
