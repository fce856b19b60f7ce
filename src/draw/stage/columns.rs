//! The columns of the layout that lies on its side: how wide each is, and how closely workers are looked at.

use super::graph::Graph;
use super::group_place::Level;
use super::outline::Outline;

/// How much room there is for every queue and its workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Workers with two lines of words.
    Full,
    /// Workers with a line of words.
    Short,
    /// Workers without words.
    Bare,
}

/// The least widths at a detail: of producers, workers, links, slots.
struct Least {
    detail: Detail,
    producer: f32,
    worker: f32,
    link: f32,
    pill: f32,
}

const LEAST: [Least; 3] = [
    Least {
        detail: Detail::Full,
        producer: 136.0,
        worker: 172.0,
        link: 54.0,
        pill: 178.0,
    },
    Least {
        detail: Detail::Short,
        producer: 132.0,
        worker: 126.0,
        link: 48.0,
        pill: 132.0,
    },
    Least {
        detail: Detail::Bare,
        producer: 122.0,
        worker: 56.0,
        link: 38.0,
        pill: 100.0,
    },
];

/// Where columns are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// How closely workers are looked at.
    pub detail: Detail,
    /// At both ends.
    pub left: f32,
    /// Of a box of a producer.
    pub producer: f32,
    /// Before a queue, for those who wait at its door.
    pub lobby: f32,
    /// Between two columns, without the lobby.
    pub link: f32,
    /// Most that slots may take.
    pub pill: f32,
    /// Of a group.
    pub worker: f32,
    /// Of everything.
    pub width: f32,
    /// Whether so many queues stand above each other that each must do with little height.
    pub dense: bool,
}

/// More queues than this in one column are dense.
const SPARSE: usize = 3;

fn is_dense(graph: &Graph) -> bool {
    let beside = |depth| {
        graph
            .stream()
            .iter()
            .filter(|queue| graph.depth[**queue] == depth)
            .count()
    };
    (0..graph.columns()).any(|depth| beside(depth) > SPARSE)
}

impl Columns {
    /// The columns for a system in this width; wider if it does not fit.
    pub fn of(outline: &Outline, graph: &Graph, width: f32) -> Self {
        let many = graph.columns().max(1) as f32;
        let tight = width < 800.0 || many > 2.0;
        let left = if tight { 20.0 } else { 28.0 };
        // What workers bring to a full queue waits with them.
        let blocks = outline.confirms
            || outline
                .producers
                .iter()
                .any(|p| outline.queues[p.to].blocks);
        let lobby = match (outline.lock, blocks) {
            (false, false) => 0.0,
            (false, true) => 34.0,
            (true, _) if tight => 66.0,
            (true, _) => 112.0,
        };
        // A producer may publish to a queue further down: then it stands in a column of workers.
        let inner = (outline.producers.iter()).any(|p| graph.depth[p.to] > 0 && !graph.tray[p.to]);
        let need = |least: &Least| {
            let worker = if inner {
                least.worker.max(least.producer)
            } else {
                least.worker
            };
            let each = lobby + least.pill + worker + 2.0 * least.link;
            2.0 * left + least.producer + many * each
        };
        let fitting = LEAST.iter().find(|least| need(least) <= width);
        let least = fitting.unwrap_or(&LEAST[LEAST.len() - 1]);
        let whole = width.max(need(least));
        let grown =
            |share: f32, most: f32, from: f32| (width * share).clamp(from, from.max(most)).floor();
        let single = least.detail == Detail::Full && many == 1.0;
        let (producer, mut worker) = if single {
            (
                grown(0.14, 152.0, least.producer),
                grown(0.19, 194.0, least.worker),
            )
        } else {
            (least.producer, least.worker)
        };
        if inner {
            worker = worker.max(producer);
        }
        let spare =
            whole - 2.0 * left - producer - many * (lobby + worker + least.pill + 2.0 * least.link);
        let link = (least.link + spare.max(0.0) * 0.5 / (2.0 * many))
            .min(110.0)
            .floor();
        let pill = (whole - 2.0 * left - producer) / many - lobby - worker - 2.0 * link;
        Self {
            detail: least.detail,
            left,
            producer,
            lobby,
            link,
            pill: pill.floor(),
            worker,
            width: whole,
            dense: is_dense(graph),
        }
    }

    /// Where the producers of the first queues stand.
    pub const fn first(&self) -> f32 {
        self.left
    }

    /// Where the slots of the queues begin that are so far down the stream.
    pub fn queue(&self, depth: usize) -> f32 {
        let each = self.lobby + self.pill + self.worker + 2.0 * self.link;
        self.left + self.producer + self.link + self.lobby + each * depth as f32
    }

    /// Where their groups begin.
    pub fn group(&self, depth: usize) -> f32 {
        self.queue(depth) + self.pill + self.link
    }

    /// How closely a group of so many workers is looked at.
    pub const fn level(&self, workers: usize) -> Level {
        match (self.detail, workers) {
            (_, 0) => Level::Empty,
            (Detail::Full, 1..=5) => Level::Large,
            (Detail::Full, 6..=9) | (Detail::Short, 1..=7) => Level::Small,
            (Detail::Bare, 1..=6) => Level::Bare,
            (Detail::Full, 10..=60) | (Detail::Short, 8..=24) => Level::Grid,
            _ => Level::Whole,
        }
    }
}
