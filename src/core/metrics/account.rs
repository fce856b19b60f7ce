//! What became of deliveries that went wrong: the account of messages done twice, recognised, or out of order.

/// Counts of one place. They stay 0 where nothing can go wrong so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Deliveries that had a time for it.
    pub timed: u64,
    /// Of them, those that took too long.
    pub lapsed: u64,
    /// Messages settled while the account was kept.
    pub settled: u64,
    /// Of them, those settled after a later one of the same producer copy.
    pub disordered: u64,
    /// Services finished of messages that had been finished before.
    pub duplicates: u64,
    /// Messages recognised as finished before.
    pub recognised: u64,
}

impl Account {
    /// Adds what happened elsewhere.
    pub const fn merge(&mut self, other: &Self) {
        self.timed += other.timed;
        self.lapsed += other.lapsed;
        self.settled += other.settled;
        self.disordered += other.disordered;
        self.duplicates += other.duplicates;
        self.recognised += other.recognised;
    }

    /// What happened after `earlier`, a former state of the same place.
    #[must_use]
    pub const fn since(&self, earlier: &Self) -> Self {
        Self {
            timed: self.timed - earlier.timed,
            lapsed: self.lapsed - earlier.lapsed,
            settled: self.settled - earlier.settled,
            disordered: self.disordered - earlier.disordered,
            duplicates: self.duplicates - earlier.duplicates,
            recognised: self.recognised - earlier.recognised,
        }
    }
}

/// A figure of the account, as a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Of the deliveries that had a time for it, those that took too long.
    Lapsed,
    /// Services of messages finished before, for each message settled.
    Duplicate,
    /// Messages recognised as finished before, for each message settled.
    Recognised,
    /// Of the messages settled, those after a later one of the same producer copy.
    OutOfOrder,
}

impl Share {
    /// The name it has in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lapsed => "lapsed_fraction",
            Self::Duplicate => "duplicate_fraction",
            Self::Recognised => "recognised_fraction",
            Self::OutOfOrder => "out_of_order_fraction",
        }
    }

    /// Numerator and denominator; of nothing where no account is kept.
    pub(super) const fn parts(self, account: &Account) -> (f64, f64) {
        let (part, whole) = match self {
            Self::Lapsed => (account.lapsed, account.timed),
            Self::Duplicate => (account.duplicates, account.settled),
            Self::Recognised => (account.recognised, account.settled),
            Self::OutOfOrder => (account.disordered, account.settled),
        };
        (part as f64, whole as f64)
    }
}
