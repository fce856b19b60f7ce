//! Scenarios about which theory says nothing at all.

use super::traffic;
use super::whole::speaks;
use crate::broker::settings::Overflow;
use crate::scenario::Scenario;
use crate::scenario::arrivals::Process;
use crate::scenario::document::{Producer, Queue, Shed};
use crate::words::{Say, Text, both};

/// What no scenario must have.
///
/// # Errors
/// Why theory says nothing, in a sentence.
pub(super) fn refuse(scenario: &Scenario) -> Result<(), Text> {
    let speaking = || scenario.producers.iter().filter(|node| speaks(node));
    let why = if scenario.is_unfinished() {
        both(
            "the system is still being built: it lacks producers, queues or consumers",
            "系统仍在搭建：缺少生产者、队列或消费者",
        )
    } else if speaking().any(|node| node.limit.is_some()) {
        both(
            "a producer stops at its limit, so there is no steady state",
            "有生产者达到限额即停止，因此没有稳态",
        )
    } else if speaking().any(|node| matches!(node.arrivals.process, Process::Replay { .. })) {
        both(
            "a producer replays given instants, so there is no steady state",
            "有生产者按给定时刻回放，因此没有稳态",
        )
    } else if links(scenario) {
        both(
            "messages take time on links or get lost there, which no formula here counts",
            "消息在链路上耗时或丢失，此处的公式均未计入",
        )
    } else if (scenario.queues.iter()).any(|queue| queue.max_bytes.is_some()) {
        both(
            "a queue is bounded in bytes, which no formula here counts",
            "有队列按字节设上限，此处的公式均未计入",
        )
    } else if !scenario.faults.is_empty() {
        both(
            "faults strike the system for a time, which no formula here counts",
            "系统会遭遇一段时间的故障，此处的公式均未计入",
        )
    } else if scenario.broker.lock.hold > 0.0 {
        both(
            "the broker's lock is held for a time, which no formula here counts",
            "消息代理的锁要占用一段时间，此处的公式均未计入",
        )
    } else if scenario
        .queues
        .iter()
        .any(|queue| queue.partitions.is_some())
    {
        both(
            "the workers of a queue in partitions do not help each other, which no formula here counts",
            "分区队列的工作者互不相助，此处的公式均未计入",
        )
    } else if scenario.consumers.iter().any(|node| node.route.is_some()) {
        both(
            "consumers choose among queues as an exchange does, which no formula here counts",
            "消费者像交换机那样选择队列，此处的公式均未计入",
        )
    } else if scenario
        .consumers
        .iter()
        .any(|node| node.autoscale.is_some())
    {
        both(
            "the number of workers follows the work, which no formula here counts",
            "工作者数量随工作量变化，此处的公式均未计入",
        )
    } else if scenario.consumers.iter().any(|node| node.batch.is_some()) {
        both(
            "workers take several messages at once, which no formula here counts",
            "工作者一次取走多条消息，此处的公式均未计入",
        )
    } else if scenario
        .queues
        .iter()
        .any(|queue| queue.shed != Shed::default())
    {
        both(
            "a queue sheds load, which no formula here counts",
            "有队列会卸载，此处的公式均未计入",
        )
    } else if scenario.broker.outages.is_some() {
        both(
            "the broker goes down and comes up, which no formula here counts",
            "消息代理会停机再恢复，此处的公式均未计入",
        )
    } else if scenario.broker.keeps_waiting() {
        both(
            "messages wait until they are written or copied, which no formula here counts",
            "消息要等写盘或复制完成，此处的公式均未计入",
        )
    } else {
        return Ok(());
    };
    Err(why.text())
}

/// Whether messages do not come to the broker at once.
fn links(scenario: &Scenario) -> bool {
    let sent = scenario.producers.iter().any(|node| node.link.is_some());
    sent || scenario.consumers.iter().any(|node| node.link.is_some())
}

/// What several queues must not have for their flows to be known.
///
/// # Errors
/// Why they are not, in a sentence.
pub(super) fn refuse_several(
    scenario: &Scenario,
    used: &[usize],
    linked: bool,
) -> Result<(), Text> {
    let queues = || used.iter().map(|queue| &scenario.queues[*queue]);
    let closed = |node: &Producer| {
        speaks(node) && matches!(node.arrivals.process, Process::ClosedLoop { .. })
    };
    let blocks = |queue: &Queue| queue.max_ready.is_some() && queue.overflow == Overflow::Block;
    let leaks = |queue: &Queue| queue.max_ready.is_some() || queue.ttl.is_some();
    let own = scenario
        .producers
        .iter()
        .any(|node| speaks(node) && node.service.is_some());
    let differ = |queue: &Queue| {
        let groups = traffic::working(scenario, &queue.id);
        groups
            .iter()
            .any(|node| node.forward_to != groups[0].forward_to)
    };
    let why = if (linked || used.len() > 1) && scenario.producers.iter().any(closed) {
        both(
            "a closed loop has a formula here for one queue only",
            "此处闭环只对单个队列有公式",
        )
    } else if linked && own {
        both(
            "messages that bring work of their own have no formula here where queues feed queues",
            "消息自带工作量，而队列之间又相连，此处没有公式",
        )
    } else if linked && queues().any(blocks) {
        both(
            "a full queue holds up the workers that bring messages to it, which no formula here counts",
            "满的队列会阻塞向它送消息的工作者，此处的公式均未计入",
        )
    } else if linked && queues().any(leaks) {
        both(
            "messages are lost on the way from queue to queue, which no formula here counts",
            "消息会在队列之间丢失，此处的公式均未计入",
        )
    } else if queues().any(differ) {
        both(
            "the groups of workers differ in where they pass messages on to",
            "各组工作者把消息转往不同的去处",
        )
    } else {
        return Ok(());
    };
    Err(why.text())
}
