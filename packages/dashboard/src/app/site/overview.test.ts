import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type SiteData, siteDataSchema } from '../../site-data.ts';
import { sampleSiteData } from '../../testing/sample-site-data.ts';
import { headlineOf } from '../text/headline.ts';
import type { JsonSchema } from './json-check.ts';
import { overviewOf } from './overview.ts';
import { readSite, type Site } from './site.ts';

const schema = z.toJSONSchema(siteDataSchema) as JsonSchema;

function siteOf(data: SiteData): Site {
  const reading = readSite(data, schema);
  if (reading.state !== 'ready') throw new Error(`expected ready, got ${reading.state}`);
  return reading.site;
}

/** A run with nothing but these of the sample series. */
function quiet(names: string[], changes: Partial<SiteData> = {}): Site {
  const data = sampleSiteData({ series: 10 });
  const series = data.series.filter(({ name }) => names.includes(name));
  return siteOf({ ...data, series, problems: [], tests: [], ...changes });
}

const problem = { title: 'db › reads', instrument: 'wall', message: 'it threw' };
const test1 = {
  project: 'app',
  suite: '',
  name: 'opens',
  variant: null,
  durationMs: 1,
  retries: 0,
  error: null,
};

/** The same site with one series under suspicion. */
function suspecting(site: Site, name: string): Site {
  const series = site.data.series.map((one) =>
    one.name !== name || one.verdict === null
      ? one
      : {
          ...one,
          verdict: {
            ...one.verdict,
            verdict: 'undecided' as const,
            suspicion: 'regression' as const,
          },
        },
  );
  return { ...site, data: { ...site.data, series } };
}

describe('overviewOf', () => {
  test('counts where the series stand', () => {
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
      unavailable: 1,
    });
  });

  test('takes what one version alone has for no reason to worry', () => {
    const judged = (name: string, verdict: 'new') => (site: Site) => ({
      ...site,
      data: {
        ...site.data,
        series: site.data.series.map((one) =>
          one.name === name && one.verdict !== null
            ? { ...one, verdict: { ...one.verdict, verdict } }
            : one,
        ),
      },
    });
    const overview = overviewOf(
      judged('point read', 'new')(quiet(['SimpleDatabase', 'point read'])),
    );
    expect(overview).toMatchObject({ outlook: 'fine', counts: { new: 1, unchanged: 1 } });
    expect(headlineOf(overview).title).toBe('Nothing is wrong');
    const onlyNew = overviewOf(judged('point read', 'new')(quiet(['point read'])));
    expect(headlineOf(onlyNew).title).toBe('Too early to tell');
  });

  test('starts with the change that is largest and sure; a series stands there once', () => {
    const { findings } = overviewOf(siteOf(sampleSiteData({ series: 10 })));
    const names = findings.map((finding) =>
      'series' in finding ? finding.series.name : finding.kind,
    );
    expect(names).toEqual(['HighPerfDatabase : SimpleDatabase', 'list of 1,000', 'unavailable']);
  });

  test('is told once of all that is unavailable for one reason', () => {
    const left = { ...problem, state: 'unavailable' as const, message: 'left out' };
    const problems = [left, { ...left, title: 'other' }, { ...left, message: 'no Valgrind' }];
    const { findings, unavailable } = overviewOf(quiet(['SimpleDatabase'], { problems }));
    expect(findings).toMatchObject([
      { problems: [{ title: problem.title }, { title: 'other' }] },
      { problems: [{ message: 'no Valgrind' }] },
    ]);
    expect(unavailable).toBe(3);
  });

  test('lists what is only suspected after what failed, and a broken budget once', () => {
    const site = suspecting(
      quiet(['list of 1,000', 'point read', '20 parallel creates'], {
        tests: [{ ...test1, outcome: 'failed', error: 'no such button' }],
      }),
      'point read',
    );
    const { findings, suspicions } = overviewOf(site);
    expect(findings.map(({ kind }) => kind)).toEqual(['regression', 'test', 'suspicion']);
    expect(suspicions).toBe(1);
    const broken = suspecting(
      quiet(['HighPerfDatabase : SimpleDatabase']),
      'HighPerfDatabase : SimpleDatabase',
    );
    expect(overviewOf(broken).findings.map(({ kind }) => kind)).toEqual(['budget']);
  });

  test('gives the reason why series are undecided when all share it', () => {
    const { undecidedReason } = overviewOf(siteOf(sampleSiteData({ series: 5, runs: 3 })));
    expect(undecidedReason).toBe('No baseline: 2 earlier runs on this machine, 8 are needed.');
  });
});

describe('headlineOf', () => {
  const headline = (site: Site) => headlineOf(overviewOf(site));

  test('says that nobody has judged the run where nothing was asked to judge it', () => {
    const judged = quiet(['point read', 'list of 1,000']);
    const series = judged.data.series.map((one) => ({ ...one, verdict: null }));
    const site = { ...judged, data: { ...judged.data, series } };
    expect(headline(site)).toMatchObject({
      outlook: 'unsure',
      title: 'Not judged yet',
      explanation: expect.stringContaining('Type npx perf-trends check') as string,
    });
  });

  test('is fine when everything was measured and judged and nothing is worse', () => {
    expect(headline(quiet(['SimpleDatabase', 'point read']))).toMatchObject({
      outlook: 'fine',
      title: 'Nothing is wrong',
      explanation: expect.stringContaining('All 2 series') as string,
    });
  });

  test('does not call it fine when something could not be judged or measured', () => {
    const parts = ['SimpleDatabase', '20 parallel creates'];
    expect(headline(quiet(parts))).toMatchObject({
      outlook: 'unsure',
      explanation: expect.stringContaining('1 of 2 series') as string,
    });
    const problems = [{ ...problem, state: 'unavailable' as const }];
    expect(headline(quiet(['SimpleDatabase'], { problems })).outlook).toBe('unsure');
  });

  test('counts suspicions, which alone make nothing wrong', () => {
    expect(
      headline(suspecting(quiet(['SimpleDatabase', 'point read']), 'point read')),
    ).toMatchObject({
      outlook: 'unsure',
      title: 'Nothing is known to be wrong, 1 suspicion',
    });
    expect(headline(suspecting(quiet(['list of 1,000', 'point read']), 'point read')).title).toBe(
      '1 regression, 1 suspicion',
    );
  });

  test('says that it is too early when nothing has a history', () => {
    const site = siteOf(sampleSiteData({ series: 2, runs: 2 }));
    expect(headline(site)).toMatchObject({ outlook: 'unsure', title: 'Too early to tell' });
  });

  test('says when the newest run measured nothing', () => {
    expect(headline(quiet([])).title).toBe('The newest run measured nothing');
    expect(headline(quiet(['size of scripts'])).title).toBe('The newest run measured nothing');
  });

  test('names what is wrong, failures included', () => {
    const site = quiet(['list of 1,000'], {
      problems: [{ ...problem, state: 'failed' }],
      tests: [
        { ...test1, outcome: 'timedOut', error: 'no answer' },
        { ...test1, outcome: 'failed', error: 'no such button' },
        // The failed measurement says why.
        { ...test1, outcome: 'failed' },
        { ...test1, outcome: 'flaky' },
      ],
    });
    expect(headline(site)).toMatchObject({
      outlook: 'wrong',
      title: '1 regression, 1 failed measurement, 2 failed tests',
    });
  });
});
