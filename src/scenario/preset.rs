//! The scenarios that come with the page.

use super::document::Scenario;

/// A scenario that comes with the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name in addresses and file names.
    pub slug: &'static str,
    /// What it is called: the name of its scenario.
    pub title: &'static str,
    json: &'static str,
}

/// All presets; the first is what the page opens with.
pub const PRESETS: [Preset; 7] = [
    Preset {
        slug: "work-queue",
        title: "Work queue",
        json: include_str!("../../static/presets/work-queue.json"),
    },
    Preset {
        slug: "article",
        title: "The article's queue",
        json: include_str!("../../static/presets/article.json"),
    },
    Preset {
        slug: "overload",
        title: "Overload",
        json: include_str!("../../static/presets/overload.json"),
    },
    Preset {
        slug: "two-classes",
        title: "Two classes",
        json: include_str!("../../static/presets/two-classes.json"),
    },
    Preset {
        slug: "pipeline",
        title: "Pipeline",
        json: include_str!("../../static/presets/pipeline.json"),
    },
    Preset {
        slug: "retries",
        title: "Retries",
        json: include_str!("../../static/presets/retries.json"),
    },
    Preset {
        slug: "daily-rush",
        title: "Daily rush",
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
            assert!(
                !scenario.about.is_empty(),
                "{} says what it shows",
                preset.slug
            );
        }
    }
}
