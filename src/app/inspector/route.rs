//! How a group of consumers chooses among queues.

use super::labels;
use super::spec::{Kind, PURE, Part, Scale, choice, number, spec, steps};
use crate::scenario::range;
use crate::words::both;

/// As exchanges do.
pub const ROUTE: Part = Part {
    keys: &["route"],
    name: both("Exchange", "交换机"),
    help: both(
        "Chooses among the queues that it hands messages on to, instead of by probability",
        "在下游队列之间选择，而不是按概率",
    ),
    first: r#"{"route": {"by": "round-robin"}}"#,
    specs: &[
        spec(
            "route.by",
            both("Chooses", "选择方式"),
            both(
                "Which of the queues with a probability above 0 a message goes on to",
                "消息去往概率大于 0 的哪个队列",
            ),
            Kind::Choice(&[
                choice(
                    "\"round-robin\"",
                    both("In turn", "轮流"),
                    both("One queue after the other", "各队列依次轮流"),
                ),
                choice(
                    "\"hash\"",
                    both("By key", "按键"),
                    both(
                        "Messages with one key go to one queue",
                        "同一个键的消息去往同一队列",
                    ),
                ),
                choice(
                    "\"least-loaded\"",
                    both("Least loaded", "最空闲"),
                    both(
                        "The queue with the fewest messages, those in flight included",
                        "消息最少的队列，含处理中的",
                    ),
                ),
                choice(
                    "\"best-of\"",
                    both("Best of some", "随机择优"),
                    both(
                        "The one with the fewest messages of some picked at random",
                        "随机选出几个，再取消息最少的",
                    ),
                ),
                choice(
                    "\"fan-out\"",
                    both("Copies to all", "扇出"),
                    both("A copy goes to each of them", "每个队列各得一份副本"),
                ),
                choice(
                    "\"direct\"",
                    both("By topic", "按主题"),
                    both(
                        "To each queue that is bound to the topic itself",
                        "去往绑定该主题的每个队列",
                    ),
                ),
                choice(
                    "\"topic\"",
                    both("By pattern", "按模式"),
                    both(
                        "To each queue with a pattern that fits the topic",
                        "去往模式与主题相符的每个队列",
                    ),
                ),
                choice(
                    "\"headers\"",
                    both("By headers", "按消息头"),
                    both(
                        "To each queue that asks for headers which the message has",
                        "去往所要消息头与之相符的每个队列",
                    ),
                ),
            ]),
        ),
        number(
            "route.choices",
            both("Picks", "抽取数"),
            both(
                "How many queues best-of-some looks at",
                "随机择优时查看几个队列",
            ),
            Scale::new(range::CHOICES, steps(1.0, 8.0, 1.0), PURE).or(2.0),
        ),
        labels::BINDINGS,
    ],
};
