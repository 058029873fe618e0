import { expect, test } from 'vitest';
import { describeError, describeRunError } from './test-outcome.ts';

test('names every error of an attempt, its causes, and what was thrown instead of an error', () => {
  const errors = [
    { message: 'Error: \u001b[31msoft\u001b[39m', cause: { message: 'Error: no server' } },
    { value: '{ status: 503 }' },
  ];
  expect(describeError({ errors, status: 'failed' })).toBe(
    'Error: soft; cause: Error: no server\n{ status: 503 }',
  );
  expect(describeError({ errors: [], status: 'timedOut' })).toContain('status timedOut');
});

test('describes an error outside of the tests as a failed test', () => {
  const context = { project: 'shop', shard: { current: 2, total: 3 } };
  const error = { message: 'Error: worker crashed' };
  expect(describeRunError(error, context, '2026-01-01T00:00:00.000Z')).toMatchObject({
    name: 'outside of the tests',
    outcome: 'failed',
    error: 'Error: worker crashed',
    shard: { index: 2, total: 3 },
  });
});
