// The workloads as a plain JavaScript event loop: a binary heap of events, queues of messages,
// histograms with buckets of constant relative width.
//
//   node event_loop.mjs WORKLOAD MESSAGES
//
// prints milliseconds, messages done, mean waiting time, mean sojourn time.

class Agenda {
  constructor() {
    this.heap = [];
    this.sequence = 0;
    this.now = 0;
  }

  schedule(delay, kind, message) {
    const event = { time: this.now + delay, sequence: this.sequence, kind, message };
    this.sequence += 1;
    const { heap } = this;
    let hole = heap.length;
    heap.push(event);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!before(event, heap[parent])) break;
      heap[hole] = heap[parent];
      hole = parent;
    }
    heap[hole] = event;
  }

  next() {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length > 0) {
      let hole = 0;
      for (;;) {
        let child = 2 * hole + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child += 1;
        if (!before(heap[child], last)) break;
        heap[hole] = heap[child];
        hole = child;
      }
      heap[hole] = last;
    }
    this.now = first.time;
    return first;
  }
}

function before(one, other) {
  return one.time < other.time || (one.time === other.time && one.sequence < other.sequence);
}

/** A queue on an array that is cut off now and then. */
class Fifo {
  constructor() {
    this.items = [];
    this.head = 0;
  }

  get length() {
    return this.items.length - this.head;
  }

  push(item) {
    this.items.push(item);
  }

  shift() {
    const item = this.items[this.head];
    this.head += 1;
    if (this.head === 1024) {
      this.items.splice(0, 1024);
      this.head = 0;
    }
    return item;
  }
}

/** Durations from 1 us on, 256 buckets to each factor of e. */
class Histogram {
  constructor() {
    this.counts = new Float64Array(256 * 48);
    this.total = 0;
    this.sum = 0;
  }

  record(seconds) {
    const bucket = seconds <= 1e-6 ? 0 : 1 + Math.floor(Math.log(seconds * 1e6) * 256);
    this.counts[bucket] += 1;
    this.total += 1;
    this.sum += seconds;
  }

  get mean() {
    return this.sum / this.total;
  }
}

const exponential = (mean) => -mean * Math.log(1 - Math.random());

function normal() {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}

function lognormal(mean, scv) {
  const variance = Math.log(1 + scv);
  const location = Math.log(mean) - variance / 2;
  const spread = Math.sqrt(variance);
  return () => Math.exp(location + spread * normal());
}

const ARRIVAL = 0;
const DEPARTURE = 1;
const RETURN = 2;

const WORKLOADS = {
  mm1: { rate: 0.8, servers: 1 },
  mm16: { rate: 14.4, servers: 16 },
  mg8: { rate: 7.6, servers: 8, service: lognormal(1, 4), bound: 20 },
  tandem: { rate: 3.2, servers: 4, stages: 3 },
  crowd: { rate: 980, servers: 1000, producers: 10_000 },
  redelivery: { rate: 4.5, servers: 8, failure: 0.3, deliveries: 5 },
};

class Simulation {
  constructor({
    rate,
    servers,
    service = () => exponential(1),
    bound = Infinity,
    stages = 1,
    producers = 1,
    failure = 0,
    deliveries = Infinity,
  }) {
    Object.assign(this, { servers, service, bound, failure, deliveries });
    this.interval = producers / rate;
    this.agenda = new Agenda();
    this.stages = Array.from({ length: stages }, () => ({ queue: new Fifo(), busy: 0 }));
    this.waiting = new Histogram();
    this.sojourn = new Histogram();
    this.refused = 0;
    this.dead = 0;
    this.busyArea = 0;
    this.presentArea = 0;
    this.busy = 0;
    this.present = 0;
    for (let producer = 0; producer < producers; producer += 1) this.plan(producer);
  }

  plan(producer) {
    this.agenda.schedule(exponential(this.interval), ARRIVAL, producer);
  }

  enqueue(message) {
    const stage = this.stages[message.stage];
    if (stage.busy < this.servers) {
      stage.busy += 1;
      this.busy += 1;
      this.start(message);
    } else if (stage.queue.length < this.bound) {
      stage.queue.push(message);
    } else {
      this.refused += 1;
      this.present -= 1;
    }
  }

  start(message) {
    if (message.attempts === 0 && message.stage === 0) {
      this.waiting.record(this.agenda.now - message.published);
    }
    message.attempts += 1;
    this.agenda.schedule(this.service(), DEPARTURE, message);
  }

  depart(message) {
    const stage = this.stages[message.stage];
    const failed = this.failure > 0 && Math.random() < this.failure;
    if (failed && message.attempts < this.deliveries) {
      this.agenda.schedule(2 ** (message.attempts - 1), RETURN, message);
    } else if (message.stage + 1 < this.stages.length) {
      message.stage += 1;
      message.attempts = 0;
      this.enqueue(message);
    } else {
      if (failed) this.dead += 1;
      this.present -= 1;
      this.sojourn.record(this.agenda.now - message.published);
    }
    if (stage.queue.length > 0) {
      this.start(stage.queue.shift());
    } else {
      stage.busy -= 1;
      this.busy -= 1;
    }
  }

  /** Runs until `messages` more are done. */
  run(messages) {
    const { agenda } = this;
    const target = this.sojourn.total + messages;
    while (this.sojourn.total < target) {
      const then = agenda.now;
      const { kind, message } = agenda.next();
      const passed = agenda.now - then;
      this.busyArea += this.busy * passed;
      this.presentArea += this.present * passed;
      if (kind === ARRIVAL) {
        this.present += 1;
        this.enqueue({ published: agenda.now, stage: 0, attempts: 0 });
        this.plan(message);
      } else if (kind === DEPARTURE) {
        this.depart(message);
      } else {
        this.enqueue(message);
      }
    }
  }
}

const [workload, messages] = [process.argv[2], Number(process.argv[3])];
const simulation = new Simulation(WORKLOADS[workload]);
// So that it is compiled by the time it is measured, and in several calls: only between calls does
// the optimised code take over for certain.
for (let part = 0; part < 20; part += 1) simulation.run(messages / 100);
const start = performance.now();
for (let part = 0; part < 20; part += 1) simulation.run(messages / 20);
const millis = performance.now() - start;
console.log(millis, messages, simulation.waiting.mean, simulation.sojourn.mean);
