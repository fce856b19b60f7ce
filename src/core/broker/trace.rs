//! What happened of late, for those who watch: a bounded ring that overwrites its oldest entry.

use super::consumer::WorkerId;
use super::message::Message;
use super::world::World;
use crate::engine::SimTime;

/// What happened to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Left its producer. `copy` is the ordinal of the copy.
    Published {
        /// Ordinal of the copy that published it.
        copy: u32,
    },
    /// Took too long: its client waits for it no more, and it is worked on in vain.
    Abandoned,
    /// Waits for room at the door of the full queue.
    HeldUp,
    /// Came to the broker, which accepts it when it is written or copied.
    Logged,
    /// Was let into the queue.
    Accepted,
    /// Was turned away by the full queue.
    Refused,
    /// Was dropped by the full queue for a newcomer.
    Evicted,
    /// Was given up by a queue that sheds load.
    Shed,
    /// Was dropped because its time to live was over.
    Expired,
    /// Was taken by a worker, which begins to work on it, or goes on with it.
    Delivered(WorkerId),
    /// Was taken from its worker by one of a higher priority, and is ready again.
    Interrupted(WorkerId),
    /// Its service failed.
    Failed(WorkerId),
    /// Was with a worker for too long: it is ready again, or set aside, and the worker goes on.
    Lapsed(WorkerId),
    /// Was finished before, as its worker knows, and is settled.
    Recognised(WorkerId),
    /// Was finished once more, by a worker that went on with it.
    Repeated(WorkerId),
    /// Is ready again after a failure.
    Returned,
    /// Was finished by a worker and goes on to another queue.
    Forwarded(WorkerId),
    /// Was delivered as often as allowed, or given up by its worker, and is set aside.
    DeadLettered,
    /// Failed after it had been settled on delivery.
    Lost(WorkerId),
    /// Was lost with the broker's memory when that crashed.
    Wiped,
    /// Was lost on its way to the broker.
    Strayed,
    /// Was dropped by an exchange of which no queue wants it.
    Unrouted,
    /// Was finished by a worker.
    Settled(WorkerId),
}

/// One entry of the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub time: SimTime,
    /// To which message: its ordinal among all publishes of the run.
    pub message: u64,
    /// Index of the producer that published it.
    pub producer: u32,
    /// At which queue.
    pub queue: u32,
    /// What.
    pub step: Step,
}

/// The last happenings of a run. Entries are numbered from 0 on for ever, so that a watcher knows
/// which ones it has seen.
#[derive(Clone, Debug)]
pub struct Trace {
    ring: Vec<Happening>,
    capacity: usize,
    recorded: u64,
    watch: Option<Watch>,
}

/// Most happenings kept of a message that is watched.
const MOST: usize = 256;
/// How many of them are its first ones.
const FIRST: usize = 32;

/// What happened to one message, kept when the ring has long gone on.
#[derive(Clone, Debug)]
pub struct Watch {
    message: u64,
    kept: Vec<Happening>,
    left_out: u64,
}

impl Watch {
    /// The message: its ordinal among all publishes of the run.
    #[must_use]
    pub const fn message(&self) -> u64 {
        self.message
    }

    /// What happened to it, oldest first. Its past begins where the ring's began when it was first watched.
    #[must_use]
    pub fn kept(&self) -> &[Happening] {
        &self.kept
    }

    /// How many happenings were left out between the first ones and the last ones, since there were too many.
    #[must_use]
    pub const fn left_out(&self) -> u64 {
        self.left_out
    }

    fn keep(&mut self, happening: Happening) {
        if self.kept.len() == MOST {
            self.kept.remove(FIRST);
            self.left_out += 1;
        }
        self.kept.push(happening);
    }
}

impl Trace {
    /// Remembers the last `capacity` happenings (at least 1).
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self {
            ring: Vec::with_capacity(capacity.max(1)),
            capacity: capacity.max(1),
            recorded: 0,
            watch: None,
        }
    }

    /// Keeps from now on what happens to this message, and what the ring still has of it; of none, nothing.
    pub fn watch(&mut self, message: Option<u64>) {
        if self.watch.as_ref().map(Watch::message) == message {
            return;
        }
        self.watch = message.map(|message| {
            let mut watch = Watch {
                message,
                kept: Vec::with_capacity(MOST),
                left_out: 0,
            };
            for happening in self.since(0).filter(|one| one.message == message) {
                watch.keep(*happening);
            }
            watch
        });
    }

    /// The message that is watched.
    #[must_use]
    pub const fn watched(&self) -> Option<&Watch> {
        self.watch.as_ref()
    }

    /// Adds an entry.
    #[inline]
    pub fn record(&mut self, happening: Happening) {
        if let Some(watch) = &mut self.watch
            && watch.message == happening.message
        {
            watch.keep(happening);
        }
        if self.ring.len() < self.capacity {
            self.ring.push(happening);
        } else {
            let place = (self.recorded % self.capacity as u64) as usize;
            self.ring[place] = happening;
        }
        self.recorded += 1;
    }

    #[inline(never)]
    fn write_down(&mut self, time: SimTime, message: &Message, queue: usize, step: Step) {
        self.record(Happening {
            time,
            message: message.number,
            producer: message.producer,
            queue: queue as u32,
            step,
        });
    }

    /// How many entries were ever recorded: the number of the next one.
    #[must_use]
    pub const fn recorded(&self) -> u64 {
        self.recorded
    }

    /// The entries from number `from` on that are still remembered, oldest first.
    pub fn since(&self, from: u64) -> impl Iterator<Item = &Happening> {
        let oldest = self.recorded - self.ring.len() as u64;
        (from.max(oldest)..self.recorded)
            .map(|number| &self.ring[(number % self.capacity as u64) as usize])
    }
}

/// Writes into the trace, if there is one, what happened to a message at a queue.
#[inline]
pub(super) fn note(
    trace: &mut Option<Trace>,
    now: SimTime,
    message: &Message,
    queue: usize,
    step: impl Fn() -> Step,
) {
    if let Some(trace) = trace {
        trace.write_down(now, message, queue, step());
    }
}

impl World {
    /// Keeps what happens to this message, apart from the trace's last happenings; see [`Trace::watch`]. It
    /// changes nothing of the run.
    pub fn watch(&mut self, message: Option<u64>) {
        if let Some(trace) = &mut self.trace {
            trace.watch(message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn happening(message: u64, time: u64, step: Step) -> Happening {
        Happening {
            time: SimTime::from_secs(time as f64),
            message,
            producer: 0,
            queue: 0,
            step,
        }
    }

    #[test]
    fn what_is_watched_is_kept_when_the_ring_has_gone_on() {
        let mut trace = Trace::new(4);
        trace.record(happening(7, 0, Step::Accepted));
        trace.watch(Some(7));
        for time in 1..100 {
            trace.record(happening(8, time, Step::Accepted));
        }
        trace.record(happening(7, 100, Step::Returned));
        let watch = trace.watched().expect("one is watched");
        let times: Vec<f64> = watch.kept().iter().map(|one| one.time.secs()).collect();
        assert_eq!(times, [0.0, 100.0]);
        trace.watch(None);
        assert!(trace.watched().is_none());
    }

    #[test]
    fn of_too_many_the_first_and_the_last_are_kept() {
        let mut trace = Trace::new(4);
        trace.watch(Some(1));
        for time in 0..1000 {
            trace.record(happening(1, time, Step::Returned));
        }
        let watch = trace.watched().expect("one is watched");
        assert_eq!(watch.kept().len() as u64 + watch.left_out(), 1000);
        assert_eq!(watch.kept().len(), MOST);
        assert_eq!(watch.kept()[FIRST - 1].time, SimTime::from_secs(31.0));
        assert_eq!(watch.kept()[MOST - 1].time, SimTime::from_secs(999.0));
    }
}
