//! Faults: what goes wrong at a given instant, or now and then by chance, and is over after a while.
//!
//! A rule turns on and off by events of its own. What it does while it is on is the node's: a group counts the crashes
//! it suffers, and a node's factors multiply where several rules are on at once.

use super::consumer::{Activity, Worker, WorkerId};
use super::event::Event;
use super::settings::{self, FaultKind};
use super::world::World;
use crate::engine::dist::Sampler;
use crate::engine::rng::{Purpose, Stream};
use crate::engine::{SimTime, Ticket};
use std::collections::VecDeque;

/// Most beginnings and ends that are remembered.
const MOST: usize = 256;

/// A rule, and whether it is on.
#[derive(Clone, Debug)]
struct Rule {
    settings: settings::Fault,
    every: Option<Sampler>,
    intervals: Stream,
    is_on: bool,
    /// Where it is on: until when.
    until: SimTime,
    /// When it turns next; the end of time if it does not.
    due: SimTime,
    timer: Ticket,
}

/// A fault began, or was over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaultNote {
    /// When.
    pub time: SimTime,
    /// What, and where.
    pub kind: FaultKind,
    /// Whether it began.
    pub begins: bool,
}

/// All rules of a world, and what of them happened.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    rules: Vec<Rule>,
    notes: VecDeque<FaultNote>,
    noted: u64,
}

impl Faults {
    /// What is wrong now.
    pub fn present(&self) -> impl Iterator<Item = FaultKind> {
        let on = self.rules.iter().filter(|rule| rule.is_on);
        on.map(|rule| rule.settings.kind)
    }

    /// The last beginnings and ends, oldest first.
    pub fn notes(&self) -> impl DoubleEndedIterator<Item = &FaultNote> + ExactSizeIterator {
        self.notes.iter()
    }

    /// How many there ever were.
    #[must_use]
    pub const fn noted(&self) -> u64 {
        self.noted
    }

    /// Until when the broker is down by what is wrong now.
    pub(super) fn crash_until(&self) -> Option<SimTime> {
        let is_crash = |rule: &&Rule| rule.is_on && rule.settings.kind == FaultKind::BrokerCrash;
        let crashes = self.rules.iter().filter(is_crash);
        crashes.map(|rule| rule.until).max()
    }

    pub(super) fn timer(&self, place: usize) -> Ticket {
        (self.rules.get(place)).map_or(Ticket::NONE, |rule| rule.timer)
    }

    fn note(&mut self, note: FaultNote) {
        if self.notes.len() == MOST {
            self.notes.pop_front();
        }
        self.notes.push_back(note);
        self.noted += 1;
    }

    /// The factors of all rules that are on and do the same to the same node as this one, multiplied.
    fn factor_like(&self, kind: FaultKind) -> f64 {
        let like = |other: &FaultKind| match (kind, *other) {
            (
                FaultKind::ConsumerSlowDown { group, .. },
                FaultKind::ConsumerSlowDown { group: at, .. },
            ) => group == at,
            (FaultKind::LoadSpike { producer, .. }, FaultKind::LoadSpike { producer: at, .. })
            | (
                FaultKind::LinkSlowDown { producer, .. },
                FaultKind::LinkSlowDown { producer: at, .. },
            ) => producer == at,
            _ => false,
        };
        self.present()
            .filter(like)
            .filter_map(FaultKind::factor)
            .product()
    }
}

impl World {
    /// What goes wrong, and what did.
    #[must_use]
    pub const fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Takes new rules. One that is as it was goes on, in whatever place; any other is over, and a new one begins anew:
    /// what should have begun already does so now, if it would still last.
    pub(super) fn configure_faults(&mut self, rules: &[settings::Fault]) {
        if self
            .faults
            .rules
            .iter()
            .map(|rule| &rule.settings)
            .eq(rules)
        {
            return;
        }
        let mut stays: Vec<Option<usize>> = vec![None; self.faults.rules.len()];
        for (place, new) in rules.iter().enumerate() {
            let mut old = stays.iter_mut().zip(&self.faults.rules);
            let is_it = |(stays, old): &(&mut Option<usize>, &Rule)| {
                stays.is_none() && old.settings == *new
            };
            if let Some((stays, _)) = old.find(is_it) {
                *stays = Some(place);
            }
        }
        let mut crash_until = None;
        for (place, stays) in stays.iter().enumerate() {
            let rule = &mut self.faults.rules[place];
            // Its event goes by its place.
            let timer = std::mem::replace(&mut rule.timer, Ticket::NONE);
            if timer == Ticket::NONE {
                rule.due = SimTime::MAX;
            }
            let ends = rule.is_on && stays.is_none();
            if ends && rule.settings.kind == FaultKind::BrokerCrash {
                crash_until = crash_until.max(Some(rule.until));
            }
            self.cancel(timer);
            if ends {
                self.switch_fault(place, false);
            }
        }
        let mut before: Vec<Option<Rule>> = (std::mem::take(&mut self.faults.rules).into_iter())
            .map(Some)
            .collect();
        let mut begin = Vec::new();
        for (place, new) in rules.iter().enumerate() {
            let known = stays.iter().position(|stays| *stays == Some(place));
            let known = known.and_then(|known| before[known].take());
            if known.is_none() {
                begin.push(place);
            }
            let rule = known.unwrap_or_else(|| self.rule(place, new.clone()));
            self.faults.rules.push(rule);
        }
        for place in 0..rules.len() {
            if begin.contains(&place) {
                self.begin_rule(place);
            } else if self.faults.rules[place].due != SimTime::MAX {
                self.await_fault(place, self.faults.rules[place].due);
            }
        }
        if let Some(until) = crash_until {
            self.end_crash(until);
        }
    }

    fn rule(&self, place: usize, settings: settings::Fault) -> Rule {
        let entity = place as u64;
        Rule {
            every: settings.every.as_ref().map(|every| every.sampler()),
            intervals: Stream::new(self.seed, Purpose::Faults, entity, self.replication),
            is_on: false,
            until: SimTime::ZERO,
            due: SimTime::MAX,
            timer: Ticket::NONE,
            settings,
        }
    }

    fn begin_rule(&mut self, place: usize) {
        let settings = &self.faults.rules[place].settings;
        match settings.at {
            Some(at) if at >= self.now => self.await_fault(place, at),
            Some(at) if at + settings.lasts > self.now => {
                let end = at + settings.lasts;
                self.faults.rules[place].until = end;
                self.switch_fault(place, true);
                self.await_fault(place, end);
            }
            _ => self.await_next(place),
        }
    }

    fn await_fault(&mut self, place: usize, at: SimTime) {
        let timer = self.schedule(at, Event::Fault(place));
        let rule = &mut self.faults.rules[place];
        rule.due = at;
        rule.timer = timer;
    }

    /// Waits for the next beginning of a rule that has intervals.
    fn await_next(&mut self, place: usize) {
        let rule = &mut self.faults.rules[place];
        if let Some(every) = &rule.every {
            let at = self.now + every.draw(&mut rule.intervals);
            self.await_fault(place, at);
        }
    }

    /// A fault begins, or is over.
    pub(super) fn turn_fault(&mut self, place: usize) {
        let rule = &mut self.faults.rules[place];
        rule.timer = Ticket::NONE;
        let (begins, end) = (!rule.is_on, self.now + rule.settings.lasts);
        if begins {
            rule.until = end;
        }
        self.switch_fault(place, begins);
        if begins {
            self.await_fault(place, end);
        } else {
            self.await_next(place);
        }
    }

    fn switch_fault(&mut self, place: usize, begins: bool) {
        let rule = &mut self.faults.rules[place];
        rule.is_on = begins;
        let (kind, until) = (rule.settings.kind, rule.until);
        self.note_trouble();
        self.faults.note(FaultNote {
            time: self.now,
            kind,
            begins,
        });
        match kind {
            FaultKind::ConsumerCrash { group } => self.crash_group(group),
            FaultKind::ConsumerSlowDown { group, .. } => {
                let slowness = self.faults.factor_like(kind);
                self.consumers[group].slow_down(slowness);
            }
            FaultKind::LoadSpike { producer, .. } => {
                let factor = self.faults.factor_like(kind);
                self.spike(producer, factor);
            }
            FaultKind::LinkSlowDown { producer, .. } => {
                let slowness = self.faults.factor_like(kind);
                if let Some(link) = &mut self.producers[producer].link {
                    link.slowness = slowness;
                }
            }
            FaultKind::NetworkPartition { producer } => {
                let is_cut = self.faults.present().any(|other| other == kind);
                if let Some(link) = &mut self.producers[producer].link {
                    link.is_cut = is_cut;
                }
            }
            FaultKind::BrokerCrash if begins => self.crash_by_fault(until),
            // It has come up by itself by then.
            FaultKind::BrokerCrash => {}
            FaultKind::DiskStall => {
                let stalls = self.faults.present().any(|other| other == kind);
                self.stall_disk(stalls);
            }
        }
    }

    /// Lets the workers of a group be down or up, as the rules that are on have it.
    fn crash_group(&mut self, index: usize) {
        let is_it = |kind| matches!(kind, FaultKind::ConsumerCrash { group } if group == index);
        let crashed = self.faults.present().any(is_it);
        let group = &mut self.consumers[index];
        if group.crashed == crashed {
            return;
        }
        group.crashed = crashed;
        let queue = group.settings.from;
        // One that starts learns of it when it is there.
        let is_here = |worker: &Worker| {
            !matches!(
                worker.activity,
                Activity::Stopped | Activity::Starting { .. }
            )
        };
        let here = |worker: &&mut Worker| is_here(worker);
        for worker in group.workers.iter_mut().filter(here) {
            worker.crashed = crashed;
        }
        self.rebalance(queue);
        for place in 0..self.consumers[index].workers.len() {
            let worker = WorkerId {
                group: index as u32,
                index: place as u32,
            };
            let state = self.worker(worker);
            if !is_here(state) {
                continue;
            }
            if crashed {
                self.crash_worker(worker);
            } else if state.is_up() {
                self.come_up(worker);
            }
        }
    }

    /// A producer publishes so many times as much from now on: what is left of an interval shrinks in proportion.
    fn spike(&mut self, index: usize, factor: f64) {
        let before = self.producers[index].set_factor(factor);
        for copy in 0..self.producers[index].copies.len() {
            let node = &self.producers[index];
            let state = &node.copies[copy];
            let is_set = state.publishes == 0 && node.settings.first_at.is_some();
            let Some(next) = state.next.filter(|_| !is_set) else {
                continue;
            };
            match node.settings.arrivals {
                settings::Arrivals::Renewal(_) | settings::Arrivals::ClosedLoop(_) => {
                    let left = next.since(self.now).scale(before / factor);
                    self.set_next_publish(index, copy, Some(self.now + left));
                }
                // It has no memory.
                settings::Arrivals::Scheduled(_) => self.schedule_publish(index, copy),
                // The state that the next publish falls into may not have begun: it stays.
                settings::Arrivals::Modulated(_)
                | settings::Arrivals::Replay(_)
                | settings::Arrivals::Silent => {}
            }
        }
    }
}
