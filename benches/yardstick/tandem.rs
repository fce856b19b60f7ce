//! Three M/M/4 in a row, each 80 % busy.

use super::{Agenda, Tally, Yardstick};
use std::collections::VecDeque;
use tailback::engine::Stream;
use tailback::engine::rng::Purpose;

const RATE: f64 = 3.2;
const SERVERS: u64 = 4;
const STAGES: usize = 3;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrival,
    Departure { stage: u8, published: u64 },
}

struct Stage {
    queue: VecDeque<u64>,
    busy: u64,
    services: Stream,
}

pub struct Tandem {
    agenda: Agenda<Event>,
    stages: [Stage; STAGES],
    arrivals: Stream,
    tally: Tally,
}

impl Tandem {
    pub fn new() -> Self {
        let stage = |stage: usize| Stage {
            queue: VecDeque::new(),
            busy: 0,
            services: Stream::new(1, Purpose::Service, stage as u64, 0),
        };
        let mut tandem = Self {
            agenda: Agenda::new(),
            stages: std::array::from_fn(stage),
            arrivals: Stream::new(1, Purpose::Arrivals, 0, 0),
            tally: Tally::new(),
        };
        tandem.schedule_arrival();
        tandem
    }

    fn schedule_arrival(&mut self) {
        let delay = 1.0 / RATE * self.arrivals.exponential();
        self.agenda.schedule(delay, Event::Arrival);
    }

    fn arrive(&mut self, stage: usize, published: u64) {
        let place = &mut self.stages[stage];
        if place.busy < SERVERS {
            place.busy += 1;
            self.tally.busy += 1;
            self.start(stage, published);
        } else {
            place.queue.push_back(published);
        }
    }

    fn start(&mut self, stage: usize, published: u64) {
        if stage == 0 {
            self.tally.note_wait(self.agenda.now - published);
        }
        let delay = self.stages[stage].services.exponential();
        let departure = Event::Departure {
            stage: stage as u8,
            published,
        };
        self.agenda.schedule(delay, departure);
    }

    fn depart(&mut self, stage: usize, published: u64) {
        if stage + 1 < STAGES {
            self.arrive(stage + 1, published);
        } else {
            self.tally.note_done(self.agenda.now - published);
        }
        let place = &mut self.stages[stage];
        match place.queue.pop_front() {
            Some(next) => self.start(stage, next),
            None => {
                place.busy -= 1;
                self.tally.busy -= 1;
            }
        }
    }
}

impl Yardstick for Tandem {
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
                    self.arrive(0, now);
                    self.schedule_arrival();
                }
                Event::Departure { stage, published } => self.depart(stage as usize, published),
            }
        }
    }

    fn tally(&self) -> (&Tally, u64) {
        (&self.tally, self.agenda.now)
    }
}
