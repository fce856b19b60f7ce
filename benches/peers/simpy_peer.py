"""The workloads in SimPy: a process for each producer and each message, a Resource for each group of
servers.

    python simpy_peer.py WORKLOAD MESSAGES

prints milliseconds, messages done, mean waiting time, mean sojourn time.
"""

import math
import random
import sys
import time

import numpy as np
import simpy


class Tally:
    """Waiting and sojourn times, and their histograms in the end."""

    def __init__(self):
        self.waits = []
        self.sojourns = []

    def line(self, millis):
        for values in (self.waits, self.sojourns):
            np.histogram(values, bins=200)
            np.quantile(values, [0.5, 0.9, 0.95, 0.99])
        return f"{millis()} {len(self.sojourns)} {np.mean(self.waits)} {np.mean(self.sojourns)}"


def produce(env, rate, message):
    while True:
        yield env.timeout(random.expovariate(rate))
        env.process(message())


def station(env, tally, rate, count, service=lambda: random.expovariate(1.0), bound=None, producers=1):
    servers = simpy.Resource(env, capacity=count)

    def message():
        published = env.now
        if bound is not None and len(servers.queue) >= bound:
            return
        with servers.request() as request:
            yield request
            tally.waits.append(env.now - published)
            yield env.timeout(service())
        tally.sojourns.append(env.now - published)

    for _ in range(producers):
        env.process(produce(env, rate / producers, message))


def tandem(env, tally, rate, count, stages):
    stations = [simpy.Resource(env, capacity=count) for _ in range(stages)]

    def message():
        published = env.now
        for stage, servers in enumerate(stations):
            with servers.request() as request:
                yield request
                if stage == 0:
                    tally.waits.append(env.now - published)
                yield env.timeout(random.expovariate(1.0))
        tally.sojourns.append(env.now - published)

    env.process(produce(env, rate, message))


def redelivery(env, tally, rate, count, failure, deliveries):
    servers = simpy.Resource(env, capacity=count)

    def message():
        published = env.now
        for attempt in range(deliveries):
            with servers.request() as request:
                yield request
                if attempt == 0:
                    tally.waits.append(env.now - published)
                yield env.timeout(random.expovariate(1.0))
            if random.random() >= failure:
                break
            if attempt + 1 < deliveries:
                yield env.timeout(2.0**attempt)
        tally.sojourns.append(env.now - published)

    env.process(produce(env, rate, message))


def lognormal(mean, scv):
    variance = math.log(1.0 + scv)
    location, spread = math.log(mean) - variance / 2.0, math.sqrt(variance)
    return lambda: random.lognormvariate(location, spread)


WORKLOADS = {
    "mm1": (0.8, lambda *system: station(*system, 1)),
    "mm16": (14.4, lambda *system: station(*system, 16)),
    "mg8": (7.6, lambda *system: station(*system, 8, lognormal(1.0, 4.0), bound=20)),
    "tandem": (3.2, lambda *system: tandem(*system, 4, stages=3)),
    "crowd": (980.0, lambda *system: station(*system, 1000, producers=10_000)),
    "redelivery": (4.5, lambda *system: redelivery(*system, 8, failure=0.3, deliveries=5)),
}


def main():
    rate, build = WORKLOADS[sys.argv[1]]
    messages = int(sys.argv[2])
    random.seed(1)
    env = simpy.Environment()
    tally = Tally()
    build(env, tally, rate)
    start = time.perf_counter()
    env.run(until=messages / rate)
    print(tally.line(lambda: (time.perf_counter() - start) * 1e3))


if __name__ == "__main__":
    main()
