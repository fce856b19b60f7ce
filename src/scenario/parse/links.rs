//! What must hold between the nodes of a scenario.

use super::labels;
use crate::broker::discipline::Discipline;
use crate::engine::Distribution;
use crate::scenario::document::{Consumer, Forwards, Scenario};
use crate::scenario::range;
use crate::scenario::reach::Reach;
use crate::scenario::reader::{Node, quoted};
use crate::words::{Words, both, say};

/// Notes every problem between nodes; `nodes` are the producers, queues and consumers as read.
pub fn check(scenario: &Scenario, nodes: [&[Node<'_>]; 3]) {
    let ids = [
        scenario.producers.iter().map(|node| &*node.id).collect(),
        scenario.queues.iter().map(|node| &*node.id).collect(),
        scenario
            .consumers
            .iter()
            .map(|node| &*node.id)
            .collect::<Vec<&str>>(),
    ];
    for (nodes, ids) in nodes.into_iter().zip(&ids) {
        unique(nodes, ids);
    }
    if links(scenario, nodes, &ids[1]) {
        consumers(scenario, nodes);
        queues(scenario, nodes[1]);
    }
}

/// Ids are unique among nodes of a kind.
fn unique(nodes: &[Node<'_>], ids: &[&str]) {
    for (place, node) in nodes.iter().enumerate() {
        if !ids[place].is_empty() && ids[..place].contains(&ids[place]) {
            let id = quoted(ids[place]);
            let message = say!(
                "{id} is taken by another node already",
                "{id} 已被另一节点使用"
            );
            node.problem("id", message);
        }
    }
}

/// Links lead to queues. True if all of them do.
fn links(scenario: &Scenario, nodes: [&[Node<'_>]; 3], queues: &[&str]) -> bool {
    let mut whole = true;
    let mut check = |node: &Node<'_>, key: &str, target: &str| {
        if queues.contains(&target) {
            return;
        }
        whole = false;
        // Without queues every link leads nowhere; that they are missing is said already.
        if !target.is_empty() && !queues.is_empty() {
            let known = queues.join(", ");
            let target = quoted(target);
            let message = say!(
                "{target} is not a queue; the queues are {known}",
                "{target} 不是队列；队列有 {known}"
            );
            node.problem(key, message);
        }
    };
    for (node, producer) in nodes[0].iter().zip(&scenario.producers) {
        check(node, "to", &producer.to);
    }
    for (node, queue) in nodes[1].iter().zip(&scenario.queues) {
        if let Some(target) = &queue.dead_letter {
            check(node, "dead_letter", target);
        }
    }
    for (node, consumer) in nodes[2].iter().zip(&scenario.consumers) {
        check(node, "from", &consumer.from);
        match &consumer.forward_to {
            Forwards::Nowhere => {}
            Forwards::All(to) => check(node, "forward_to", to),
            Forwards::Some(ways) => {
                for (node, way) in node.nodes("forward_to", range::MOST_NODES).iter().zip(ways) {
                    check(node, "to", &way.to);
                }
            }
        }
    }
    whole
}

fn consumers(scenario: &Scenario, nodes: [&[Node<'_>]; 3]) {
    let reach = Reach::of(scenario);
    for (node, consumer) in nodes[2].iter().zip(&scenario.consumers) {
        let queue = scenario.queue_index(&consumer.from);
        if consumer.service.is_none() {
            let idle = |producer: &usize| scenario.producers[*producer].service.is_none();
            if let Some(producer) = reach.producers(queue).find(idle) {
                let id = quoted(&scenario.producers[producer].id);
                let message = say!(
                    "is missing; it must be an object with a distribution, since the messages of \
                     {id} bring no service of their own",
                    "缺失；须为含 distribution 的对象，因为 {id} 的消息不自带 service"
                );
                node.problem("service", message);
            }
        }
        labels::check(consumer, node);
        let copies = (consumer.route.as_ref()).is_some_and(|route| route.by.copies());
        if copies && reach.goes_round(queue) {
            let message = both(
                "cannot be fan-out, direct, topic or headers where messages can come back to this queue: there would be ever more copies",
                "在消息可能回到此队列时不能为 fan-out、direct、topic 或 headers：副本会越来越多",
            );
            node.problem("route", message);
        }
        has_more_in_hand(scenario, consumer, node);
        let at_once = |is_there: bool, with: Words| {
            if consumer.batch.is_some() && is_there {
                node.problem("batch", with);
            }
        };
        at_once(
            consumer.sharing.is_some(),
            both(
                "cannot go together with sharing; leave one of them out",
                "不能与 sharing 并用；请去掉其中之一",
            ),
        );
        at_once(
            consumer.prefetch.is_some_and(|most| most > 1),
            both(
                "cannot go together with prefetch; leave one of them out",
                "不能与 prefetch 并用；请去掉其中之一",
            ),
        );
        at_once(
            consumer.deduplicate.is_some() || scenario.queues[queue].visibility.is_some(),
            both(
                "cannot go together with deduplicate or a visibility timeout: a batch is settled as a whole",
                "不能与 deduplicate 或可见性超时并用：一批消息一起确认",
            ),
        );
        at_once(
            scenario.queues[queue].partitions.is_some(),
            both(
                "cannot go together with partitions: their messages are worked on one after the other",
                "不能与分区并用：分区的消息逐条处理",
            ),
        );
        takes_time(
            scenario,
            consumer,
            node,
            reach.comes_back(scenario, consumer),
        );
    }
}

/// Workers that have several messages in hand, whether they share their speed among them or take them ahead.
fn has_more_in_hand(scenario: &Scenario, consumer: &Consumer, node: &Node<'_>) {
    let queue = &scenario.queues[scenario.queue_index(&consumer.from)];
    let ahead = consumer.prefetch.is_some_and(|most| most > 1);
    let key = match (consumer.sharing.is_some(), ahead) {
        (false, false) => return,
        (true, false) => "sharing",
        (false, true) => "prefetch",
        (true, true) => {
            let message = both(
                "cannot go together with sharing; leave one of them out",
                "不能与 sharing 并用；请去掉其中之一",
            );
            return node.problem("prefetch", message);
        }
    };
    if consumer.poll.is_some() {
        let message = both(
            "cannot go together with poll; leave one of them out",
            "不能与 poll 并用；请去掉其中之一",
        );
        node.problem(key, message);
    }
    if queue.discipline == Discipline::PriorityPreemptive {
        let message = both(
            "cannot go together with a priority-preemptive queue: which message would be \
             interrupted?",
            "不能与 priority-preemptive 队列并用：该中断哪条消息？",
        );
        node.problem(key, message);
    }
    if queue.partitions.is_some() {
        let message = both(
            "cannot go together with partitions: their messages are worked on one after the other",
            "不能与分区并用：分区的消息逐条处理",
        );
        node.problem(key, message);
    }
}

/// Messages that come back at once, and take no time, would stop the clock.
fn takes_time(scenario: &Scenario, consumer: &Consumer, node: &Node<'_>, comes_back: bool) {
    let idle = |service: &Option<Distribution>| matches!(service, Some(Distribution::Constant { value }) if *value <= 0.0);
    let some = idle(&consumer.service) || scenario.producers.iter().any(|node| idle(&node.service));
    if comes_back && some {
        let message = both(
            "must be longer than 0 s where messages can come back to the queue",
            "在消息可能回到队列时须大于 0 s",
        );
        node.problem("service", message);
    }
}

/// A shortest-first queue must know the work of a message before a worker takes it.
fn queues(scenario: &Scenario, nodes: &[Node<'_>]) {
    for (node, queue) in nodes.iter().zip(&scenario.queues) {
        let takers = || {
            scenario
                .consumers
                .iter()
                .filter(|group| group.from == queue.id)
        };
        let alike = takers()
            .all(|group| Some(&group.service) == takers().next().map(|first| &first.service));
        if queue.discipline == Discipline::ShortestFirst && !alike {
            let message = both(
                "cannot be shortest-first where consumers differ in service: the work must be known \
                 before a worker takes the message; let them differ in speed, or give the producers \
                 a service",
                "在各消费者的 service 不同时不能为 shortest-first：工作者取走消息之前须知道其工作量；\
                 可改用不同的 speed，或给生产者设置 service",
            );
            node.problem("discipline", message);
        }
        if queue.partitions.is_some() && queue.discipline != Discipline::Fifo {
            let message = both(
                "must be fifo where the queue has partitions: they keep their order",
                "在队列有分区时须为 fifo：分区内保持次序",
            );
            node.problem("discipline", message);
        }
        if queue.partitions.is_some() && queue.shed.codel.is_some() {
            let message = both(
                "cannot go together with partitions: each would need a control of its own",
                "不能与分区并用：每个分区须各自控制",
            );
            node.problem("shed.codel", message);
        }
        if queue.visibility.is_some() && queue.partitions.is_some() {
            let message = both(
                "cannot go together with partitions: their messages are taken in order",
                "不能与分区并用：分区的消息须按序取走",
            );
            node.problem("visibility", message);
        }
        if queue.dead_letter.as_deref() == Some(&queue.id) {
            node.problem(
                "dead_letter",
                both("must be another queue", "须为另一个队列"),
            );
        }
    }
}
