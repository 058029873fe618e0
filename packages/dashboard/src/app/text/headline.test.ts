import { expect, test } from 'vitest';
import {
  sampleProblem,
  sampleTest,
  siteOf,
  siteWith,
  withSeries,
  withSuspicion,
  withUnclearBudget,
} from '../../testing/sample-site.ts';
import { sampleSiteData } from '../../testing/sample-site-data.ts';
import { overviewOf } from '../site/overview.ts';
import type { Site } from '../site/site.ts';
import { headlineOf } from './headline.ts';

const headline = (site: Site) => headlineOf(overviewOf(site));

test('says that the run is not judged when no series has a verdict', () => {
  const judged = siteWith(['point read', 'list of 1,000']);
  const series = judged.data.series.map((one) => ({ ...one, verdict: null }));
  const site = { ...judged, data: { ...judged.data, series } };
  expect(headline(site)).toMatchObject({
    outlook: 'unsure',
    title: 'Not judged yet',
    explanation: expect.stringContaining('Type npx perf-trends check') as string,
  });
});

test('is fine when everything was measured and judged and nothing is worse', () => {
  expect(headline(siteWith(['SimpleDatabase', 'point read']))).toMatchObject({
    outlook: 'fine',
    title: 'Nothing is wrong',
    explanation: expect.stringContaining('All 2 series') as string,
  });
});

test('is unsure when something could not be judged or measured', () => {
  const parts = ['SimpleDatabase', '20 parallel creates'];
  expect(headline(siteWith(parts))).toMatchObject({
    outlook: 'unsure',
    explanation: expect.stringContaining('1 of 2 series') as string,
  });
  const problems = [{ ...sampleProblem, state: 'unavailable' as const }];
  expect(headline(siteWith(['SimpleDatabase'], { problems })).outlook).toBe('unsure');
});

test('says when a run with findings has no history to compare with', () => {
  const early = siteOf(sampleSiteData({ series: 3, runs: 2 }));
  expect(headline(early)).toMatchObject({
    outlook: 'wrong',
    explanation: expect.stringContaining('No series could be compared') as string,
  });
  expect(headline(siteWith(['list of 1,000'])).explanation).toContain('Compared with the history');
});

test('counts suspicions, which alone make nothing wrong', () => {
  const fine = siteWith(['SimpleDatabase', 'point read']);
  expect(headline(withSuspicion(fine, 'point read'))).toMatchObject({
    outlook: 'unsure',
    title: 'Nothing is known to be wrong, 1 suspicion',
  });
  const wrong = siteWith(['list of 1,000', 'point read']);
  expect(headline(withSuspicion(wrong, 'point read')).title).toBe('1 regression, 1 suspicion');
});

test('counts unclear budgets, which alone make nothing wrong', () => {
  const fine = siteWith(['SimpleDatabase', 'point read']);
  expect(headline(withUnclearBudget(fine, 'point read'))).toMatchObject({
    outlook: 'unsure',
    title: 'Nothing is known to be wrong, 1 unclear budget',
    explanation: expect.stringContaining('All 2 series are judged') as string,
  });
  const wrong = withUnclearBudget(siteWith(['list of 1,000', 'point read']), 'point read');
  expect(headline(wrong).title).toBe('1 regression, 1 unclear budget');
});

test('says that it is too early when nothing has a history', () => {
  const site = siteOf(sampleSiteData({ series: 2, runs: 2 }));
  expect(headline(site)).toMatchObject({ outlook: 'unsure', title: 'Too early to tell' });
  const onlyNew = withSeries(siteWith(['point read']), 'point read', (series) => ({
    ...series,
    verdict: series.verdict && { ...series.verdict, verdict: 'new' },
  }));
  expect(headline(onlyNew).title).toBe('Too early to tell');
});

test('says when the newest run measured nothing', () => {
  expect(headline(siteWith([])).title).toBe('The newest run measured nothing');
  expect(headline(siteWith(['size of scripts'])).title).toBe('The newest run measured nothing');
});

test('names regressions and failures', () => {
  const site = siteWith(['list of 1,000'], {
    problems: [{ ...sampleProblem, state: 'failed' }],
    tests: [
      { ...sampleTest, outcome: 'timedOut', error: 'no answer' },
      { ...sampleTest, outcome: 'failed', error: 'no such button' },
      // The failed measurement says why.
      { ...sampleTest, outcome: 'failed' },
      { ...sampleTest, outcome: 'flaky' },
    ],
  });
  expect(headline(site)).toMatchObject({
    outlook: 'wrong',
    title: '1 regression, 1 failed measurement, 2 failed tests',
  });
});
