import { FUNCTIONS } from './functions.ts';

const MIN_NS = 50e6;

/** What a call takes in a loop of its own that nothing is inlined into from elsewhere, in ns. */
function nsPerCall(name, run) {
  // Another text for each function: V8 would else let them share what it learned of the calls.
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

/** Prints what each function takes beyond one that does nothing, in ns. */
const nothing = nsPerCall('nothing', () => undefined);
const entries = Object.entries(FUNCTIONS).map(([name, run]) => [
  name,
  nsPerCall(name, run) - nothing,
]);
process.stdout.write(JSON.stringify(Object.fromEntries(entries)));
