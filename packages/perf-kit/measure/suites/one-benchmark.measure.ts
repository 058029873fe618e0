import { keepCoresBusy } from '@night-pilot/perf-calibrate';
import { defineMeasurement } from '@night-pilot/perf-host/fork';
import { GeneratedSuite } from './generated-suite.ts';

const seconds = { kind: 'time', unit: 's', better: 'lower' } as const;

/** Measures how long `perf-kit compare` takes for one CPU-bound benchmark in which nothing changed. */
export default defineMeasurement({
  name: 'one benchmark',
  limitMinutes: 10,
  metrics: { 'no other load': seconds, 'busy cores': seconds },
  async run({ signal, progress }) {
    await using suite = await GeneratedSuite.create({ files: 1, benchmarks: 1 });
    const quiet = await suite.compare([], signal);
    progress(1, 2);
    await suite.forget();
    await using _busy = await keepCoresBusy();
    const busy = await suite.compare([], signal);
    return { 'no other load': quiet.seconds, 'busy cores': busy.seconds };
  },
});
