import { describe, expect, test } from 'vitest';
import type { SiteSeries } from '../../site-data.ts';
import { sampleSiteData } from '../../testing/sample-site-data.ts';
import {
  breaksBudget,
  certainChange,
  pointsBeyondBudget,
  seriesStatus,
  suspicionOf,
} from './series-status.ts';

const { runs, series } = sampleSiteData({ series: 10, runs: 12 });
const newest = runs.at(-1) ?? null;
const sample = series[0] as SiteSeries;

/** A series with these means in the last runs. */
function withMeans(means: number[], budget: SiteSeries['budget']): SiteSeries {
  const points = means.map((mean, index) => ({
    run: runs.at(index - means.length)?.id ?? '',
    mean,
    low: null,
    high: null,
  }));
  return { ...sample, budget, points };
}

describe('seriesStatus', () => {
  test('is the verdict on the newest run', () => {
    expect(series.map((one) => seriesStatus(one, newest))).toEqual([
      'unchanged',
      'unchanged',
      'regression',
      'improvement',
      'regression',
      'unchanged',
      'undecided',
      'incomparable',
      'unchanged',
      'absent',
    ]);
  });

  test('is undecided, never a pass, where nobody judged', () => {
    expect(seriesStatus({ ...sample, verdict: null }, newest)).toBe('undecided');
  });

  test('is new or gone where one version alone has it', () => {
    const judged = (verdict: 'new' | 'gone') => ({
      ...sample,
      verdict: { verdict, reason: '', effect: null, interval: null, suspicion: null },
    });
    expect(seriesStatus(judged('new'), newest)).toBe('new');
    expect(seriesStatus({ ...judged('gone'), points: sample.points.slice(0, -1) }, newest)).toBe(
      'gone',
    );
  });

  test('is absent without a point in the newest run, whatever an old verdict says', () => {
    expect(seriesStatus({ ...sample, points: sample.points.slice(0, -1) }, newest)).toBe('absent');
    expect(seriesStatus({ ...sample, points: [] }, newest)).toBe('absent');
  });
});

test('only an undecided series of the newest run is under suspicion', () => {
  const verdict = { verdict: 'undecided', reason: '', effect: 0.2, interval: null } as const;
  const suspected = { ...sample, verdict: { ...verdict, suspicion: 'regression' as const } };
  expect(suspicionOf(suspected, newest)).toBe('regression');
  expect(suspicionOf({ ...suspected, points: sample.points.slice(0, -1) }, newest)).toBeNull();
  expect(suspicionOf({ ...sample, verdict: null }, newest)).toBeNull();
});

describe('breaksBudget', () => {
  test('counts only what the newest run measured', () => {
    const broken = { ...sample, budget: { max: 1, met: false } };
    expect(breaksBudget(broken, newest)).toBe(true);
    expect(breaksBudget({ ...broken, points: sample.points.slice(0, -1) }, newest)).toBe(false);
    expect(breaksBudget({ ...sample, budget: { max: 1, met: true } }, newest)).toBe(false);
    expect(breaksBudget({ ...sample, budget: null }, newest)).toBe(false);
  });
});

describe('pointsBeyondBudget', () => {
  const beyond = (means: number[], budget: SiteSeries['budget']) =>
    pointsBeyondBudget(withMeans(means, budget)).map(({ mean }) => mean);

  test('starts after the last point within the budget', () => {
    expect(beyond([6, 4, 6, 7], { max: 5, met: false })).toEqual([6, 7]);
    expect(beyond([6, 4, 3, 2], { min: 5, met: false })).toEqual([4, 3, 2]);
    expect(beyond([6, 7], { max: 5, met: false })).toEqual([6, 7]);
    expect(beyond([6, 5], { max: 5, met: true })).toEqual([]);
    expect(beyond([6], null)).toEqual([]);
  });
});

describe('certainChange', () => {
  const certain = (low: number, high: number) =>
    certainChange({
      ...sample,
      verdict: {
        verdict: 'unchanged',
        reason: '',
        effect: 0,
        interval: { low, high, level: 0.99 },
        suspicion: null,
      },
    });

  test('is the end of the interval that lies nearer to no change', () => {
    expect(certain(0.02, 0.5)).toBe(0.02);
    expect(certain(-0.5, -0.1)).toBe(0.1);
  });

  test('is nothing when no change is possible or the interval is not known', () => {
    expect(certain(-0.1, 0.9)).toBe(0);
    expect(certainChange({ ...sample, verdict: null })).toBe(0);
  });
});
