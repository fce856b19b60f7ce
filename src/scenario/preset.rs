//! The scenarios that come with the page.

use super::document::Scenario;
use crate::words::{Words, both};

/// A scenario that comes with the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name in addresses and file names.
    pub slug: &'static str,
    /// What it is called; in English the name of its scenario.
    pub title: Words,
    /// What it shows, in Chinese. In English its scenario says it.
    pub chinese: &'static str,
    json: &'static str,
}

/// All presets; the first is what the page opens with.
pub const PRESETS: [Preset; 7] = [
    Preset {
        slug: "work-queue",
        title: both("Work queue", "工作队列"),
        chinese: "请求随机到达，四个工作者共用一个队列。利用率为 80% 时，多数消息几乎不用排队。把速率调向 4/s，看看最后几个百分点的代价。",
        json: include_str!("../../static/presets/work-queue.json"),
    },
    Preset {
        slug: "article",
        title: both("The article's queue", "文章里的队列"),
        chinese: "一个生产者每秒发布一条，从 item-0 到 item-9，然后停止。一个消费者一次取一条，每条处理一秒。每次入队和出队都要占用消息代理的锁。让消费者阻塞或轮询，比较两者的代价。",
        json: include_str!("../../static/presets/article.json"),
    },
    Preset {
        slug: "overload",
        title: both("Overload", "过载"),
        chinese: "到达的多于工作者所能处理的：为其处理能力的 120%。队列有 20 个槽位，一直是满的，放不下的就拒收。把速率降到 4/s 以下，或增加一个工作者，积压便会消退。",
        json: include_str!("../../static/presets/overload.json"),
    },
    Preset {
        slug: "two-classes",
        title: both("Two classes", "两类消息"),
        chinese: "紧急消息优先：负载不变，它们几乎不用排队，代价由其他消息承担。在场景文件中把 discipline 改为 fifo，比较一下。",
        json: include_str!("../../static/presets/two-classes.json"),
    },
    Preset {
        slug: "pipeline",
        title: both("Pipeline", "流水线"),
        chinese: "两级处理。第二级较慢，队列又短：队列满时，第一级的工作者只能拿着做完的消息等待空位。给第二级增加一个工作者试试。",
        json: include_str!("../../static/presets/pipeline.json"),
    },
    Preset {
        slug: "retries",
        title: both("Retries", "重试"),
        chinese: "十次服务中有三次失败，隔一段越来越长的时间再试，最多五次，之后转入死信。工作者的工作量比生产者所要求的多出近一半。",
        json: include_str!("../../static/presets/retries.json"),
    },
    Preset {
        slug: "daily-rush",
        title: both("Daily rush", "每日高峰"),
        chinese: "每两分钟速率升到 6/s，随后回落；四个工作者每秒只能处理 4 条。积压的峰值出现在高峰之后，而不是高峰之中。用 10 倍速运行。",
        json: include_str!("../../static/presets/daily-rush.json"),
    },
];

impl Preset {
    /// The preset called `slug`.
    #[must_use]
    pub fn find(slug: &str) -> Option<Self> {
        PRESETS.into_iter().find(|preset| preset.slug == slug)
    }

    /// Its scenario.
    ///
    /// # Panics
    /// Never: a test reads them all.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        Scenario::parse(self.json).expect("presets are valid")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_valid_and_canonical() {
        for preset in PRESETS {
            let scenario = preset.scenario();
            assert_eq!(Scenario::parse(&scenario.to_json()), Ok(scenario.clone()));
            assert_eq!(scenario.name, preset.title.english);
            assert!(
                !scenario.about.is_empty() && !preset.chinese.is_empty(),
                "{} says what it shows",
                preset.slug
            );
        }
    }
}
