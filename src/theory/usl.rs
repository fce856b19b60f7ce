//! The universal scalability law (Gunther 2007): throughput against the number of workers when
//! they contend for something shared, such as a lock, and have to agree with each other.

/// The law's parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usl {
    /// Messages / s of one worker.
    pub single: f64,
    /// Contention alpha: the share of the work that only one can do at a time, in [0, 1].
    pub contention: f64,
    /// Coherency beta >= 0: what each pair of workers costs.
    pub coherency: f64,
}

impl Usl {
    /// Messages / s of `workers`, at least 1.
    #[must_use]
    pub fn throughput(&self, workers: f64) -> f64 {
        let others = workers - 1.0;
        let queueing = self.contention * others;
        let agreeing = self.coherency * workers * others;
        self.single * workers / (1.0 + queueing + agreeing)
    }

    /// The number of workers, not rounded, beyond which more of them do less; none without
    /// coherency cost, where more never does.
    #[must_use]
    pub fn peak(&self) -> Option<f64> {
        let positive = self.coherency > 0.0;
        positive.then(|| ((1.0 - self.contention) / self.coherency).sqrt().max(1.0))
    }
}
