use super::*;
use proptest::prelude::*;

/// What the calendar must behave like: all events, sorted.
#[derive(Default)]
struct Oracle(Vec<(SimTime, Ticket, u64)>);

impl Oracle {
    fn schedule(&mut self, time: SimTime, ticket: Ticket, event: u64) {
        let place = self
            .0
            .partition_point(|other| *other < (time, ticket, event));
        self.0.insert(place, (time, ticket, event));
    }

    fn pop_until(&mut self, until: SimTime) -> Option<(SimTime, Ticket, u64)> {
        let due = self.0.first().is_some_and(|first| first.0 <= until);
        due.then(|| self.0.remove(0))
    }
}

/// What is done to a calendar. Delays count from the event taken last.
#[derive(Clone, Debug)]
enum Move {
    Schedule(Vec<u64>),
    /// Scheduled at these instants, which may have passed.
    At(Vec<u64>),
    Pop(usize),
    /// Takes what is due so long after the event taken last.
    PopUntil(u64),
    /// Keeps the events whose ticket leaves such a remainder by 3.
    Retain(u64),
}

fn delay() -> BoxedStrategy<u64> {
    prop_oneof![
        3 => Just(0_u64),
        4 => 0..50_u64,
        6 => 0..5_000_000_000_u64,
        2 => prop::sample::select(vec![63, 64, 65, 4095, 4096, 1 << 30, 1 << 60]),
        1 => any::<u64>(),
        1 => Just(u64::MAX),
    ]
    .boxed()
}

/// Many delays of one kind, as of one source of events.
fn delays() -> BoxedStrategy<Vec<u64>> {
    let range = prop::sample::select(vec![1_u64, 3, 1000, 1 << 24, 1 << 40, u64::MAX]);
    let alike =
        (range, 0..400_usize).prop_flat_map(|(range, many)| prop::collection::vec(0..range, many));
    prop_oneof![alike, prop::collection::vec(delay(), 0..80)].boxed()
}

fn a_move() -> BoxedStrategy<Move> {
    prop_oneof![
        6 => delays().prop_map(Move::Schedule),
        1 => delays().prop_map(Move::At),
        5 => (0..300_usize).prop_map(Move::Pop),
        3 => delay().prop_map(Move::PopUntil),
        1 => (0..3_u64).prop_map(Move::Retain),
    ]
    .boxed()
}

/// A calendar and its oracle, which are compared at every step.
#[derive(Default)]
struct Pair {
    calendar: Calendar<u64>,
    oracle: Oracle,
    now: SimTime,
}

impl Pair {
    fn schedule(&mut self, time: SimTime) {
        let event = time.nanos() ^ 0x5555;
        let ticket = self.calendar.schedule(time, event);
        self.oracle.schedule(time, ticket, event);
        self.check();
    }

    fn pop_until(&mut self, until: SimTime) -> bool {
        let found = self.calendar.pop_until(until);
        assert_eq!(found, self.oracle.pop_until(until));
        self.check();
        if let Some((time, ..)) = found {
            self.now = time;
        }
        found.is_some()
    }

    fn check(&self) {
        assert_eq!(self.calendar.len(), self.oracle.0.len());
        assert_eq!(self.calendar.is_empty(), self.oracle.0.is_empty());
        assert_eq!(self.calendar.peek(), self.oracle.0.first().copied());
        let next = self.oracle.0.first().map(|first| first.0);
        assert_eq!(self.calendar.next_time(), next);
    }

    fn make(&mut self, a_move: Move) {
        let after = |now: SimTime, delay: u64| now + crate::engine::SimDuration::from_nanos(delay);
        match a_move {
            Move::Schedule(delays) => {
                for delay in delays {
                    self.schedule(after(self.now, delay));
                }
            }
            Move::At(times) => {
                for time in times {
                    self.schedule(SimTime::from_nanos(time));
                }
            }
            Move::Pop(many) => {
                for _ in 0..many {
                    self.pop_until(SimTime::MAX);
                }
            }
            Move::PopUntil(delay) => {
                let until = after(self.now, delay);
                while self.pop_until(until) {}
                self.now = until;
            }
            Move::Retain(rest) => {
                self.calendar.retain(|ticket, event| {
                    assert!(
                        self.oracle
                            .0
                            .iter()
                            .any(|other| (other.1, other.2) == (ticket, *event))
                    );
                    ticket.ordinal() % 3 != rest
                });
                self.oracle.0.retain(|other| other.1.ordinal() % 3 != rest);
                self.check();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn events_come_out_by_time_and_then_in_the_order_scheduled(
        moves in prop::collection::vec(a_move(), 1..25),
    ) {
        let mut pair = Pair::default();
        for a_move in moves {
            pair.make(a_move);
        }
        while pair.pop_until(SimTime::MAX) {}
        prop_assert!(pair.calendar.is_empty());
    }
}

#[test]
fn an_event_after_the_limit_stays() {
    let mut calendar = Calendar::new();
    let ticket = calendar.schedule(SimTime::from_nanos(5), 'x');
    assert_eq!(calendar.pop_until(SimTime::from_nanos(4)), None);
    assert_eq!(
        calendar.pop_until(SimTime::from_nanos(5)),
        Some((SimTime::from_nanos(5), ticket, 'x'))
    );
}

#[test]
fn an_event_may_be_scheduled_before_the_instant_that_was_looked_up_to() {
    let mut calendar = Calendar::new();
    for event in 0..1000 {
        calendar.schedule(SimTime::from_nanos((1 << 30) + (1 << 20) + event), event);
    }
    assert_eq!(calendar.pop_until(SimTime::from_nanos((1 << 30) + 5)), None);
    calendar.schedule(SimTime::from_nanos(7), 2000);
    let (time, _, event) = calendar.pop_until(SimTime::MAX).expect("never empty");
    assert_eq!((time, event), (SimTime::from_nanos(7), 2000));
}

#[test]
fn tickets_grow_and_survive_what_is_dropped() {
    let mut calendar = Calendar::new();
    let tickets: Vec<Ticket> = (0..200)
        .map(|event| calendar.schedule(SimTime::from_nanos(7), event))
        .collect();
    assert!(tickets.is_sorted_by(|one, other| one < other));
    calendar.retain(|_, event| *event >= 199);
    assert_eq!(calendar.len(), 1);
    let last = calendar.schedule(SimTime::from_nanos(7), 200);
    assert!(last > tickets[199]);
    let found = std::iter::from_fn(|| calendar.pop_until(SimTime::MAX));
    let found: Vec<Ticket> = found.map(|event| event.1).collect();
    assert_eq!(found, [tickets[199], last]);
}

/// Takes and schedules `many` times, `delay` after what is taken; true if that is quickly done.
/// Steps are counted, not time: a structure that looks at all events each time would take minutes.
fn hold(pending: u64, many: u64, mut delay: impl FnMut(u64) -> u64) {
    let mut calendar = Calendar::new();
    for event in 0..pending {
        calendar.schedule(SimTime::from_nanos(delay(event)), event);
    }
    let mut before = (SimTime::ZERO, None);
    for step in 0..many {
        let (time, ticket, event) = calendar.pop_until(SimTime::MAX).expect("never empty");
        assert!(before < (time, Some(ticket)));
        before = (time, Some(ticket));
        let length = crate::engine::SimDuration::from_nanos(delay(step));
        calendar.schedule(time + length, event);
    }
    assert_eq!(calendar.len() as u64, pending);
}

#[test]
fn no_distribution_of_times_is_slow() {
    // Quadratic, each would be 10^11 steps.
    let (pending, many) = (100_000, 1_000_000);
    hold(pending, many, |_| 0);
    hold(pending, many, |step| u64::from(step % 2 == 0));
    hold(pending, many, |step| step % 64 * 1_000_000_000);
    hold(pending, many, |step| {
        if step % 1000 == 0 { 1 << 55 } else { step % 7 }
    });
    hold(pending, many, |step| 1 << (step % 50));
    hold(pending, many, |step| {
        step.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 30
    });
}
