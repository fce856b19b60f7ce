//! The scenarios that come with the page, by topic: a file for each.

mod basics;
mod clients;
mod control;
mod delivery;
mod durability;
mod faults;
mod flow;
mod links;
mod order;
mod partitions;
mod routing;
mod scaling;

use super::document::Scenario;
use crate::words::{Words, both};

/// A scenario that comes with the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name in addresses and file names.
    pub slug: &'static str,
    /// What it is called; in English the name of its scenario.
    pub title: Words,
    /// The question that it answers.
    pub question: Words,
    /// What it shows, in Chinese. In English its scenario says it.
    pub chinese: &'static str,
    json: &'static str,
}

/// Presets that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// What they are about.
    pub name: Words,
    /// They.
    pub presets: &'static [Preset],
}

/// All topics; the first preset of the first one is what the page opens with.
pub const TOPICS: &[Topic] = &[
    Topic {
        name: both("First steps", "入门"),
        presets: basics::PRESETS,
    },
    Topic {
        name: both("Order and classes", "次序与类别"),
        presets: order::PRESETS,
    },
    Topic {
        name: both("Pipelines", "流水线"),
        presets: flow::PRESETS,
    },
    Topic {
        name: both("Delivery and failures", "投递与失败"),
        presets: delivery::PRESETS,
    },
    Topic {
        name: both("Links", "链路"),
        presets: links::PRESETS,
    },
    Topic {
        name: both("Exchanges", "交换机"),
        presets: routing::PRESETS,
    },
    Topic {
        name: both("Partitions", "分区"),
        presets: partitions::PRESETS,
    },
    Topic {
        name: both("Durability", "持久性"),
        presets: durability::PRESETS,
    },
    Topic {
        name: both("Scaling", "扩容"),
        presets: scaling::PRESETS,
    },
    Topic {
        name: both("Faults", "故障"),
        presets: faults::PRESETS,
    },
    Topic {
        name: both("Clients and retries", "客户端与重试"),
        presets: clients::PRESETS,
    },
    Topic {
        name: both("Control", "控制"),
        presets: control::PRESETS,
    },
];

impl Preset {
    /// All presets, in the order of the topics.
    pub fn all() -> impl Iterator<Item = Self> {
        TOPICS.iter().flat_map(|topic| topic.presets).copied()
    }

    /// What the page opens with.
    #[must_use]
    pub const fn first() -> Self {
        TOPICS[0].presets[0]
    }

    /// The preset called `slug`.
    #[must_use]
    pub fn find(slug: &str) -> Option<Self> {
        Self::all().find(|preset| preset.slug == slug)
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
        for preset in Preset::all() {
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
