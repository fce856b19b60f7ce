//! Producers as clients: a copy waits for its message to be settled, and asks again when that takes too long.
//!
//! A request is what a copy wants done; each attempt at it is a message of its own. When its time is up, or a full queue
//! refuses it, the client asks again; the message before stays where it is and is worked on in vain. Of whatever else
//! becomes of it the client hears nothing. A request is done when the message of its last attempt is settled, or given up.

use super::breaker::{Breaker, BreakerState, Budget, Limiter};
use super::event::Event;
use super::message::MessageId;
use super::outcome::MessageEnd;
use super::settings;
use super::trace::Step;
use super::world::World;
use crate::engine::dist::Sampler;
use crate::engine::rng::{Purpose, Stream};
use crate::engine::{SimTime, Ticket};

/// What a request waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Its place is free.
    Ended,
    /// A token of the rate limit, or the end of a backoff after which it seeks to go.
    Held { cleared: bool },
    /// Its message; none is left of one that came to nothing.
    Asked(MessageId),
}

/// What a copy wants done.
#[derive(Clone, Debug)]
struct Request {
    phase: Phase,
    copy: u32,
    attempts: u32,
    /// The number of its first message.
    origin: u64,
    /// The state of the breaker in which its last attempt was made.
    epoch: u32,
    deadline: SimTime,
    timer: Ticket,
    /// Key and label of all its attempts.
    about: Option<(u32, u32)>,
}

/// The client in one copy.
#[derive(Clone, Debug)]
struct Copy {
    breaker: Option<Breaker>,
    budget: Option<Budget>,
    limiter: Option<Limiter>,
    timeouts: Stream,
    delays: Stream,
    /// Its requests that have not ended.
    open: u64,
}

/// The clients in the copies of a producer, and their requests.
#[derive(Clone, Debug)]
pub struct Clients {
    settings: settings::Client,
    timeout: Option<Sampler>,
    copies: Vec<Copy>,
    requests: Vec<Request>,
    free: Vec<u32>,
}

impl Clients {
    pub(super) fn new(settings: settings::Client) -> Self {
        Self {
            timeout: settings.timeout.as_ref().map(|time| time.sampler()),
            settings,
            copies: Vec::new(),
            requests: Vec::new(),
            free: Vec::new(),
        }
    }

    /// Takes new settings. What is changed of breaker, budget or limit begins anew; times hold from the next attempt.
    /// True if there is another rate limit.
    pub(super) fn configure(&mut self, settings: settings::Client) -> bool {
        self.timeout = settings.timeout.as_ref().map(|time| time.sampler());
        let old = std::mem::replace(&mut self.settings, settings);
        let new = &self.settings;
        for copy in &mut self.copies {
            if old.breaker != new.breaker {
                let epoch = copy.breaker.as_ref().map_or(0, Breaker::next_epoch);
                copy.breaker = new.breaker.map(|it| Breaker::new(it, epoch));
            }
            if old.budget != new.budget {
                copy.budget = new.budget.map(Budget::new);
            }
            if old.rate_limit != new.rate_limit {
                copy.limiter = new.rate_limit.map(Limiter::new);
            }
        }
        old.rate_limit != new.rate_limit
    }

    pub(super) fn add_copies(&mut self, many: usize, seed: u64, node: usize, replication: u64) {
        for ordinal in self.copies.len()..many {
            let entity = (node as u64) << 32 | ordinal as u64;
            let stream = |purpose| Stream::new(seed, purpose, entity, replication);
            self.copies.push(Copy {
                breaker: self.settings.breaker.map(|it| Breaker::new(it, 0)),
                budget: self.settings.budget.map(Budget::new),
                limiter: self.settings.rate_limit.map(Limiter::new),
                timeouts: stream(Purpose::Timeout),
                delays: stream(Purpose::Backoff),
                open: 0,
            });
        }
    }

    /// Requests of a copy that have not ended.
    #[must_use]
    pub fn open_of(&self, copy: usize) -> u64 {
        self.copies[copy].open
    }

    /// Requests of all copies that have not ended.
    #[must_use]
    pub const fn open(&self) -> usize {
        self.requests.len() - self.free.len()
    }

    /// Requests that wait at the client: for a token of the rate limit or for the end of a backoff.
    #[must_use]
    pub fn held(&self) -> usize {
        let held = |request: &&Request| matches!(request.phase, Phase::Held { .. });
        self.requests.iter().filter(held).count()
    }

    /// How many of the first `many` copies have a breaker in this state.
    #[must_use]
    pub fn breakers(&self, many: usize, state: BreakerState, now: SimTime) -> usize {
        let copies = self.copies.iter().take(many);
        let breakers = copies.filter_map(|copy| copy.breaker.as_ref());
        breakers.filter(|it| it.state(now) == state).count()
    }

    pub(super) fn timer(&self, request: usize) -> Ticket {
        self.requests[request].timer
    }

    fn begin(&mut self, copy: usize, deadline: SimTime) -> usize {
        let request = Request {
            phase: Phase::Held { cleared: false },
            copy: copy as u32,
            attempts: 0,
            origin: u64::MAX,
            epoch: 0,
            deadline,
            timer: Ticket::NONE,
            about: None,
        };
        if let Some(budget) = &mut self.copies[copy].budget {
            budget.note_request();
        }
        if let Some(place) = self.free.pop() {
            self.requests[place as usize] = request;
            return place as usize;
        }
        self.requests.push(request);
        self.requests.len() - 1
    }

    /// When an attempt of a request may go; none if the breaker refuses it.
    fn clear(&mut self, request: usize, now: SimTime) -> Option<SimTime> {
        let request = &mut self.requests[request];
        let copy = &mut self.copies[request.copy as usize];
        if let Some(breaker) = &mut copy.breaker {
            request.epoch = breaker.let_through(now)?;
        }
        Some(copy.limiter.as_mut().map_or(now, |it| it.reserve(now)))
    }

    /// Notes how an attempt ended.
    fn note(&mut self, request: usize, failed: bool, now: SimTime) {
        let request = &self.requests[request];
        if let Some(breaker) = &mut self.copies[request.copy as usize].breaker {
            breaker.note(request.epoch, failed, now);
        }
    }

    /// When a failed request is tried again; none if it is not.
    fn retry_at(&mut self, request: usize, now: SimTime) -> Option<SimTime> {
        let request = &self.requests[request];
        let copy = &mut self.copies[request.copy as usize];
        if request.attempts > self.settings.retries
            || !copy.budget.as_mut().is_none_or(Budget::take)
        {
            return None;
        }
        let backoff = self.settings.backoff;
        Some(now + backoff.after(request.attempts, &mut copy.delays))
    }
}

impl World {
    /// The clients of a producer that has some.
    fn clients(&mut self, producer: usize) -> &mut Clients {
        let clients = self.producers[producer].clients.as_mut();
        clients.expect("only clients have requests")
    }

    /// A copy begins `many` requests.
    pub(super) fn begin_requests(&mut self, index: usize, copy: usize, many: u64) {
        let now = self.now;
        self.clients(index).copies[copy].open += many;
        for _ in 0..many {
            let producer = &mut self.producers[index];
            producer.passage.requests += 1;
            let deadline = producer.draw_deadline(now);
            let request = self.clients(index).begin(copy, deadline);
            self.attempt(index, request);
        }
    }

    /// A request goes out as soon as it may.
    fn attempt(&mut self, producer: usize, request: usize) {
        let now = self.now;
        match self.clients(producer).clear(request, now) {
            None => self.end_request(producer, request, false),
            Some(at) if at > now => {
                self.hold_request(producer, request, at, true);
            }
            Some(_) => self.send(producer, request),
        }
    }

    fn hold_request(&mut self, producer: usize, request: usize, until: SimTime, cleared: bool) {
        let timer = self.schedule(until, Event::Client { producer, request });
        let request = &mut self.clients(producer).requests[request];
        request.phase = Phase::Held { cleared };
        request.timer = timer;
    }

    /// Publishes the message of an attempt.
    fn send(&mut self, index: usize, place: usize) {
        let now = self.now;
        let number = self.ledger.published;
        let producer = &mut self.producers[index];
        let queue = producer.settings.to;
        let clients = producer.clients.as_mut().expect("a request of a client");
        let request = &mut clients.requests[place];
        let copy = request.copy as usize;
        let id = self.messages.publish(number, index, copy, now);
        request.origin = request.origin.min(number);
        let noted = self.messages.particulars_mut(id);
        noted.origin = Some(request.origin);
        noted.request = place as u32;
        let message = self.messages.get_mut(id);
        message.deadline = request.deadline;
        request.attempts += 1;
        message.tries = request.attempts;
        request.phase = Phase::Asked(id);
        let stream = &mut clients.copies[copy].timeouts;
        let timeout = clients.timeout.as_ref().map(|it| it.draw(stream));
        producer.mark(&mut self.messages, id);
        let noted = self.messages.particulars_mut(id);
        if let Some(clients) = &mut producer.clients {
            let request = &mut clients.requests[place];
            (noted.key, noted.label) = *request.about.get_or_insert((noted.key, noted.label));
        }
        producer.passage.offered += 1;
        producer.passage.attempts += 1;
        producer.copies[copy].outstanding += 1;
        self.ledger.published += 1;
        let timer = timeout.map_or(Ticket::NONE, |timeout| {
            let (producer, request) = (index, place);
            self.schedule(now + timeout, Event::Client { producer, request })
        });
        self.clients(index).requests[place].timer = timer;
        self.record(id, queue, Step::Published { copy: copy as u32 });
        self.dispatch(id, queue);
    }

    /// The timer of a request ran out.
    pub(super) fn wake_client(&mut self, producer: usize, place: usize) {
        let request = &mut self.clients(producer).requests[place];
        request.timer = Ticket::NONE;
        match request.phase {
            Phase::Asked(_) => self.fail_request(producer, place),
            Phase::Held { cleared: true } => self.send(producer, place),
            Phase::Held { cleared: false } => self.attempt(producer, place),
            Phase::Ended => {}
        }
    }

    /// An attempt failed: nobody waits for its message any more, and the request is tried again or given up.
    fn fail_request(&mut self, producer: usize, place: usize) {
        let now = self.now;
        let clients = self.clients(producer);
        clients.note(place, true, now);
        let phase = clients.requests[place].phase;
        let again = clients.retry_at(place, now);
        if let Phase::Asked(id) = phase
            && id != MessageId::NONE
        {
            let queue = self.messages.get(id).queue as usize;
            self.record(id, queue, Step::Abandoned);
            self.messages.particulars_mut(id).request = super::message::NO_REQUEST;
            self.messages.get_mut(id).abandoned = true;
        }
        match again {
            // By way of the calendar even if at once, so that refusals do not nest.
            Some(at) => self.hold_request(producer, place, at, false),
            None => self.end_request(producer, place, false),
        }
    }

    /// The message of a request's last attempt left the system.
    pub(super) fn tell_client(&mut self, producer: usize, place: u32, end: MessageEnd) {
        let place = place as usize;
        let timer = std::mem::replace(
            &mut self.clients(producer).requests[place].timer,
            Ticket::NONE,
        );
        match end {
            MessageEnd::Done => {
                self.cancel(timer);
                let now = self.now;
                self.clients(producer).note(place, false, now);
                self.end_request(producer, place, true);
            }
            MessageEnd::Refused => {
                self.cancel(timer);
                self.clients(producer).requests[place].phase = Phase::Asked(MessageId::NONE);
                self.fail_request(producer, place);
            }
            // Nobody tells it; without a time-out it would wait for ever.
            MessageEnd::Silent if timer == Ticket::NONE => {
                self.clients(producer).requests[place].phase = Phase::Asked(MessageId::NONE);
                self.fail_request(producer, place);
            }
            MessageEnd::Silent => {
                let request = &mut self.clients(producer).requests[place];
                request.phase = Phase::Asked(MessageId::NONE);
                request.timer = timer;
            }
        }
    }

    fn end_request(&mut self, index: usize, place: usize, done: bool) {
        let producer = &mut self.producers[index];
        producer.passage.given_up += u64::from(!done);
        let clients = self.clients(index);
        let request = &mut clients.requests[place];
        let copy = request.copy as usize;
        request.phase = Phase::Ended;
        request.timer = Ticket::NONE;
        clients.free.push(place as u32);
        clients.copies[copy].open -= 1;
        self.note_answered(index, copy);
        self.note_end();
    }

    /// A copy that waits for its answers publishes again when all are there.
    pub(super) fn note_answered(&mut self, producer: usize, copy: usize) {
        let node = &self.producers[producer];
        if node.is_closed_loop() && !node.awaits(copy) && node.copies[copy].timer == Ticket::NONE {
            self.schedule_publish(producer, copy);
        }
    }

    /// A request that waits for a token of a former rate limit waits for one of the new limit.
    fn queue_anew(&mut self, index: usize, place: usize) {
        let now = self.now;
        let clients = self.clients(index);
        let request = &clients.requests[place];
        if request.phase == (Phase::Held { cleared: true }) {
            let (copy, timer) = (request.copy as usize, request.timer);
            let limiter = clients.copies[copy].limiter.as_mut();
            let until = limiter.map_or(now, |it| it.reserve(now));
            self.hold_request(index, place, until, true);
            self.cancel(timer);
        }
    }

    /// A producer's clients take new settings; without any, those that are there ask no more.
    pub(super) fn change_clients(&mut self, index: usize, new: Option<&settings::Client>) {
        let producer = &mut self.producers[index];
        let copies = producer.copies.len();
        let mut relimited = false;
        match (&mut producer.clients, new) {
            (None, None) => return,
            (Some(clients), new) => {
                relimited = clients.configure(new.cloned().unwrap_or_default());
            }
            (none, Some(new)) => *none = Some(Box::new(Clients::new(new.clone()))),
        }
        let (seed, replication) = (self.seed, self.replication);
        let clients = self.clients(index);
        clients.add_copies(copies, seed, index, replication);
        let held = if relimited { clients.requests.len() } else { 0 };
        for place in 0..held {
            self.queue_anew(index, place);
        }
    }
}
