//! Times of a broker that keeps what it accepts.

/// Times of a broker that may crash, and of its disk; 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StorageSums {
    /// Time counted.
    pub time: u128,
    /// Of it, with the broker down.
    pub down: u128,
    /// Time with a disk.
    pub disk_time: u128,
    /// Of it, while it wrote.
    pub writing: u128,
}

impl StorageSums {
    pub(super) fn since(&self, earlier: &Self) -> Self {
        Self {
            time: self.time.saturating_sub(earlier.time),
            down: self.down.saturating_sub(earlier.down),
            disk_time: self.disk_time.saturating_sub(earlier.disk_time),
            writing: self.writing.saturating_sub(earlier.writing),
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.time += other.time;
        self.down += other.down;
        self.disk_time += other.disk_time;
        self.writing += other.writing;
    }
}
