//! A page without a browser: a run, a stage and a clock.

use crate::draw::stage::{Stage, StageLook};
use crate::draw::{Picture, Shape};
use crate::scenario::Scenario;
use crate::scenario::preset::Preset;
use crate::session::{Command, Live, Speed};
use serde_json::json;

/// A system of any size: a queue has its share of the producers and the groups.
pub(super) fn system(
    producers: usize,
    queues: usize,
    workers: usize,
    bound: Option<u64>,
    hold: f64,
) -> Live {
    let rate = 3.0 * workers.max(1) as f64 * queues as f64 / producers as f64;
    let producer = |index: usize| {
        let mut node = json!({
            "id": format!("producer-{index}"), "to": format!("queue-{}", index % queues), "count": 1 + index % 3,
            "arrivals": { "process": "poisson", "rate": rate / (1 + index % 3) as f64 },
        });
        if index % 4 == 1 {
            node["limit"] = json!(1000);
        }
        node
    };
    let queue = |index: usize| {
        let mut node = json!({ "id": format!("queue-{index}"), "discipline": "fifo" });
        if let Some(bound) = bound {
            node["max_ready"] = json!(bound);
            node["overflow"] = json!("reject");
        }
        node
    };
    let group = |index: usize| {
        let mut node = json!({
            "id": format!("group-{index}"), "from": format!("queue-{}", index % queues), "count": workers,
            "service": { "distribution": "exponential", "mean": 0.4 },
        });
        if index % 2 == 1 {
            node["poll"] = json!({ "interval": 0.2 });
        }
        node
    };
    let document = json!({
        "tailback": 1, "name": "test", "seed": 7, "broker": { "lock": { "hold": hold } },
        "producers": (0..producers).map(producer).collect::<Vec<_>>(),
        "queues": (0..queues).map(queue).collect::<Vec<_>>(),
        "consumers": (0..=queues).map(group).collect::<Vec<_>>(),
    });
    started(Scenario::parse(&document.to_string()).expect("a valid scenario"))
}

pub(super) fn preset(slug: &str) -> Live {
    started(Preset::find(slug).expect("a preset").scenario())
}

pub(super) fn started(scenario: Scenario) -> Live {
    let mut live = Live::new(scenario);
    live.obey(Command::Play).expect("plays");
    live
}

/// A page: a run, a stage and a clock.
pub(super) struct Page {
    pub(super) live: Live,
    pub(super) stage: Stage,
    pub(super) picture: Picture,
    pub(super) wall: f64,
    pub(super) width: f32,
    pub(super) reduced_motion: bool,
}

pub(super) const FRAME: f64 = 1.0 / 60.0;

impl Page {
    pub(super) fn new(live: Live, width: f32) -> Self {
        Self {
            live,
            stage: Stage::new(),
            picture: Picture::new(),
            wall: 0.0,
            width,
            reduced_motion: false,
        }
    }

    pub(super) fn at_speed(mut self, speed: f64) -> Self {
        self.live
            .obey(Command::Pace(Speed::Times(speed)))
            .expect("a speed");
        self
    }

    pub(super) fn draw(&mut self) -> f32 {
        let height = self.stage.natural_height(&self.live, self.width);
        let look = StageLook {
            width: self.width,
            height,
            wall: self.wall,
            reduced_motion: self.reduced_motion,
        };
        self.stage.draw(&mut self.picture, &self.live, look);
        height
    }

    pub(super) fn frame(&mut self) -> f32 {
        self.wall += FRAME;
        self.live.tick(FRAME, || true);
        self.draw()
    }

    pub(super) fn frames(&mut self, count: usize) {
        for _ in 0..count {
            self.frame();
        }
    }

    fn texts(&self) -> Vec<String> {
        self.picture
            .texts()
            .map(|(_, text, _)| text.to_owned())
            .collect()
    }

    pub(super) fn says(&self, words: &str) -> bool {
        self.texts().iter().any(|text| text.contains(words))
    }

    /// Places of marks inside the slots of a queue.
    pub(super) fn marks_in(&self, queue: usize) -> usize {
        let pill = self.stage.layout.queues[queue].pill;
        let marks = self
            .picture
            .shapes()
            .iter()
            .filter_map(|shape| match shape {
                Shape::Mark(mark) => Some(mark.at),
                _ => None,
            });
        marks.filter(|at| pill.contains(*at)).count()
    }
}
