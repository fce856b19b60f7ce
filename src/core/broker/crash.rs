//! The broker goes down, and comes up again. What it had in memory alone is gone then, and every delivery
//! that was not settled comes to nothing. What those who publish, work or wait outside of it do goes on.

use super::consumer::{Activity, WorkerId};
use super::event::{Event, Word};
use super::outcome::Exit;
use super::replica::{Doing, Replica};
use super::settings::{Ack, Downtimes, Storage as Settings};
use super::storage::Storage;
use super::trace::Step;
use super::world::World;
use crate::engine::dist::Sampler;
use crate::engine::{Distribution, SimDuration, SimTime, Ticket};

impl Storage {
    /// The follower that leads next: one that is there and in sync, or has caught up least badly if
    /// that must do, and of several the one that has most.
    fn heir(&self) -> Option<usize> {
        let replication = self.settings.replication.as_ref()?;
        let can = |one: &Replica| one.is_up() && (one.in_sync || replication.unclean);
        let able = self
            .followers
            .iter()
            .enumerate()
            .filter(|(_, one)| can(one));
        let best = able.max_by_key(|(place, one)| (one.in_sync, one.has, usize::MAX - place));
        best.map(|(place, _)| place)
    }

    fn draw(&mut self, times: &Option<Sampler>) -> Option<SimDuration> {
        times.as_ref().map(|times| times.draw(&mut self.outages))
    }
}

impl World {
    /// Takes new times for which the broker is up and down.
    pub(super) fn change_downtimes(&mut self, old: &Settings) {
        let Some(storage) = &mut self.storage else {
            return;
        };
        let new = storage.settings.outages.clone();
        let sampler = |pick: fn(&Downtimes) -> &Distribution| {
            new.as_ref().map(|outages| pick(outages).sampler())
        };
        storage.up_times = sampler(|outages| &outages.up);
        storage.down_times = sampler(|outages| &outages.down);
        if old.outages != new && !self.is_down {
            self.schedule_crash();
        }
    }

    /// Makes the next crash the only thing that is pending for the broker.
    fn schedule_crash(&mut self) {
        let Some(storage) = &mut self.storage else {
            return;
        };
        let times = storage.up_times.take();
        let length = storage.draw(&times);
        storage.up_times = times;
        let before = std::mem::replace(&mut storage.timer, Ticket::NONE);
        self.cancel(before);
        if let Some(length) = length {
            self.schedule_broker(length);
        }
    }

    fn schedule_broker(&mut self, length: SimDuration) {
        let at = self.now + length;
        let timer = self.schedule(at, Event::Broker);
        if let Some(storage) = &mut self.storage {
            storage.turns_at = at;
            storage.timer = timer;
        }
    }

    /// The broker crashes, or is up again.
    pub(super) fn turn_broker(&mut self) {
        if let Some(storage) = &mut self.storage {
            storage.timer = Ticket::NONE;
        }
        if self.is_down {
            self.come_up_again();
            return self.schedule_crash();
        }
        let Some(storage) = &mut self.storage else {
            return;
        };
        let times = storage.down_times.take();
        let down = storage.draw(&times).unwrap_or(SimDuration::ZERO);
        storage.down_times = times;
        self.crash(down);
    }

    /// The broker crashes by a fault, until then at least; one that is down already stays down for as long.
    pub(super) fn crash_by_fault(&mut self, until: SimTime) {
        let (now, is_down) = (self.now, self.is_down);
        let Some(storage) = &mut self.storage else {
            return;
        };
        if is_down && (storage.hands_over || storage.turns_at >= until) {
            return;
        }
        let before = std::mem::replace(&mut storage.timer, Ticket::NONE);
        self.cancel(before);
        if is_down {
            self.schedule_broker(until.since(now));
        } else {
            self.crash(until.since(now));
        }
    }

    /// A fault by which the broker was to be down until then is over before: it is down for as long as others have it.
    pub(super) fn end_crash(&mut self, until: SimTime) {
        let now = self.now;
        let others = self.faults.crash_until();
        let Some(storage) = &mut self.storage else {
            return;
        };
        let by_it = self.is_down && !storage.hands_over && storage.turns_at == until;
        if !by_it || until <= now || others == Some(until) {
            return;
        }
        let before = std::mem::replace(&mut storage.timer, Ticket::NONE);
        self.cancel(before);
        match others {
            Some(others) => self.schedule_broker(others.since(now)),
            None => self.turn_broker(),
        }
    }

    /// The broker that leads goes down and is there again after `down`; another one leads after the
    /// time for that, if there is one.
    fn crash(&mut self, down: SimDuration) {
        let Some(storage) = &mut self.storage else {
            return;
        };
        storage.crashes += 1;
        storage.down.rise(self.now);
        let heir = storage.heir();
        let kept = match heir {
            Some(place) => storage.followers[place].has,
            None => storage.disk.as_ref().map_or(0, |disk| disk.has),
        };
        self.is_down = true;
        self.note_trouble();
        self.forget_copies(kept);
        self.cut_workers();
        self.lose_from(kept);
        let failover = self.storage.as_ref().and_then(|storage| {
            let replication = storage.settings.replication.as_ref();
            replication.map(|replication| replication.failover)
        });
        if let Some(storage) = &mut self.storage {
            storage.hands_over = heir.is_some();
        }
        match (heir, failover) {
            (Some(place), Some(failover)) => {
                self.hand_over(place, kept, down);
                self.schedule_broker(failover);
            }
            _ => self.schedule_broker(down),
        }
        self.note_end();
    }

    /// What was being copied, and what waited for that, comes to nothing.
    fn forget_copies(&mut self, kept: u64) {
        let now = self.now;
        let Some(storage) = &mut self.storage else {
            return;
        };
        let end = storage.end;
        let pending = std::mem::take(&mut storage.pending);
        if storage.disk.as_ref().is_some_and(Replica::is_copying) {
            storage.writing.fall(now);
        }
        let mut gone = Vec::new();
        for one in storage.disk.iter_mut().chain(&mut storage.followers) {
            // What it lacked is lost, or is in the memory of the one that leads next.
            if one.is_up() {
                gone.push(std::mem::replace(&mut one.timer, Ticket::NONE));
                one.doing = Doing::Nothing;
                if one.in_sync {
                    one.has = end;
                }
            }
            one.has = one.has.min(if one.in_sync { end } else { kept });
        }
        for timer in gone {
            self.cancel(timer);
        }
        for id in pending {
            let queue = self.messages.get(id).queue as usize;
            self.turn_away(id, queue);
        }
    }

    /// The follower at `place` leads, and the former leader takes its place when it is there again.
    fn hand_over(&mut self, place: usize, kept: u64, down: SimDuration) {
        let timer = self.schedule(self.now + down, Event::Copy(place + 1));
        if let Some(storage) = &mut self.storage {
            let follower = &mut storage.followers[place];
            follower.has = kept;
            follower.doing = Doing::Down;
            follower.in_sync = false;
            follower.timer = timer;
        }
    }

    /// No worker can take or settle anything: those that wait do so for the broker, and messages that
    /// are not settled are taken from those that work.
    fn cut_workers(&mut self) {
        for queue in 0..self.queues.len() {
            while let Some(worker) = self.queues[queue].idle.pop_front() {
                self.worker_mut(worker).activity = Activity::Cut;
            }
        }
        for group in 0..self.consumers.len() {
            if self.consumers[group].settings.ack == Ack::OnDelivery {
                continue;
            }
            for index in 0..self.consumers[group].workers.len() {
                let worker = WorkerId {
                    group: group as u32,
                    index: index as u32,
                };
                self.cut(worker);
            }
        }
    }

    /// Takes its messages from a worker.
    fn cut(&mut self, worker: WorkerId) {
        let now = self.now;
        let group = &mut self.consumers[worker.group as usize];
        let queue = group.settings.from;
        let state = &mut group.workers[worker.index as usize];
        let is_up = state.is_up();
        let mut taken = Vec::new();
        match state.activity {
            Activity::Working { message, .. } => {
                group.busy.fall(now);
                taken.push(message);
            }
            Activity::Suspended { message, .. } => taken.push(message),
            _ => {}
        }
        let had_one = !taken.is_empty();
        if let Some(share) = &mut state.share
            && !share.is_empty()
        {
            if is_up {
                share.go_on(now);
                group.busy.fall(now);
            }
            taken.extend(share.take_all());
        }
        if taken.is_empty() {
            return self.cut_batch(worker, queue);
        }
        self.cancel_timer(worker);
        taken.sort_unstable_by_key(|id| std::cmp::Reverse(self.messages.get(*id).number));
        for id in taken {
            if self.let_go(id) {
                continue;
            }
            self.record(id, queue, Step::Failed(worker));
            self.messages.get_mut(id).work = None;
            self.be_ready_again(id, queue);
        }
        if had_one || self.worker(worker).activity == Activity::Full {
            self.seek(worker);
        }
    }

    /// Messages with an offset from `kept` on are lost.
    fn lose_from(&mut self, kept: u64) {
        let mut lost = Vec::new();
        for (index, queue) in self.queues.iter().enumerate() {
            let ready = queue.ready.by_age(&self.messages);
            lost.extend(ready.map(|id| (index, id, false)));
        }
        // Those that stay away are known by their return alone.
        let mut calendar = std::mem::take(&mut self.calendar);
        calendar.retain(|ticket, event: &Word| {
            if let Event::Return(id) = event.event()
                && self.messages.get(id).timer == ticket
            {
                lost.push((self.messages.get(id).queue as usize, id, true));
            }
            true
        });
        self.calendar = calendar;
        lost.retain(|(_, id, _)| self.messages.particulars(*id).offset >= kept);
        lost.sort_unstable_by_key(|(_, id, _)| self.messages.get(*id).number);
        for (queue, id, away) in lost {
            if away {
                self.queues[queue].away -= 1;
                self.forget_timer(id);
            } else {
                self.take_from_ready(id, queue);
            }
            self.leave(id, queue, Exit::Wiped);
        }
    }

    /// The broker is up: whoever waits for it goes on.
    pub(super) fn come_up_again(&mut self) {
        self.is_down = false;
        self.note_trouble();
        if let Some(storage) = &mut self.storage {
            storage.down.fall(self.now);
        }
        for group in 0..self.consumers.len() {
            for index in 0..self.consumers[group].workers.len() {
                let worker = WorkerId {
                    group: group as u32,
                    index: index as u32,
                };
                if self.worker(worker).activity == Activity::Cut {
                    self.seek(worker);
                }
            }
        }
        for queue in 0..self.queues.len() {
            self.come_in_anew(queue);
        }
        self.copy_on();
    }

    /// Those at the door of a queue come to the broker once more.
    fn come_in_anew(&mut self, index: usize) {
        let waiting = std::mem::take(&mut self.queues[index].door);
        for id in waiting {
            self.queues[index].door_gauge.fall(self.now);
            let message = self.messages.get(id);
            let (producer, copy) = (message.producer as usize, message.copy as usize);
            let from_producer = self.messages.particulars(id).carrier.is_none();
            self.enqueue(id, index);
            if from_producer {
                self.let_go_on(producer, copy);
            }
        }
    }
}
