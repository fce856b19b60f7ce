//! Several queues as one system: each by itself where that is right, and what they add up to.

use super::badge::{Badge, Known};
use super::figures::{self, Figures, OF_PRODUCER, OF_QUEUE, Times};
use super::mechanism::is_markovian;
use super::model::{self, Answer};
use super::prediction::Prediction;
use super::refusal::{refuse, refuse_several};
use super::system::System;
use super::traffic::{self, Place, total};
use crate::scenario::Scenario;
use crate::scenario::document::{Producer, Queue};
use crate::words::{Say, Text, both, say};
use std::collections::BTreeMap;

/// A queue that messages come to.
struct Station {
    /// Its place in the scenario.
    queue: usize,
    /// Messages / s from other queues.
    fed: f64,
    system: System,
    answer: Answer,
}

/// What theory says about `scenario`.
///
/// # Errors
/// Why it says nothing, in a sentence.
pub fn of(scenario: &Scenario) -> Result<Prediction, Text> {
    refuse(scenario)?;
    let places = traffic::places(scenario, rate).ok_or(
        both(
            "messages go round and never leave",
            "消息循环往复，永不离开",
        )
        .text(),
    )?;
    let used = used(scenario, &places);
    let linked = used.iter().any(|queue| traffic::fed(&places, *queue) > 0.0);
    refuse_several(scenario, &used, linked)?;
    let mut stations = Vec::new();
    for queue in used {
        let fed = traffic::fed(&places, queue);
        let system = System::of(scenario, queue, fed)?;
        let answer = model::answer(&system);
        stations.push(Station {
            queue,
            fed,
            system,
            answer,
        });
    }
    doubt_what_is_fed(scenario, &places, &mut stations);
    Ok(Prediction {
        scenario: scenario.name.clone(),
        model: model_of(scenario, &stations),
        system: system(scenario, &stations),
        producers: producers(scenario, &stations),
        queues: queues(scenario, &stations),
    })
}

/// Whether it publishes at all.
pub(super) fn speaks(node: &Producer) -> bool {
    node.count > 0 && !node.arrivals.process.is_silent()
}

/// Messages / s from outside; a closed loop counts, so that its queue is one that is used.
fn rate(node: &Producer) -> f64 {
    if speaks(node) {
        f64::from(node.count) * node.arrivals.message_rate()
    } else {
        0.0
    }
}

/// The queues that messages come to; the first one if there is none.
fn used(scenario: &Scenario, places: &[Place]) -> Vec<usize> {
    let busy = places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.arrival_rate() > 0.0);
    let busy: Vec<usize> = busy.map(|(queue, _)| queue).collect();
    let taken = |queue: &usize| !traffic::working(scenario, &scenario.queues[*queue].id).is_empty();
    match busy.is_empty() {
        true => vec![(0..places.len()).find(taken).unwrap_or(0)],
        false => busy,
    }
}

/// Arrivals from other queues are a Poisson process, or seen as one, if all that feeds a queue is
/// M/M/c (Burke 1956; in a circle Jackson 1963). Else only flows are known.
fn doubt_what_is_fed(scenario: &Scenario, places: &[Place], stations: &mut [Station]) {
    let plain: Vec<bool> = stations
        .iter()
        .map(|station| is_markovian(&station.system))
        .collect();
    let overloaded: Vec<bool> = stations
        .iter()
        .map(|station| station.system.load() >= 1.0)
        .collect();
    let place = |queue: usize| stations.iter().position(|station| station.queue == queue);
    let mut doubtful = Vec::new();
    for (index, station) in stations
        .iter()
        .enumerate()
        .filter(|(_, station)| station.fed > 0.0)
    {
        let above = traffic::above(places, station.queue);
        let feeders: Vec<usize> = above.iter().filter_map(|queue| place(*queue)).collect();
        let first = feeders
            .iter()
            .find(|feeder| !plain[**feeder] || overloaded[**feeder]);
        doubtful.extend(first.map(|feeder| (index, *feeder)));
    }
    for (index, feeder) in doubtful {
        let name = &scenario.queues[stations[feeder].queue].id;
        let why = say!(
            "messages come from {name}, and not as a Poisson process",
            "消息来自 {name}，且不是泊松过程"
        )
        .text();
        let found = &mut stations[index].answer.found;
        let figures = std::mem::take(&mut found.figures);
        found.figures = model::flows_alone(figures, &why);
        found
            .streams
            .iter_mut()
            .for_each(|times| *times = Times::nothing(&why));
    }
}

/// The name of the one model, or those of all queues.
fn model_of(scenario: &Scenario, stations: &[Station]) -> Option<Text> {
    if let [one] = stations {
        let model = one.answer.model.clone();
        return match one.fed > 0.0 {
            true => model.map(|model| model.followed_by(both(" with feedback", "，有反馈"))),
            false => model,
        };
    }
    let named = |station: &Station| {
        let model = station.answer.model.as_ref()?;
        let id = &scenario.queues[station.queue].id;
        Some(say!("{id} {model}", "{id} {model}"; model).text())
    };
    let names: Option<Vec<Text>> = stations.iter().map(named).collect();
    Some(Text::join(&names?, both(", ", "；")))
}

/// What a station counts in a sum.
type Weight<'a> = &'a dyn Fn(&Station) -> f64;

/// The figures of the whole.
fn system(scenario: &Scenario, stations: &[Station]) -> Figures {
    // A single queue is the whole, unless messages come back to it.
    if let [one] = stations
        && one.fed == 0.0
    {
        return one.answer.found.figures.clone();
    }
    let mut figures = figures::nothing(&both(
        "this figure is known for each queue by itself only",
        "该指标只对各队列分别已知",
    ));
    let servers = total(
        stations
            .iter()
            .map(|station| f64::from(station.system.servers)),
    );
    let sum = |name: &str, weight: Weight<'_>| {
        let parts = stations.iter();
        add_up(parts.map(|station| (weight(station), known(station, name))))
    };
    let all = total(stations.iter().map(external));
    let of_servers = |station: &Station| f64::from(station.system.servers) / servers;
    let leaving = |station: &Station| leaves(scenario, station);
    let offered = |station: &Station| external(station) / all;
    let weighed: [(&'static str, Weight<'_>); 9] = [
        ("throughput", &|_| 1.0),
        ("delivery_rate", &|_| 1.0),
        ("dead_letter_rate", &|_| 1.0),
        ("system_mean", &|_| 1.0),
        ("ready_mean", &|_| 1.0),
        ("utilisation", &of_servers),
        ("availability", &of_servers),
        ("goodput", &leaving),
        ("loss_probability", &offered),
    ];
    for (name, weight) in weighed {
        figures.insert(name, sum(name, weight));
    }
    figures::exact(&mut figures, "arrival_rate", all);
    // What comes from other queues has waited and been counted there.
    let Some(rates) = stations.iter().map(Rates::of).collect::<Option<Vec<_>>>() else {
        return figures;
    };
    let accepted = total(rates.iter().map(|rates| rates.accepted));
    let started = total(rates.iter().map(|rates| rates.started));
    let shared = |name: &str, share: &dyn Fn(&Rates) -> f64| {
        let parts = rates.iter().zip(stations);
        add_up(parts.map(|(rates, station)| (share(rates), known(station, name))))
    };
    for name in ["probability_of_waiting", "waiting_mean"] {
        figures.insert(name, shared(name, &|rates| rates.started / started));
    }
    let expired = shared("expired_fraction", &|rates| rates.accepted / accepted);
    figures.insert("expired_fraction", expired);
    // Little's law for the whole.
    let sojourn = sum("system_mean", &|_| 1.0 / accepted);
    figures.insert("sojourn_mean", sojourn);
    figures
}

/// Messages / s from outside.
fn external(station: &Station) -> f64 {
    station.system.arrival_rate - station.fed
}

fn known<'a>(station: &'a Station, name: &str) -> &'a Known {
    &station.answer.found.figures[name]
}

/// Messages / s from outside that a queue lets in, and whose service starts.
struct Rates {
    accepted: f64,
    started: f64,
}

impl Rates {
    fn of(station: &Station) -> Option<Self> {
        let accepted = external(station) * (1.0 - known(station, "loss_probability").value?);
        let started = accepted * (1.0 - known(station, "expired_fraction").value?);
        Some(Self { accepted, started })
    }
}

/// Share of the messages done at a queue that leave the system.
fn leaves(scenario: &Scenario, station: &Station) -> f64 {
    let groups = traffic::working(scenario, &scenario.queues[station.queue].id);
    let ways = groups.first().map(|node| node.forward_to.ways());
    1.0 - total(ways.into_iter().flatten().map(|(_, share)| share))
}

/// The sum of what is known with its weights; as well known as the least known.
fn add_up<'a>(parts: impl Iterator<Item = (f64, &'a Known)>) -> Known {
    let mut sum = Known::new(0.0, Badge::Exact);
    for (weight, part) in parts.filter(|(weight, _)| *weight != 0.0) {
        let Some(value) = sum
            .value
            .zip(part.value)
            .map(|(sum, value)| sum + weight * value)
        else {
            return if sum.value.is_none() {
                sum
            } else {
                part.clone()
            };
        };
        let badge = if sum.badge == Badge::Exact {
            &part.badge
        } else {
            &sum.badge
        };
        sum = Known::new(value, badge.clone());
    }
    sum
}

fn queues(scenario: &Scenario, stations: &[Station]) -> BTreeMap<String, Figures> {
    let of_queue = |(place, queue): (usize, &Queue)| {
        let station = stations.iter().find(|station| station.queue == place);
        let figures = match station {
            None => figures::nothing_of(
                &OF_QUEUE,
                &both("no messages come here", "没有消息来到此处"),
            ),
            Some(station) => {
                let figures = &station.answer.found.figures;
                OF_QUEUE
                    .iter()
                    .map(|name| (*name, figures[name].clone()))
                    .collect()
            }
        };
        (queue.id.clone(), figures)
    };
    scenario.queues.iter().enumerate().map(of_queue).collect()
}

fn producers(scenario: &Scenario, stations: &[Station]) -> BTreeMap<String, Figures> {
    let of_producer =
        |(place, node): (usize, &Producer)| (node.id.clone(), producer(place, scenario, stations));
    scenario
        .producers
        .iter()
        .enumerate()
        .map(of_producer)
        .collect()
}

fn producer(place: usize, scenario: &Scenario, stations: &[Station]) -> Figures {
    let mut figures =
        figures::nothing_of(&OF_PRODUCER, &both("nothing is published", "没有消息发布"));
    for station in stations {
        let streams = station.system.streams.iter();
        let Some(index) = streams
            .clone()
            .position(|stream| stream.producer == Some(place))
        else {
            continue;
        };
        let of_all = &station.answer.found.figures;
        let why = of_all["waiting_mean"].clone();
        let times = station.answer.found.streams.get(index);
        let times = times.cloned().unwrap_or(Times {
            waiting: why.clone(),
            sojourn: why,
        });
        let alone = streams.filter(|stream| stream.producer.is_some()).count() == 1;
        let rate = if alone && station.fed == 0.0 {
            of_all["arrival_rate"].clone()
        } else {
            let rate = station.system.streams[index].rate;
            if rate > 0.0 {
                Known::new(rate, Badge::Exact)
            } else {
                Known::nothing(both(
                    "only the sum of the producers is known",
                    "只知道各生产者之和",
                ))
            }
        };
        figures.insert("arrival_rate", rate);
        figures.insert("waiting_mean", times.waiting);
        // The messages go on from there.
        let goes_on = scenario.consumers.iter().any(|node| {
            node.from == scenario.queues[station.queue].id
                && node.forward_to.ways().next().is_some()
        });
        let sojourn = if goes_on {
            Known::nothing(both(
                "its messages go on to other queues",
                "其消息会继续前往其他队列",
            ))
        } else {
            times.sojourn
        };
        figures.insert("sojourn_mean", sojourn);
    }
    figures
}
