import { expect, test } from 'vitest';
import { verdictsSchema } from '@night-pilot/perf-report';
import { sampleEnvironment, temporaryFolder } from '@night-pilot/perf-report/testing';
import { judgeCounts } from '../judge/judge-counts.ts';
import { ComparisonRecord } from './comparison-record.ts';

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
