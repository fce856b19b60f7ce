//! Load shedding: a queue gives messages up, so that those that stay are in time. Newcomers are turned away at the
//! door, by chance or priority; CoDel gives up messages whose turn it is when all have waited for too long.

use super::message::MessageId;
use super::outcome::Exit;
use super::settings::Codel;
use super::world::World;
use crate::engine::{SimDuration, SimTime};

/// What CoDel remembers of a queue (RFC 8289, in its names where they say what they are).
#[derive(Clone, Copy, Debug, Default)]
pub struct Delays {
    /// When the waits will have been above the target for an interval, if they are.
    first_above: Option<SimTime>,
    /// When the next message is shed while it sheds.
    next: SimTime,
    /// Messages shed since it began to shed.
    count: u64,
    /// What that was when it began last.
    last_count: u64,
    /// Whether it sheds.
    pub sheds: bool,
    /// Whether it has just shed one, so that the next instant depends on who follows.
    has_shed: bool,
}

impl Delays {
    /// A message found a worker at once: nobody waits.
    pub(super) const fn note_no_wait(&mut self) {
        self.first_above = None;
        self.sheds = false;
    }

    /// Whether a message that waited for so long, with others behind it or not, may be shed.
    fn may_shed(
        &mut self,
        codel: &Codel,
        now: SimTime,
        waited: SimDuration,
        is_last: bool,
    ) -> bool {
        if waited < codel.target || is_last {
            self.first_above = None;
            return false;
        }
        let first_above = *self.first_above.get_or_insert(now + codel.interval);
        now >= first_above
    }

    /// The later of two instants at which messages are shed comes the sooner after the earlier, the more were.
    fn after(&self, codel: &Codel, earlier: SimTime) -> SimTime {
        earlier + codel.interval.scale(1.0 / (self.count as f64).sqrt())
    }

    /// Whether the message whose turn it is is shed.
    fn judge(&mut self, codel: &Codel, now: SimTime, waited: SimDuration, is_last: bool) -> bool {
        let may_shed = self.may_shed(codel, now, waited, is_last);
        let had_shed = std::mem::take(&mut self.has_shed);
        if !may_shed {
            self.sheds = false;
            return false;
        }
        if self.sheds {
            if had_shed {
                self.next = self.after(codel, self.next);
            }
            if now < self.next {
                return false;
            }
            self.count += 1;
            self.has_shed = true;
            return true;
        }
        // It goes on where it was if it has just stopped.
        self.sheds = true;
        let since = self.count - self.last_count;
        let recent = now < self.next + codel.interval.scale(16.0);
        self.count = if since > 1 && recent { since } else { 1 };
        self.next = self.after(codel, now);
        self.last_count = self.count;
        true
    }
}

impl World {
    /// Whether a queue turns a newcomer away to keep its backlog short.
    pub(super) fn sheds_newcomer(&mut self, id: MessageId, index: usize) -> bool {
        let producer = self.messages.get(id).producer as usize;
        let priority = self.producers[producer].settings.priority;
        let queue = &mut self.queues[index];
        let Some(shed) = queue.settings.shed else {
            return false;
        };
        let ready = queue.unclaimed();
        if !queue.idle.is_empty() {
            return false;
        }
        if let Some(lowest) = shed.priority
            && ready >= lowest.above
            && priority < lowest.below
        {
            return true;
        }
        let random = shed.random.filter(|random| ready >= random.above);
        random.is_some_and(|random| queue.draw_shed() <= random.probability)
    }

    /// Gives up the message whose turn it is, if its queue does so for the wait; false if it stays.
    pub(super) fn gives_up(&mut self, id: MessageId, index: usize) -> bool {
        let queue = &mut self.queues[index];
        let Some(codel) = queue.settings.shed.and_then(|shed| shed.codel) else {
            return false;
        };
        let message = self.messages.get(id);
        // What was worked on before has cost too much already.
        if message.attempts > 0 {
            return false;
        }
        let waited = self.now.since(message.entered);
        let is_last = queue.ready.is_empty();
        if !queue
            .delays_of_wait
            .judge(&codel, self.now, waited, is_last)
        {
            return false;
        }
        self.leave(id, index, Exit::Shed);
        true
    }
}
