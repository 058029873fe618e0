import { describe, expect, test } from 'vitest';
import type { SiteSeries } from '../../site-data.ts';
import { sampleSiteData } from '../../testing/sample-site-data.ts';
import {
  budgetStateIn,
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
  test('returns the verdict on the newest run', () => {
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

  test('returns undecided, never a pass, for a point without a verdict', () => {
    expect(seriesStatus({ ...sample, verdict: null }, newest)).toBe('undecided');
  });

  test('returns new or gone when only one version has the series', () => {
    const judged = (verdict: 'new' | 'gone') => ({
      ...sample,
      verdict: { verdict, reason: '', effect: null, interval: null, suspicion: null },
    });
    expect(seriesStatus(judged('new'), newest)).toBe('new');
    expect(seriesStatus({ ...judged('gone'), points: sample.points.slice(0, -1) }, newest)).toBe(
      'gone',
    );
  });

  test('returns absent without a point in the newest run, whatever an old verdict says', () => {
    expect(seriesStatus({ ...sample, points: sample.points.slice(0, -1) }, newest)).toBe('absent');
    expect(seriesStatus({ ...sample, points: [] }, newest)).toBe('absent');
  });
});

test('returns a suspicion only for an undecided series of the newest run', () => {
  const verdict = { verdict: 'undecided', reason: '', effect: 0.2, interval: null } as const;
  const suspected = { ...sample, verdict: { ...verdict, suspicion: 'regression' as const } };
  expect(suspicionOf(suspected, newest)).toBe('regression');
  expect(suspicionOf({ ...suspected, points: sample.points.slice(0, -1) }, newest)).toBeNull();
  expect(suspicionOf({ ...sample, verdict: null }, newest)).toBeNull();
});

describe('budgetStateIn', () => {
  test.each(['met', 'unclear', 'broken'] as const)('is %s when the export says so', (state) => {
    expect(budgetStateIn({ ...sample, budget: { max: 1, state } }, newest)).toBe(state);
  });

  test('is null without a budget, and without a point in the newest run', () => {
    const broken: SiteSeries = { ...sample, budget: { max: 1, state: 'broken' } };
    expect(budgetStateIn({ ...broken, points: sample.points.slice(0, -1) }, newest)).toBeNull();
    expect(budgetStateIn({ ...sample, budget: null }, newest)).toBeNull();
  });
});

describe('pointsBeyondBudget', () => {
  const beyond = (means: number[], budget: SiteSeries['budget']) =>
    pointsBeyondBudget(withMeans(means, budget)).map(({ mean }) => mean);

  test('returns the points after the last one within the budget', () => {
    expect(beyond([6, 4, 6, 7], { max: 5, state: 'broken' })).toEqual([6, 7]);
    expect(beyond([6, 4, 3, 2], { min: 5, state: 'broken' })).toEqual([4, 3, 2]);
    expect(beyond([6, 7], { max: 5, state: 'broken' })).toEqual([6, 7]);
    expect(beyond([6, 5], { max: 5, state: 'met' })).toEqual([]);
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

  test('returns the end of the interval that is nearer to zero', () => {
    expect(certain(0.02, 0.5)).toBe(0.02);
    expect(certain(-0.5, -0.1)).toBe(0.1);
  });

  test('returns 0 when the interval spans zero or is not known', () => {
    expect(certain(-0.1, 0.9)).toBe(0);
    expect(certainChange({ ...sample, verdict: null })).toBe(0);
  });
});
