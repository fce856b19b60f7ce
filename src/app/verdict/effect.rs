//! What the last change did to the backlog: as it was measured before and after, with how sure both are.

use crate::draw::format::Number;
use crate::metrics::Estimate;
use crate::metrics::totals::Metric;
use crate::session::Live;
use crate::theory::Stability;
use crate::words::{Say, Text, both, say};

/// The mean messages in the system before a change, where it was measured well enough to compare.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before(Option<Estimate>);

impl Before {
    /// Remembers how `live` stands. While it has no interval (a slider on its way, say), what was
    /// known before stays.
    pub fn remember(&mut self, live: &Live) {
        let settled = interval(&live.estimate(Metric::SystemMean)).is_some();
        if settled && !diverges(live) {
            self.0 = Some(live.estimate(Metric::SystemMean));
        } else if diverges(live) {
            self.0 = None;
        }
    }

    /// Forgets all: the run starts anew.
    pub fn clear(&mut self) {
        self.0 = None;
    }

    /// What the change did, as far as can be told by now; empty if nothing can be compared.
    #[must_use]
    pub fn effect(&self, live: &Live) -> Text {
        let after = live.estimate(Metric::SystemMean);
        let before = self
            .0
            .and_then(|before| Some((before.mean?, interval(&before)?)));
        let Some((before, (low, high))) = before.filter(|_| !diverges(live)) else {
            return Text::default();
        };
        let Some((mean, (least, most))) = after.mean.zip(interval(&after)) else {
            return both("What it did is not clear yet.", "其效果尚不明确。").into();
        };
        let (was, now) = (Number(before), Number(mean));
        if least <= high && low <= most {
            return say!(
                "No clear effect on the backlog yet: {was} before, {now} now, within chance of each other.",
                "对积压尚无明确影响：此前 {was}，现在 {now}，差别在随机误差之内。";
                was, now
            )
            .text();
        }
        let did = did(mean / before);
        say!(
            "It {did} the mean backlog: {was} → {now}.",
            "平均积压{did}：{was} → {now}。";
            did, was, now
        )
        .text()
    }
}

fn interval(estimate: &Estimate) -> Option<(f64, f64)> {
    estimate.low.zip(estimate.high)
}

fn diverges(live: &Live) -> bool {
    matches!(Stability::of(live.scenario()), Stability::Unstable { .. })
}

/// A factor as a verb.
fn did(factor: f64) -> Text {
    let percent = |part: f64| Number((part * 100.0).abs().round());
    match factor {
        0.46..=0.54 => both("halved", "减半").into(),
        1.85..=2.2 => both("doubled", "翻倍").into(),
        2.75..=3.3 => both("tripled", "增至三倍").into(),
        _ if factor > 3.3 => {
            say!("multiplied by {times}", "增至 {times} 倍"; times = Number(factor)).text()
        }
        _ if factor > 1.0 => {
            say!("raised by {part} %", "提高 {part} %"; part = percent(factor - 1.0)).text()
        }
        _ => say!("lowered by {part} %", "降低 {part} %"; part = percent(1.0 - factor)).text(),
    }
}
