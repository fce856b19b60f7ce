//! The samples of the time that is shown as comma-separated values, as they were kept.

use super::axis;
use crate::app::Lab;
use crate::session::Sample;
use std::fmt::Write;

type Column = (&'static str, fn(&Sample) -> f64);

/// What is written of a sample, with its unit. Counts are since the start of the run; headers are for programs,
/// the same in every language.
const COLUMNS: [Column; 13] = [
    ("time (s)", |it| it.time),
    ("offered (messages)", |it| it.offered as f64),
    ("finished (messages)", |it| it.finished as f64),
    ("refused (messages)", |it| it.refused as f64),
    ("good (messages)", |it| it.good as f64),
    ("ready (messages)", |it| it.ready as f64),
    ("in flight (messages)", |it| it.in_flight as f64),
    ("at the lock (messages)", |it| it.at_lock as f64),
    ("sojourn p50 of late (s)", |it| it.p50),
    ("sojourn p99 of late (s)", |it| it.p99),
    ("age of the oldest ready message (s)", |it| it.oldest),
    ("busy (worker s)", |it| it.busy),
    ("capacity (worker s)", |it| it.capacity),
];

/// Every sample kept of the time that is shown, to the last digit; what is not known is left empty.
#[must_use]
pub fn samples(lab: &Lab) -> String {
    let names = COLUMNS.map(|(name, _)| name);
    let mut csv = names.join(",");
    csv.push('\n');
    let axis = axis(lab);
    let samples = lab.live().series().all().iter();
    for sample in samples.filter(|sample| axis.contains(sample.time)) {
        for (place, (_, figure)) in COLUMNS.iter().enumerate() {
            let comma = if place > 0 { "," } else { "" };
            let value = figure(sample);
            // Writing to a String cannot fail.
            let _ = if value.is_nan() {
                write!(csv, "{comma}")
            } else {
                write!(csv, "{comma}{value}")
            };
        }
        csv.push('\n');
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Action;
    use crate::app::charts::Move;
    use crate::draw::TimeAxis;

    #[test]
    fn every_sample_shown_is_there_to_the_last_digit() {
        let mut lab = Lab::open("work-queue");
        lab.show_at(40.0, || true);
        let (from, to) = (10.0, 25.0);
        lab.act(Action::Window(Move::To(TimeAxis { from, to })));
        let csv = samples(&lab);
        let mut rows = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
        assert_eq!(rows.next(), Some(COLUMNS.map(|(name, _)| name).to_vec()));
        let axis = axis(&lab);
        let all = lab.live().series().all().iter();
        let shown: Vec<&Sample> = all.filter(|it| axis.contains(it.time)).collect();
        assert!(
            shown.len() > 100 && shown[0].time >= 10.0,
            "{}",
            shown.len()
        );
        let written: Vec<Vec<&str>> = rows.collect();
        assert_eq!(written.len(), shown.len());
        for (row, sample) in written.iter().zip(shown) {
            for (text, (name, figure)) in row.iter().zip(&COLUMNS) {
                let value = text.parse().unwrap_or(f64::NAN);
                let same = value == figure(sample) || value.is_nan() && figure(sample).is_nan();
                assert!(same, "{name}: {text}");
            }
        }
    }
}
