//! What is due: an entry of the calendar.

use super::consumer::WorkerId;
use super::message::MessageId;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A copy of a producer publishes.
    Publish {
        /// Index of the producer.
        producer: usize,
        /// Ordinal of the copy.
        copy: usize,
    },
    /// A client's wait for a message, a token or the end of a backoff is over.
    Client {
        /// Index of the producer.
        producer: usize,
        /// Place of the request.
        request: usize,
    },
    /// A mutex of the lock is given back.
    Unlock(usize),
    /// A worker finishes a message.
    Finish(WorkerId),
    /// A polling worker looks.
    Look(WorkerId),
    /// A worker has waited for more messages for long enough.
    Gathered(WorkerId),
    /// A worker that was ordered is there.
    Start(WorkerId),
    /// The autoscaler of a group of consumers looks.
    Scale(usize),
    /// A worker goes down, or comes up.
    Turn(WorkerId),
    /// The time to live of a ready message is over.
    Expire(MessageId),
    /// A failed message is ready again.
    Return(MessageId),
    /// A delivery has taken too long.
    Lapse(MessageId),
    /// The disk, or a broker that follows, is done with a run or may begin one.
    Copy(usize),
    /// The broker goes down, or comes up.
    Broker,
    /// The partitions of this queue go on after a rebalance.
    Rebalanced(usize),
    /// A fault begins, or is over.
    Fault(usize),
    /// An alert rule looks.
    Alert(usize),
    /// A message comes to the broker.
    Arrive(MessageId),
}

/// An [`Event`] as one word, which is read as it was written: kind, node, place in the node or
/// message, from the low bits on. The nodes of a kind are fewer than 2^16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(u64);

const PUBLISH: u64 = 0;
const FINISH: u64 = 1;
const UNLOCK: u64 = 2;
const LOOK: u64 = 3;
const TURN: u64 = 4;
const EXPIRE: u64 = 5;
const RETURN: u64 = 6;
const CLIENT: u64 = 7;
const COPY: u64 = 8;
const BROKER: u64 = 9;
const REBALANCED: u64 = 10;
const SCALE: u64 = 20;
const START: u64 = 21;
const GATHERED: u64 = 22;
const FAULT: u64 = 11;
const LAPSE: u64 = 23;
const ARRIVE: u64 = 14;
const ALERT: u64 = 15;

impl Event {
    /// As one word.
    #[inline(always)]
    pub(super) const fn word(self) -> Word {
        let (kind, node, place) = match self {
            Self::Publish { producer, copy } => (PUBLISH, producer as u64, copy as u64),
            Self::Client { producer, request } => (CLIENT, producer as u64, request as u64),
            Self::Unlock(place) => (UNLOCK, 0, place as u64),
            Self::Finish(worker) => (FINISH, worker.group as u64, worker.index as u64),
            Self::Look(worker) => (LOOK, worker.group as u64, worker.index as u64),
            Self::Turn(worker) => (TURN, worker.group as u64, worker.index as u64),
            Self::Expire(message) => (EXPIRE, 0, message.place() as u64),
            Self::Return(message) => (RETURN, 0, message.place() as u64),
            Self::Lapse(message) => (LAPSE, 0, message.place() as u64),
            Self::Copy(place) => (COPY, 0, place as u64),
            Self::Broker => (BROKER, 0, 0),
            Self::Rebalanced(queue) => (REBALANCED, queue as u64, 0),
            Self::Scale(group) => (SCALE, group as u64, 0),
            Self::Gathered(worker) => (GATHERED, worker.group as u64, worker.index as u64),
            Self::Start(worker) => (START, worker.group as u64, worker.index as u64),
            Self::Fault(place) => (FAULT, 0, place as u64),
            Self::Alert(place) => (ALERT, 0, place as u64),
            Self::Arrive(message) => (ARRIVE, 0, message.place() as u64),
        };
        Word(kind | node << 16 | place << 32)
    }
}

impl Word {
    /// What it says.
    #[inline]
    pub(super) const fn event(self) -> Event {
        let (node, place) = ((self.0 >> 16) as u16, (self.0 >> 32) as u32);
        let worker = WorkerId {
            group: node as u32,
            index: place,
        };
        match self.0 & 0xffff {
            PUBLISH => Event::Publish {
                producer: node as usize,
                copy: place as usize,
            },
            FINISH => Event::Finish(worker),
            UNLOCK => Event::Unlock(place as usize),
            LOOK => Event::Look(worker),
            TURN => Event::Turn(worker),
            CLIENT => Event::Client {
                producer: node as usize,
                request: place as usize,
            },
            EXPIRE => Event::Expire(MessageId::at(place)),
            LAPSE => Event::Lapse(MessageId::at(place)),
            COPY => Event::Copy(place as usize),
            BROKER => Event::Broker,
            REBALANCED => Event::Rebalanced(node as usize),
            SCALE => Event::Scale(node as usize),
            START => Event::Start(worker),
            GATHERED => Event::Gathered(worker),
            FAULT => Event::Fault(place as usize),
            ALERT => Event::Alert(place as usize),
            ARRIVE => Event::Arrive(MessageId::at(place)),
            _ => Event::Return(MessageId::at(place)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_says_what_was_written() {
        let worker = WorkerId {
            group: u32::from(u16::MAX),
            index: u32::MAX,
        };
        let message = MessageId::at(u32::MAX - 1);
        let (producer, copy) = (usize::from(u16::MAX), u32::MAX as usize);
        for event in [
            Event::Publish { producer, copy },
            Event::Client {
                producer,
                request: copy,
            },
            Event::Unlock(copy),
            Event::Finish(worker),
            Event::Look(worker),
            Event::Turn(worker),
            Event::Expire(message),
            Event::Return(message),
            Event::Lapse(message),
            Event::Copy(copy),
            Event::Broker,
            Event::Rebalanced(producer),
            Event::Scale(producer),
            Event::Start(worker),
            Event::Gathered(worker),
            Event::Fault(copy),
            Event::Arrive(message),
            Event::Alert(copy),
        ] {
            assert_eq!(event.word().event(), event);
        }
    }
}
