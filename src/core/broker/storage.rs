//! What the broker has accepted, and who has a copy of it.
//!
//! Every message that comes in gets an offset, the next one. A disk and the brokers that follow have
//! everything below some offset, and get on in runs: a sync or a fetch. So what a crash takes is what lies
//! between two numbers, and no message has to be told that it was written.

use super::event::Event;
use super::message::MessageId;
use super::outcome::Exit;
use super::replica::{Doing, Replica};
use super::settings::{self, Acks, Confirm, Sync};
use super::trace::Step;
use super::world::World;
use crate::engine::dist::Sampler;
use crate::engine::rng::{Purpose, Stream};
use crate::engine::{SimTime, Ticket};
use crate::metrics::Gauge;
use std::collections::VecDeque;

/// Messages that came before there was anything to copy them have this offset.
const FIRST: u64 = 1;

/// The place of the disk among those that copy; followers come after it.
pub(super) const DISK: usize = 0;

/// The broker's log of accepted messages.
#[derive(Clone, Debug)]
pub struct Storage {
    /// What it does.
    pub settings: settings::Storage,
    /// The broker's disk, if it has one.
    pub disk: Option<Replica>,
    /// The brokers that follow.
    pub followers: Vec<Replica>,
    /// Messages that are not accepted until enough have a copy, in the order of their offsets.
    pub pending: VecDeque<MessageId>,
    /// The offset of the next message.
    pub end: u64,
    /// Crashes of the broker since the start.
    pub crashes: u64,
    /// 1 while the broker is down, over time.
    pub down: Gauge,
    /// 1 while the disk writes, over time.
    pub writing: Gauge,
    pub(super) up_times: Option<Sampler>,
    pub(super) down_times: Option<Sampler>,
    pub(super) outages: Stream,
    /// When the broker goes down next, or is up again.
    pub(super) turns_at: SimTime,
    /// Whether another one leads when it is up again.
    pub(super) hands_over: bool,
    /// Whether no write of the disk comes to its end, by a fault.
    pub(super) stalls: bool,
    /// The event that is pending for the broker as a whole: its crash or its return.
    pub(super) timer: Ticket,
}

impl Storage {
    fn new(seed: u64, replication: u64) -> Self {
        Self {
            settings: settings::Storage::default(),
            disk: None,
            followers: Vec::new(),
            pending: VecDeque::new(),
            end: FIRST,
            crashes: 0,
            down: Gauge::default(),
            writing: Gauge::default(),
            up_times: None,
            down_times: None,
            turns_at: SimTime::ZERO,
            hands_over: false,
            stalls: false,
            outages: Stream::new(seed, Purpose::BrokerOutages, 0, replication),
            timer: Ticket::NONE,
        }
    }

    /// Has those that copy which the settings ask for; the pending events of those that are gone.
    fn adopt_replicas(&mut self, now: SimTime, lengths: impl Fn(usize) -> Stream) -> Vec<Ticket> {
        let mut gone = Vec::new();
        match (&self.settings.disk, &mut self.disk) {
            (Some(settings), Some(disk)) => disk.configure(&settings.write),
            (Some(settings), disk) => {
                *disk = Some(Replica::new(&settings.write, lengths(DISK), self.end));
            }
            (None, disk) => gone.extend(disk.take().map(|disk| disk.timer)),
        }
        if self.disk.is_none() && self.writing.level() > 0 {
            self.writing.fall(now);
        }
        let others = self.settings.replication.as_ref();
        let count = others.map_or(0, |others| others.followers);
        let surplus = count.min(self.followers.len())..;
        gone.extend(self.followers.drain(surplus).map(|one| one.timer));
        if let Some(others) = others {
            let before = self.followers.iter_mut();
            before.for_each(|one| one.configure(&others.fetch));
            for place in self.followers.len()..count {
                let follower = Replica::new(&others.fetch, lengths(place + 1), self.end);
                self.followers.push(follower);
            }
        }
        gone
    }

    /// One that copies, by its place.
    pub(super) fn replica(&mut self, place: usize) -> Option<&mut Replica> {
        if place == DISK {
            return self.disk.as_mut();
        }
        self.followers.get_mut(place - 1)
    }

    /// The event that is pending for one that copies.
    pub(super) fn timer_of(&self, place: usize) -> Ticket {
        let replica = if place == DISK {
            self.disk.as_ref()
        } else {
            self.followers.get(place - 1)
        };
        replica.map_or(Ticket::NONE, |replica| replica.timer)
    }

    /// Whether a message may have to wait until it is copied.
    #[must_use]
    pub fn confirms_late(&self) -> bool {
        let disk = self.settings.disk.as_ref();
        let replication = self.settings.replication.as_ref();
        let late = disk.is_some_and(|disk| disk.confirm == Confirm::OnSync)
            || replication.is_some_and(|others| others.acks == Acks::All);
        late && !self.takes_unheard()
    }

    /// Whether producers take what they send for accepted, come what may.
    fn takes_unheard(&self) -> bool {
        let replication = self.settings.replication.as_ref();
        replication.is_some_and(|others| others.acks == Acks::None)
    }

    /// Everything below this offset may be accepted.
    fn confirmed(&self) -> u64 {
        if self.takes_unheard() {
            return self.end;
        }
        let disk = self.settings.disk.as_ref().zip(self.disk.as_ref());
        let disk = disk.filter(|(settings, _)| settings.confirm == Confirm::OnSync);
        let acks = self.settings.replication.as_ref().map(|others| others.acks);
        let waits = acks == Some(Acks::All);
        let followers = self.followers.iter().filter(|one| waits && one.in_sync);
        let all = followers.chain(disk.map(|(_, disk)| disk));
        all.map(|one| one.has).min().unwrap_or(self.end)
    }
}

impl World {
    /// What the broker keeps besides its memory, if it does.
    #[must_use]
    pub fn storage(&self) -> Option<&Storage> {
        self.storage.as_deref()
    }

    /// Whether the broker is down.
    #[must_use]
    pub const fn is_down(&self) -> bool {
        self.is_down
    }

    /// Takes new settings for what is kept, when the world begins and at a change.
    pub(super) fn configure_storage(&mut self, new: &settings::Storage) {
        if new.is_plain() {
            return self.end_storage();
        }
        let (seed, replication) = (self.seed, self.replication);
        let storage =
            (self.storage).get_or_insert_with(|| Box::new(Storage::new(seed, replication)));
        let old = std::mem::replace(&mut storage.settings, new.clone());
        if old != *new {
            let gone = storage.adopt_replicas(self.now, |place| {
                Stream::new(seed, Purpose::Storage, place as u64, replication)
            });
            for timer in gone {
                self.cancel(timer);
            }
            self.change_downtimes(&old);
            self.confirm();
            self.copy_on();
        }
        self.go_the_long_way();
    }

    /// Nothing is kept any more, and the broker does not go down: all that waited comes in.
    fn end_storage(&mut self) {
        if self.is_down {
            self.come_up_again();
        }
        let Some(storage) = self.storage.take() else {
            return;
        };
        let copying = storage.disk.iter().chain(&storage.followers);
        for timer in copying.map(|one| one.timer).chain([storage.timer]) {
            self.cancel(timer);
        }
        for id in storage.pending {
            let queue = self.messages.get(id).queue as usize;
            self.let_in(id, queue);
        }
    }

    /// A message comes to a broker that keeps what it accepts.
    pub(super) fn store(&mut self, id: MessageId, index: usize) {
        if self.is_down {
            return self.turn_away(id, index);
        }
        let Some(storage) = &mut self.storage else {
            return;
        };
        self.messages.particulars_mut(id).offset = storage.end;
        storage.end += 1;
        let waits = storage.confirms_late() && storage.confirmed() < storage.end;
        if waits {
            storage.pending.push_back(id);
            self.record(id, index, Step::Logged);
        }
        self.copy_on();
        if !waits {
            self.let_in(id, index);
        }
    }

    /// A message that a broker which is down does not take: it waits with the worker that brings it, is
    /// refused to its producer, or is lost where nobody holds it.
    pub(super) fn turn_away(&mut self, id: MessageId, index: usize) {
        let message = self.messages.get(id);
        if self.messages.particulars(id).carrier.is_some() {
            self.hold_up(id, index);
        } else if message.accepted {
            self.leave(id, index, Exit::Wiped);
        } else if self.storage.as_ref().is_some_and(|it| it.takes_unheard()) {
            self.count_accepted(id, index);
            self.leave(id, index, Exit::Wiped);
        } else {
            self.leave(id, index, Exit::Refused);
        }
    }

    /// Whoever has nothing to do and lacks something begins with it, now or when its time comes.
    pub(super) fn copy_on(&mut self) {
        let Some(storage) = &self.storage else { return };
        if self.is_down {
            return;
        }
        let places = DISK..=storage.followers.len();
        for place in places {
            let every = self.storage.as_ref().and_then(|storage| {
                let disk = storage.settings.disk.as_ref();
                disk.filter(|disk| place == DISK && !disk.every.is_zero())
                    .map(|disk| disk.every)
            });
            let now = self.now;
            let Some(storage) = &mut self.storage else {
                return;
            };
            let end = storage.end;
            let Some(replica) = storage.replica(place) else {
                continue;
            };
            if replica.doing != Doing::Nothing {
                continue;
            }
            if replica.has >= end {
                replica.in_sync = true;
                continue;
            }
            let Some(every) = every else {
                self.begin_copy(place);
                continue;
            };
            let begun = now.nanos().div_ceil(every.nanos()) * every.nanos();
            replica.doing = Doing::Waiting;
            let timer = self.schedule(SimTime::from_nanos(begun), Event::Copy(place));
            self.set_copy_timer(place, timer);
        }
    }

    fn set_copy_timer(&mut self, place: usize, timer: Ticket) {
        let storage = self.storage.as_mut();
        if let Some(replica) = storage.and_then(|storage| storage.replica(place)) {
            replica.timer = timer;
        }
    }

    /// A run begins.
    fn begin_copy(&mut self, place: usize) {
        let now = self.now;
        let Some(storage) = &mut self.storage else {
            return;
        };
        let (end, disk) = (storage.end, storage.settings.disk.as_ref());
        let by_one = place == DISK && disk.is_some_and(|disk| disk.sync == Sync::Each);
        let Some(replica) = storage.replica(place) else {
            return;
        };
        let to = if by_one { replica.has + 1 } else { end };
        let until = now + replica.draw_length();
        let since = now;
        replica.doing = Doing::Copying { to, since, until };
        if place == DISK {
            storage.writing.rise(now);
        }
        let timer = self.schedule(until, Event::Copy(place));
        self.set_copy_timer(place, timer);
    }

    /// A run is over, the time for one has come, or a follower is there again.
    pub(super) fn copied(&mut self, place: usize) {
        let now = self.now;
        let Some(storage) = &mut self.storage else {
            return;
        };
        let Some(replica) = storage.replica(place) else {
            return;
        };
        replica.timer = Ticket::NONE;
        let ends_write = place == DISK && matches!(replica.doing, Doing::Copying { .. });
        if ends_write && storage.stalls {
            return;
        }
        let Some(replica) = storage.replica(place) else {
            return;
        };
        match replica.doing {
            Doing::Waiting => self.begin_copy(place),
            Doing::Copying { to, .. } => {
                replica.doing = Doing::Nothing;
                replica.has = to;
                replica.in_sync = true;
                if place == DISK {
                    storage.writing.fall(now);
                }
                self.confirm();
                self.copy_on();
            }
            Doing::Down => {
                replica.doing = Doing::Nothing;
                self.copy_on();
            }
            Doing::Nothing => {}
        }
    }

    /// The disk stalls, or goes on: the write that should have ended meanwhile ends now.
    pub(super) fn stall_disk(&mut self, stalls: bool) {
        let Some(storage) = &mut self.storage else {
            return;
        };
        storage.stalls = stalls;
        let is_stuck = |disk: &Replica| disk.is_copying() && disk.timer == Ticket::NONE;
        if !stalls && storage.disk.as_ref().is_some_and(is_stuck) {
            self.copied(DISK);
        }
    }

    /// Accepts what waited for copies that are there now.
    fn confirm(&mut self) {
        loop {
            let Some(storage) = &mut self.storage else {
                return;
            };
            let confirmed = storage.confirmed();
            let Some(id) = storage.pending.front().copied() else {
                return;
            };
            if self.messages.particulars(id).offset >= confirmed {
                return;
            }
            storage.pending.pop_front();
            let queue = self.messages.get(id).queue as usize;
            self.let_in(id, queue);
        }
    }
}
