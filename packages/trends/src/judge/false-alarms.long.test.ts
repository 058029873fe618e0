import { describe, expect, test } from 'vitest';
import { identity } from '../testing/reports.ts';
import { seededNormal } from '../testing/random.ts';
import { judgeRun } from './judge-run.ts';
import type { SeriesToJudge } from './series.ts';

const SERIES_PER_RUN = 50;

/**
 * Judges simulated runs of 50 series whose log means are normal. The smallest effect is 0, so that
 * only the statistics keep noise from raising an alarm.
 *
 * @returns Share of runs that raise an alarm on a series for which `counts` is true.
 */
function alarmRate(options: {
  seed: number;
  runs: number;
  earlierRuns: number;
  /** Shift of each series' logarithm in the judged run, in deviations of a run. */
  shift: (series: number) => number;
  counts?: (series: number) => boolean;
}): number {
  const normal = seededNormal(options.seed);
  const draw = () => 1000 * Math.exp(0.03 * normal());
  let alarmed = 0;
  for (let run = 0; run < options.runs; run += 1) {
    const series = Array.from({ length: SERIES_PER_RUN }, (_, index): SeriesToJudge => ({
      identity: identity(`series ${index}`, 'instructions'),
      fingerprint: 'abc',
      ...{ kind: 'count', unit: '1', better: 'lower', resolution: 0, isSteady: true },
      mean: draw() * Math.exp(0.03 * options.shift(index)),
      earlier: Array.from({ length: options.earlierRuns }, (_, earlier) => ({
        run: `run-${earlier}`,
        sha: null,
        mean: draw(),
      })),
      elsewhere: null,
    }));
    const verdicts = judgeRun({ id: 'head', sha: null }, series, {
      smallestEffect: { instructions: 0 },
    });
    const isAlarm = verdicts.some(
      ({ verdict }, index) =>
        (verdict === 'regression' || verdict === 'improvement') &&
        (options.counts?.(index) ?? true),
    );
    if (isAlarm) alarmed += 1;
  }
  return alarmed / options.runs;
}

describe.each([
  { earlierRuns: 8, seed: 8 },
  { earlierRuns: 15, seed: 15 },
  { earlierRuns: 30, seed: 30 },
])('with $earlierRuns earlier runs (seed $seed)', ({ earlierRuns, seed }) => {
  test('at most 1 % of 6,000 unchanged runs of 50 series raise an alarm', () => {
    const rate = alarmRate({ seed, runs: 6_000, earlierRuns, shift: () => 0 });
    expect(rate).toBeLessThanOrEqual(0.01);
    // A judge that never raises an alarm would pass too, so the rate has a lower limit.
    expect(rate).toBeGreaterThan(0.001);
  });
});

test('half of the shifts of 12 deviations are found with 8 earlier runs, and 9 of 10 shifts of 7 deviations with 30 (seed 7)', () => {
  const onlyFirst = { runs: 200, seed: 7, counts: (series: number) => series === 0 };
  const at = (deviations: number) => (series: number) => (series === 0 ? deviations : 0);
  expect(alarmRate({ ...onlyFirst, earlierRuns: 8, shift: at(12) })).toBeGreaterThan(0.5);
  expect(alarmRate({ ...onlyFirst, earlierRuns: 30, shift: at(7) })).toBeGreaterThan(0.9);
});

test('changed series raise no alarms on unchanged ones of the same run (seed 3)', () => {
  const isChanged = (series: number) => series < 25;
  const rate = alarmRate({
    seed: 3,
    runs: 1_000,
    earlierRuns: 15,
    shift: (series) => (isChanged(series) ? 100 : 0),
    counts: (series) => !isChanged(series),
  });
  expect(rate).toBeLessThanOrEqual(0.01);
});
