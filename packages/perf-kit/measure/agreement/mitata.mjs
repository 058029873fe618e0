import { do_not_optimize, measure } from 'mitata';
import { FUNCTIONS } from './functions.ts';

// As long as perf-kit measures each function in one process.
const MIN_CPU_NS = 200e6;

/** Prints what mitata says that each function takes, in ns. */
const means = {};
for (const [name, run] of Object.entries(FUNCTIONS)) {
  const { avg } = await measure(() => do_not_optimize(run()), { min_cpu_time: MIN_CPU_NS });
  means[name] = avg;
}
process.stdout.write(JSON.stringify(means));
