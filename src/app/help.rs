//! The help: every figure, mechanism and key in a sentence. What can be set is explained by the tables
//! of the knobs, so that nothing is explained twice or left out.

use super::inspector::families::FAMILIES;
use super::inspector::node::{Node, Sort};
use super::inspector::spec::{Choice, Kind};
use crate::words::{Words, both};

/// A word and what it means.
pub type Entry = (Words, Words);

/// Entries that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What they are about.
    pub title: Words,
    /// The words.
    pub entries: Vec<Entry>,
}

/// The figures of the page.
const FIGURES: [Entry; 13] = [
    (
        both("Message", "消息"),
        both(
            "A piece of work. It is published, waits, is worked on, and is done; or it is lost on the way.",
            "一件工作。它被发布、等待、处理、完成；或在途中丢失。",
        ),
    ),
    (
        both("Ready, in flight", "就绪，处理中"),
        both(
            "Ready messages wait in a queue; those in flight are being worked on. Together: the backlog.",
            "就绪的消息在队列中等待；处理中的正被工作者处理。合起来就是积压。",
        ),
    ),
    (
        both("Throughput", "吞吐量"),
        both(
            "Messages finished in a second; offered is what the producers publish.",
            "每秒完成的消息数；“提供”指生产者发布的数量。",
        ),
    ),
    (
        both("Wait Wq", "等待时间 Wq"),
        both(
            "From the publish to the start of the work.",
            "从发布到开始处理。",
        ),
    ),
    (
        both("Sojourn time W, latency", "逗留时间 W，延迟"),
        both(
            "From the publish until the work is done. p50 is the median, p99 what 99 of 100 stay below.",
            "从发布到完成。p50 是中位数，p99 是 100 条中 99 条不超过的值。",
        ),
    ),
    (
        both("Utilisation ρ", "利用率 ρ"),
        both(
            "Share of the workers' time that is spent working. Near 1, waiting grows without bound.",
            "工作者忙碌时间的占比。接近 1 时，等待无限增长。",
        ),
    ),
    (
        both("Offered load, erlang", "提供的负载，爱尔朗"),
        both(
            "Arrival rate × mean work: how many workers would be busy if none were short.",
            "到达率 × 平均工作量：若不缺工作者，会有多少个忙碌。",
        ),
    ),
    (
        both("Refused", "拒绝"),
        both(
            "Share of the messages offered that a full queue turned away.",
            "被占满的队列拒之门外的消息占比。",
        ),
    ),
    (
        both("Little's law L = λW", "利特尔法则 L = λW"),
        both(
            "Messages in the system = accepted rate × mean sojourn time, whatever the distributions.",
            "系统中的消息数 = 接收速率 × 平均逗留时间，与分布无关。",
        ),
    ),
    (
        both("scv", "scv"),
        both(
            "Squared coefficient of variation, variance / mean²: 0 always the same, 1 exponential, more is wilder.",
            "变异系数的平方，方差 / 均值²：0 恒定，1 指数，越大波动越剧烈。",
        ),
    ),
    (
        both("Interval ±", "区间 ±"),
        both(
            "The true long-run value lies within it 95 times of 100. Settling: too little was measured to tell.",
            "100 次中有 95 次，长期真值落在其中。“尚未稳定”：数据还不足以判断。",
        ),
    ),
    (
        both("Theory", "理论"),
        both(
            "What queueing theory says of the long run. = exact: the closed form of this model; ≈ approximate: a formula that comes close; ↑ unstable: the backlog grows. Press it to read why.",
            "排队论给出的长期值。= 精确：此模型的闭式解；≈ 近似：相近的公式；↑ 不稳定：积压增长。点按可看原因。",
        ),
    ),
    (
        both("Bottleneck", "瓶颈"),
        both(
            "The group of workers with the least to spare: what comes in there first piles up.",
            "余力最小的一组工作者：负载上升时最先堆积之处。",
        ),
    ),
];

/// Keys that work anywhere but in a field.
pub const KEYS: [(&str, Words); 7] = [
    ("p", both("play or pause", "播放或暂停")),
    (
        "s",
        both("step: handle exactly one event", "单步：只处理一个事件"),
    ),
    ("r", both("reset to time 0", "重置到时刻 0")),
    ("[ ]", both("slower, faster", "减速，加速")),
    ("?", both("this help", "本帮助")),
    (
        "← →",
        both(
            "on a slider: one step; after Tab to the charts: read an instant",
            "在滑块上：一步；按 Tab 到图表后：读取某一时刻",
        ),
    ),
    (
        "Enter, Esc",
        both(
            "at the charts: mark a stretch of time, Enter again to look closer at it (or drag over them); back to the run (or double click)",
            "在图表上：开始选取一段时间，再按 Enter 即放大（也可拖选）；Esc 回到运行（也可双击）",
        ),
    ),
];

/// All sections: the figures, then what each kind of node can do.
#[must_use]
pub fn sections() -> Vec<Section> {
    let figures = Section {
        title: both("Figures", "指标"),
        entries: FIGURES.to_vec(),
    };
    let nodes = [
        (
            Sort::Producer,
            both("What a producer can do", "生产者能做什么"),
        ),
        (Sort::Queue, both("What a queue can do", "队列能做什么")),
        (
            Sort::Consumer,
            both("What consumers can do", "消费者能做什么"),
        ),
        (Sort::Broker, both("The broker", "消息代理")),
        (Sort::Fault, both("What goes wrong", "故障")),
        (Sort::Alert, both("What watches", "告警规则")),
    ];
    let families = Section {
        title: both("Distributions", "分布"),
        entries: named(&FAMILIES).collect(),
    };
    let nodes = nodes.map(|(sort, title)| Section {
        title,
        entries: node(sort),
    });
    [figures]
        .into_iter()
        .chain(nodes)
        .chain([families])
        .collect()
}

/// What a kind of node can do: its main fields, the values to choose from, and what can be added.
fn node(sort: Sort) -> Vec<Entry> {
    let table = Node { sort, place: 0 }.table();
    let mut entries = Vec::new();
    for spec in table.main.specs {
        match spec.kind {
            Kind::Choice(choices) => entries.extend(named(choices)),
            Kind::Arrivals => entries.extend(named(&super::inspector::PROCESSES)),
            _ => entries.push((spec.label, spec.help)),
        }
    }
    entries.extend(table.parts.iter().map(|part| (part.name, part.help)));
    entries
}

fn named(choices: &'static [Choice]) -> impl Iterator<Item = Entry> {
    choices.iter().map(|choice| (choice.label, choice.help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_explained_in_both_languages() {
        let all = sections();
        assert!(
            all.iter()
                .map(|section| section.entries.len())
                .sum::<usize>()
                > 60
        );
        for (word, meaning) in all.iter().flat_map(|section| &section.entries) {
            for text in [word, meaning] {
                assert!(
                    !text.english.is_empty() && !text.chinese.is_empty(),
                    "{word:?}"
                );
            }
        }
    }
}
