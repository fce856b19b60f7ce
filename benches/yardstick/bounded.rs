//! M/G/8 with lognormal service times, at 95 %; whoever finds 20 waiting is refused.

use super::{Agenda, Tally, Yardstick};
use std::collections::VecDeque;
use tailback::engine::Stream;
use tailback::engine::math;
use tailback::engine::rng::Purpose;

const RATE: f64 = 7.6;
const SERVERS: u64 = 8;
const BOUND: usize = 20;
const SCV: f64 = 4.0;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrival,
    Departure { arrived: u64 },
}

pub struct Bounded {
    agenda: Agenda<Event>,
    queue: VecDeque<u64>,
    location: f64,
    spread: f64,
    arrivals: Stream,
    services: Stream,
    tally: Tally,
}

impl Bounded {
    pub fn new() -> Self {
        let variance = math::ln(1.0 + SCV);
        let mut bounded = Self {
            agenda: Agenda::new(),
            queue: VecDeque::with_capacity(BOUND),
            location: -variance / 2.0,
            spread: variance.sqrt(),
            arrivals: Stream::new(1, Purpose::Arrivals, 0, 0),
            services: Stream::new(1, Purpose::Service, 0, 0),
            tally: Tally::new(),
        };
        bounded.schedule_arrival();
        bounded
    }

    fn schedule_arrival(&mut self) {
        let delay = 1.0 / RATE * self.arrivals.exponential();
        self.agenda.schedule(delay, Event::Arrival);
    }

    fn start(&mut self, arrived: u64) {
        self.tally.note_wait(self.agenda.now - arrived);
        let delay = math::exp(self.location + self.spread * self.services.normal());
        self.agenda.schedule(delay, Event::Departure { arrived });
    }
}

impl Yardstick for Bounded {
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
                    if self.tally.busy < SERVERS {
                        self.tally.present += 1;
                        self.tally.busy += 1;
                        self.start(now);
                    } else if self.queue.len() < BOUND {
                        self.tally.present += 1;
                        self.queue.push_back(now);
                    } else {
                        self.tally.lost += 1;
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
