"""The workloads in Ciw: networks of nodes, figures from the records that it keeps.

    python ciw_peer.py WORKLOAD MESSAGES

prints milliseconds, messages done, mean waiting time, mean sojourn time.
"""

import math
import random
import sys
import time
from collections import defaultdict

import ciw
import numpy as np

PRODUCERS = 10_000
FAILURE = 0.3
DELIVERIES = 5


def exponential(rate=1.0):
    return ciw.dists.Exponential(rate=rate)


def station(rate, count, service=None, bound=math.inf):
    return ciw.create_network(
        arrival_distributions=[exponential(rate)],
        service_distributions=[service or exponential()],
        number_of_servers=[count],
        queue_capacities=[bound],
    )


def lognormal(mean, scv):
    variance = math.log(1.0 + scv)
    return ciw.dists.Lognormal(math.log(mean) - variance / 2.0, math.sqrt(variance))


def tandem(rate, count):
    return ciw.create_network(
        arrival_distributions=[exponential(rate), None, None],
        service_distributions=[exponential()] * 3,
        number_of_servers=[count] * 3,
        routing=[[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]],
    )


def crowd(rate, count):
    """A class of customers for each producer: what Ciw has to tell them apart."""
    names = [f"P{producer}" for producer in range(PRODUCERS)]
    arrivals, service = [exponential(rate / PRODUCERS)], [exponential()]
    return ciw.create_network(
        arrival_distributions={name: arrivals for name in names},
        service_distributions={name: service for name in names},
        number_of_servers=[count],
    )


def attempts(individual, simulation):
    """The way of a message: the server, and after each failure a node where it stays away."""
    route = []
    for attempt in range(1, DELIVERIES):
        if random.random() >= FAILURE:
            break
        route += [1 + attempt, 1]
    return route


def redelivery(rate, count):
    away = [ciw.dists.Deterministic(2.0**attempt) for attempt in range(DELIVERIES - 1)]
    return ciw.create_network(
        arrival_distributions=[exponential(rate)] + [None] * len(away),
        service_distributions=[exponential()] + away,
        number_of_servers=[count] + [math.inf] * len(away),
        routing=ciw.routing.ProcessBased(attempts),
    )


WORKLOADS = {
    "mm1": (0.8, lambda rate: station(rate, 1)),
    "mm16": (14.4, lambda rate: station(rate, 16)),
    "mg8": (7.6, lambda rate: station(rate, 8, lognormal(1.0, 4.0), bound=20)),
    "tandem": (3.2, lambda rate: tandem(rate, 4)),
    "crowd": (980.0, lambda rate: crowd(rate, 1000)),
    "redelivery": (4.5, lambda rate: redelivery(rate, 8)),
}


def figures(simulation):
    """Waiting time until the first service and sojourn time of each message that has left."""
    services = defaultdict(list)
    for record in simulation.get_all_records(only=["service"]):
        services[record.id_number].append(record)
    waits, sojourns = [], []
    for records in services.values():
        first, last = records[0], records[-1]
        waits.append(first.waiting_time)
        if last.destination == -1:
            sojourns.append(last.exit_date - first.arrival_date)
    return waits, sojourns


def main():
    rate, build = WORKLOADS[sys.argv[1]]
    messages = int(sys.argv[2])
    ciw.seed(1)
    simulation = ciw.Simulation(build(rate))
    start = time.perf_counter()
    simulation.simulate_until_max_time(messages / rate)
    waits, sojourns = figures(simulation)
    for values in (waits, sojourns):
        np.histogram(values, bins=200)
        np.quantile(values, [0.5, 0.9, 0.95, 0.99])
    means = f"{np.mean(waits)} {np.mean(sojourns)}"
    print(f"{(time.perf_counter() - start) * 1e3} {len(sojourns)} {means}")


if __name__ == "__main__":
    main()
