// Reads Chromium's performance trace: the work of the page's main thread, frame by frame.

const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];

/** Records a trace while `work` runs; its events. */
export async function record(browser, page, work) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const trace = await browser.stopTracing();
  return JSON.parse(trace.toString()).traceEvents;
}

/** Frames and long tasks of the thread that draws. Times in ms. */
export function summary(events) {
  const drawn = events.filter((event) => event.name === "FireAnimationFrame");
  const [{ pid, tid }] = drawn;
  const here = events.filter((event) => event.pid === pid && event.tid === tid);
  const tasks = here
    .filter((event) => event.ph === "X" && (event.name === "RunTask" || event.name.endsWith("::RunTask")))
    .sort((a, b) => a.ts - b.ts);
  // Tasks within tasks are counted once.
  const outer = [];
  for (const task of tasks) {
    const last = outer.at(-1);
    if (!last || task.ts >= last.ts + last.dur) outer.push(task);
  }
  const starts = drawn.filter((event) => event.pid === pid && event.tid === tid).map((event) => event.ts);
  starts.sort((a, b) => a - b);
  const [work, cpu] = [[], []];
  let next = 0;
  for (let at = 0; at + 1 < starts.length; at += 1) {
    let [sum, busy] = [0, 0];
    while (next < outer.length && outer[next].ts + outer[next].dur < starts[at]) next += 1;
    for (let task = next; task < outer.length && outer[task].ts < starts[at + 1]; task += 1) {
      // The task that draws this frame began before its callback; the one of the next frame is not ours.
      if (outer[task].ts + outer[task].dur >= starts[at + 1]) break;
      sum += outer[task].dur;
      busy += outer[task].tdur ?? 0;
    }
    work.push(sum / 1000);
    cpu.push(busy / 1000);
  }
  const long = outer
    .filter((task) => task.dur > 50_000)
    .sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
    .map((task) => ({ ms: task.dur / 1000, cpu: (task.tdur ?? 0) / 1000, what: longest(here, task) }));
  return { frames: work.length, median: quantile(work, 0.5), p99: quantile(work, 0.99), cpu: { median: quantile(cpu, 0.5), p99: quantile(cpu, 0.99) }, long };
}

/** What the longest part of a task was. */
function longest(events, task) {
  const inside = events.filter(
    (event) => event.ph === "X" && event !== task && event.ts >= task.ts && event.ts < task.ts + task.dur && !event.name.endsWith("RunTask"),
  );
  inside.sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0));
  return inside.slice(0, 3).map(({ name, dur }) => `${name} ${((dur ?? 0) / 1000).toFixed(0)} ms`).join(", ");
}

function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
