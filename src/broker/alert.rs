//! Alert rules: they look at a figure now and then, fire when it has been beyond its limit for long enough, and clear
//! when it is not. What they fire at is held against the faults that there were: a fault is detected if the rule fires
//! between its beginning and shortly after its end, and missed otherwise; an alarm at any other time is false.

use super::consumer::Consumer;
use super::event::Event;
use super::settings::{self, Watched};
use super::world::World;
use crate::engine::{SimTime, Ticket};
use crate::metrics::{AlarmSums, Gauge, Passage};
use std::collections::VecDeque;

/// Most firings and clearings that are remembered.
const MOST: usize = 256;

/// What a rule read at an instant. All but the level only grow, until the statistics are cleared.
#[derive(Clone, Copy, Debug, Default)]
struct Reading {
    time: SimTime,
    level: f64,
    offered: u64,
    finished: u64,
    lost: u64,
    busy: u128,
    up: u128,
    left: u64,
    sojourn: f64,
}

/// A stretch of time in which something was wrong.
#[derive(Clone, Copy, Debug)]
struct Incident {
    began: SimTime,
    ended: Option<SimTime>,
    detected: bool,
}

/// A rule and its state.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What it watches.
    pub settings: settings::Alert,
    /// What it found when it last looked, if that could be told.
    pub value: Option<f64>,
    /// Since when that is beyond the limit.
    pub beyond_since: Option<SimTime>,
    /// Since when it fires.
    pub firing_since: Option<SimTime>,
    counts: AlarmSums,
    firing: Gauge,
    readings: VecDeque<Reading>,
    incident: Option<Incident>,
    timer: Ticket,
}

/// A rule fired, or cleared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlertNote {
    /// When.
    pub time: SimTime,
    /// Which rule.
    pub place: usize,
    /// Whether it fired.
    pub fires: bool,
    /// What it found then.
    pub value: f64,
}

/// All rules of a world, and what they did.
#[derive(Clone, Debug, Default)]
pub struct Alerts {
    /// The rules, in the order of the settings.
    pub rules: Vec<Rule>,
    notes: VecDeque<AlertNote>,
    noted: u64,
    is_trouble: bool,
}

impl Rule {
    fn new(settings: settings::Alert) -> Self {
        Self {
            settings,
            value: None,
            beyond_since: None,
            firing_since: None,
            counts: AlarmSums::default(),
            firing: Gauge::default(),
            readings: VecDeque::new(),
            incident: None,
            timer: Ticket::NONE,
        }
    }

    /// What it did up to `now`, in so much time.
    #[must_use]
    pub fn counts(&self, now: SimTime, time: u128) -> AlarmSums {
        AlarmSums {
            time,
            firing: self.firing.area_at(now),
            ..self.counts
        }
    }

    /// Until when an alarm may still be about a fault that ended then: the rule sees nothing sooner.
    fn forgiven(&self, ended: SimTime) -> SimTime {
        ended + self.settings.lasts + self.settings.window + self.settings.every
    }

    /// Takes a reading in; returns the value that it makes, if it can be told yet.
    fn take(&mut self, reading: Reading) -> Option<f64> {
        let window = self.settings.window;
        // The last one that is as old as the window stays.
        while self.readings.len() > 1 && reading.time >= self.readings[1].time + window {
            self.readings.pop_front();
        }
        let before = self.readings.front().copied();
        let compares = self.settings.change || self.settings.watch.needs_window();
        if compares {
            self.readings.push_back(reading);
        }
        if !compares {
            return Some(reading.level);
        }
        let before = before?;
        let value = reading.against(&before, self.settings.watch);
        if !self.settings.change || !self.settings.watch.needs_window() {
            return value;
        }
        // Of a figure that needs a window itself, the second half of it is compared with the first.
        let middle = self.readings[self.readings.len() / 2];
        let (early, late) = (
            middle.against(&before, self.settings.watch)?,
            reading.against(&middle, self.settings.watch)?,
        );
        let apart = reading.time.since(before.time).secs() / 2.0;
        (apart > 0.0).then(|| (late - early) / apart)
    }

    fn note_trouble(&mut self, now: SimTime, is_trouble: bool) {
        match &mut self.incident {
            Some(incident) if !is_trouble => incident.ended = Some(now),
            _ if is_trouble => {
                self.close_incident();
                let detected = self.firing_since.is_some();
                self.counts.detected += u64::from(detected);
                self.incident = Some(Incident {
                    began: now,
                    ended: None,
                    detected,
                });
            }
            _ => {}
        }
    }

    fn close_incident(&mut self) {
        if let Some(incident) = self.incident.take() {
            self.counts.missed += u64::from(!incident.detected);
        }
    }

    /// Compares what was found with the limit. True if it fires from now on, false if it clears.
    fn judge(&mut self, now: SimTime, value: Option<f64>) -> Option<bool> {
        let ended = self.incident.as_ref().and_then(|incident| incident.ended);
        if ended.is_some_and(|ended| now > self.forgiven(ended)) {
            self.close_incident();
        }
        self.value = value;
        if !value.is_some_and(|value| self.settings.limit.is_passed_by(value)) {
            self.beyond_since = None;
            self.firing_since.take()?;
            self.firing.fall(now);
            return Some(false);
        }
        let since = *self.beyond_since.get_or_insert(now);
        if self.firing_since.is_some() || now.since(since) < self.settings.lasts {
            return None;
        }
        self.firing_since = Some(now);
        self.firing.rise(now);
        self.counts.fired += 1;
        match &mut self.incident {
            Some(incident) if !incident.detected => {
                incident.detected = true;
                self.counts.detected += 1;
                self.counts.delay += u128::from(now.since(incident.began).nanos());
            }
            Some(_) => {}
            None => self.counts.false_alarms += 1,
        }
        Some(true)
    }
}

impl Reading {
    /// The figure that two readings make; none if nothing happened between them that it is made of.
    fn against(&self, before: &Self, watch: Watched) -> Option<f64> {
        let seconds = self.time.since(before.time).secs();
        let ratio = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        match watch {
            Watched::Backlog | Watched::OldestAge => ratio(self.level - before.level, seconds),
            Watched::ArrivalRate => ratio((self.offered - before.offered) as f64, seconds),
            Watched::Throughput => ratio((self.finished - before.finished) as f64, seconds),
            Watched::LossRate => ratio((self.lost - before.lost) as f64, seconds),
            Watched::Utilisation => ratio(
                (self.busy - before.busy) as f64,
                (self.up - before.up) as f64,
            ),
            Watched::Sojourn => ratio(
                self.sojourn - before.sojourn,
                (self.left - before.left) as f64,
            ),
        }
    }
}

impl Alerts {
    /// The last firings and clearings, oldest first.
    pub fn notes(&self) -> impl DoubleEndedIterator<Item = &AlertNote> + ExactSizeIterator {
        self.notes.iter()
    }

    /// How many there ever were.
    #[must_use]
    pub const fn noted(&self) -> u64 {
        self.noted
    }

    pub(super) fn timer(&self, place: usize) -> Ticket {
        (self.rules.get(place)).map_or(Ticket::NONE, |rule| rule.timer)
    }

    /// Forgets what was counted and read.
    pub(super) fn clear(&mut self, now: SimTime) {
        for rule in &mut self.rules {
            rule.counts = AlarmSums::default();
            rule.firing.clear(now);
            rule.readings.clear();
        }
    }

    fn note(&mut self, note: AlertNote) {
        if self.notes.len() == MOST {
            self.notes.pop_front();
        }
        self.notes.push_back(note);
        self.noted += 1;
    }
}

impl World {
    /// What is watched.
    #[must_use]
    pub const fn alerts(&self) -> &Alerts {
        &self.alerts
    }

    /// Takes new rules. One that is as it was goes on; any other begins anew.
    pub(super) fn configure_alerts(&mut self, rules: &[settings::Alert]) {
        let now = self.now;
        for place in 0..self.alerts.rules.len().max(rules.len()) {
            let old = self.alerts.rules.get_mut(place);
            if old.as_ref().map(|old| &old.settings) == rules.get(place) {
                continue;
            }
            if let Some(old) = old {
                let timer = std::mem::replace(&mut old.timer, Ticket::NONE);
                let fired = old.firing_since.is_some();
                let value = old.value.unwrap_or(0.0);
                self.cancel(timer);
                if fired {
                    self.alerts.note(AlertNote {
                        time: now,
                        place,
                        fires: false,
                        value,
                    });
                }
            }
            if let Some(new) = rules.get(place) {
                let mut rule = Rule::new(*new);
                if self.alerts.is_trouble {
                    rule.note_trouble(now, true);
                }
                if place < self.alerts.rules.len() {
                    self.alerts.rules[place] = rule;
                } else {
                    self.alerts.rules.push(rule);
                }
                self.await_look(place);
            }
        }
        self.alerts.rules.truncate(rules.len());
    }

    fn await_look(&mut self, place: usize) {
        let at = self.now + self.alerts.rules[place].settings.every;
        let timer = self.schedule(at, Event::Alert(place));
        self.alerts.rules[place].timer = timer;
    }

    /// A rule looks.
    pub(super) fn look_for_alarm(&mut self, place: usize) {
        let settings = self.alerts.rules[place].settings;
        let reading = self.read_for(&settings);
        let rule = &mut self.alerts.rules[place];
        rule.timer = Ticket::NONE;
        let value = rule.take(reading);
        if let Some(fires) = rule.judge(reading.time, value) {
            self.alerts.note(AlertNote {
                time: reading.time,
                place,
                fires,
                value: value.unwrap_or(0.0),
            });
        }
        self.await_look(place);
    }

    /// Something goes wrong, or nothing does any more.
    pub(super) fn note_trouble(&mut self) {
        let is_trouble = self.is_down || self.faults.present().next().is_some();
        if self.alerts.is_trouble == is_trouble {
            return;
        }
        self.alerts.is_trouble = is_trouble;
        let now = self.now;
        for rule in &mut self.alerts.rules {
            rule.note_trouble(now, is_trouble);
        }
    }

    fn read_for(&self, settings: &settings::Alert) -> Reading {
        let now = self.now;
        let mut reading = Reading {
            time: now,
            level: self.level_for(settings),
            ..Reading::default()
        };
        // The passages of producers are those of the whole, whatever way messages take.
        let mut add = |passage: &Passage| {
            reading.offered += passage.offered;
            reading.finished += passage.finished;
            reading.lost += passage.refused
                + passage.evicted
                + passage.shed
                + passage.expired
                + passage.dead
                + passage.lost
                + passage.strayed;
            reading.left += passage.sojourn.count;
            reading.sojourn += passage.sojourn.secs();
        };
        match settings.queue {
            Some(queue) => add(self.queue_passage(queue)),
            None => (self.producers.iter()).for_each(|node| add(&node.passage)),
        }
        let takes = |group: &&Consumer| settings.queue.is_none_or(|at| group.settings.from == at);
        for group in self.consumers.iter().filter(takes) {
            reading.busy += group.busy.area_at(now);
            reading.up += group.up.area_at(now);
        }
        reading
    }

    /// What can be read off at an instant.
    fn level_for(&self, settings: &settings::Alert) -> f64 {
        let queues = match settings.queue {
            Some(queue) => &self.queues[queue..=queue],
            None => &self.queues[..],
        };
        match settings.watch {
            Watched::OldestAge => {
                let oldest = queues.iter().filter_map(|queue| queue.ready.oldest());
                oldest
                    .map(|id| self.now.since(self.message(id).published).secs())
                    .fold(0.0, f64::max)
            }
            _ => queues.iter().map(|queue| queue.ready.len() as f64).sum(),
        }
    }
}
