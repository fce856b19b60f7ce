//! The operating point on the curve: where theory has it, where it was measured, where it was.

use super::beside::Stamp;
use super::curve::{self, Curve};
use super::figures::{self, Figure};
use super::forecast::Forecast;
use crate::draw::format::{Duration, Percent};
use crate::draw::{Beyond, CurveChart, CurvePoint, CurveView, Picture, Reading};
use crate::metrics::totals::Metric;
use crate::session::Live;
use crate::theory::{Badge, Stability};
use crate::words::{Language, Say, both};

/// Most points of before that are kept.
const MOST: usize = 10;
/// Messages done before a change below which the point is not worth a mark.
const WORTH: u64 = 50;

/// Where the operating point was before each change, as (utilisation, mean sojourn time in s).
#[derive(Clone, Debug, Default)]
pub struct Trail(Vec<(f64, f64)>);

impl Trail {
    /// Keeps `point`; the oldest goes if there are too many.
    pub fn keep(&mut self, point: (f64, f64)) {
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(point);
    }

    /// Keeps `point`, if there is one.
    pub fn keep_if(&mut self, point: Option<(f64, f64)>) {
        if let Some(point) = point {
            self.keep(point);
        }
    }

    /// Forgets all: the run starts anew.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The points, oldest first.
    #[must_use]
    pub fn points(&self) -> &[(f64, f64)] {
        &self.0
    }
}

/// Where `live` stands, if enough was measured to remember it.
#[must_use]
pub fn landmark(live: &Live, forecast: &Forecast) -> Option<(f64, f64)> {
    let enough = live.counted().passage.sojourn.count >= WORTH;
    let reading = measured(live, forecast).filter(|_| enough)?;
    Some((curve::utilisation(live.scenario()), reading.value))
}

/// What was measured since the last edit; nothing of a mean that does not exist.
fn measured(live: &Live, forecast: &Forecast) -> Option<Reading> {
    if matches!(forecast.stability(), Stability::Unstable { .. }) {
        return None;
    }
    let estimate = live.estimate(Metric::SojournMean);
    Some(Reading {
        value: estimate.mean?,
        interval: estimate.low.zip(estimate.high),
    })
}

/// The card of the curve, without the curve itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Operating {
    /// Utilisation in force.
    pub load: f64,
    /// Where theory has the point.
    pub theory: Option<CurvePoint>,
    /// Where it is measured.
    pub measured: Option<Reading>,
    /// Where it was.
    pub earlier: Vec<(f64, f64)>,
    /// Whether the values are shown by orders of magnitude.
    pub log: bool,
    /// The model of the curve, if one applies.
    pub model: String,
    /// How far to trust the curve.
    pub stamp: Stamp,
    /// Why there is no curve; empty if there is.
    pub why: String,
    /// The mean sojourn time as the strip has it.
    pub figure: Figure,
    /// Some points of the curve, as (utilisation, mean sojourn time).
    pub rows: Vec<(String, String)>,
}

impl Operating {
    /// Of `live`, which has passed through `trail`.
    #[must_use]
    pub fn of(
        live: &Live,
        forecast: &Forecast,
        trail: &Trail,
        log: bool,
        language: Language,
    ) -> Self {
        let (load, curve) = (curve::utilisation(live.scenario()), forecast.curve());
        let known = forecast.known("sojourn_mean");
        let exact = known.badge == Badge::Exact;
        Self {
            load,
            theory: known.value.map(|value| CurvePoint { load, value, exact }),
            measured: measured(live, forecast),
            earlier: trail.points().to_vec(),
            log,
            model: curve.model().of(language).to_owned(),
            stamp: stamp(forecast),
            why: curve.why().of(language).to_owned(),
            figure: figures::sojourn(live, forecast, language),
            rows: rows(curve, language),
        }
    }

    /// Draws it on `curve`.
    pub fn draw(
        &self,
        chart: &mut CurveChart,
        picture: &mut Picture,
        curve: &Curve,
        (width, height): (f32, f32),
    ) {
        let language = picture.language;
        let (beyond, beyond_words) = if curve.is_bounded() {
            (
                Beyond::Differs,
                [both("must", "只能"), both("refuse", "拒收")],
            )
        } else {
            (
                Beyond::Never,
                [both("cannot", "处理"), both("keep up", "不及")],
            )
        };
        let view = CurveView {
            width,
            height,
            log: self.log,
            to: curve::TO,
            points: curve.points(),
            here: self.load,
            lost: self.figure.theory.stamp == Stamp::Unstable,
            theory: self.theory,
            measured: self.measured,
            earlier: &self.earlier,
            beyond,
            beyond_words: beyond_words.map(|words| words.of(language)),
            value_words: language.pick("mean sojourn time", "平均逗留时间"),
            load_words: language.pick(
                "utilisation in %: offered load / capacity",
                "利用率（%）：到达负载 / 处理能力",
            ),
        };
        chart.draw(picture, &view);
    }
}

fn stamp(forecast: &Forecast) -> Stamp {
    if let Some(silence) = forecast.silence() {
        return silence.into();
    }
    match forecast.curve().points() {
        [] => Stamp::Nothing,
        points if points.iter().all(|point| point.exact) => Stamp::Exact,
        _ => Stamp::Approximate,
    }
}

/// Some points of the curve in words.
fn rows(curve: &Curve, language: Language) -> Vec<(String, String)> {
    const LOADS: [f64; 8] = [0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0, 1.2];
    let row = |load: f64| {
        let value = curve.value(load)?;
        Some((
            Percent(load).string(language),
            Duration(value).string(language),
        ))
    };
    LOADS.into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::field::{Field, Input};
    use crate::app::{Action, Lab, View};
    use crate::draw::{Sheet, to_svg};

    fn turn(lab: &mut Lab, field: Field, value: f64) {
        lab.act(Action::Turn(field, Input::Number(value)));
    }

    fn operating(lab: &Lab) -> Operating {
        View::of(lab, None).operating
    }

    #[test]
    fn the_rate_moves_the_point_and_the_measured_one_stays_as_a_mark() {
        let mut lab = Lab::open("work-queue");
        lab.tick(200.0, || true);
        let before = operating(&lab);
        assert!((before.load - 0.8).abs() < 1e-12);
        turn(&mut lab, Field::rate(0), 3.6);
        let after = operating(&lab);
        assert!((after.load - 0.9).abs() < 1e-12);
        assert!(after.theory.unwrap().value > before.theory.unwrap().value);
        let measured = before.measured.unwrap().value;
        assert_eq!(after.earlier, [(before.load, measured)]);
        turn(&mut lab, Field::rate(0), 3.7);
        assert_eq!(
            operating(&lab).earlier.len(),
            1,
            "nothing was measured between"
        );
        lab.act(Action::Reset);
        assert!(operating(&lab).earlier.is_empty());
    }

    #[test]
    fn what_cannot_keep_up_has_no_point() {
        let mut lab = Lab::open("work-queue");
        turn(&mut lab, Field::rate(0), 6.0);
        lab.tick(100.0, || true);
        let now = operating(&lab);
        assert_eq!((now.theory, now.measured), (None, None));
        assert_eq!(
            (now.stamp, now.figure.theory.stamp),
            (Stamp::Exact, Stamp::Unstable)
        );
        assert_eq!(now.rows[3], ("80 %".to_owned(), "1.7 s".to_owned()));
    }

    #[test]
    fn the_choice_of_scale_outlives_another_scenario() {
        let mut lab = Lab::open("work-queue");
        lab.act(Action::LogCurve(true));
        lab.act(Action::Preset("overload".to_owned()));
        assert!(operating(&lab).log);
    }

    #[test]
    fn every_kind_of_curve_is_drawn_inside_its_picture() {
        for slug in ["work-queue", "overload", "article"] {
            for (log, rate) in [(false, 0.0), (false, 0.9), (true, 3.99), (true, 40.0)] {
                let mut lab = Lab::open(slug);
                turn(&mut lab, Field::rate(0), rate);
                lab.tick(60.0, || true);
                lab.act(Action::LogCurve(log));
                let (mut picture, mut chart) = (Picture::new(), CurveChart::default());
                let size = (300.0, 220.0);
                operating(&lab).draw(&mut chart, &mut picture, lab.forecast().curve(), size);
                for (at, text, _) in picture.texts() {
                    let inside = at.x >= 0.0 && at.x <= 300.0 && at.y > 0.0 && at.y < 220.0;
                    assert!(inside, "{slug} at {rate}: {text} at {at:?}");
                }
                let sheet = Sheet {
                    width: size.0,
                    height: size.1,
                    title: "",
                    desc: "",
                    theme: crate::draw::Theme::Light,
                    ground: None,
                };
                let svg = to_svg(&picture, &sheet);
                assert!(
                    !svg.contains("NaN") && !svg.contains("inf"),
                    "{slug} at {rate}"
                );
            }
        }
    }
}
