//! Ticks, scales and formatters.

use std::collections::HashSet;

use crate::draw::decimal::Decimal;
use crate::draw::scale::nice_duration;
use crate::draw::{
    Clock, Count, Duration, Format, Number, Percent, Rate, Scale, Ticks, TimeTicks, YRange,
    nice_ceiling,
};

const NAN: f64 = f64::NAN;
const INF: f64 = f64::INFINITY;

/// Intervals of every size at places of every kind.
fn intervals() -> impl Iterator<Item = (f64, f64)> {
    let spans = (-60..=90).flat_map(|tenth| {
        let decade = 10_f64.powf(f64::from(tenth) / 10.0);
        [1.0, 1.37, 2.71, 4.999_999].map(|factor| decade * factor)
    });
    spans.flat_map(|span| {
        [0.0, -0.5, 0.123, 17.77, -4096.9].map(|at| (at * span, (at + 1.0) * span))
    })
}

#[test]
fn value_ticks_are_few_inside_and_labelled_exactly() {
    for (from, to) in intervals() {
        let ticks = Ticks::new(from, to, 8);
        assert!(
            (3..=8).contains(&ticks.len()),
            "{from} to {to}: {}",
            ticks.len()
        );
        let mut seen = HashSet::new();
        let mut before = f64::NEG_INFINITY;
        let hair = (to - from) * 1e-6;
        for tick in ticks.iter() {
            assert!(tick.value >= from - hair && tick.value <= to + hair);
            assert!(tick.value > before);
            before = tick.value;
            let label = tick.to_string();
            let read: f64 = label.replace(',', "").replace('−', "-").parse().unwrap();
            assert_eq!(read, tick.value, "{label}");
            assert!(seen.insert(label), "a label twice in {from} to {to}");
            assert!(seen.insert(format!("compact {}", tick.compact())));
        }
    }
}

#[test]
fn time_ticks_are_few_and_inside_and_carry_one_unit() {
    for (from, to) in intervals() {
        let ticks = TimeTicks::new(from, to, 8);
        assert!(
            (3..=8).contains(&ticks.len()),
            "{from} to {to}: {}",
            ticks.len()
        );
        let labels: Vec<_> = ticks.iter().map(|tick| tick.to_string()).collect();
        let unique: HashSet<_> = labels.iter().collect();
        assert_eq!(unique.len(), labels.len(), "{labels:?}");
        let units: HashSet<_> = labels
            .iter()
            .map(|l| l.rsplit(' ').next().unwrap().to_owned())
            .collect();
        assert!(
            units.len() == 1 || labels.iter().all(|l| l.contains(':')),
            "{labels:?}"
        );
        let hair = (to - from) * 1e-6;
        assert!(
            ticks
                .iter()
                .all(|t| t.time >= from - hair && t.time <= to + hair)
        );
    }
}

fn time_labels(from: f64, to: f64) -> String {
    TimeTicks::new(from, to, 8)
        .iter()
        .map(|t| t.to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

#[test]
fn time_ticks_use_human_steps() {
    assert_eq!(
        time_labels(0.0, 60.0),
        "0 s, 10 s, 20 s, 30 s, 40 s, 50 s, 60 s"
    );
    assert_eq!(
        time_labels(0.0, 100.0),
        "0 s, 15 s, 30 s, 45 s, 60 s, 75 s, 90 s"
    );
    assert_eq!(
        time_labels(0.0, 600.0),
        "0 min, 2 min, 4 min, 6 min, 8 min, 10 min"
    );
    assert_eq!(time_labels(0.0, 86_400.0), "0 h, 6 h, 12 h, 18 h, 24 h");
    assert_eq!(
        time_labels(0.0, 0.03),
        "0 ms, 5 ms, 10 ms, 15 ms, 20 ms, 25 ms, 30 ms"
    );
    assert_eq!(
        time_labels(2.0, 2.3),
        "2 s, 2.05 s, 2.1 s, 2.15 s, 2.2 s, 2.25 s, 2.3 s"
    );
    assert_eq!(
        time_labels(3600.0, 3640.0),
        "1:00:00, 1:00:10, 1:00:20, 1:00:30, 1:00:40"
    );
    assert_eq!(time_labels(0.0, 864_000.0), "0 d, 2 d, 4 d, 6 d, 8 d, 10 d");
}

#[test]
fn a_reading_has_a_digit_more_than_its_axis() {
    let reading = |from, to, t| TimeTicks::new(from, to, 8).reading(t).to_string();
    assert_eq!(reading(0.0, 60.0, 43.21), "43.2 s");
    assert_eq!(reading(0.0, 0.03, 0.0213), "21.3 ms");
    assert_eq!(reading(0.0, 600.0, 123.4), "02:03");
    assert_eq!(reading(3600.0, 3640.0, 3612.34), "1:00:12.3");
    assert_eq!(reading(0.0, 60.0, NAN), "–");
}

#[test]
fn value_ticks_have_just_the_needed_digits() {
    let labels = |from, to, most| {
        Ticks::new(from, to, most)
            .iter()
            .map(|t| t.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(labels(0.0, 1.0, 5), ["0", "0.5", "1"]);
    assert_eq!(
        labels(0.0, 0.6, 8),
        ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6"]
    );
    assert_eq!(labels(0.0, 15_000.0, 5), ["0", "5,000", "10,000", "15,000"]);
    assert_eq!(labels(-1.0, 1.0, 5), ["−1", "−0.5", "0", "0.5", "1"]);
    let compact: Vec<_> = Ticks::new(0.0, 15_000.0, 8)
        .iter()
        .map(|t| t.compact().to_string())
        .collect();
    assert_eq!(compact, ["0", "2k", "4k", "6k", "8k", "10k", "12k", "14k"]);
    for (from, to) in [
        (0.0, 0.0),
        (1.0, 0.0),
        (NAN, 1.0),
        (0.0, INF),
        (1e15, 1e15 + 1.0),
    ] {
        assert!(Ticks::new(from, to, 8).is_empty());
        assert!(TimeTicks::new(from, to, 8).is_empty());
    }
}

#[test]
fn a_scale_can_be_read_backwards() {
    for (from, to) in intervals() {
        let scale = Scale::linear(from, to, 700.0, 52.5);
        for pixel in [52.5, 100.0, 333.3, 700.0] {
            assert!((scale.at(scale.value(pixel)) - pixel).abs() < 0.01);
        }
    }
    assert_eq!(Scale::linear(3.0, 3.0, 10.0, 20.0).at(3.0), 10.0);
    assert_eq!(Scale::linear(3.0, 4.0, 10.0, 10.0).value(99.0), 3.0);
}

#[test]
fn ceilings_are_nice_and_near() {
    for (_, value) in intervals().filter(|(_, to)| *to > 0.0) {
        let nice = nice_ceiling(value);
        assert!(nice >= value && nice <= value * 1.5001, "{value}: {nice}");
        let nice = nice_duration(value);
        assert!(nice >= value && nice <= value * 1.5001, "{value} s: {nice}");
    }
    assert_eq!(nice_ceiling(9.6), 10.0);
    assert_eq!(nice_ceiling(0.3), 0.3);
    assert_eq!(nice_ceiling(0.0), 1.0);
    assert_eq!(nice_ceiling(NAN), 1.0);
    assert_eq!(nice_duration(75.0), 90.0);
    assert_eq!(nice_duration(5000.0), 5400.0);
}

#[test]
fn a_value_axis_grows_at_once_and_shrinks_late() {
    let mut range = YRange::default();
    let mut fit = |highest| range.fit(0.0, highest, None, Format::Number);
    assert_eq!(fit(None), 1.0);
    assert_eq!(fit(Some(7.0)), 8.0);
    assert_eq!(fit(Some(8.1)), 10.0);
    assert_eq!(fit(Some(4.1)), 10.0);
    assert_eq!(fit(Some(3.9)), 6.0);
    assert_eq!(fit(Some(4.5)), 6.0);
    assert_eq!(fit(None), 6.0);
    let mut share = YRange::default();
    assert_eq!(share.fit(0.0, Some(0.2), Some(1.0), Format::Percent), 1.0);
    assert_eq!(share.fit(0.0, Some(1.2), Some(1.0), Format::Percent), 1.5);
}

fn all<T: std::fmt::Display>(make: impl Fn(f64) -> T, cases: &[(f64, &str)]) {
    for &(value, text) in cases {
        assert_eq!(make(value).to_string(), text, "{value}");
    }
}

#[test]
fn durations_fit_their_unit() {
    let cases = [
        (0.0, "0 s"),
        (0.31, "0.31 s"),
        (0.012, "12 ms"),
        (192.0, "3.2 min"),
        (850e-6, "850 µs"),
        (3e-9, "3.0 ns"),
        (0.0999, "0.10 s"),
        (0.0994, "99 ms"),
        (0.99, "0.99 s"),
        (0.9999, "1.0 s"),
        (9.96, "10 s"),
        (60.0, "60 s"),
        (99.6, "1.7 min"),
        (0.000_999_9, "1.0 ms"),
        (7200.0, "2.0 h"),
        (864_000.0, "10 d"),
        (-0.31, "−0.31 s"),
        (NAN, "–"),
        (INF, "∞"),
        (-INF, "−∞"),
    ];
    all(Duration, &cases);
}

#[test]
fn numbers_show_what_matters() {
    all(
        Number,
        &[
            (0.0, "0"),
            (-0.0, "0"),
            (9.5, "9.5"),
            (3.0, "3.0"),
            (0.95, "0.95"),
            (0.996, "1.0"),
            (0.0032, "0.0032"),
            (12.34, "12.3"),
            (99.96, "100"),
            (940.4, "940"),
            (1240.0, "1,240"),
            (99_999.4, "99,999"),
            (123_600.0, "124k"),
            (1.2e6, "1.2M"),
            (999_999.0, "1M"),
            (2e-6, "2.0e-6"),
            (1e18, "1.00e18"),
            (-9.5, "−9.5"),
            (NAN, "–"),
            (INF, "∞"),
        ],
    );
    all(
        Count,
        &[
            (0.0, "0"),
            (3.0, "3"),
            (12_000.0, "12,000"),
            (9.4, "9.4"),
            (-4.0, "−4"),
            (250_000.0, "250k"),
            (NAN, "–"),
            (INF, "∞"),
        ],
    );
    all(Rate, &[(9.51, "9.5 / s"), (0.0, "0 / s"), (NAN, "–")]);
    all(
        Percent,
        &[
            (0.0, "0 %"),
            (0.8, "80 %"),
            (0.009, "0.9 %"),
            (0.0004, "0.04 %"),
            (1e-6, "<0.01 %"),
            (1.0, "100 %"),
            (0.999_999, "99.99 %"),
            (0.9951, "99.51 %"),
            (1.25, "125 %"),
            (-0.1, "−10 %"),
            (NAN, "–"),
        ],
    );
}

#[test]
fn clocks_cut_rather_than_round() {
    all(
        Clock::new,
        &[
            (0.0, "00:00.0"),
            (58.4, "00:58.4"),
            (58.49, "00:58.4"),
            (59.999, "00:59.9"),
            (3599.99, "59:59.9"),
            (3723.0, "1:02:03"),
            (183_845.0, "2 d 03:04:05"),
            (-1.0, "−00:01.0"),
            (NAN, "–"),
            (INF, "∞"),
        ],
    );
    assert_eq!(Clock::new(0.29).decimals(2).to_string(), "00:00.29");
    assert_eq!(Clock::new(75.9).decimals(0).to_string(), "01:15");
}

#[test]
fn decimals_are_exact() {
    assert_eq!(Decimal::new(3, -1).to_string(), "0.3");
    assert_eq!(Decimal::new(3, -1).value(), 0.3);
    assert_eq!(
        Decimal::new(-12_000_500, -3).trimmed().to_string(),
        "−12,000.5"
    );
    assert_eq!(Decimal::new(5, 6).to_string(), "5,000,000");
    assert_eq!(Decimal::significant(9.96, 2).to_string(), "10");
    assert_eq!(Decimal::significant(0.0996, 2).to_string(), "0.10");
}

#[test]
fn counted_things_are_marked_at_whole_numbers() {
    for (to, expected) in [
        (1.0, vec![0.0, 1.0]),
        (3.0, vec![0.0, 1.0, 2.0, 3.0]),
        (20.0, vec![0.0, 5.0, 10.0, 15.0, 20.0]),
    ] {
        let found: Vec<f64> = Ticks::whole(0.0, to, 6)
            .iter()
            .map(|tick| tick.value)
            .collect();
        assert_eq!(found, expected);
    }
}
