//! Events that are pending, and those that were given up: they stay in the calendar until their time comes or they are
//! too many, and do not count.

use super::consumer::WorkerId;
use super::event::{Event, Word};
use super::world::World;
use crate::engine::Ticket;

impl World {
    /// Whether the event scheduled with `ticket` was not replaced since.
    #[inline(never)]
    pub(super) fn counts(&self, ticket: Ticket, event: Word) -> bool {
        let pending = match event.event() {
            Event::Publish { producer, copy } => self.producers[producer].copies[copy].timer,
            Event::Client { producer, request } => {
                let clients = self.producers[producer].clients.as_ref();
                clients.map_or(Ticket::NONE, |clients| clients.timer(request))
            }
            Event::Finish(worker)
            | Event::Look(worker)
            | Event::Start(worker)
            | Event::Gathered(worker) => self.worker(worker).timer,
            Event::Scale(group) => {
                let scaler = self.consumers[group].autoscaler.as_ref();
                scaler.map_or(Ticket::NONE, |scaler| scaler.timer)
            }
            Event::Turn(worker) => {
                let outage = &self.worker(worker).outage;
                outage.as_ref().map_or(Ticket::NONE, |outage| outage.timer)
            }
            Event::Expire(id) | Event::Return(id) | Event::Lapse(id) | Event::Arrive(id) => {
                self.messages.get(id).timer
            }
            Event::Copy(place) => {
                let storage = self.storage.as_ref();
                storage.map_or(Ticket::NONE, |storage| storage.timer_of(place))
            }
            Event::Rebalanced(queue) => {
                let partitions = self.queues[queue].partitions.as_ref();
                partitions.map_or(Ticket::NONE, |partitions| partitions.timer)
            }
            Event::Broker => (self.storage.as_ref()).map_or(Ticket::NONE, |storage| storage.timer),
            Event::Fault(place) => self.faults.timer(place),
            Event::Alert(place) => self.alerts.timer(place),
            Event::Unlock(_) => return true,
        };
        pending == ticket
    }

    /// Gives up the event scheduled with `ticket`, if there is one.
    #[inline]
    pub(super) fn cancel(&mut self, ticket: Ticket) {
        if ticket != Ticket::NONE {
            self.stale += 1;
            if self.stale > 64 && self.stale > self.calendar.len() / 2 {
                self.purge();
            }
        }
    }

    /// Takes the events that do not count any more out of the calendar. Whoever cancels has
    /// forgotten its ticket by then.
    #[cold]
    fn purge(&mut self) {
        let mut calendar = std::mem::take(&mut self.calendar);
        calendar.retain(|ticket, event| self.counts(ticket, *event));
        self.calendar = calendar;
        self.stale = 0;
    }

    /// Gives up the event that is pending for a worker.
    pub(super) fn cancel_timer(&mut self, worker: WorkerId) {
        let timer = std::mem::replace(&mut self.worker_mut(worker).timer, Ticket::NONE);
        self.cancel(timer);
    }
}
