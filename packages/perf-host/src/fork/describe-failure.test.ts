import { expect, test } from 'vitest';
import { describeFailure } from './describe-failure.ts';

test.each<[name: string, thrown: unknown, expected: RegExp]>([
  ['an object', { status: 503 }, /^it threw no Error but \{ status: 503 \}$/],
  ['an object without a prototype', Object.create(null), /^it threw no Error but an object /],
  ['an empty text', '', /^it threw no Error but an empty text$/],
  [
    'an error with a cause',
    new Error('a', { cause: new TypeError('b') }),
    /^Error: a.*; cause: TypeError: b$/,
  ],
  ['several errors', new AggregateError([new Error('a'), 'b']), /^AggregateError.*; errors: a, b$/],
])('describes %s that was thrown', (_name, thrown, expected) => {
  expect(describeFailure(thrown).message).toMatch(expected);
});
