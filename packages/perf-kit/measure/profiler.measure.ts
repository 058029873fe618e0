import { defineMeasurement } from '@night-pilot/perf-host/fork';
import { PerformanceProfiler } from '@night-pilot/perf-tools/checkpoints';
import { percentile } from '@night-pilot/perf-report/stats';

const BATCHES = 200;
const CHECKPOINTS = 500;

/** Measures the cost of a checkpoint of PerformanceProfiler, from its opening to its end. */
export default defineMeasurement({
  name: 'profiler',
  repetitions: 10,
  metrics: {
    'a checkpoint': { kind: 'time', unit: 'ns', better: 'lower' },
    'a checkpoint in another': { kind: 'time', unit: 'ns', better: 'lower' },
    'publishing a checkpoint': { kind: 'time', unit: 'ns', better: 'lower' },
  },
  run: async () => {
    const profiler = new PerformanceProfiler();
    const alone = timeBatches(() => {
      using _part = profiler.checkpoint('part');
    });
    using whole = profiler.checkpoint('whole');
    const nested = timeBatches(() => {
      using _part = whole.checkpoint('part');
    });
    const startedAt = performance.now();
    const published = profiler.publish();
    const publishing = ((performance.now() - startedAt) * 1e6) / published;
    return {
      'a checkpoint': alone,
      'a checkpoint in another': nested,
      'publishing a checkpoint': publishing,
    };
  },
});

/** Returns the time of a call, in ns, including the loop. The median batch is one that other processes did not interrupt. */
function timeBatches(checkpoint: () => void): number {
  const batches = Array.from({ length: BATCHES }, () => {
    const startedAt = performance.now();
    for (let left = CHECKPOINTS; left > 0; left -= 1) checkpoint();
    return ((performance.now() - startedAt) * 1e6) / CHECKPOINTS;
  });
  return percentile(
    batches.sort((left, right) => left - right),
    0.5,
  );
}
