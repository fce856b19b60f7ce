//! M/M/c with a mean service time of 1 s.

use super::{Agenda, Tally, Yardstick};
use std::collections::VecDeque;
use tailback::engine::Stream;
use tailback::engine::rng::Purpose;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrival,
    Departure { arrived: u64 },
}

pub struct Station {
    agenda: Agenda<Event>,
    queue: VecDeque<u64>,
    servers: u64,
    interarrival: f64,
    arrivals: Stream,
    services: Stream,
    tally: Tally,
}

impl Station {
    pub fn new(rate: f64, servers: u64) -> Self {
        let mut station = Self {
            agenda: Agenda::new(),
            queue: VecDeque::new(),
            servers,
            interarrival: 1.0 / rate,
            arrivals: Stream::new(1, Purpose::Arrivals, 0, 0),
            services: Stream::new(1, Purpose::Service, 0, 0),
            tally: Tally::new(),
        };
        station.schedule_arrival();
        station
    }

    fn schedule_arrival(&mut self) {
        let delay = self.interarrival * self.arrivals.exponential();
        self.agenda.schedule(delay, Event::Arrival);
    }

    fn start(&mut self, arrived: u64) {
        self.tally.note_wait(self.agenda.now - arrived);
        let delay = self.services.exponential();
        self.agenda.schedule(delay, Event::Departure { arrived });
    }
}

impl Yardstick for Station {
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
                    if self.tally.busy < self.servers {
                        self.tally.busy += 1;
                        self.start(now);
                    } else {
                        self.queue.push_back(now);
                    }
                    self.schedule_arrival();
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
