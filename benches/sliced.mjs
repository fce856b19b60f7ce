// Drives the two builds of sliced.rs in alternating rounds and prints what a message costs in each.
//   node benches/sliced.mjs NATIVE_PROGRAM WASM_MODULE
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const LIMIT = 1.5; // what a message may cost in Wasm, in native messages
const ROUNDS = 15;
const WARM_UP = 2_000_000;
const MESSAGES = 200_000;

const [program, module] = process.argv.slice(2).map((path) => resolve(path));
const wasm = createRequire(import.meta.url)(module);
const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

/** One round natively. */
async function inNative(ordinal, messages) {
  child.stdin.write(`${ordinal} ${messages}\n`);
  const { value, done: ended } = await answers.next();
  if (ended) throw new Error(`${program} stopped`);
  const [millis, done, waiting, sojourn] = value.split(' ').map(Number);
  return { millis, done, waiting, sojourn };
}

/** One round here. */
function inWasm(bench, before, messages) {
  const start = performance.now();
  let done = before;
  while (done < before + messages) done = bench.slice();
  const millis = performance.now() - start;
  return { millis, done, waiting: bench.waiting(), sojourn: bench.sojourn() };
}

const median = (values) => values.toSorted((one, other) => one - other)[values.length >> 1];

let worst = 0;
console.log('ns per message              Wasm     native  ratio');
for (let ordinal = 0; wasm.name(ordinal); ordinal += 1) {
  const bench = wasm.Bench.open(ordinal);
  const rounds = [];
  let before = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const messages = round === 0 ? WARM_UP : MESSAGES;
    const native = await inNative(ordinal, messages);
    const here = inWasm(bench, before, messages);
    const same = ['done', 'waiting', 'sojourn'].every((figure) => here[figure] === native[figure]);
    if (!same) {
      throw new Error(`${wasm.name(ordinal)}: Wasm and native lived different runs`);
    }
    const cost = ({ millis }) => (millis * 1e6) / (here.done - before);
    if (round > 0) rounds.push([cost(here), cost(native)]);
    before = here.done;
  }
  const [there, native, ratio] = [
    median(rounds.map(([one]) => one)),
    median(rounds.map(([, other]) => other)),
    median(rounds.map(([one, other]) => one / other)),
  ];
  worst = Math.max(worst, ratio);
  console.log(
    wasm.name(ordinal).padEnd(22) +
      there.toFixed(1).padStart(10) +
      native.toFixed(1).padStart(11) +
      ratio.toFixed(2).padStart(7),
  );
}
child.stdin.end();
if (worst > LIMIT) {
  console.error(`a message in Wasm costs more than ${LIMIT} times a native one`);
  process.exitCode = 1;
}
