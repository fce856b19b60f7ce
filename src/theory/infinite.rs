//! Figures that are infinite, as a moment that they take is: they have no value, and say why.

use super::badge::{BEYOND, Known};
use super::figures::{Found, Times};
use super::law::Moments;
use super::system::System;
use crate::words::{Words, both};

const NO_MEAN: Words = both(
    "the service times have no finite variance, so the mean wait is infinite",
    "服务时间的方差无穷，因此平均排队时间为无穷",
);
const NO_MEAN_DOWN: Words = both(
    "the outages have no finite variance, so the mean wait is infinite",
    "停机时间的方差无穷，因此平均排队时间为无穷",
);
const NO_SPREAD: Words = both(
    "the service times have no finite third moment, so the spread of the waits \
                         is infinite",
    "服务时间的三阶矩无穷，因此排队时间的离散程度为无穷",
);

/// Gives the reason to the figures that came out infinite.
pub fn explain(system: &System, found: &mut Found) {
    let Some(why) = why(system) else {
        return;
    };
    let beyond = Known::nothing(BEYOND);
    let explain = |known: &mut Known| {
        if *known == beyond {
            *known = Known::nothing(why);
        }
    };
    found.figures.values_mut().for_each(explain);
    for Times { waiting, sojourn } in &mut found.streams {
        explain(waiting);
        explain(sojourn);
    }
}

fn why(system: &System) -> Option<Words> {
    let outages = system.worker.as_ref().ok()?.outages.as_ref();
    let down = outages.map(|outages| Moments::of(&outages.down));
    if system.service.second.is_infinite() {
        Some(NO_MEAN)
    } else if down.is_some_and(|down| down.second.is_infinite()) {
        Some(NO_MEAN_DOWN)
    } else if system.service.third.is_infinite() {
        // The only figure that takes it.
        Some(NO_SPREAD)
    } else {
        None
    }
}
