//! M/M/c/K: M/M/c with a bound on the ready messages; without slots, Erlang's loss system.

/// An M/M/c/K queue with K = servers + slots, at any load. It is a birth-death process: with `c`
/// busy workers its states weigh 1, with `j` messages ready (lambda / c mu)^j.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mmck {
    arrival_rate: f64,
    lost: f64,
    accepted: f64,
    waiting: f64,
    ready: f64,
}

impl Mmck {
    /// With `arrival_rate` >= 0 in 1/s, `service_mean` > 0 in s, at least one of `servers`, and
    /// `slots` for ready messages.
    #[must_use]
    pub fn new(arrival_rate: f64, service_mean: f64, servers: u32, slots: u64) -> Self {
        let offered = arrival_rate * service_mean;
        let ratio = offered / f64::from(servers);
        let below = weight_below(servers, offered);
        let slot_count = slots as f64;
        // The weights without the full state, of the full state, of those in which a newcomer
        // waits, and the mean of the ready messages times all weights.
        let (accepted, lost, waiting, ready) = if below.is_infinite() {
            (1.0, 0.0, 0.0, 0.0)
        } else if ratio <= 1.0 {
            let powers = Powers::below(slots, ratio);
            let ready = powers.moment + slot_count * powers.next;
            (below + powers.sum, powers.next, powers.sum, ready)
        } else {
            // All weights divided by the full state's, which might be too large a number.
            let down = 1.0 / ratio;
            let powers = Powers::below(slots, down);
            let waiting = down * powers.sum;
            let ready = slot_count * powers.sum - powers.moment;
            (below * powers.next + waiting, 1.0, waiting, ready)
        };
        let all = accepted + lost;
        Self {
            arrival_rate,
            lost: lost / all,
            accepted: accepted / all,
            waiting: waiting / accepted,
            ready: ready / all,
        }
    }

    /// Share of the messages that are refused.
    #[must_use]
    pub const fn loss_probability(&self) -> f64 {
        self.lost
    }

    /// Accepted messages / s.
    #[must_use]
    pub fn throughput(&self) -> f64 {
        self.arrival_rate * self.accepted
    }

    /// Share of the accepted messages that wait.
    #[must_use]
    pub const fn probability_of_waiting(&self) -> f64 {
        self.waiting
    }

    /// Mean of the ready messages.
    #[must_use]
    pub const fn ready_mean(&self) -> f64 {
        self.ready
    }

    /// Mean waiting time of the accepted messages in s; 0 without arrivals.
    #[must_use]
    pub fn waiting_mean(&self) -> f64 {
        if self.ready == 0.0 {
            0.0
        } else {
            self.ready / self.throughput()
        }
    }
}

/// Share of the messages that a system without slots loses, for `offered` >= 0 erlangs (Erlang
/// 1917). Any service time with this mean has the same loss (Sevastyanov 1957).
#[must_use]
pub fn erlang_b(servers: u32, offered: f64) -> f64 {
    1.0 / (1.0 + weight_below(servers, offered))
}

/// What the states with fewer than `servers` busy weigh together, if all busy weighs 1; infinite
/// without load. The usual recursion of Erlang B, turned over: no factorial, nothing cancels.
#[must_use]
pub fn weight_below(servers: u32, offered: f64) -> f64 {
    (1..=servers).fold(0.0, |below, busy| f64::from(busy) / offered * (1.0 + below))
}

/// Sums over the powers of a ratio below some exponent.
#[derive(Clone, Copy)]
struct Powers {
    /// How many.
    count: f64,
    /// The first power left out.
    next: f64,
    /// Sum of r^j.
    sum: f64,
    /// Sum of j r^j.
    moment: f64,
}

impl Powers {
    /// Of `ratio` in [0, 1], for exponents 0 to `count` - 1. By doubling, as the closed forms
    /// cancel near 1.
    fn below(count: u64, ratio: f64) -> Self {
        let none = Self {
            count: 0.0,
            next: 1.0,
            sum: 0.0,
            moment: 0.0,
        };
        let one = Self {
            count: 1.0,
            next: ratio,
            sum: 1.0,
            moment: 0.0,
        };
        let digits = (0..64 - count.leading_zeros()).rev();
        digits.fold(none, |all, digit| {
            let twice = all.then(&all);
            if count >> digit & 1 == 1 {
                twice.then(&one)
            } else {
                twice
            }
        })
    }

    /// These, and `more` after them.
    fn then(&self, more: &Self) -> Self {
        Self {
            count: self.count + more.count,
            next: self.next * more.next,
            sum: self.sum + self.next * more.sum,
            moment: self.moment + self.next * (more.moment + self.count * more.sum),
        }
    }
}
