import { describe, expect, test } from 'vitest';
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
import { overviewOf } from './overview.ts';

const RATIO = 'HighPerfDatabase : SimpleDatabase';

describe('overviewOf', () => {
  test('counts series by standing', () => {
    const overview = overviewOf(siteOf(sampleSiteData({ series: 10 })));
    expect(overview).toMatchObject({
      outlook: 'wrong',
      counts: {
        regression: 2,
        improvement: 1,
        unchanged: 4,
        undecided: 1,
        incomparable: 1,
        absent: 1,
      },
      brokenBudgets: 1,
      unclearBudgets: 0,
      unavailable: 1,
    });
  });

  test('stays fine when one version has a series that the other has not', () => {
    const site = withSeries(siteWith(['SimpleDatabase', 'point read']), 'point read', (series) => ({
      ...series,
      verdict: series.verdict && { ...series.verdict, verdict: 'new' },
    }));
    expect(overviewOf(site)).toMatchObject({ outlook: 'fine', counts: { new: 1, unchanged: 1 } });
  });

  test('lists the largest certain change first, and every series once', () => {
    const { findings } = overviewOf(siteOf(sampleSiteData({ series: 10 })));
    const names = findings.map((finding) =>
      'series' in finding ? finding.series.name : finding.kind,
    );
    expect(names).toEqual([RATIO, 'list of 1,000', 'unavailable']);
  });

  test('joins metrics that are unavailable for one reason', () => {
    const left = { ...sampleProblem, state: 'unavailable' as const, message: 'left out' };
    const problems = [left, { ...left, title: 'other' }, { ...left, message: 'no Valgrind' }];
    const { findings, unavailable } = overviewOf(siteWith(['SimpleDatabase'], { problems }));
    expect(findings).toMatchObject([
      { problems: [{ title: sampleProblem.title }, { title: 'other' }] },
      { problems: [{ message: 'no Valgrind' }] },
    ]);
    expect(unavailable).toBe(3);
  });

  test('lists suspicions after failures, and a series with a broken budget once', () => {
    const site = withSuspicion(
      siteWith(['list of 1,000', 'point read', '20 parallel creates'], {
        tests: [{ ...sampleTest, outcome: 'failed', error: 'no such button' }],
      }),
      'point read',
    );
    const { findings, suspicions } = overviewOf(site);
    expect(findings.map(({ kind }) => kind)).toEqual(['regression', 'test', 'suspicion']);
    expect(suspicions).toBe(1);
    const broken = withSuspicion(siteWith([RATIO]), RATIO);
    expect(overviewOf(broken).findings.map(({ kind }) => kind)).toEqual(['budget']);
  });

  test('lists an unclear budget after failures, without calling the run wrong or fine', () => {
    const site = withUnclearBudget(siteWith(['SimpleDatabase', 'point read']), 'SimpleDatabase');
    expect(overviewOf(site)).toMatchObject({
      outlook: 'unsure',
      ...{ brokenBudgets: 0, unclearBudgets: 1 },
      findings: [{ kind: 'unclear', series: { name: 'SimpleDatabase' } }],
    });
    const tested = withUnclearBudget(
      siteWith(['SimpleDatabase', RATIO], {
        tests: [{ ...sampleTest, outcome: 'failed', error: 'no such button' }],
      }),
      'SimpleDatabase',
    );
    expect(overviewOf(withSuspicion(tested, RATIO)).findings.map(({ kind }) => kind)).toEqual([
      ...['budget', 'test', 'unclear'],
    ]);
  });

  test('gives the reason why series are undecided when all share it', () => {
    const { undecidedReason } = overviewOf(siteOf(sampleSiteData({ series: 5, runs: 3 })));
    expect(undecidedReason).toBe('No baseline: 2 earlier runs on this machine, 8 are needed.');
  });
});
