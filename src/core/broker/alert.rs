//! Alert rules: they look at a figure now and then, fire when it has been beyond its limit for long enough, and clear
//! when it is not. What they fire at is held against the faults that there were: a fault is detected if the rule fires
//! between its beginning and shortly after its end or the beginning of the next one, and missed otherwise; an alarm at
//! any other time is false. What cannot be told changes nothing.

use super::event::Event;
use super::reading::Reading;
use super::settings;
use super::world::World;
use crate::engine::{SimTime, Ticket};
use crate::metrics::{AlarmSums, Gauge};
use std::collections::VecDeque;
use std::sync::Arc;

/// Most firings and clearings that are remembered.
const MOST: usize = 256;

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
    /// Since when it counts.
    since: SimTime,
    counts: AlarmSums,
    firing: Gauge,
    readings: VecDeque<Reading>,
    incident: Option<Incident>,
    /// When it looks next.
    due: SimTime,
    timer: Ticket,
}

/// A rule fired, or cleared.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertNote {
    /// When.
    pub time: SimTime,
    /// Which rule: what it was called.
    pub id: Arc<str>,
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
    fn new(settings: settings::Alert, now: SimTime) -> Self {
        let mut firing = Gauge::default();
        firing.clear(now);
        Self {
            due: now + settings.every,
            since: now,
            settings,
            value: None,
            beyond_since: None,
            firing_since: None,
            counts: AlarmSums::default(),
            firing,
            readings: VecDeque::new(),
            incident: None,
            timer: Ticket::NONE,
        }
    }

    /// What it did up to `now`.
    #[must_use]
    pub fn counts(&self, now: SimTime) -> AlarmSums {
        AlarmSums {
            time: u128::from(now.since(self.since).nanos()),
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
            // It is the same that was changed.
            Some(incident) if incident.ended == Some(now) => incident.ended = None,
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
        if !self.settings.limit.is_passed_by(value?) {
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
            rule.since = now;
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

    /// Takes new rules. One that is as it was goes on, in whatever place; any other is over, or begins anew.
    pub(super) fn configure_alerts(&mut self, rules: &[settings::Alert]) {
        if self
            .alerts
            .rules
            .iter()
            .map(|rule| &rule.settings)
            .eq(rules)
        {
            return;
        }
        let now = self.now;
        let mut before: Vec<Option<Rule>> = (std::mem::take(&mut self.alerts.rules).into_iter())
            .map(Some)
            .collect();
        for (place, settings) in rules.iter().enumerate() {
            let is_it = |old: &&mut Option<Rule>| {
                let old = old.as_ref().map(|old| &old.settings);
                old == Some(settings)
            };
            let known = before.iter_mut().find(is_it).and_then(Option::take);
            let mut rule = known.unwrap_or_else(|| Rule::new(settings.clone(), now));
            if rule.timer == Ticket::NONE && self.alerts.is_trouble {
                rule.note_trouble(now, true);
            }
            // Its event goes by its place.
            let pending = std::mem::replace(&mut rule.timer, Ticket::NONE);
            let due = rule.due;
            self.alerts.rules.push(rule);
            self.cancel(pending);
            self.await_look(place, due);
        }
        for rule in before.into_iter().flatten() {
            self.cancel(rule.timer);
            if rule.firing_since.is_some() {
                self.alerts.note(AlertNote {
                    time: now,
                    id: rule.settings.id.clone(),
                    fires: false,
                    value: rule.value.unwrap_or(0.0),
                });
            }
        }
    }

    fn await_look(&mut self, place: usize, due: SimTime) {
        let timer = self.schedule(due, Event::Alert(place));
        let rule = &mut self.alerts.rules[place];
        rule.due = due;
        rule.timer = timer;
    }

    /// A rule looks.
    pub(super) fn look_for_alarm(&mut self, place: usize) {
        let settings = self.alerts.rules[place].settings.clone();
        let reading = self.read_for(&settings);
        let rule = &mut self.alerts.rules[place];
        rule.timer = Ticket::NONE;
        let value = rule.take(reading);
        if let Some(fires) = rule.judge(reading.time, value) {
            self.alerts.note(AlertNote {
                time: reading.time,
                id: settings.id.clone(),
                fires,
                value: value.unwrap_or(0.0),
            });
        }
        self.await_look(place, reading.time + settings.every);
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
}
