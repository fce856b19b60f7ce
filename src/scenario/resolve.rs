//! From a scenario to the settings of a world.

use super::arrivals::Process;
use super::document::{
    Autoscale, Batch, Broker, Client, Consumer, Link, LockKind, Payload, Producer, Queue,
    Redelivery, Scenario, Shed,
};
use super::fault::FaultKind;
use crate::broker::schedule::RateCurve;
use crate::broker::settings::{self, ArrivalState, Arrivals, Backoff, Intake, Settings};
use crate::engine::{Distribution, SimDuration, SimTime};

impl Scenario {
    /// What a world of this scenario is built from.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            producers: (self.producers.iter())
                .map(|node| self.producer(node))
                .collect(),
            queues: self.queues.iter().map(|node| self.queue(node)).collect(),
            consumers: (self.consumers.iter())
                .map(|node| self.consumer(node))
                .collect(),
            lock: settings::Lock {
                hold: SimDuration::from_secs(self.broker.lock.hold),
                contention: self.broker.lock.contention,
                shards: self.broker.lock.mutexes(),
                readers: self.broker.lock.kind == LockKind::ReadersWriter,
            },
            storage: settings::Storage {
                crashes: (self.faults.iter()).any(|one| one.fault == FaultKind::BrokerCrash),
                ..storage(&self.broker)
            },
            faults: self.faults.iter().map(|one| self.fault(one)).collect(),
            alerts: self.alerts.iter().map(|one| self.alert(one)).collect(),
        }
    }

    fn producer(&self, node: &Producer) -> settings::Producer {
        settings::Producer {
            to: self.queue_index(&node.to),
            count: node.count as usize,
            arrivals: arrivals(&node.arrivals.process),
            batch: node.arrivals.batch,
            first_at: node.first_at.map(SimTime::from_secs),
            limit: node.limit,
            priority: node.priority,
            weight: node.weight,
            service: node.service.clone(),
            deadline: node.deadline.clone(),
            poison: node.poison,
            payload: node.payload.as_ref().map(Payload::settings),
            link: node.link.as_ref().map(Link::settings),
            client: node.client.as_ref().map(client),
            keys: node.keys.map(|keys| settings::Keys {
                count: keys.count,
                skew: keys.skew,
            }),
            labels: (!node.labels.is_empty())
                .then(|| node.labels.iter().map(|label| label.weight).collect()),
        }
    }

    fn queue(&self, node: &Queue) -> settings::Queue {
        settings::Queue {
            discipline: node.discipline,
            max_ready: node.max_ready.map(|bound| bound as usize),
            max_bytes: node.max_bytes,
            overflow: node.overflow,
            ttl: node.ttl.clone(),
            max_deliveries: node.max_deliveries.map(|most| most as u32),
            dead_letter: node.dead_letter.as_deref().map(|id| self.queue_index(id)),
            shed: shed(&node.shed),
            redelivery: node.redelivery.as_ref().map_or(Backoff::NONE, backoff),
            partitions: node.partitions.map(|parts| settings::Partitions {
                count: parts.count as usize,
                rebalance: parts.rebalance,
                pause: SimDuration::from_secs(parts.pause),
            }),
            visibility: node.visibility.clone(),
        }
    }

    fn consumer(&self, node: &Consumer) -> settings::Consumer {
        let poll =
            |poll: super::document::Poll| Intake::Poll(SimDuration::from_secs(poll.interval));
        let ways = node.forward_to.ways();
        settings::Consumer {
            from: self.queue_index(&node.from),
            count: node.count as usize,
            // Without a service of its own every message brings one.
            service: node
                .service
                .clone()
                .unwrap_or(Distribution::Constant { value: 0.0 }),
            speed: node.speed,
            intake: node.poll.map_or(Intake::Push, poll),
            ack: node.ack,
            failure: node.failure.map_or(0.0, |failure| failure.probability),
            on_failure: node.on_failure,
            deduplicate: node
                .deduplicate
                .map(|memory| SimDuration::from_secs(memory.window)),
            outages: node.outages.as_ref().map(|outages| settings::Outages {
                up: outages.up.clone(),
                down: outages.down.clone(),
                on_outage: outages.on_outage,
            }),
            sharing: node
                .sharing
                .map(|sharing| sharing.at_once.map_or(usize::MAX, |most| most as usize)),
            batch: node.batch.as_ref().map(batch),
            autoscale: node.autoscale.as_ref().map(autoscale),
            prefetch: (node.prefetch)
                .map(|most| most as usize)
                .filter(|most| *most > 1),
            link: node.link.as_ref().map(Link::settings),
            forward_to: ways
                .filter(|(_, share)| node.route.is_none() || *share > 0.0)
                .map(|(to, share)| (self.queue_index(to), share))
                .collect(),
            route: node.route.as_ref().map(|route| settings::Route {
                by: route.by,
                choices: route.choices as usize,
            }),
            bindings: self.bindings(node),
        }
    }

    /// The place of the queue called `id`.
    ///
    /// # Panics
    /// If there is none, which a valid scenario does not ask for.
    #[must_use]
    pub fn queue_index(&self, id: &str) -> usize {
        let place = self.queues.iter().position(|queue| queue.id == id);
        place.expect("links of a valid scenario lead to queues")
    }
}

fn arrivals(process: &Process) -> Arrivals {
    if process.is_silent() {
        return Arrivals::Silent;
    }
    match process {
        Process::Poisson { .. } | Process::Constant { .. } | Process::Renewal { .. } => process
            .interval()
            .map_or(Arrivals::Silent, Arrivals::Renewal),
        Process::Mmpp { states } => {
            let state = |state: &super::arrivals::MmppState| ArrivalState {
                rate: state.rate,
                dwell: Distribution::Exponential {
                    mean: state.mean_dwell,
                },
            };
            Arrivals::Modulated(states.iter().map(state).collect())
        }
        Process::OnOff { rate, on, off } => {
            let state = |rate, dwell: &Distribution| ArrivalState {
                rate,
                dwell: dwell.clone(),
            };
            Arrivals::Modulated([state(*rate, on), state(0.0, off)].into())
        }
        Process::Schedule { points, repeat } => {
            let points = points.iter().map(|point| (point.at, point.rate));
            Arrivals::Scheduled(RateCurve::new(points.collect(), *repeat).into())
        }
        Process::ClosedLoop { think } => Arrivals::ClosedLoop(think.clone()),
        Process::Replay { times } => {
            Arrivals::Replay(times.iter().map(|time| SimTime::from_secs(*time)).collect())
        }
    }
}

fn shed(shed: &Shed) -> Option<settings::Shed> {
    let random = shed.random.map(|random| settings::Random {
        above: random.above as usize,
        probability: random.probability,
    });
    let priority = shed.priority.map(|lowest| settings::Lowest {
        above: lowest.above as usize,
        below: lowest.below,
    });
    let codel = shed.codel.map(|codel| settings::Codel {
        target: SimDuration::from_secs(codel.target),
        interval: SimDuration::from_secs(codel.interval),
    });
    (*shed != Shed::default()).then_some(settings::Shed {
        random,
        priority,
        codel,
    })
}

fn batch(batch: &Batch) -> settings::Batching {
    settings::Batching {
        size: batch.size as usize,
        linger: SimDuration::from_secs(batch.linger),
        set_up: batch.set_up.clone(),
    }
}

fn autoscale(scale: &Autoscale) -> settings::Autoscale {
    settings::Autoscale {
        on: scale.on,
        target: scale.target,
        every: SimDuration::from_secs(scale.every),
        start_up: SimDuration::from_secs(scale.start_up),
        cooldown: SimDuration::from_secs(scale.cooldown),
        step: scale.step.map(|step| step as usize),
        min: scale.min as usize,
        max: scale.max as usize,
    }
}

fn storage(broker: &Broker) -> settings::Storage {
    settings::Storage {
        disk: broker.disk.as_ref().map(|disk| settings::Disk {
            sync: disk.sync,
            write: disk.write.clone(),
            every: SimDuration::from_secs(disk.every),
            confirm: disk.confirm,
        }),
        replication: (broker.replication.as_ref()).map(|others| settings::Replication {
            followers: others.followers as usize,
            fetch: others.fetch.clone(),
            acks: others.acks,
            failover: SimDuration::from_secs(others.failover),
            unclean: others.unclean,
        }),
        outages: (broker.outages.as_ref()).map(|outages| settings::Downtimes {
            up: outages.up.clone(),
            down: outages.down.clone(),
        }),
        crashes: false,
    }
}

fn client(client: &Client) -> settings::Client {
    settings::Client {
        timeout: client.timeout.clone(),
        retries: client.retries,
        backoff: client.backoff.as_ref().map_or(Backoff::NONE, backoff),
        budget: client.budget.map(|budget| settings::Budget {
            share: budget.share,
            burst: budget.burst,
        }),
        breaker: client.breaker.map(|breaker| settings::Breaker {
            failures: breaker.failures,
            window: breaker.window,
            open_for: SimDuration::from_secs(breaker.open_for),
            probes: breaker.probes,
        }),
        rate_limit: client.rate_limit.map(|limit| settings::RateLimit {
            rate: limit.rate,
            burst: limit.burst,
        }),
    }
}

fn backoff(redelivery: &Redelivery) -> Backoff {
    let longest = redelivery.max_delay.unwrap_or(f64::INFINITY);
    Backoff {
        first: SimDuration::from_secs(redelivery.delay),
        factor: redelivery.factor,
        most: SimDuration::from_secs(longest),
        jitter: redelivery.jitter,
    }
}
