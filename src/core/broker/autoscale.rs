//! Autoscaling: a group looks at its queue or its workers now and then, and orders or dismisses workers. The
//! rule is that of Kubernetes' Horizontal Pod Autoscaler without its tolerance: as many more workers as what is
//! measured lies above its target.

use super::consumer::{Activity, WorkerId};
use super::event::Event;
use super::settings::{Autoscale, Measure};
use super::world::World;
use crate::engine::{SimTime, Ticket};
use crate::metrics::Gauge;

/// What an autoscaler remembers.
#[derive(Clone, Debug)]
pub struct Autoscaler {
    /// Its next look.
    pub(super) timer: Ticket,
    /// When it changed the number of workers last.
    changed: Option<SimTime>,
    /// Areas of the busy workers and of those up at its last look, as counted now.
    pub(super) seen: (i128, i128),
    /// How often it added workers.
    pub added: u64,
    /// How often it removed some.
    pub removed: u64,
}

impl World {
    /// Gives a group the autoscaler of its settings, or takes it away; when the world begins and at a change.
    pub(super) fn adopt_autoscaler(&mut self, index: usize, is_changed: bool) {
        let group = &mut self.consumers[index];
        let Some(settings) = group.settings.autoscale else {
            if let Some(scaler) = group.autoscaler.take() {
                self.cancel(scaler.timer);
            }
            return;
        };
        if group.autoscaler.is_some() && !is_changed {
            return;
        }
        let first = self.now + settings.every;
        let timer = self.schedule(first, Event::Scale(index));
        let seen = self.worked(index);
        let scaler = self.consumers[index].autoscaler.get_or_insert_with(|| {
            Box::new(Autoscaler {
                timer: Ticket::NONE,
                changed: None,
                seen,
                added: 0,
                removed: 0,
            })
        });
        let before = std::mem::replace(&mut scaler.timer, timer);
        self.cancel(before);
    }

    /// Areas of the busy workers of a group and of those that are up.
    fn worked(&self, index: usize) -> (i128, i128) {
        let group = &self.consumers[index];
        let area = |gauge: &Gauge| gauge.area_at(self.now) as i128;
        (area(&group.busy), area(&group.up))
    }

    /// The autoscaler of a group looks.
    pub(super) fn scale(&mut self, index: usize) {
        let Some(settings) = self.consumers[index].settings.autoscale else {
            return;
        };
        let timer = self.schedule(self.now + settings.every, Event::Scale(index));
        let seen = self.worked(index);
        let group = &mut self.consumers[index];
        let before = group.wanted;
        let Some(scaler) = &mut group.autoscaler else {
            return;
        };
        scaler.timer = timer;
        let earlier = std::mem::replace(&mut scaler.seen, seen);
        let rests = |then: SimTime| self.now < then + settings.cooldown;
        let is_at_rest = scaler.changed.is_some_and(rests);
        let up = seen.1 - earlier.1;
        let share = (up > 0).then(|| (seen.0 - earlier.0) as f64 / up as f64);
        let wanted = self.workers_for(index, &settings, share);
        if wanted == before || is_at_rest {
            return;
        }
        let (now, more) = (self.now, wanted > before);
        if let Some(scaler) = &mut self.consumers[index].autoscaler {
            scaler.changed = Some(now);
            scaler.added += u64::from(more);
            scaler.removed += u64::from(!more);
        }
        self.consumers[index].changes += 1;
        self.consumers[index].wanted = wanted;
        self.resize(index, false, false);
    }

    /// How many workers a group should have by what its autoscaler sees; `busy` is the share of the time for
    /// which they were busy, if there were any.
    fn workers_for(&self, index: usize, settings: &Autoscale, busy: Option<f64>) -> usize {
        let group = &self.consumers[index];
        let queue = &self.queues[group.settings.from];
        let now = group.wanted;
        let ready = queue.ready.len();
        let by_ratio = |measured: f64| match now {
            // Nothing can be measured of no workers.
            0 => usize::from(ready > 0),
            _ => workers(now as f64 * measured / settings.target),
        };
        let wanted = match settings.on {
            Measure::Backlog => workers(ready as f64 / settings.target),
            Measure::Lag => by_ratio(queue.ready.oldest().map_or(0.0, |id| {
                self.now.since(self.messages.get(id).entered).secs()
            })),
            Measure::Utilisation if now == 0 => by_ratio(0.0),
            Measure::Utilisation => busy.map_or(now, by_ratio),
        };
        let step = settings.step.unwrap_or(usize::MAX);
        let within = wanted.clamp(now.saturating_sub(step), now.saturating_add(step));
        settings.within(within)
    }

    /// Brings the workers of a group to the number wanted. All turn to their queue anew that `reshuffled`, and
    /// have new outages if `outages` says so.
    pub(super) fn resize(&mut self, index: usize, reshuffled: bool, outages: bool) {
        let wanted = self.consumers[index].wanted;
        let from = self.consumers[index].settings.from;
        let moves = |place: usize| reshuffled || place >= wanted;
        // Those that move no longer wait here; one pass for all of them.
        self.queues[from]
            .idle
            .retain(|idle| idle.group as usize != index || !moves(idle.index as usize));
        for place in 0..self.consumers[index].workers.len() {
            let worker = WorkerId {
                group: index as u32,
                index: place as u32,
            };
            if moves(place) {
                self.move_worker(worker);
            }
            if place < wanted {
                self.start_again(worker);
            }
            let activity = self.worker(worker).activity;
            let is_there = !matches!(activity, Activity::Stopped | Activity::Starting { .. });
            if outages && is_there {
                self.adopt_outages(worker);
            }
        }
        self.adopt_workers(index);
        self.let_in_late(from);
    }

    /// A worker that was ordered begins, after the time that takes.
    pub(super) fn order_worker(&mut self, worker: WorkerId) {
        let group = &mut self.consumers[worker.group as usize];
        group.capacity.rise(self.now);
        let takes = match (&group.autoscaler, &group.settings.autoscale) {
            (Some(_), Some(settings)) if !settings.start_up.is_zero() => settings.start_up,
            _ => return self.begin_work(worker),
        };
        let until = self.now + takes;
        let timer = self.schedule(until, Event::Start(worker));
        let state = self.worker_mut(worker);
        state.activity = Activity::Starting { until };
        state.timer = timer;
    }

    /// A worker is there from now on.
    pub(super) fn begin_work(&mut self, worker: WorkerId) {
        let group = &mut self.consumers[worker.group as usize];
        let crashed = group.crashed;
        if !crashed {
            group.up.rise(self.now);
        }
        let state = &mut group.workers[worker.index as usize];
        state.crashed = crashed;
        state.timer = Ticket::NONE;
        // It counts as up from here on; what it does is found next.
        state.activity = Activity::Down;
        let queue = group.settings.from;
        self.adopt_outages(worker);
        self.rebalance(queue);
        self.seek(worker);
    }
}

/// The least whole number of workers that is enough, but for what rounding adds.
fn workers(enough: f64) -> usize {
    (enough - 1e-9).ceil().max(0.0) as usize
}
