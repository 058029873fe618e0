import { defineMeasurement } from '@night-pilot/perf-host/fork';
import { GeneratedSuite, plantedSuite } from './generated-suite.ts';

const SIZE = { files: 20, benchmarks: 10 };
/** Files in which one function takes about 1 % more. */
const PLANTED = [2, 5, 9, 13, 18];

const number = { kind: 'count', unit: '1' } as const;
const minutes = { kind: 'time', unit: 'min', better: 'lower' } as const;

/** Measures how long `perf-kit compare` takes for 200 CPU-bound benchmarks in 20 files, and what it finds. */
export default defineMeasurement({
  name: 'suites',
  limitMinutes: 60,
  metrics: {
    'nothing changed': minutes,
    'nothing changed, alarms': { ...number, better: 'lower' },
    'nothing changed, remembered': minutes,
    'nothing changed, remembered, alarms': { ...number, better: 'lower' },
    'nothing changed, --changed': { kind: 'time', unit: 's', better: 'lower' },
    'five planted changes': minutes,
    'five planted changes, found': { ...number, better: 'higher' },
    'five planted changes, other alarms': { ...number, better: 'lower' },
  },
  async run({ signal, progress }) {
    await using suite = await GeneratedSuite.create(SIZE);
    progress(0, 4);
    const same = await suite.compare(['--changed'], signal);
    progress(1, 4);
    const unchanged = await suite.compare([], signal);
    progress(2, 4);
    const remembered = await suite.compare([], signal);
    progress(3, 4);
    await suite.forget();
    await suite.plant(PLANTED);
    const planted = await suite.compare([], signal);
    const wanted = PLANTED.map((file) => plantedSuite(file, SIZE));
    return {
      'nothing changed': unchanged.seconds / 60,
      'nothing changed, alarms': unchanged.regressions.length,
      'nothing changed, remembered': remembered.seconds / 60,
      'nothing changed, remembered, alarms': remembered.regressions.length,
      'nothing changed, --changed': same.seconds,
      'five planted changes': planted.seconds / 60,
      'five planted changes, found': wanted.filter((one) => planted.regressions.includes(one))
        .length,
      'five planted changes, other alarms': planted.regressions.filter(
        (one) => !wanted.includes(one),
      ).length,
    };
  },
});
