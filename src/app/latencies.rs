//! How latencies are spread since the last change: how many messages took how long, what share took longer, and what
//! theory says of that.

use super::beside::{Beside, Stamp};
use super::forecast::Forecast;
use super::unit::Unit;
use crate::draw::format::{Count, Duration};
use crate::draw::log_ticks::log_ends;
use crate::draw::scale::nice_duration;
use crate::draw::spread::SpreadChart;
use crate::draw::spread::{Bar, SpreadView, TailMark};
use crate::draw::{Picture, Reading, Scale};
use crate::metrics::Histogram;
use crate::session::Live;
use crate::words::{Language, Say, Words, both, say};

/// Fewer messages than these are not a distribution.
const LEAST: u64 = 20;
/// The quantiles that are marked, with their names in the report.
const QUANTILES: [(&str, &str, f64); 4] = [
    ("p50", "sojourn_p50", 0.5),
    ("p90", "sojourn_p90", 0.9),
    ("p95", "sojourn_p95", 0.95),
    ("p99", "sojourn_p99", 0.99),
];

/// The chart and its words.
pub const NAME: Words = both("Distribution of latency", "延迟分布");

/// The spread of latencies.
#[derive(Clone, Debug, PartialEq)]
pub struct Latencies {
    log: bool,
    ends: (f64, f64),
    bars: Vec<Bar>,
    tail: Vec<(f64, f64)>,
    decades: u32,
    marks: Vec<TailMark>,
    /// How many messages were measured, and what lies beyond the ends of the axis.
    pub measured: String,
    /// Why there is no chart; empty if there is.
    pub why: String,
    /// How far to trust theory.
    pub stamp: Stamp,
    /// What theory says, or why it says nothing.
    pub theory: String,
    /// Each quantile with its share beyond: measured, and by theory.
    pub rows: Vec<[String; 4]>,
}

impl Latencies {
    /// Of `live`, by orders of magnitude or not, beside what theory says if that is wanted.
    #[must_use]
    pub fn of(
        live: &Live,
        forecast: &Forecast,
        overlay: bool,
        log: bool,
        language: Language,
    ) -> Self {
        let sojourns = live.sojourns();
        let many = sojourns.total();
        let beside = Beside::of(forecast, "sojourn_p99", Unit::Seconds, true, language);
        let marks = if many < LEAST {
            Vec::new()
        } else {
            marks(live, forecast, overlay)
        };
        let theory_end = marks
            .iter()
            .filter_map(|mark| mark.theory)
            .fold(0.0, f64::max);
        let ends = ends(&sojourns, theory_end, log);
        let is_told = matches!(beside.stamp, Stamp::Exact | Stamp::Approximate);
        Self {
            log,
            ends,
            bars: bars(&sojourns, ends, log),
            tail: tail(&sojourns, ends.1 / 500.0),
            decades: decades(many),
            measured: measured(&sojourns, ends, language),
            why: if many < LEAST {
                too_few(many, language)
            } else {
                String::new()
            },
            theory: match (overlay, is_told) {
                (false, _) => language
                    .pick("theory: not shown", "理论值：未显示")
                    .to_owned(),
                (true, true) => language.pick("theory", "理论值").to_owned(),
                (true, false) => beside.why,
            },
            stamp: beside.stamp,
            rows: marks
                .iter()
                .zip(QUANTILES)
                .map(|(mark, (name, ..))| row(mark, name, language))
                .collect(),
            marks,
        }
    }

    /// Adds it to a picture, `width` wide, if there is something to show.
    pub fn draw(&self, chart: &mut SpreadChart, picture: &mut Picture, width: f32) {
        if !self.why.is_empty() {
            return;
        }
        let language = picture.language;
        let view = SpreadView {
            width,
            log: self.log,
            ends: self.ends,
            bars: &self.bars,
            tail: &self.tail,
            decades: self.decades,
            marks: &self.marks,
            exact: self.stamp == Stamp::Exact,
            bar_words: language.pick("Share of messages", "消息占比"),
            tail_words: language.pick("Share that took longer", "更久者的占比"),
            value_words: language.pick("sojourn time", "逗留时间"),
        };
        chart.draw(picture, &view);
    }
}

fn too_few(many: u64, language: Language) -> String {
    let (many, least) = (Count(many as f64), Count(LEAST as f64));
    say!(
        "{many} messages are done so far; a distribution needs {least}.",
        "至今完成了 {many} 条消息；至少 {least} 条才能画出分布。";
        many, least
    )
    .string(language)
}

fn marks(live: &Live, forecast: &Forecast, overlay: bool) -> Vec<TailMark> {
    let mark = |(_, name, at): &(&str, &str, f64)| {
        let estimate = live.sojourn_estimate(*at);
        TailMark {
            beyond: 1.0 - at,
            measured: estimate.mean.map(|value| Reading {
                value,
                interval: estimate.low.zip(estimate.high),
            }),
            theory: forecast.known(name).value.filter(|_| overlay),
        }
    };
    QUANTILES.iter().map(mark).collect()
}

fn row(mark: &TailMark, name: &str, language: Language) -> [String; 4] {
    let time = |value: Option<f64>| Duration(value.unwrap_or(f64::NAN)).string(language);
    let measured = mark.measured.map(|reading| reading.value);
    [
        name.to_owned(),
        crate::draw::Percent(mark.beyond).string(language),
        time(measured),
        time(mark.theory),
    ]
}

/// Where the axis of durations ends. An even one does not go on for the sake of a few that took far longer.
fn ends(sojourns: &Histogram, theory: f64, log: bool) -> (f64, f64) {
    let longest = sojourns.quantile(1.0).unwrap_or(0.0).max(theory);
    if longest <= 0.0 {
        return if log { (0.1, 10.0) } else { (0.0, 1.0) };
    }
    if log {
        let shortest = sojourns.buckets().find(|(low, ..)| *low > 0.0);
        let shortest = shortest.map_or(longest, |(low, ..)| low);
        return log_ends(shortest * 0.95, longest * 1.05);
    }
    let most = sojourns.quantile(0.999).unwrap_or(0.0).max(theory) * 1.1;
    let end = if longest > 2.0 * most { most } else { longest };
    (0.0, nice_duration(end))
}

/// Bars of the same width, the more of them the more was measured.
fn bars(sojourns: &Histogram, (from, to): (f64, f64), log: bool) -> Vec<Bar> {
    let many = match sojourns.total() {
        0..300 => 15_u16,
        300..3000 => 30,
        _ => 60,
    };
    let scale = if log {
        Scale::log(from, to, 0.0, many.into())
    } else {
        Scale::linear(from, to, 0.0, many.into())
    };
    let mut counts = vec![0; many.into()];
    for (low, high, count) in sojourns.buckets() {
        let middle = low + (high - low) / 2.0;
        if middle >= from
            && let Some(bar) = counts.get_mut(scale.at(middle) as usize)
        {
            *bar += count;
        }
    }
    let edge = |place: usize| scale.value(place as f32);
    let total = sojourns.total().max(1) as f64;
    let bar = |(place, count): (usize, u64)| Bar {
        from: edge(place),
        to: edge(place + 1),
        share: count as f64 / total,
    };
    counts.into_iter().enumerate().map(bar).collect()
}

/// The share that took longer than each duration there was; durations nearer to each other than `apart` are one
/// unless the share falls by a twentieth.
fn tail(sojourns: &Histogram, apart: f64) -> Vec<(f64, f64)> {
    let total = sojourns.total() as f64;
    let (mut left, mut points) = (sojourns.total(), Vec::new());
    let mut kept = (f64::NEG_INFINITY, 1.0);
    for (low, high, count) in sojourns.buckets() {
        left -= count;
        let point = (low + (high - low) / 2.0, left as f64 / total);
        if point.0 - kept.0 >= apart || point.1 <= 0.95 * kept.1 {
            kept = point;
            points.push(point);
        }
    }
    points
}

/// Powers of ten down to one message, and to p99 at least.
fn decades(many: u64) -> u32 {
    (many.max(2) - 1).ilog10().saturating_add(1).clamp(2, 7)
}

/// How many were measured, and how many of them are off the axis.
fn measured(sojourns: &Histogram, (from, to): (f64, f64), language: Language) -> String {
    let count = |is_off: &dyn Fn(f64, f64) -> bool| -> u64 {
        let off = sojourns
            .buckets()
            .filter(|(low, high, _)| is_off(*low, *high));
        off.map(|(_, _, count)| count).sum()
    };
    let many = Count(sojourns.total() as f64);
    let beyond = count(&|low, _| low > to);
    let beyond = (beyond > 0).then(|| {
        let (beyond, to) = (Count(beyond as f64), Duration(to));
        say!("; {beyond} took longer than {to}", "；其中 {beyond} 条超过 {to}"; beyond, to).text()
    });
    let before = count(&|_, high| high < from);
    let before = (before > 0).then(|| {
        let before = Count(before as f64);
        say!("; {before} took no time", "；其中 {before} 条不耗时"; before).text()
    });
    say!(
        "measured: {many} messages{before}{beyond}; quantiles with their 95 % intervals",
        "实测：{many} 条消息{before}{beyond}；分位数附 95% 区间";
        many, before, beyond
    )
    .string(language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Action, Lab};
    use crate::engine::SimDuration;

    fn of(durations: impl Iterator<Item = f64>) -> Histogram {
        let mut histogram = Histogram::new();
        durations.for_each(|seconds| histogram.record(SimDuration::from_secs(seconds)));
        histogram
    }

    #[test]
    fn bars_hold_what_is_on_the_axis_and_the_rest_is_told() {
        let few_long = of((0..1000)
            .map(|at| 0.001 * f64::from(at) + 0.0005)
            .chain([50.0]));
        let axis = ends(&few_long, 0.0, false);
        assert!(
            axis.1 < 2.0,
            "one of 50 s does not flatten all others: {axis:?}"
        );
        let sum: f64 = bars(&few_long, axis, false)
            .iter()
            .map(|bar| bar.share)
            .sum();
        assert!((sum - 1000.0 / 1001.0).abs() < 1e-9, "{sum}");
        let said = measured(&few_long, axis, Language::English);
        assert_eq!(
            said,
            "measured: 1,001 messages; 1 took longer than 1.5 s; quantiles with their 95 % intervals"
        );
        let axis = ends(&few_long, 0.0, true);
        let sum: f64 = bars(&few_long, axis, true)
            .iter()
            .map(|bar| bar.share)
            .sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }

    #[test]
    fn the_tail_is_the_share_that_took_longer() {
        let even = of((1..=100).map(f64::from));
        let points = tail(&even, 0.0);
        assert_eq!(points.len(), 100);
        for ((duration, share), number) in points.iter().zip(1..) {
            let number = f64::from(number);
            assert!((duration - number).abs() <= number / 250.0);
            assert!((share - (1.0 - number / 100.0)).abs() < 1e-9);
        }
        assert!(tail(&even, 5.0).len() < 50);
        assert_eq!(
            (decades(20), decades(1000), decades(1001), decades(u64::MAX)),
            (2, 3, 4, 7)
        );
    }

    #[test]
    fn quantiles_lie_on_the_tail_and_theory_near_them() {
        let mut lab = Lab::open("work-queue");
        let spread = |lab: &Lab, overlay| {
            Latencies::of(
                lab.live(),
                lab.forecast(),
                overlay,
                false,
                Language::English,
            )
        };
        assert!(spread(&lab, true).why.starts_with("0 messages are done"));
        lab.act(Action::Speed(1.0));
        lab.show_at(1500.0, || true);
        let told = spread(&lab, true);
        assert_eq!((told.why.as_str(), told.stamp), ("", Stamp::Exact));
        for mark in &told.marks {
            let value = mark.measured.unwrap().value;
            let after = told.tail.partition_point(|(duration, _)| *duration < value);
            let share = told.tail[after].1;
            assert!(
                (share / mark.beyond - 1.0).abs() < 0.1,
                "{share} for {mark:?}"
            );
            let theory = mark.theory.unwrap();
            assert!((value / theory - 1.0).abs() < 0.3, "{value} by {theory}");
        }
        assert_eq!(told.rows[3][..2], ["p99", "1.0 %"]);
        assert!(
            spread(&lab, false)
                .marks
                .iter()
                .all(|mark| mark.theory.is_none())
        );
    }
}
