import { expect, test } from 'vitest';
import { verdictsSchema } from '@night-pilot/perf-report';
import { sampleEnvironment, temporaryFolder } from '@night-pilot/perf-report/testing';
import { type CountedBenchmark, instrumentAvailability } from '@night-pilot/perf-host/count';
import { judgeCounts } from '../judge/judge-counts.ts';
import { compareReports } from './compare-reports.ts';
import { type AddCountOptions, ComparisonRecord } from './comparison-record.ts';

const NAMES = { suite: 'csv', name: 'write' };
const FACTS = { code: 1, links: 2 };

async function emptyRecord() {
  const root = await temporaryFolder();
  return new ComparisonRecord(
    { base: { root }, head: { root } },
    { project: { name: 'p' }, startedAt: new Date(), environment: sampleEnvironment() },
  );
}

/** Moved code whose imports cost more than the floor of moved code. */
const moved = judgeCounts({
  base: { state: 'counted', repeats: [{ early: 1000, late: 1000 }], sources: FACTS },
  head: {
    state: 'counted',
    repeats: [{ early: 1020, late: 1020 }],
    sources: { ...FACTS, links: 3 },
  },
});

test('shows the count of moved code beyond its floor as undecided when it was asked for', async () => {
  const record = await emptyRecord();
  const counts = { base: null, head: null, judgement: moved, iterationMs: null, stop: null };
  record.addCount(NAMES, 'allocated', { ...counts, isAskedFor: true });
  const { verdicts, undecided } = record.result({ isInterrupted: false });
  expect(verdicts).toMatchObject([
    {
      verdict: 'undecided',
      reason:
        'head is the same code in other files: only wall time shows what its imports cost (+2 % instructions)',
      series: { instrument: 'allocated' },
    },
  ]);
  expect(verdicts[0]?.effect).toBeCloseTo(0.02, 5);
  expect(undecided).toEqual([{ ...NAMES, instrument: 'allocated', cause: 'not countable' }]);
  verdictsSchema.shape.verdicts.parse(verdicts);
});

test('leaves moved code beyond its floor to wall time when counts are the default', async () => {
  const record = await emptyRecord();
  const counts = { base: null, head: null, judgement: moved, iterationMs: null, stop: null };
  record.addCount(NAMES, 'allocated', { ...counts, isAskedFor: false });
  expect(record.result({ isInterrupted: false }).verdicts).toEqual([]);
});

test('keeps the cause of a count that the time stopped', async () => {
  const record = await emptyRecord();
  const stop = { cause: 'total budget', text: 'the total budget of 60 s ended' } as const;
  record.addNotCounted(NAMES, 'allocated', stop);
  const { verdicts, undecided } = record.result({ isInterrupted: false });
  expect(verdicts).toMatchObject([
    { verdict: 'undecided', reason: 'the total budget of 60 s ended before both were counted' },
  ]);
  expect(undecided).toMatchObject([{ cause: 'total budget' }]);
});

const countOf = (perIteration: number): CountedBenchmark => ({
  state: 'counted',
  perIteration,
  repeats: [[perIteration, perIteration]],
  schedule: { warmUp: [1], windows: [64, 64], group: 1 },
  sources: FACTS,
  processes: 1,
  durationMs: 1,
  steady: true,
});

/** The report of head of a comparison in which nothing changed. */
async function reportWith(count: number, company: AddCountOptions['company']) {
  const record = await emptyRecord();
  const arm = {
    state: 'counted',
    repeats: [{ early: count, late: count }],
    sources: FACTS,
  } as const;
  record.addCount(NAMES, 'instructions', {
    base: countOf(count),
    head: countOf(count),
    judgement: judgeCounts({ base: arm, head: arm }),
    iterationMs: null,
    isAskedFor: true,
    stop: null,
    company,
  });
  return record.result({ isInterrupted: false }).head;
}

test.skipIf(instrumentAvailability('instructions').state === 'unavailable')(
  'calls no change between a count in a process of its own and one beside others, which may be less optimised',
  async () => {
    const alone = await reportWith(39_634, 'alone');
    const together = await reportWith(78_087, 'together');
    const [verdict] = compareReports(alone, together).verdicts;
    expect(verdict?.verdict).toBe('incomparable');
    expect(verdict?.reason).toMatch(/valgrind/i);
    expect(compareReports(alone, await reportWith(39_634, 'alone')).verdicts).toMatchObject([
      { verdict: 'unchanged' },
    ]);
  },
);
