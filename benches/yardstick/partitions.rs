//! Partitions that are filled in turn, each with a server of its own that takes 1 s on average.

use super::{Agenda, Tally, Yardstick};
use std::collections::VecDeque;
use tailback::engine::Stream;
use tailback::engine::rng::Purpose;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrival,
    Departure { arrived: u64, place: usize },
}

#[derive(Clone, Default)]
struct Partition {
    queue: VecDeque<u64>,
    is_busy: bool,
}

pub struct Partitions {
    agenda: Agenda<Event>,
    partitions: Vec<Partition>,
    published: usize,
    interarrival: f64,
    arrivals: Stream,
    services: Stream,
    tally: Tally,
}

impl Partitions {
    pub fn new(rate: f64, count: usize) -> Self {
        let mut all = Self {
            agenda: Agenda::new(),
            partitions: vec![Partition::default(); count],
            published: 0,
            interarrival: 1.0 / rate,
            arrivals: Stream::new(1, Purpose::Arrivals, 0, 0),
            services: Stream::new(1, Purpose::Service, 0, 0),
            tally: Tally::new(),
        };
        all.schedule_arrival();
        all
    }

    fn schedule_arrival(&mut self) {
        let delay = self.interarrival * self.arrivals.exponential();
        self.agenda.schedule(delay, Event::Arrival);
    }

    fn start(&mut self, arrived: u64, place: usize) {
        self.tally.note_wait(self.agenda.now - arrived);
        let delay = self.services.exponential();
        self.agenda
            .schedule(delay, Event::Departure { arrived, place });
    }
}

impl Yardstick for Partitions {
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
                    let place = self.published % self.partitions.len();
                    self.published += 1;
                    if std::mem::replace(&mut self.partitions[place].is_busy, true) {
                        self.partitions[place].queue.push_back(now);
                    } else {
                        self.tally.busy += 1;
                        self.start(now, place);
                    }
                    self.schedule_arrival();
                }
                Event::Departure { arrived, place } => {
                    self.tally.note_done(now - arrived);
                    if let Some(next) = self.partitions[place].queue.pop_front() {
                        self.start(next, place);
                    } else {
                        self.partitions[place].is_busy = false;
                        self.tally.busy -= 1;
                    }
                }
            }
        }
    }

    fn tally(&self) -> (&Tally, u64) {
        (&self.tally, self.agenda.now)
    }
}
