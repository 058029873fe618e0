import { expect, test } from 'vitest';
import { normal, seededRandom } from '../../stats/random.ts';
import { wallRules } from '../wall-rules.ts';
import { type RecordedForks, resampleRuns } from './recorded-runs.ts';

const rules = wallRules();
const quiet = {
  stealMs: 0,
  cpuPressureMs: 5,
  throttledMs: 0,
  involuntarySwitches: 1,
  gcMs: 2,
  gcCount: 1,
};

/** Forks that differ by `spread`, around a level that drifts as that of a shared machine does. */
function recording(benchmark: string, seed: number, spread: number): RecordedForks {
  const random = seededRandom(seed);
  let drift = 0;
  return {
    benchmark,
    forks: Array.from({ length: 300 }, () => {
      drift = 0.95 * drift + spread * normal(random);
      const level = 1000 * Math.exp(drift + spread * normal(random));
      const samples = Array.from({ length: 20 }, () => level * Math.exp(0.01 * normal(random)));
      return { samples, durationMs: 200, disturbance: quiet };
    }),
  };
}

const recordings = [recording('parse', 21, 0.004), recording('allocate', 22, 0.06)];

test('runs without a change raise an alarm in at most 1 %, with the bound of the rate beside it', () => {
  const { alarms, unchanged, changed } = resampleRuns(recordings, { runs: 300, seed: 31, rules });
  expect(unchanged.benchmarks).toBe(15_000);
  expect(changed.benchmarks).toBe(0);
  expect(alarms.rate).toBeLessThanOrEqual(0.01);
  expect(alarms.upper95).toBeGreaterThan(alarms.rate);
});

test('a planted slowdown is found, among benchmarks without one', () => {
  const { changed, unchanged } = resampleRuns(recordings.slice(0, 1), {
    runs: 100,
    seed: 32,
    rules,
    benchmarks: 10,
    slowdown: 0.05,
  });
  expect(changed).toMatchObject({ benchmarks: 100, regression: 100 });
  expect(unchanged).toMatchObject({ benchmarks: 900, regression: 0 });
});

test('pairs with a disturbed fork are set aside, and what they measured does not count', () => {
  const [parse] = recordings;
  if (parse === undefined) throw new Error('expected a recording');
  const disturbed = {
    ...parse,
    forks: parse.forks.map((fork, index) =>
      index % 17 === 0
        ? {
            ...fork,
            samples: fork.samples.map((sample) => sample * 3),
            disturbance: { ...quiet, stealMs: 60 },
          }
        : fork,
    ),
  };
  const options = { runs: 100, seed: 33, rules, benchmarks: 5 };
  const { unchanged, alarms } = resampleRuns([disturbed], options);
  expect(unchanged.setAsidePairs).toBeGreaterThan(500);
  expect(unchanged.unchanged).toBeGreaterThan(400);
  expect(alarms.alarms).toBe(0);
});

test('the same seed gives the same runs', () => {
  const options = { runs: 20, seed: 34, rules, benchmarks: 5 };
  expect(resampleRuns(recordings, options)).toEqual(resampleRuns(recordings, options));
});

test('too few recorded forks are refused by name', () => {
  const short = { benchmark: 'sort', forks: recordings[0]?.forks.slice(0, 12) ?? [] };
  const options = { runs: 1, seed: 1, rules };
  expect(() => resampleRuns([short], options)).toThrow('forks of "sort", got 12');
  expect(() => resampleRuns([], options)).toThrow('got none');
});
