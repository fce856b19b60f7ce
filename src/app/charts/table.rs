//! The charts in figures: a table for each, of some round instants. What a row says does not change while a run goes
//! on, so it can be read at leisure; a row is added when the next round instant has passed.

use super::{axis, each, past};
use crate::app::Lab;
use crate::draw::{Panel, TimeTicks, values_at};
use crate::words::{Language, Say, both, say};

/// Most round instants.
const MOST: usize = 12;

/// A chart in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the chart is called, with its unit.
    pub caption: String,
    /// Its lines.
    pub columns: Vec<String>,
    /// Instants, each with the values of the lines.
    pub rows: Vec<(String, Vec<String>)>,
}

/// The instants in the order of time, as the axis writes them: those that are round, and where the clock stands.
fn instants(lab: &Lab) -> (Vec<f64>, Vec<String>) {
    let (axis, live) = (axis(lab), lab.live());
    // What is not sampled yet is not known.
    let now = live.series().all().last().map_or(0.0, |last| last.time);
    let ticks = TimeTicks::new(axis.from, axis.to, MOST);
    let past = ticks.iter().filter(|tick| tick.time <= now);
    let (mut times, mut labels): (Vec<f64>, Vec<String>) =
        past.map(|tick| (tick.time, tick.to_string())).unzip();
    let is_still = !live.is_busy() && axis.contains(now);
    if is_still && times.last().is_none_or(|last| *last < now) {
        times.push(now);
        labels.push(ticks.reading(now).to_string());
    }
    (times, labels)
}

/// Those of the charts that are shown, from the top.
#[must_use]
pub fn all(lab: &Lab) -> Vec<Table> {
    let (times, labels) = instants(lab);
    let breaks: Vec<f64> = lab.flags().all().iter().map(|mark| mark.time).collect();
    let (mut cells, mut tables) = (Vec::new(), Vec::new());
    let language = lab.language();
    // Where a line starts anew, the old one ends a hair before.
    let axis = axis(lab);
    let past = past(lab, &breaks, (axis.to - axis.from) / 1000.0);
    each(lab.panels(), past, &mut cells, 1.0, &mut |panel| {
        tables.push(table(panel, &times, &labels, language));
    });
    tables
}

fn table(panel: &Panel<'_>, times: &[f64], labels: &[String], language: Language) -> Table {
    let (title, unit) = (panel.title, panel.unit);
    let lines = panel.lines.iter();
    let values: Vec<Vec<f64>> = lines.map(|line| values_at(line.values, times)).collect();
    let row = |(place, label): (usize, &String)| {
        let values = values.iter().map(|values| panel.format.show(values[place]));
        let values = values.map(|value| value.string(language));
        (label.clone(), values.collect())
    };
    Table {
        caption: say!("{title}, {unit}", "{title}（{unit}）").string(language),
        columns: panel
            .lines
            .iter()
            .map(|line| line.name.to_owned())
            .collect(),
        rows: labels.iter().enumerate().map(row).collect(),
    }
}

/// What the first column holds.
#[must_use]
pub fn time_name(language: Language) -> &'static str {
    both("Time", "时间").of(language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Action;
    use crate::app::charts::Kind;

    #[test]
    fn each_chart_shown_has_a_table_and_its_rows_stay() {
        let mut lab = Lab::open("work-queue");
        lab.show_at(42.0, || true);
        let before = all(&lab);
        let captions: Vec<&str> = before.iter().map(|table| &*table.caption).collect();
        assert_eq!(
            captions[..2],
            ["Throughput, messages / s", "Latency, sojourn time"]
        );
        assert_eq!(before.len(), 4);
        assert_eq!(
            before[1].columns,
            ["p99", "p50", "theory p99", "theory p50"]
        );
        let times: Vec<&str> = before[1].rows.iter().map(|(time, _)| &**time).collect();
        assert_eq!(times[..5], ["0 s", "10 s", "20 s", "30 s", "40 s"]);
        let sample = lab.live().series().at(20.0).unwrap();
        let (_, row) = &before[2].rows[2];
        assert_eq!(
            row[..2],
            [sample.ready.to_string(), sample.in_flight.to_string()]
        );
        lab.show_at(10.0, || true);
        let tables = all(&lab);
        let (_, last) = tables[1].rows.last().unwrap();
        assert!(
            last.iter().all(|value| value.ends_with('s')),
            "theory, too: {last:?}"
        );
        lab.act(Action::Panel(Kind::Heat, true));
        lab.act(Action::PlayPause);
        lab.tick(1.0, || true);
        let after = all(&lab);
        assert_eq!(after.len(), 5);
        for (after, before) in after.iter().zip(&before) {
            assert_eq!(after.rows[..5], before.rows[..5], "what is past stays");
        }
    }
}
