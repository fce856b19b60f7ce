//! What keeps a client from asking too often: circuit breaker, retry budget and rate limit, each of one copy.

use super::settings;
use crate::engine::{SimDuration, SimTime};
use std::collections::VecDeque;

/// Whether a breaker lets requests through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakerState {
    /// All of them.
    Closed,
    /// None.
    Open,
    /// A few, to see whether they succeed.
    HalfOpen,
}

/// A circuit breaker over the outcomes of the last attempts (Nygard, Release It!, 2007).
///
/// It opens when of the last `window` outcomes a share of at least `failures` were failures. After `open_for` it is
/// half open: `probes` attempts are let through. If all of them succeed it closes; if one fails it opens again. What
/// was sent before its last change of state says nothing any more.
#[derive(Clone, Debug)]
pub(super) struct Breaker {
    settings: settings::Breaker,
    /// Counts changes of state; an attempt belongs to the one in which it was sent.
    epoch: u32,
    /// Outcomes of the last attempts while closed: whether they failed.
    last: VecDeque<bool>,
    failed: u32,
    /// Until when it is open; none while closed.
    open_until: Option<SimTime>,
    /// Attempts let through since it was open.
    probes: u32,
    succeeded: u32,
}

impl Breaker {
    pub(super) fn new(settings: settings::Breaker, epoch: u32) -> Self {
        Self {
            settings,
            epoch,
            last: VecDeque::with_capacity(settings.window as usize + 1),
            failed: 0,
            open_until: None,
            probes: 0,
            succeeded: 0,
        }
    }

    /// One in which nothing was sent yet.
    pub(super) const fn next_epoch(&self) -> u32 {
        self.epoch.wrapping_add(1)
    }

    pub(super) fn state(&self, now: SimTime) -> BreakerState {
        match self.open_until {
            None => BreakerState::Closed,
            Some(until) if now < until => BreakerState::Open,
            Some(_) => BreakerState::HalfOpen,
        }
    }

    /// The epoch of an attempt at `now`; none if it is refused.
    pub(super) fn let_through(&mut self, now: SimTime) -> Option<u32> {
        let allowed = match self.state(now) {
            BreakerState::Closed => true,
            BreakerState::Open => false,
            BreakerState::HalfOpen => self.probes < self.settings.probes,
        };
        if allowed && self.open_until.is_some() {
            self.probes += 1;
        }
        allowed.then_some(self.epoch)
    }

    /// An attempt of that epoch ended.
    pub(super) fn note(&mut self, epoch: u32, failed: bool, now: SimTime) {
        if epoch != self.epoch {
            return;
        }
        if self.open_until.is_some() {
            self.succeeded += u32::from(!failed);
            if failed {
                self.change(Some(now + self.settings.open_for));
            } else if self.succeeded == self.settings.probes {
                self.change(None);
            }
            return;
        }
        self.last.push_back(failed);
        self.failed += u32::from(failed);
        if self.last.len() > self.settings.window as usize {
            self.failed -= u32::from(self.last.pop_front() == Some(true));
        }
        let is_full = self.last.len() == self.settings.window as usize;
        let share = f64::from(self.failed) / f64::from(self.settings.window);
        if is_full && self.failed > 0 && share >= self.settings.failures {
            self.change(Some(now + self.settings.open_for));
        }
    }

    fn change(&mut self, open_until: Option<SimTime>) {
        self.epoch = self.next_epoch();
        self.open_until = open_until;
        self.last.clear();
        self.failed = 0;
        self.probes = 0;
        self.succeeded = 0;
    }
}

/// Tokens for retries: each request brings a share of one, each retry takes a whole one.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    settings: settings::Budget,
    tokens: f64,
}

impl Budget {
    pub(super) fn new(settings: settings::Budget) -> Self {
        Self {
            settings,
            tokens: settings.burst,
        }
    }

    pub(super) fn note_request(&mut self) {
        self.tokens = (self.tokens + self.settings.share).min(self.settings.burst);
    }

    /// Takes the token of a retry, if there is one.
    pub(super) fn take(&mut self) -> bool {
        // Shares of a token sum up with rounding.
        let is_there = self.tokens >= 1.0 - 1e-9;
        if is_there {
            self.tokens = (self.tokens - 1.0).max(0.0);
        }
        is_there
    }
}

/// A token bucket in the form of its next free instant (the generic cell rate algorithm, ITU-T I.371).
#[derive(Clone, Debug)]
pub(super) struct Limiter {
    interval: SimDuration,
    /// How far publishes may come before their turn: `burst` - 1 intervals.
    ahead: SimDuration,
    /// When the bucket is full again.
    full_at: SimTime,
}

impl Limiter {
    pub(super) fn new(settings: settings::RateLimit) -> Self {
        let interval = SimDuration::from_secs(1.0 / settings.rate);
        Self {
            interval,
            ahead: interval.scale(f64::from(settings.burst - 1)),
            full_at: SimTime::ZERO,
        }
    }

    /// When the token of a publish is there, which is taken.
    pub(super) fn reserve(&mut self, now: SimTime) -> SimTime {
        let wait = self.full_at.since(now);
        let at = if wait > self.ahead {
            now + SimDuration::from_nanos(wait.nanos() - self.ahead.nanos())
        } else {
            now
        };
        self.full_at = self.full_at.max(at) + self.interval;
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: f64) -> SimTime {
        SimTime::from_secs(secs)
    }

    #[test]
    fn a_breaker_opens_at_its_share_probes_and_closes() {
        let mut breaker = Breaker::new(
            settings::Breaker {
                failures: 0.5,
                window: 4,
                open_for: SimDuration::from_secs(5.0),
                probes: 2,
            },
            0,
        );
        let old = breaker.let_through(at(0.0)).expect("closed");
        for failed in [false, false, true] {
            breaker.note(old, failed, at(1.0));
        }
        assert_eq!(breaker.state(at(1.0)), BreakerState::Closed);
        breaker.note(old, true, at(1.0));
        assert_eq!(breaker.state(at(5.9)), BreakerState::Open);
        assert_eq!(breaker.let_through(at(5.9)), None);
        assert_eq!(breaker.state(at(6.0)), BreakerState::HalfOpen);
        let probe = breaker.let_through(at(6.0)).expect("a probe");
        assert_eq!(breaker.let_through(at(6.0)), Some(probe));
        assert_eq!(breaker.let_through(at(6.0)), None, "two probes and no more");
        breaker.note(old, true, at(6.5));
        breaker.note(probe, false, at(7.0));
        assert_eq!(breaker.state(at(7.0)), BreakerState::HalfOpen);
        breaker.note(probe, false, at(7.0));
        assert_eq!(breaker.state(at(7.0)), BreakerState::Closed);
    }

    #[test]
    fn a_failed_probe_opens_it_again() {
        let mut breaker = Breaker::new(
            settings::Breaker {
                failures: 1.0,
                window: 1,
                open_for: SimDuration::from_secs(1.0),
                probes: 3,
            },
            0,
        );
        breaker.note(0, true, at(0.0));
        let probe = breaker.let_through(at(1.0)).expect("a probe");
        breaker.note(probe, true, at(1.5));
        assert_eq!(breaker.state(at(2.4)), BreakerState::Open);
        assert_eq!(breaker.state(at(2.5)), BreakerState::HalfOpen);
    }

    #[test]
    fn a_budget_allows_its_share_and_its_burst() {
        let mut budget = Budget::new(settings::Budget {
            share: 0.1,
            burst: 2.0,
        });
        assert_eq!(
            [budget.take(), budget.take(), budget.take()],
            [true, true, false]
        );
        for _ in 0..10 {
            budget.note_request();
        }
        assert_eq!([budget.take(), budget.take()], [true, false]);
    }

    #[test]
    fn a_limiter_lets_a_burst_go_and_then_one_each_interval() {
        let mut limiter = Limiter::new(settings::RateLimit {
            rate: 2.0,
            burst: 3,
        });
        let turns: Vec<f64> = (0..5).map(|_| limiter.reserve(at(10.0)).secs()).collect();
        assert_eq!(turns, [10.0, 10.0, 10.0, 10.5, 11.0]);
        assert_eq!(limiter.reserve(at(20.0)), at(20.0));
    }
}
