//! 10,000 Poisson producers, each with a random stream of its own, and 1,000 servers, 98 % busy.

use super::{Agenda, Tally, Yardstick};
use std::collections::VecDeque;
use tailback::engine::Stream;
use tailback::engine::rng::Purpose;

const PRODUCERS: u64 = 10_000;
const RATE: f64 = 0.098;
const SERVERS: u64 = 1000;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrival { producer: u32 },
    Departure { arrived: u64 },
}

pub struct Crowd {
    agenda: Agenda<Event>,
    queue: VecDeque<u64>,
    arrivals: Vec<Stream>,
    services: Stream,
    tally: Tally,
}

impl Crowd {
    pub fn new() -> Self {
        let stream = |producer| Stream::new(1, Purpose::Arrivals, producer, 0);
        let mut crowd = Self {
            agenda: Agenda::new(),
            queue: VecDeque::new(),
            arrivals: (0..PRODUCERS).map(stream).collect(),
            services: Stream::new(1, Purpose::Service, 0, 0),
            tally: Tally::new(),
        };
        for producer in 0..PRODUCERS as u32 {
            crowd.schedule_arrival(producer);
        }
        crowd
    }

    fn schedule_arrival(&mut self, producer: u32) {
        let delay = 1.0 / RATE * self.arrivals[producer as usize].exponential();
        self.agenda.schedule(delay, Event::Arrival { producer });
    }

    fn start(&mut self, arrived: u64) {
        self.tally.note_wait(self.agenda.now - arrived);
        let delay = self.services.exponential();
        self.agenda.schedule(delay, Event::Departure { arrived });
    }
}

impl Yardstick for Crowd {
    fn run(&mut self, messages: u64) {
        let target = self.tally.done + messages;
        while self.tally.done < target {
            let Some(event) = self.agenda.next() else {
                return;
            };
            let now = self.agenda.now;
            self.tally.pass(now);
            match event {
                Event::Arrival { producer } => {
                    self.tally.present += 1;
                    if self.tally.busy < SERVERS {
                        self.tally.busy += 1;
                        self.start(now);
                    } else {
                        self.queue.push_back(now);
                    }
                    self.schedule_arrival(producer);
                }
                Event::Departure { arrived } => {
                    self.tally.note_done(now - arrived);
                    match self.queue.pop_front() {
                        Some(next) => self.start(next),
                        None => self.tally.busy -= 1,
                    }
                }
            }
        }
    }

    fn tally(&self) -> (&Tally, u64) {
        (&self.tally, self.agenda.now)
    }
}
