//! How long messages stayed, by when they left: columns of time, each with a coarse histogram. When the store is
//! full, neighbours in its older half become one: the far past grows coarse, no message is forgotten, and memory
//! stays the same.

use crate::metrics::Histogram;

/// Most columns kept.
const CAPACITY: usize = 320;
const ROWS: usize = Histogram::ROWS;

/// A histogram of durations for each column of time.
#[derive(Clone, Debug, Default)]
pub struct Heat {
    /// When each column starts, s; it ends where the next one starts, the last at `until`.
    starts: Vec<f64>,
    /// The counts of one column after the other.
    counts: Vec<[u64; ROWS]>,
    until: f64,
}

/// A column: what was counted after `from` and not after `to`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column<'a> {
    /// From this instant, s,
    pub from: f64,
    /// to this one.
    pub to: f64,
    /// Counts by [`Histogram::row`].
    pub counts: &'a [u64; ROWS],
}

impl Heat {
    /// No columns.
    pub const NONE: Self = Self {
        starts: Vec::new(),
        counts: Vec::new(),
        until: 0.0,
    };

    /// Takes note of `histogram`, which has counted everything since the start up to `now`; a column is about
    /// `width` seconds wide at first.
    ///
    /// The last column is what was counted less what is in the others, so nothing is lost or counted twice,
    /// whatever happened to the others.
    pub fn note(&mut self, now: f64, width: f64, histogram: &Histogram) {
        // At the same instant again, the last column is only made right.
        let is_wide = |start: &f64| now > self.until && self.until > *start + 0.99 * width;
        if self.starts.last().is_none_or(is_wide) {
            if self.starts.len() == CAPACITY {
                self.thin();
            }
            self.starts.push(self.until);
            self.counts.push([0; ROWS]);
        }
        self.until = now;
        let Some((last, before)) = self.counts.split_last_mut() else {
            return;
        };
        last.fill(0);
        for (mine, all) in last.iter_mut().zip(histogram.rows()) {
            *mine = all;
        }
        for column in before {
            for (mine, theirs) in last.iter_mut().zip(column) {
                *mine -= *theirs;
            }
        }
    }

    fn thin(&mut self) {
        let half = CAPACITY / 2;
        for place in 0..half / 2 {
            self.starts[place] = self.starts[2 * place];
            let next = self.counts[2 * place + 1];
            self.counts[place] = self.counts[2 * place];
            for (mine, theirs) in self.counts[place].iter_mut().zip(next) {
                *mine += theirs;
            }
        }
        self.starts.drain(half / 2..half);
        self.counts.drain(half / 2..half);
    }

    /// Forgets what came after `time`; the next [`note`](Self::note), at this time, makes the last column right.
    pub fn forget_after(&mut self, time: f64) {
        let kept = self.starts.partition_point(|start| *start < time);
        self.starts.truncate(kept);
        self.counts.truncate(kept);
        self.until = time;
    }

    /// The columns in the order of time.
    pub fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        let ends = self.starts.iter().skip(1).chain([&self.until]);
        let spans = self.starts.iter().zip(ends);
        (spans.zip(&self.counts)).map(|((from, to), counts)| Column {
            from: *from,
            to: *to,
            counts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SimDuration;

    fn sums(heat: &Heat) -> Vec<u64> {
        let mut sums = vec![0; ROWS];
        for column in heat.columns() {
            sums.iter_mut()
                .zip(column.counts)
                .for_each(|(sum, it)| *sum += it);
        }
        sums
    }

    /// A second later for each message, which stayed for longer and longer.
    fn lived(histogram: &mut Histogram, heat: &mut Heat, from: u32, to: u32) {
        for second in from..to {
            histogram.record(SimDuration::from_secs(f64::from(second % 97) / 7.0));
            heat.note(f64::from(second + 1), 0.5, histogram);
        }
    }

    #[test]
    fn thinning_keeps_every_count_and_the_room() {
        let (mut histogram, mut heat) = (Histogram::new(), Heat::default());
        lived(&mut histogram, &mut heat, 0, 20_000);
        assert!(heat.starts.len() <= CAPACITY);
        let rows: Vec<u64> = histogram.rows().collect();
        assert_eq!(sums(&heat)[..rows.len()], rows);
        assert_eq!(sums(&heat).iter().sum::<u64>(), 20_000);
        let columns: Vec<Column<'_>> = heat.columns().collect();
        assert_eq!((columns[0].from, heat.until), (0.0, 20_000.0));
        assert!(columns.windows(2).all(|pair| pair[0].to == pair[1].from));
        let widths = |column: &Column<'_>| column.to - column.from;
        assert!(widths(&columns[0]) > 8.0 && widths(&columns[CAPACITY / 2 + 9]) <= 2.0);
        for column in columns {
            let many: u64 = column.counts.iter().sum();
            assert_eq!(many as f64, widths(&column), "one message a second");
        }
    }

    #[test]
    fn another_future_from_the_past_counts_its_own() {
        let (mut histogram, mut heat) = (Histogram::new(), Heat::default());
        lived(&mut histogram, &mut heat, 0, 100);
        let mut then = histogram.clone();
        lived(&mut histogram, &mut heat, 100, 2000);
        heat.forget_after(100.0);
        heat.note(100.0, 0.5, &then);
        assert_eq!(sums(&heat).iter().sum::<u64>(), 100);
        lived(&mut then, &mut heat, 100, 150);
        let rows: Vec<u64> = then.rows().collect();
        assert_eq!(sums(&heat)[..rows.len()], rows);
        assert_eq!(heat.until, 150.0);
    }
}
