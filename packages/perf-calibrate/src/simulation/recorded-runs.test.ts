import { expect, test } from 'vitest';
import { normal, seededRandom } from '@night-pilot/perf-report/stats';
import { wallRules } from '@night-pilot/perf-compare/judge';
import {
  asCompared,
  type MeasuredPair,
  drawFromRecording,
  type RecordedProgram,
  resampleRuns,
} from './recorded-runs.ts';

const rules = wallRules();
const quiet = {
  stealMs: 0,
  cpuPressureMs: 5,
  throttledMs: 0,
  involuntarySwitches: 1,
  gcMs: 2,
  gcCount: 1,
};

/** Returns pairs of forks that differ by `spread`, around a level that drifts as on a shared machine. */
function measured(seed: number, spread: number, drift = spread / 2): MeasuredPair[] {
  const random = seededRandom(seed);
  let level = 1000;
  const fork = () => {
    level *= Math.exp(drift * normal(random));
    const own = level * Math.exp((spread / Math.SQRT2) * normal(random));
    return { samples: [0.99 * own, 1.01 * own], durationMs: 200, disturbance: quiet };
  };
  return Array.from({ length: 150 }, () => ({
    program: 'it',
    former: fork(),
    latter: fork(),
    durationMs: 1000,
  }));
}

const recorded = (program: string, ...recordings: MeasuredPair[][]): RecordedProgram => ({
  program,
  recordings: recordings.map((pairs) => asCompared(pairs)),
});

const programs = [
  recorded('parse', measured(21, 0.006), measured(24, 0.006)),
  recorded('allocate', measured(22, 0.08)),
];

test('raises an alarm in at most 1 % of runs without a change, and returns the bound of the rate', () => {
  const { alarms, unchanged, changed } = resampleRuns(programs, { runs: 150, seed: 31, rules });
  expect(unchanged.benchmarks).toBe(7_500);
  expect(changed.benchmarks).toBe(0);
  expect(alarms.rate).toBeLessThanOrEqual(0.01);
  expect(alarms.upper95).toBeGreaterThan(alarms.rate);
});

test('finds a planted slowdown among benchmarks without one', () => {
  const { changed, unchanged } = resampleRuns(programs.slice(0, 1), {
    runs: 100,
    seed: 32,
    rules,
    benchmarks: 10,
    slowdown: 0.05,
  });
  expect(changed).toMatchObject({ benchmarks: 100, regression: 100 });
  expect(unchanged).toMatchObject({ benchmarks: 900, regression: 0 });
});

test('sees no change when all second forks are slower, whichever version they were', () => {
  const slowSecond = measured(35, 0.01).map((pair) => ({
    ...pair,
    latter: { ...pair.latter, samples: pair.latter.samples.map((sample) => sample * 1.06) },
  }));
  const options = { runs: 100, seed: 35, rules, benchmarks: 5 };
  const program = [recorded('slow second', slowSecond)];
  expect(resampleRuns(program, options).alarms.alarms).toBe(0);
  const head = resampleRuns(program, { ...options, turns: () => () => 'base' });
  expect(head.alarms.alarms).toBe(100);
});

test('keeps pairs as they were measured, wherever blocks begin and end', () => {
  const rising = measured(36, 0.002, 0).map((pair, index) => {
    const scaled = (fork: MeasuredPair['former']) => ({
      ...fork,
      samples: fork.samples.map((sample) => sample * 1.1 ** index),
    });
    return { ...pair, former: scaled(pair.former), latter: scaled(pair.latter) };
  });
  const next = drawFromRecording(recorded('rising', rising, rising.slice(0, 3)))(
    seededRandom(7),
    0,
  );
  const logRatios = Array.from({ length: 2000 }, (_, pair) => Math.abs(Number(next(pair))));
  expect(Math.max(...logRatios)).toBeLessThan(0.02);
});

test('sets aside pairs with an unusually disturbed fork', () => {
  const disturbed = measured(37, 0.006).map((pair, index) =>
    index % 10 === 9
      ? {
          ...pair,
          latter: {
            ...pair.latter,
            samples: pair.latter.samples.map((sample) => sample * 3),
            disturbance: { ...quiet, stealMs: 60 },
          },
        }
      : pair,
  );
  const program = recorded('disturbed', disturbed);
  const options = { runs: 100, seed: 33, rules, benchmarks: 5 };
  const { unchanged, alarms } = resampleRuns([program], options);
  expect(unchanged.setAsidePairs).toBeGreaterThan(500);
  expect(unchanged.unchanged).toBeGreaterThan(400);
  expect(alarms.alarms).toBe(0);
  const [first] = asCompared(disturbed.slice(9));
  expect(first?.isSetAside, 'nothing is known yet about what is usual').toBe(false);
});

test('ends a run undecided when more than a quarter of its pairs is set aside', () => {
  const pairs = asCompared(measured(38, 0.006)).map((pair, index) => ({
    ...pair,
    isSetAside: index % 3 === 0,
  }));
  const program = { program: 'busy machine', recordings: [pairs] };
  const { unchanged } = resampleRuns([program], { runs: 20, seed: 38, rules, benchmarks: 5 });
  expect(unchanged).toMatchObject({ benchmarks: 100, undecided: 100 });
});

test('ends a comparison when its budget is spent', () => {
  const options = { runs: 50, seed: 39, rules, benchmarks: 1, budgetMs: 12_000 };
  const { unchanged } = resampleRuns(programs.slice(1), options);
  expect(unchanged).toMatchObject({ undecided: 50, meanPairs: 12 });
});

test('returns the same runs for the same seed', () => {
  const options = { runs: 20, seed: 34, rules, benchmarks: 5 };
  expect(resampleRuns(programs, options)).toEqual(resampleRuns(programs, options));
});

test('refuses too few recorded pairs, and names the program', () => {
  const short = recorded('sort', measured(40, 0.01).slice(0, 9));
  const options = { runs: 1, seed: 1, rules };
  expect(() => resampleRuns([short], options)).toThrow('pairs of "sort", got 9');
  expect(() => resampleRuns([], options)).toThrow('got none');
});
