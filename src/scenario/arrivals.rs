//! Arrival processes as the document has them.

use crate::engine::Distribution;
use serde::{Serialize, Serializer};

/// When a copy of a producer publishes, and how much at once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Arrivals {
    /// The instants.
    #[serde(flatten)]
    pub process: Process,
    /// Messages at each instant.
    #[serde(skip_serializing_if = "is_one")]
    pub batch: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
const fn is_one(batch: &u32) -> bool {
    *batch == 1
}

/// A point process. A rate of 0 is silence.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "process", rename_all = "kebab-case")]
pub enum Process {
    /// Independent of each other: exponential intervals.
    Poisson {
        /// Publishes / s of one copy.
        rate: f64,
    },
    /// At equal intervals.
    Constant {
        /// Publishes / s of one copy.
        rate: f64,
    },
    /// Independent intervals of any distribution.
    Renewal {
        /// Time from one publish of a copy to its next.
        interval: Distribution,
    },
    /// Markov-modulated: Poisson at the rate of a state; the states take turns.
    Mmpp {
        /// At least two.
        states: Vec<MmppState>,
    },
    /// Poisson while it is on, silent while it is off; on to begin with.
    OnOff {
        /// Publishes / s of one copy while it is on.
        rate: f64,
        /// Seconds for which it is on.
        on: Distribution,
        /// Seconds for which it is off.
        off: Distribution,
    },
    /// Poisson at a rate that runs in straight lines from point to point, and stays at the last.
    Schedule {
        /// In the order of time; the first at 0.
        points: Vec<Point>,
        /// Whether it starts anew at the time of the last point.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        repeat: bool,
    },
    /// Publishes, waits until its messages have left the system, thinks, and publishes again.
    ClosedLoop {
        /// Seconds of thought.
        think: Distribution,
    },
    /// At given instants.
    Replay {
        /// Seconds since the start, none before the one before it.
        times: Vec<f64>,
    },
}

/// One state of a Markov-modulated Poisson process; it lasts for an exponential time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MmppState {
    /// Publishes / s of one copy while it lasts.
    pub rate: f64,
    /// Mean seconds for which it lasts.
    pub mean_dwell: f64,
}

/// A point of a rate schedule: `[seconds, rate]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Seconds since the start.
    pub at: f64,
    /// Publishes / s of one copy then.
    pub rate: f64,
}

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        [self.at, self.rate].serialize(out)
    }
}

impl Arrivals {
    /// One message at each instant of `process`.
    #[must_use]
    pub const fn single(process: Process) -> Self {
        Self { process, batch: 1 }
    }

    /// Messages / s of one copy in the long run.
    #[must_use]
    pub fn message_rate(&self) -> f64 {
        self.process.rate() * f64::from(self.batch)
    }

    /// The same batches at another rate of instants.
    #[must_use]
    pub fn with_rate(&self, rate: f64) -> Self {
        Self {
            process: self.process.with_rate(rate),
            batch: self.batch,
        }
    }
}

impl Process {
    /// What the document calls it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Poisson { .. } => "poisson",
            Self::Constant { .. } => "constant",
            Self::Renewal { .. } => "renewal",
            Self::Mmpp { .. } => "mmpp",
            Self::OnOff { .. } => "on-off",
            Self::Schedule { .. } => "schedule",
            Self::ClosedLoop { .. } => "closed-loop",
            Self::Replay { .. } => "replay",
        }
    }

    /// Publishes / s of one copy in the long run. Of a closed loop, which publishes as fast as it
    /// is answered, this is the most it can do; of a replay, its mean until its last instant.
    #[must_use]
    pub fn rate(&self) -> f64 {
        match self {
            Self::Poisson { rate } | Self::Constant { rate } => *rate,
            Self::Renewal { interval } => 1.0 / interval.mean(),
            Self::Mmpp { states } => {
                let time: f64 = states.iter().map(|state| state.mean_dwell).sum();
                let publishes = states.iter().map(|state| state.rate * state.mean_dwell);
                publishes.sum::<f64>() / time
            }
            Self::OnOff { rate, on, off } => rate * on.mean() / (on.mean() + off.mean()),
            Self::Schedule { points, repeat } => schedule_rate(points, *repeat),
            Self::ClosedLoop { think } => 1.0 / think.mean().max(1e-9),
            Self::Replay { times } => {
                let last = times.last().copied().unwrap_or(0.0);
                times.len() as f64 / last.max(1e-9)
            }
        }
    }

    /// The same process at another rate: all of its rates in proportion, all of its intervals
    /// inversely. What cannot be silent becomes a silent Poisson process at rate 0, and what was
    /// silent a Poisson process.
    #[must_use]
    pub fn with_rate(&self, rate: f64) -> Self {
        let factor = rate / self.rate();
        match self {
            Self::Constant { .. } => Self::Constant { rate },
            _ if rate <= 0.0 || !factor.is_finite() => Self::Poisson { rate },
            Self::Poisson { .. } => Self::Poisson { rate },
            Self::Renewal { interval } => Self::Renewal {
                interval: interval.clone().with_mean(1.0 / rate),
            },
            Self::Mmpp { states } => Self::Mmpp {
                states: (states.iter())
                    .map(|state| MmppState {
                        rate: state.rate * factor,
                        ..*state
                    })
                    .collect(),
            },
            Self::OnOff { rate, on, off } => Self::OnOff {
                rate: rate * factor,
                on: on.clone(),
                off: off.clone(),
            },
            Self::Schedule { points, repeat } => Self::Schedule {
                points: (points.iter())
                    .map(|point| Point {
                        rate: point.rate * factor,
                        ..*point
                    })
                    .collect(),
                repeat: *repeat,
            },
            Self::ClosedLoop { think } => Self::ClosedLoop {
                think: think.clone().with_mean(1.0 / rate),
            },
            Self::Replay { times } => Self::Replay {
                times: times.iter().map(|time| time / factor).collect(),
            },
        }
    }

    /// The distribution of the intervals, where they are independent and alike; none of a silent
    /// process. Less than one publish in centuries is silence, too: its interval is longer than
    /// simulated time can tell.
    #[must_use]
    pub fn interval(&self) -> Option<Distribution> {
        match self {
            Self::Poisson { rate } if speaks(*rate) => {
                Some(Distribution::Exponential { mean: 1.0 / rate })
            }
            Self::Constant { rate } if speaks(*rate) => {
                Some(Distribution::Constant { value: 1.0 / rate })
            }
            Self::Renewal { interval } => Some(interval.clone()),
            _ => None,
        }
    }

    /// Whether it never publishes.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        match self {
            Self::Poisson { rate } | Self::Constant { rate } | Self::OnOff { rate, .. } => {
                !speaks(*rate)
            }
            Self::Mmpp { states } => !states.iter().any(|state| speaks(state.rate)),
            Self::Schedule { points, .. } => !points.iter().any(|point| speaks(point.rate)),
            Self::Replay { times } => times.is_empty(),
            Self::Renewal { .. } | Self::ClosedLoop { .. } => false,
        }
    }
}

/// Whether the next publish comes within the centuries that simulated time can tell.
fn speaks(rate: f64) -> bool {
    rate > 1e-10
}

/// The mean over a period; without repetition the rate at which it stays.
fn schedule_rate(points: &[Point], repeat: bool) -> f64 {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return 0.0;
    };
    let period = last.at - first.at;
    if !repeat || period <= 0.0 {
        return last.rate;
    }
    let lines = points.windows(2);
    let publishes =
        lines.map(|line| (line[1].at - line[0].at) * (line[0].rate + line[1].rate) / 2.0);
    publishes.sum::<f64>() / period
}
