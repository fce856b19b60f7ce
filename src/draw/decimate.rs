//! A long series in few points: the first, the lowest, the highest and the last sample of each pixel column, which
//! is all that a line through every sample would show.

/// Takes samples in order of time and passes on at most four of each column. `NaN` is a gap.
///
/// A gap that begins and ends inside one column is not seen: it is narrower than a pixel.
#[derive(Clone, Copy, Debug)]
pub struct Decimator {
    from: f64,
    columns_per_second: f64,
    column: i64,
    bucket: Option<Bucket>,
    /// Nothing has been passed on since the last gap.
    in_gap: bool,
}

#[derive(Clone, Copy, Debug)]
struct Sample {
    index: u64,
    time: f64,
    value: f64,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    first: Sample,
    low: Sample,
    high: Sample,
    last: Sample,
    ends_in_gap: bool,
}

impl Decimator {
    /// Columns start at `from` and are `width` wide, in seconds.
    #[must_use]
    pub fn new(from: f64, width: f64) -> Self {
        Self {
            from,
            columns_per_second: 1.0 / width,
            column: 0,
            bucket: None,
            in_gap: true,
        }
    }

    /// Takes a sample; passes on the column before it if it starts a new one.
    pub fn push(&mut self, time: f64, value: f64, emit: &mut impl FnMut(f64, f64)) {
        let column = ((time - self.from) * self.columns_per_second).floor() as i64;
        if column != self.column {
            self.finish(emit);
            self.column = column;
        }
        if !value.is_finite() {
            match &mut self.bucket {
                Some(bucket) => bucket.ends_in_gap = true,
                None => self.gap(time, emit),
            }
            return;
        }
        match &mut self.bucket {
            None => {
                let sample = Sample {
                    index: 0,
                    time,
                    value,
                };
                self.bucket = Some(Bucket {
                    first: sample,
                    low: sample,
                    high: sample,
                    last: sample,
                    ends_in_gap: false,
                });
            }
            Some(bucket) => {
                let sample = Sample {
                    index: bucket.last.index + 1,
                    time,
                    value,
                };
                if value < bucket.low.value {
                    bucket.low = sample;
                }
                if value > bucket.high.value {
                    bucket.high = sample;
                }
                bucket.last = sample;
                bucket.ends_in_gap = false;
            }
        }
    }

    /// Passes on what is left.
    pub fn finish(&mut self, emit: &mut impl FnMut(f64, f64)) {
        let Some(Bucket {
            first,
            low,
            high,
            last,
            ends_in_gap,
        }) = self.bucket.take()
        else {
            return;
        };
        let (early, late) = if low.index < high.index {
            (low, high)
        } else {
            (high, low)
        };
        let mut after = None;
        for sample in [first, early, late, last] {
            if after < Some(sample.index) {
                emit(sample.time, sample.value);
                after = Some(sample.index);
            }
        }
        self.in_gap = false;
        if ends_in_gap {
            self.gap(last.time, emit);
        }
    }

    /// Passes on one `NaN` for each gap, and none before the first sample.
    fn gap(&mut self, time: f64, emit: &mut impl FnMut(f64, f64)) {
        if !self.in_gap {
            emit(time, f64::NAN);
            self.in_gap = true;
        }
    }
}

/// Passes on at most four samples of each column of a series, in order, and one `NaN` for each gap.
pub fn decimate(
    samples: impl IntoIterator<Item = (f64, f64)>,
    from: f64,
    column_width: f64,
    mut emit: impl FnMut(f64, f64),
) {
    let mut decimator = Decimator::new(from, column_width);
    for (time, value) in samples {
        decimator.push(time, value, &mut emit);
    }
    decimator.finish(&mut emit);
}
