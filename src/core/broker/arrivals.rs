//! When a copy of a producer publishes next.

use super::schedule::RateCurve;
use super::settings;
use crate::engine::dist::Sampler;
use crate::engine::rng::Stream;
use crate::engine::{Distribution, SimDuration, SimTime};
use std::sync::Arc;

/// [`settings::Arrivals`] prepared for drawing; shared by the copies of a producer.
#[derive(Clone, Debug)]
pub(super) enum Arrivals {
    Silent,
    Renewal(Sampler),
    Modulated(Vec<State>),
    Scheduled(Arc<RateCurve>),
    ClosedLoop(Sampler),
    Replay(Arc<[SimTime]>),
}

#[derive(Clone, Debug)]
pub(super) struct State {
    rate: f64,
    dwell: Sampler,
}

/// Where a copy is in modulated arrivals.
#[derive(Clone, Debug)]
pub(super) struct Modulation {
    /// Apart from the draws of the publishes, so that a changed rate leaves the states alone.
    pub stream: Stream,
    state: usize,
    until: Option<SimTime>,
}

impl Modulation {
    pub const fn new(stream: Stream) -> Self {
        Self {
            stream,
            state: 0,
            until: None,
        }
    }
}

impl Arrivals {
    /// Those of `settings`, at so many times their rate.
    pub fn new(settings: &settings::Arrivals, factor: f64) -> Self {
        let sooner = |interval: &Distribution| {
            if factor == 1.0 || interval.mean() == 0.0 {
                return interval.sampler();
            }
            interval.with_mean(interval.mean() / factor).sampler()
        };
        match settings {
            settings::Arrivals::Silent => Self::Silent,
            settings::Arrivals::Renewal(interval) => Self::Renewal(sooner(interval)),
            settings::Arrivals::Modulated(states) => Self::Modulated(
                (states.iter())
                    .map(|state| State {
                        rate: state.rate * factor,
                        dwell: state.dwell.sampler(),
                    })
                    .collect(),
            ),
            settings::Arrivals::Scheduled(curve) if factor == 1.0 => {
                Self::Scheduled(Arc::clone(curve))
            }
            settings::Arrivals::Scheduled(curve) => Self::Scheduled(curve.times(factor).into()),
            settings::Arrivals::ClosedLoop(think) => Self::ClosedLoop(sooner(think)),
            settings::Arrivals::Replay(times) => Self::Replay(Arc::clone(times)),
        }
    }

    /// The next publish after `now` of a copy that made `publishes`; none if there is none.
    #[inline(always)]
    pub fn next(
        &self,
        now: SimTime,
        publishes: u64,
        stream: &mut Stream,
        modulation: &mut Option<Box<Modulation>>,
    ) -> Option<SimTime> {
        if let Self::Renewal(interval) = self {
            return Some(now + interval.draw(stream));
        }
        self.next_other(now, publishes, stream, modulation)
    }

    // Apart, so that `next` stays small enough to become part of its callers.
    #[inline(never)]
    fn next_other(
        &self,
        now: SimTime,
        publishes: u64,
        stream: &mut Stream,
        modulation: &mut Option<Box<Modulation>>,
    ) -> Option<SimTime> {
        match self {
            Self::Renewal(interval) | Self::ClosedLoop(interval) => {
                Some(now + interval.draw(stream))
            }
            Self::Silent => None,
            Self::Modulated(states) => modulated(states, now, stream, modulation.as_mut()?),
            Self::Scheduled(curve) => curve.after(now, stream.exponential()),
            Self::Replay(times) => times.get(publishes as usize).map(|time| now.max(*time)),
        }
    }
}

/// Poisson arrivals have no memory: what a state leaves undone is drawn anew in the next.
#[inline(never)]
fn modulated(
    states: &[State],
    now: SimTime,
    stream: &mut Stream,
    modulation: &mut Modulation,
) -> Option<SimTime> {
    let mut from = now;
    loop {
        let state = &states[modulation.state % states.len()];
        let until = *modulation
            .until
            .get_or_insert_with(|| from + state.dwell.draw(&mut modulation.stream));
        if until > from && state.rate > 0.0 {
            let gap = SimDuration::from_secs(stream.exponential() / state.rate);
            if from + gap <= until {
                return Some(from + gap);
            }
        }
        if until == SimTime::MAX {
            return None;
        }
        from = from.max(until);
        modulation.state = (modulation.state + 1) % states.len();
        modulation.until = None;
    }
}
