import { expect, test } from 'vitest';
import type { Judged } from '../judge/verdict.ts';
import { verdictSchema } from '@night-pilot/perf-report';
import { outlastedVerdict } from './outlasted.ts';

const arm = { runs: ['run'], sha: null };
const judged: Judged = {
  series: {
    project: 'p',
    suite: 's',
    name: 'n',
    params: {},
    instrument: 'wall',
    fingerprint: 'f',
  },
  base: arm,
  head: arm,
};
const facts = { state: 'outlasted', otherMs: 0.04, of: 'an iteration', note: null } as const;

test('calls a head that does not end a regression without a number', () => {
  const took = { state: 'unended', limitMs: 10_000 } as const;
  const verdict = outlastedVerdict({ ...facts, side: 'head', took }, judged);
  expect(verdictSchema.parse(verdict)).toMatchObject({
    verdict: 'regression',
    effect: null,
    reason: 'head did not end within 10 s, base needs 40 µs for an iteration',
  });
});

test('calls a head that takes a 10,000th of the time an improvement by nearly 100 %', () => {
  const took = { state: 'ended', ms: 400 } as const;
  const verdict = outlastedVerdict({ ...facts, side: 'base', took, note: 'so' }, judged);
  expect(verdict).toMatchObject({
    verdict: 'improvement',
    reason: 'base took 400 ms of CPU time for an iteration, head needs 40 µs for an iteration; so',
  });
  expect(verdict.effect).toBeCloseTo(-0.9999, 6);
});
