import { expect, test } from 'vitest';
import type { Judged } from '../judge/verdict.ts';
import { verdictSchema } from '@night-pilot/perf-report';
import { outlastedVerdict } from './outlasted.ts';

const arm = { runs: ['run'], sha: null };
const judged: Judged = {
  series: {
    ...{ project: 'p', suite: 's', name: 'n', params: {} },
    ...{ instrument: 'wall', fingerprint: 'f' },
  },
  ...{ base: arm, head: arm },
};
const facts = { state: 'outlasted', otherMs: 0.04, of: 'an iteration', note: null } as const;

test('a head that does not end is a regression without a number', () => {
  const took = { state: 'unended', limitMs: 10_000 } as const;
  const verdict = outlastedVerdict({ ...facts, side: 'head', took }, judged);
  expect(verdictSchema.parse(verdict)).toMatchObject({
    ...{ verdict: 'regression', effect: null },
    reason: 'head did not end within 10 s, base needs 40 µs for an iteration',
  });
});

test('a base that takes 10,000 times as long is an improvement by nearly all of it', () => {
  const took = { state: 'ended', ms: 400 } as const;
  const verdict = outlastedVerdict({ ...facts, side: 'base', took, note: 'so' }, judged);
  expect(verdict).toMatchObject({
    verdict: 'improvement',
    reason: 'base took 400 ms of CPU time for an iteration, head needs 40 µs for an iteration; so',
  });
  expect(verdict.effect).toBeCloseTo(-0.9999, 6);
});
