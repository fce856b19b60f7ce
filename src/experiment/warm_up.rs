//! How much of the start to leave out of runs that settle down.

use super::replication::{Course, Replication};
use super::work::Work;
use crate::engine::SimTime;
use crate::metrics::{estimate, mser};
use crate::scenario::Scenario;
use crate::theory::Stability;

/// Equal parts of a run whose warm-up is looked for: the cut lies where one starts, and of a single
/// run the rest are its batches (Schmeiser 1982: 10 to 30).
pub const PARTS: u32 = 20;
/// Slots of a part over which the backlog is averaged.
const SLOTS: u32 = 50;
/// Replications whose backlog is averaged to find the cut (Welch 1983).
const PILOTS: usize = 64;
/// Two halves of what is kept that differ by more than chance does with this confidence are no
/// steady state.
const DRIFT: f64 = 0.99;
/// A drift below this share of the mean does not matter.
const SLIGHT: f64 = 0.01;

/// What is left out at the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WarmUp {
    /// So many seconds.
    Asked(f64),
    /// What MSER-5 finds; nothing of a run that ends by itself.
    Found,
}

/// What was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Until when.
    pub end: SimTime,
    /// By what rule, in words.
    pub rule: &'static str,
    /// Parts of the course that were left out.
    pub parts: u32,
    /// Why what is left is no steady state, if it is not.
    pub problem: Option<String>,
}

impl Cut {
    /// Leaves out what is before `seconds`, by `rule`.
    #[must_use]
    pub fn at(seconds: f64, rule: &'static str) -> Self {
        Self {
            end: SimTime::from_secs(seconds),
            rule,
            parts: 0,
            problem: None,
        }
    }
}

/// Lets `replications` live for `length` seconds and says what to leave out.
pub fn live(
    scenario: &Scenario,
    replications: &mut [Replication],
    work: &Work<'_>,
    length: f64,
    warm_up: WarmUp,
) -> Cut {
    let known = match (warm_up, Stability::of(scenario)) {
        (WarmUp::Asked(seconds), _) => Cut::at(seconds, "as asked for"),
        (_, Stability::Finite) => Cut::at(0.0, "nothing: the run ends by itself"),
        (_, Stability::Unstable { .. }) => {
            Cut::at(length / 10.0, "a tenth: there is no steady state")
        }
        _ => return find(replications, work, length),
    };
    // Only a single run needs its parts.
    let single = replications.len() == 1;
    let course = Course {
        from: known.end.secs(),
        to: length,
        parts: PARTS,
        slots: 1,
        marked: PARTS,
    };
    work.each(replications, &|replication| {
        replication.warm_up(known.end, work.listener);
        if single {
            replication.follow(&course, work.listener);
        }
        replication.advance(SimTime::from_secs(length), work.listener);
    });
    known
}

/// Lets the pilots live and finds the cut, then lets the others live.
fn find(replications: &mut [Replication], work: &Work<'_>, length: f64) -> Cut {
    let course = Course {
        from: 0.0,
        to: length,
        parts: PARTS,
        slots: SLOTS,
        marked: if replications.len() == 1 {
            PARTS
        } else {
            PARTS / 2 + 1
        },
    };
    let (pilots, others) = replications.split_at_mut(PILOTS.min(replications.len()));
    work.each(pilots, &|pilot| pilot.follow(&course, work.listener));
    let cut = cut(pilots, &course);
    work.each(others, &|replication| {
        replication.warm_up(cut.end, work.listener);
        replication.advance(SimTime::from_secs(length), work.listener);
    });
    cut
}

fn cut(pilots: &[Replication], course: &Course) -> Cut {
    let lengths = pilots.iter().map(|pilot| pilot.levels().len());
    let count = lengths.min().unwrap_or(0);
    let level = |slot: usize| -> f64 { pilots.iter().map(|pilot| pilot.levels()[slot]).sum() };
    let levels: Vec<f64> = (0..count).map(level).collect();
    let found = mser::cut(&levels);
    let left = pilots.iter().map(Replication::marks).min().unwrap_or(0);
    let parts = match found {
        Some(slots) => slots.div_ceil(SLOTS as usize) as u32,
        None => PARTS / 2,
    };
    let parts = parts.min(left.saturating_sub(1));
    let problem = if found.is_none() {
        Some("too short: its warm-up takes more than half of it (MSER-5), so there are no intervals; \
             run it for longer".to_owned())
    } else if drifts(pilots, (parts * SLOTS) as usize, count) {
        Some(
            "too short: the backlog still drifts after its warm-up, so there are no intervals; \
             run it for longer"
                .to_owned(),
        )
    } else {
        None
    };
    Cut {
        end: course.start_of(parts),
        rule: "MSER-5 on the backlog, rounded up to a twentieth of the time",
        parts,
        problem,
    }
}

/// Whether the mean backlog differs between the two halves of the slots `from..to` by more than
/// [`SLIGHT`], by a paired t test over the pilots.
fn drifts(pilots: &[Replication], from: usize, to: usize) -> bool {
    let middle = from.midpoint(to);
    let mean = |levels: &[f64]| levels.iter().sum::<f64>() / levels.len().max(1) as f64;
    let differences = pilots.iter().map(|pilot| {
        let levels = pilot.levels();
        (mean(&levels[middle..to]) - mean(&levels[from..middle]), 1.0)
    });
    let drift = estimate::ratio(differences, DRIFT);
    let whole: f64 = pilots
        .iter()
        .map(|pilot| mean(&pilot.levels()[from..to]))
        .sum();
    let slight = SLIGHT * whole / pilots.len() as f64;
    drift.low.is_some_and(|low| low > slight) || drift.high.is_some_and(|high| high < -slight)
}
