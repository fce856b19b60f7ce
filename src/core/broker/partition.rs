//! A queue in partitions: each belongs to one worker, which takes its messages one after the other and in
//! order. When workers come or go, partitions get other owners, and stand still meanwhile.

use super::consumer::{Activity, WorkerId};
use super::event::Event;
use super::keys;
use super::lock::Operation;
use super::message::MessageId;
use super::settings::{self, Rebalance};
use super::world::World;
use crate::engine::{SimDuration, SimTime, Ticket};

/// One part of a queue.
#[derive(Clone, Debug, Default)]
pub struct Partition {
    /// Whose it is, if anybody works on this queue.
    pub owner: Option<WorkerId>,
    /// Its message that is in hand or comes back later: until that is done, the others wait.
    pub at_work: Option<MessageId>,
    /// Whether it stands still, as it gets another owner.
    pub paused: bool,
}

/// The partitions of a queue.
#[derive(Clone, Debug)]
pub struct Partitions {
    /// What they do.
    pub settings: settings::Partitions,
    /// All of them.
    pub all: Vec<Partition>,
    /// Rebalances since the start.
    pub rebalances: u64,
    /// The workers to whom they were dealt.
    members: Vec<WorkerId>,
    /// The end of the pause that is pending.
    pub(super) timer: Ticket,
}

impl Partitions {
    pub(super) fn new(settings: settings::Partitions) -> Self {
        Self {
            settings,
            all: vec![Partition::default(); settings.count],
            rebalances: 0,
            members: Vec::new(),
            timer: Ticket::NONE,
        }
    }

    /// Gives each partition to one of `workers`, each as many as any other or one less. A partition
    /// stays where it is if it can. Returns which ones moved.
    fn assign(&mut self, workers: &[WorkerId]) -> Vec<usize> {
        let count = self.all.len();
        let quota = |place: usize| {
            let more = usize::from(place < count % workers.len());
            count / workers.len() + more
        };
        let mut held = vec![0; workers.len()];
        let mut homeless = Vec::new();
        for (place, partition) in self.all.iter_mut().enumerate() {
            let owner = (partition.owner)
                .and_then(|owner| workers.iter().position(|worker| *worker == owner));
            match owner {
                Some(owner) if held[owner] < quota(owner) => held[owner] += 1,
                _ => homeless.push(place),
            }
        }
        if workers.is_empty() {
            self.all.iter_mut().for_each(|one| one.owner = None);
            return homeless;
        }
        let mut next = 0;
        for place in &homeless {
            while held[next] >= quota(next) {
                next += 1;
            }
            held[next] += 1;
            self.all[*place].owner = Some(workers[next]);
        }
        homeless
    }
}

/// To which of so many workers, who came one after the other, each partition belongs.
#[must_use]
pub fn dealt(partitions: usize, workers: usize) -> Vec<usize> {
    // Those that come when there is one for each partition get nothing.
    let workers = workers.min(partitions) as u32;
    let settings = settings::Partitions {
        count: partitions,
        rebalance: Rebalance::Eager,
        pause: SimDuration::ZERO,
    };
    let mut dealt = Partitions::new(settings);
    let all: Vec<WorkerId> = (0..workers)
        .map(|index| WorkerId { group: 0, index })
        .collect();
    for many in 1..=all.len() {
        dealt.assign(&all[..many]);
    }
    let owners = dealt.all.iter().filter_map(|one| one.owner);
    owners.map(|owner| owner.index as usize).collect()
}

impl World {
    /// The partition of a message at a queue in partitions: by its key, or in turn if it has none.
    pub(super) fn partition_of(&self, id: MessageId, partitions: usize) -> usize {
        let message = self.messages.get(id);
        let has_key = self.producers[message.producer as usize]
            .settings
            .keys
            .is_some();
        if has_key {
            keys::place_of(self.messages.particulars(id).key, partitions)
        } else {
            (message.number % partitions as u64) as usize
        }
    }

    /// The workers that take from a queue, in the order of their groups.
    fn members(&self, index: usize) -> Vec<WorkerId> {
        let groups = self.queues[index].takers.iter();
        let workers = groups.flat_map(|&group| {
            let node = &self.consumers[group];
            let active = node.workers.iter().take(node.wanted).enumerate();
            let active = active.filter(|(_, one)| one.is_up() && one.activity != Activity::Stopped);
            active.map(move |(place, _)| WorkerId {
                group: group as u32,
                index: place as u32,
            })
        });
        workers.collect()
    }

    /// A worker came to a queue, or went: its partitions are dealt out anew.
    pub(super) fn rebalance(&mut self, index: usize) {
        if self.queues[index].partitions.is_none() {
            return;
        }
        let members = self.members(index);
        let begins = self.now == SimTime::ZERO;
        let Some(partitions) = &mut self.queues[index].partitions else {
            return;
        };
        let moved = partitions.assign(&members);
        partitions.members.clone_from(&members);
        if !begins {
            partitions.rebalances += 1;
        }
        let pause = partitions.settings.pause;
        if begins || pause.is_zero() {
            return self.offer_all(index);
        }
        match partitions.settings.rebalance {
            Rebalance::Eager => partitions.all.iter_mut().for_each(|one| one.paused = true),
            Rebalance::Cooperative => {
                moved
                    .iter()
                    .for_each(|place| partitions.all[*place].paused = true);
            }
        }
        let before = std::mem::replace(&mut partitions.timer, Ticket::NONE);
        self.cancel(before);
        let timer = self.schedule(self.now + pause, Event::Rebalanced(index));
        if let Some(partitions) = &mut self.queues[index].partitions {
            partitions.timer = timer;
        }
    }

    /// Rebalances if a worker got none of what was dealt, since it was on its way out then or down.
    pub(super) fn let_in_late(&mut self, index: usize) {
        let Some(partitions) = &self.queues[index].partitions else {
            return;
        };
        let is_new = |worker: &WorkerId| !partitions.members.contains(worker);
        if self.members(index).iter().any(is_new) {
            self.rebalance(index);
        }
    }

    /// The pause is over.
    pub(super) fn end_pause(&mut self, index: usize) {
        if let Some(partitions) = &mut self.queues[index].partitions {
            partitions.timer = Ticket::NONE;
            partitions.all.iter_mut().for_each(|one| one.paused = false);
        }
        self.offer_all(index);
    }

    /// Wakes the owner of every partition that has something to do.
    pub(super) fn offer_all(&mut self, index: usize) {
        let count = (self.queues[index].partitions.as_ref()).map_or(0, |all| all.all.len());
        for place in 0..count {
            self.offer(place, index);
        }
    }

    /// Wakes the owner of a partition if there is something for it and it is idle.
    pub(super) fn offer(&mut self, place: usize, index: usize) {
        let Some(owner) = self.next_owner(place, index) else {
            return;
        };
        let state = self.worker(owner);
        if state.activity != Activity::Blocked {
            return;
        }
        self.queues[index].idle.retain(|idle| *idle != owner);
        self.go_and_take(owner, index);
    }

    /// Who takes the next message of a partition, if one can be taken now.
    fn next_owner(&self, place: usize, index: usize) -> Option<WorkerId> {
        let queue = &self.queues[index];
        let partition = queue.partitions.as_ref()?.all.get(place)?;
        let open = !partition.paused && partition.at_work.is_none();
        let owner = partition.owner.filter(|_| open)?;
        queue.ready.first_of(place).map(|_| owner)
    }

    /// A worker takes a message of its partitions, under the lock if there is one.
    fn go_and_take(&mut self, worker: WorkerId, index: usize) {
        if self.lock.is_free_of_cost() {
            return self.take_of_its_own(worker, index);
        }
        self.worker_mut(worker).activity = Activity::Taking { claim: false };
        self.request(Operation::Dequeue(worker));
    }

    /// The partition from which a worker takes next: of those with something for it, the one whose first
    /// message has waited for longest.
    pub(super) fn pick(&self, worker: WorkerId, index: usize) -> Option<usize> {
        let queue = &self.queues[index];
        let count = queue.partitions.as_ref()?.all.len();
        let mine = (0..count).filter(|place| self.next_owner(*place, index) == Some(worker));
        let age = |place: &usize| {
            let first = queue.ready.first_of(*place);
            first.map(|id| self.messages.get(id).number)
        };
        mine.min_by_key(age)
    }

    /// A worker with nothing to do takes a message of its partitions, if there is one, and else waits.
    pub(super) fn take_of_its_own(&mut self, worker: WorkerId, index: usize) {
        let Some(place) = self.pick(worker, index) else {
            self.queues[index].idle.push_back(worker);
            self.worker_mut(worker).activity = Activity::Blocked;
            return;
        };
        let queue = &mut self.queues[index];
        let Some(id) = queue.ready.take_first_of(&mut self.messages, place) else {
            return;
        };
        queue.ready_gauge.fall(self.now);
        if let Some(partitions) = &mut queue.partitions {
            partitions.all[place].at_work = Some(id);
        }
        self.forget_timer(id);
        self.begin(worker, id, index);
        if !self.queues[index].door.is_empty() {
            self.admit(index);
        }
    }

    /// A worker that takes from a queue in partitions turns to it.
    pub(super) fn seek_of_its_own(&mut self, worker: WorkerId, index: usize) {
        if self.pick(worker, index).is_some() {
            self.go_and_take(worker, index);
        } else {
            self.queues[index].idle.push_back(worker);
            self.worker_mut(worker).activity = Activity::Blocked;
        }
    }

    /// A message is out of hand: its partition may go on, when all that has been done.
    pub(super) fn release(&mut self, id: MessageId, index: usize) -> Option<usize> {
        let partitions = self.queues[index].partitions.as_mut()?;
        let place = self.messages.get(id).rank as usize;
        let partition = partitions.all.get_mut(place)?;
        (partition.at_work == Some(id)).then(|| {
            partition.at_work = None;
            place
        })
    }
}
