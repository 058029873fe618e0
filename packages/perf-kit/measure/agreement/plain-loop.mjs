import { FUNCTIONS } from './functions.ts';

const MIN_NS = 50e6;

/** Returns the time of a call, in ns, in a loop that V8 compiles for this function alone. */
function nsPerCall(name, run) {
  // Each function needs a loop with a different text. Otherwise V8 shares its call feedback between them.
  const loop = new Function(
    'run',
    'calls',
    `/* ${name} */ let last; for (let call = 0; call < calls; call += 1) last = run(); return last;`,
  );
  const nsOf = (calls) => {
    const startedAt = process.hrtime.bigint();
    loop(run, calls);
    return Number(process.hrtime.bigint() - startedAt);
  };
  let calls = 1;
  while (nsOf(calls) < MIN_NS) calls *= 2;
  return nsOf(4 * calls) / (4 * calls);
}

/** Prints the time of each function, in ns, minus that of an empty function. */
const nothing = nsPerCall('nothing', () => undefined);
const entries = Object.entries(FUNCTIONS).map(([name, run]) => [
  name,
  nsPerCall(name, run) - nothing,
]);
process.stdout.write(JSON.stringify(Object.fromEntries(entries)));
