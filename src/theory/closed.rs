//! M/M/c//N: a closed loop of clients that think, send, and wait for the answer. Also known as
//! the machine-repair model.

/// A closed loop in its steady state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closed {
    clients: f64,
    service_mean: f64,
    servers: u32,
    ready: f64,
    busy: f64,
    waits: f64,
}

impl Closed {
    /// With at least one of `clients`, who think for `think_mean` >= 0 s on average, and at least
    /// one of `servers`, whose services are exponential with `service_mean` > 0 in s. The
    /// distribution of the thinking does not matter (Baskett, Chandy, Muntz and Palacios 1975).
    #[must_use]
    pub fn new(clients: u32, think_mean: f64, service_mean: f64, servers: u32) -> Self {
        let now = Sums::over(clients, think_mean, service_mean, servers);
        // A message that comes finds the loop as if its client were not there (Sevcik and Mitrani
        // 1981; Lavenberg and Reiser 1980).
        let found = Sums::over(clients - 1, think_mean, service_mean, servers);
        Self {
            clients: f64::from(clients),
            service_mean,
            servers,
            ready: now.ready / now.all,
            busy: now.busy / now.all,
            waits: found.full / found.all,
        }
    }

    /// Messages done / s.
    #[must_use]
    pub fn throughput(&self) -> f64 {
        self.busy / self.service_mean
    }

    /// Share of their time that the workers work.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        self.busy / f64::from(self.servers)
    }

    /// Share of the messages that wait.
    #[must_use]
    pub const fn probability_of_waiting(&self) -> f64 {
        self.waits
    }

    /// Mean waiting time in s.
    #[must_use]
    pub fn waiting_mean(&self) -> f64 {
        self.ready / self.throughput()
    }

    /// Mean of the clients who think.
    #[must_use]
    pub fn thinking_mean(&self) -> f64 {
        self.clients - self.ready - self.busy
    }
}

/// Sums over the states by their weights, where n messages present weigh as much as n - 1 times
/// the rate up over the rate down; all scaled alike.
struct Sums {
    all: f64,
    busy: f64,
    ready: f64,
    /// Of the states without an idle worker.
    full: f64,
}

impl Sums {
    fn over(clients: u32, think_mean: f64, service_mean: f64, servers: u32) -> Self {
        let mut sums = Self {
            all: 0.0,
            busy: 0.0,
            ready: 0.0,
            full: 0.0,
        };
        // From all messages present downwards, so that no thinking at all is no special case.
        let mut weight = 1.0;
        for present in (0..=clients).rev() {
            let busy = present.min(servers);
            sums.all += weight;
            sums.busy += weight * f64::from(busy);
            sums.ready += weight * f64::from(present - busy);
            sums.full += if present >= servers { weight } else { 0.0 };
            let thinking = f64::from(clients - present + 1);
            weight *= f64::from(busy) / service_mean * think_mean / thinking;
            if weight > 1e200 {
                for part in [
                    &mut sums.all,
                    &mut sums.busy,
                    &mut sums.ready,
                    &mut sums.full,
                ] {
                    *part *= 1e-200;
                }
                weight *= 1e-200;
            }
        }
        sums
    }
}
