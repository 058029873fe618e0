import { keepCoresBusy } from '@night-pilot/perf-calibrate';
import { defineMeasurement } from '@night-pilot/perf-host/fork';
import { compareSlowdown, type ComparedSlowdown } from './compare-slowdown.ts';
import { ENDLESS, type Slowdown, SLOWDOWNS } from './slowdowns.ts';

const number = { kind: 'count', unit: '1', better: 'higher' } as const;
const time = { kind: 'time', unit: 's', better: 'lower' } as const;

/** Measures whether and how soon `perf-kit compare` finds large regressions. */
export default defineMeasurement({
  name: 'large regressions',
  limitMinutes: 40,
  metrics: {
    'slowdowns found': number,
    'longest comparison': time,
    'slowdowns found on busy cores': number,
    'longest comparison on busy cores': time,
    'endless loops found': number,
    'comparison with an endless loop': time,
  },
  async run({ signal, progress }) {
    const total = 2 * SLOWDOWNS.length + 1;
    let done = 0;
    const compareAll = async (slowdowns: readonly Slowdown[]) => {
      const compared: ComparedSlowdown[] = [];
      for (const slowdown of slowdowns) {
        progress((done += 1), total);
        compared.push(await compareSlowdown(slowdown, signal));
      }
      return {
        found: compared.filter(({ exitCode }) => exitCode === 1).length,
        longest: Math.max(...compared.map(({ seconds }) => seconds)),
      };
    };
    const quiet = await compareAll(SLOWDOWNS);
    const endless = await compareAll([ENDLESS]);
    await using _busy = await keepCoresBusy();
    const busy = await compareAll(SLOWDOWNS);
    return {
      'slowdowns found': quiet.found,
      'longest comparison': quiet.longest,
      'slowdowns found on busy cores': busy.found,
      'longest comparison on busy cores': busy.longest,
      'endless loops found': endless.found,
      'comparison with an endless loop': endless.longest,
    };
  },
});
