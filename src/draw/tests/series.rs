//! Decimation and the placing of labels.

use crate::draw::decimate;
use crate::draw::labels::{Slot, capacity, spread};

/// A small generator, so that the cases are many and always the same.
fn random(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn decimated(samples: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut out = Vec::new();
    decimate(samples.iter().copied(), 0.0, 1.0, |time, value| {
        out.push((time, value))
    });
    out
}

fn column(samples: &[(f64, f64)], column: usize) -> Vec<(f64, f64)> {
    let inside = |s: &&(f64, f64)| s.0.floor() as usize == column && !s.1.is_nan();
    samples.iter().filter(inside).copied().collect()
}

#[test]
fn every_column_keeps_its_first_lowest_highest_and_last_sample() {
    for seed in 1..40 {
        let mut next = random(seed);
        let count = 20_000 / seed as usize;
        let samples: Vec<_> = (0..count)
            .map(|i| (i as f64 * 100.0 / count as f64, next()))
            .collect();
        let out = decimated(&samples);
        assert!(out.is_sorted_by(|a, b| a.0 < b.0));
        for c in 0..100 {
            let (all, kept) = (column(&samples, c), column(&out, c));
            assert!(kept.len() <= 4);
            assert_eq!(all.first(), kept.first());
            assert_eq!(all.last(), kept.last());
            let by = |a: &&(f64, f64), b: &&(f64, f64)| a.1.total_cmp(&b.1);
            assert_eq!(all.iter().min_by(by), kept.iter().min_by(by));
            assert_eq!(all.iter().max_by(by), kept.iter().max_by(by));
        }
    }
}

#[test]
fn a_sparse_series_stays_as_it_is() {
    let samples = [(0.5, 1.0), (2.5, 3.0), (2.6, 2.0), (7.0, 4.0)];
    assert_eq!(decimated(&samples), samples);
}

#[test]
fn gaps_stay_and_are_passed_on_once() {
    let nan = f64::NAN;
    let samples = [
        (0.1, nan),
        (0.2, 1.0),
        (0.8, 2.0),
        (1.5, nan),
        (2.5, nan),
        (3.5, 3.0),
        (3.6, nan),
        (3.7, 1.0),
        (3.8, nan),
        (4.2, 5.0),
        (5.0, f64::INFINITY),
    ];
    let out = decimated(&samples);
    let shown: Vec<_> = out
        .iter()
        .map(|s| {
            if s.1.is_nan() {
                "gap".into()
            } else {
                s.1.to_string()
            }
        })
        .collect();
    assert_eq!(shown, ["1", "2", "gap", "3", "1", "gap", "5", "gap"]);
}

#[test]
fn a_column_of_nothing_but_gaps_and_samples_is_still_short() {
    let samples: Vec<_> = (0..1000)
        .map(|i| {
            (
                f64::from(i) / 1000.0,
                if i % 2 == 0 { f64::NAN } else { f64::from(i) },
            )
        })
        .collect();
    assert!(decimated(&samples).len() <= 6);
}

#[test]
fn labels_keep_their_distance_and_their_order() {
    for seed in 1..400 {
        let mut next = random(seed);
        let count = 1 + (next() * 7.0) as usize;
        let mut slots: Vec<_> = (0..count)
            .map(|i| Slot::new(next() as f32 * 120.0 - 10.0, i))
            .collect();
        spread(&mut slots, 15.0, 0.0, 100.0);
        assert!(slots.is_sorted_by(|a, b| a.want <= b.want));
        assert!(slots.iter().all(|s| s.at >= -1e-3 && s.at <= 100.001));
        assert!(
            slots.windows(2).all(|two| two[1].at - two[0].at >= 14.99),
            "{slots:?}"
        );
    }
}

#[test]
fn labels_with_room_stay_and_neighbours_part_evenly() {
    let mut slots = [Slot::new(50.0, 0), Slot::new(10.0, 1), Slot::new(51.0, 2)];
    spread(&mut slots, 15.0, 0.0, 100.0);
    assert_eq!(
        slots.map(|s| (s.owner, s.at)),
        [(1, 10.0), (0, 43.0), (2, 58.0)]
    );
}

#[test]
fn too_many_labels_share_the_room() {
    assert_eq!(capacity(15.0, 0.0, 30.0), 3);
    assert_eq!(capacity(15.0, 30.0, 0.0), 0);
    let mut slots = [5.0, 5.0, 5.0, 5.0].map(|want| Slot::new(want, 0));
    spread(&mut slots, 15.0, 0.0, 30.0);
    assert_eq!(slots.map(|s| s.at), [0.0, 10.0, 20.0, 30.0]);
    spread(&mut [], 15.0, 0.0, 30.0);
}
