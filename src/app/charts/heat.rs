//! How many messages stayed how long, by when they left.

use super::kind::Kind;
use super::past::{Past, Put};
use crate::draw::{Cell, Clock, Count, Duration, Format, Ink, Line, Panel, TimeAxis};
use crate::metrics::Histogram;
use crate::session::{Heat, Live};
use crate::words::{Language, Say, both, say};

/// The least width of a column, px: one that is seen.
const LEAST: f64 = 5.0;

/// Hands over the panel, with its `cells` in a buffer that is used again.
pub fn add(put: Put<'_>, past: Past<'_>, cells: &mut Vec<Cell>, width: f32) {
    cells.clear();
    let least = (past.axis.to - past.axis.from) * LEAST / f64::from(width.max(1.0));
    read(past.live.heat(), past.axis, least, &mut |cell| {
        cells.push(cell)
    });
    let p99 = past.level(|sample| sample.p99);
    let p50 = past.level(|sample| sample.p50);
    let lines = [
        Line::new("p99", Ink::B, &p99).dashed(),
        Line::new("p50", Ink::Text, &p50),
    ];
    let unit = both("sojourn time", "逗留时间");
    put(&Panel {
        log: true,
        cells,
        ..Panel::new(
            past.word(Kind::Heat.name()),
            past.word(unit),
            Format::Duration,
            &lines,
        )
    });
}

/// What the map shows at `time` seconds, for who cannot see it; none before the first message left.
#[must_use]
pub fn words(live: &Live, time: f64, language: Language) -> Option<String> {
    let columns = live.heat().columns();
    let column = columns.take_while(|column| column.from < time).last()?;
    let many: u64 = column.counts.iter().sum();
    let rows = column.counts.iter().enumerate();
    let (row, most) = rows.max_by_key(|(_, count)| **count)?;
    let (low, high) = Histogram::row(row);
    if many == 0 {
        return None;
    }
    let said = say!(
        "Heat map: {many} left from {from} to {to}, most often after {low} to {high}: {most}.",
        "热图：{from} 至 {to} 有 {many} 条离开，最常见的是 {low} 至 {high}：{most} 条。";
        many = Count(many as f64),
        most = Count(*most as f64),
        from = Clock::new(column.from),
        to = Clock::new(column.to),
        low = Duration(low),
        high = Duration(high)
    );
    Some(said.string(language))
}

/// Hands over what is visible of `heat`, in columns of at least `least` seconds; narrower neighbours become one.
fn read(heat: &Heat, axis: TimeAxis, least: f64, put: &mut dyn FnMut(Cell)) {
    let mut sums = [0; Histogram::ROWS];
    let mut start = None;
    let mut columns = heat.columns().peekable();
    while let Some(column) = columns.next() {
        if column.to <= axis.from || column.from >= axis.to {
            continue;
        }
        let from = *start.get_or_insert(column.from);
        for (sum, count) in sums.iter_mut().zip(column.counts) {
            *sum += count;
        }
        let is_last = columns.peek().is_none_or(|next| next.from >= axis.to);
        if column.to - from < least && !is_last {
            continue;
        }
        let to = column.to;
        for (row, count) in sums.iter_mut().enumerate().filter(|(_, count)| **count > 0) {
            let ((low, high), rate) = (Histogram::row(row), *count as f64 / (to - from));
            put(Cell {
                from,
                to,
                low,
                high,
                rate,
            });
            *count = 0;
        }
        start = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SimDuration;

    #[test]
    fn cells_hold_every_message_however_wide_they_are() {
        let (mut histogram, mut heat) = (Histogram::new(), Heat::default());
        for second in 0..300 {
            histogram.record(SimDuration::from_secs(f64::from(second % 11) + 0.5));
            heat.note(f64::from(second + 1), 1.0, &histogram);
        }
        let axis = TimeAxis {
            from: 0.0,
            to: 300.0,
        };
        for least in [0.0, 1.5, 7.0, 1000.0] {
            let (mut many, mut end) = (0.0, 0.0);
            read(&heat, axis, least, &mut |cell| {
                many += cell.rate * (cell.to - cell.from);
                end = f64::max(end, cell.to);
                assert!(cell.to - cell.from >= least.min(300.0) || cell.to == 300.0);
            });
            assert!((many - 300.0).abs() < 1e-6 && end == 300.0, "{many} {end}");
        }
    }
}
