//! M/M/8 whose services fail: up to five deliveries, the delay doubling from 1 s on, then out.

use super::{Agenda, Tally, Yardstick};
use std::collections::VecDeque;
use tailback::engine::Stream;
use tailback::engine::rng::Purpose;

const RATE: f64 = 4.5;
const SERVERS: u64 = 8;
const FAILURE: f64 = 0.3;
const DELIVERIES: u32 = 5;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Message {
    published: u64,
    /// Deliveries so far.
    attempts: u32,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrival,
    Departure(Message),
    Return(Message),
}

pub struct Redelivery {
    agenda: Agenda<Event>,
    queue: VecDeque<Message>,
    arrivals: Stream,
    services: Stream,
    failures: Stream,
    tally: Tally,
}

impl Redelivery {
    pub fn new() -> Self {
        let mut redelivery = Self {
            agenda: Agenda::new(),
            queue: VecDeque::new(),
            arrivals: Stream::new(1, Purpose::Arrivals, 0, 0),
            services: Stream::new(1, Purpose::Service, 0, 0),
            failures: Stream::new(1, Purpose::Failure, 0, 0),
            tally: Tally::new(),
        };
        redelivery.schedule_arrival();
        redelivery
    }

    fn schedule_arrival(&mut self) {
        let delay = 1.0 / RATE * self.arrivals.exponential();
        self.agenda.schedule(delay, Event::Arrival);
    }

    fn enqueue(&mut self, message: Message) {
        if self.tally.busy < SERVERS {
            self.tally.busy += 1;
            self.start(message);
        } else {
            self.queue.push_back(message);
        }
    }

    fn start(&mut self, mut message: Message) {
        if message.attempts == 0 {
            self.tally.note_wait(self.agenda.now - message.published);
        }
        message.attempts += 1;
        let delay = self.services.exponential();
        self.agenda.schedule(delay, Event::Departure(message));
    }

    fn depart(&mut self, message: Message) {
        let failed = self.failures.unit() <= FAILURE;
        if failed && message.attempts < DELIVERIES {
            let delay = f64::from(1 << (message.attempts - 1));
            self.agenda.schedule(delay, Event::Return(message));
        } else {
            self.tally.lost += u64::from(failed);
            self.tally.note_done(self.agenda.now - message.published);
        }
        match self.queue.pop_front() {
            Some(next) => self.start(next),
            None => self.tally.busy -= 1,
        }
    }
}

impl Yardstick for Redelivery {
    fn run(&mut self, messages: u64) {
        let target = self.tally.done + messages;
        while self.tally.done < target {
            let Some(event) = self.agenda.next() else {
                return;
            };
            let now = self.agenda.now;
            self.tally.pass(now);
            match event {
                Event::Arrival => {
                    self.tally.present += 1;
                    self.enqueue(Message {
                        published: now,
                        attempts: 0,
                    });
                    self.schedule_arrival();
                }
                Event::Departure(message) => self.depart(message),
                Event::Return(message) => self.enqueue(message),
            }
        }
    }

    fn tally(&self) -> (&Tally, u64) {
        (&self.tally, self.agenda.now)
    }
}
