import { do_not_optimize, measure } from 'mitata';
import { FUNCTIONS } from './functions.ts';

// The time for which perf-kit measures each function in one process.
const MIN_CPU_NS = 200e6;

/** Prints the time of each function, in ns, as measured by mitata. */
const means = {};
for (const [name, run] of Object.entries(FUNCTIONS)) {
  const { avg } = await measure(() => do_not_optimize(run()), { min_cpu_time: MIN_CPU_NS });
  means[name] = avg;
}
process.stdout.write(JSON.stringify(means));
