//! The alert rules that look at the figure of a panel.

use super::kind::Kind;
use super::past::Past;
use crate::app::alerts::watched;
use crate::broker::alert::Rule;
use crate::broker::settings::{Limit as Beyond, Watched};
use crate::draw::Limit;

/// What of a panel a rule looks at: the panel, and whether its name has to say what of it.
const fn place(watch: Watched) -> Option<(Kind, bool)> {
    match watch {
        Watched::Backlog => Some((Kind::Backlog, false)),
        Watched::OldestAge => Some((Kind::Oldest, false)),
        Watched::ArrivalRate | Watched::Throughput => Some((Kind::Throughput, true)),
        Watched::Utilisation => Some((Kind::Utilisation, false)),
        Watched::Sojourn => Some((Kind::Latency, true)),
        // More is lost than the panel shows as refused.
        Watched::LossRate => None,
    }
}

/// The limits on the panel of this `kind`: of rules about how high a figure is that it shows. Rules about how fast one
/// changes are not, nor those about one of several queues, whose share the panel does not tell.
pub fn of(past: Past<'_>, kind: Kind) -> Vec<Limit<'_>> {
    let is_whole = past.live.scenario().queues.len() == 1;
    let rules = past.live.world().alerts().rules.iter();
    let limit = |rule: &'_ Rule| {
        let settings = &rule.settings;
        let (on, says_what) = place(settings.watch)?;
        let is_shown = on == kind && !settings.change;
        (is_shown && (is_whole || settings.queue.is_none())).then_some(says_what)
    };
    rules
        .filter_map(|rule| {
            let says_what = limit(rule)?;
            let what = if says_what {
                past.word(watched(rule.settings.watch))
            } else {
                ""
            };
            Some(Limit {
                name: &rule.settings.id,
                what,
                value: rule.settings.limit.value(),
                above: matches!(rule.settings.limit, Beyond::Above(_)),
                fires: rule.firing_since.is_some(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Lab;
    use crate::app::charts::past;

    #[test]
    fn a_rule_is_on_the_panel_of_its_figure_and_says_when_it_fires() {
        let mut lab = Lab::open("alarms");
        let mut fired = 0;
        for _ in 0..120 {
            lab.tick(1.0, || true);
            let limits = of(past(&lab, &[], 0.0), Kind::Backlog);
            let names: Vec<&str> = limits.iter().map(|limit| limit.name).collect();
            assert_eq!(names, ["nervous", "patient"], "the third looks at a change");
            assert!(
                limits
                    .iter()
                    .all(|limit| limit.above && limit.what.is_empty())
            );
            fired += usize::from(limits[0].fires);
            let rules = &lab.live().world().alerts().rules;
            assert_eq!(limits[0].fires, rules[0].firing_since.is_some());
            assert!(of(past(&lab, &[], 0.0), Kind::Lag).is_empty());
        }
        assert!(fired > 0 && fired < 120, "{fired}");
    }
}
