import { expect, test } from 'vitest';
import { describeFailure } from './describe-failure.ts';

const coded = (code: string) => Object.assign(new Error(''), { code });
const circular = new Error('round');
circular.cause = circular;

test.each([
  [new Error('plain'), 'plain'],
  [coded('ECONNRESET'), 'ECONNRESET'],
  [new TypeError(''), 'TypeError'],
  [new Error('outer', { cause: new Error('middle', { cause: coded('EPIPE') }) }), 'outer: EPIPE'],
  [new Error('outer', { cause: 'a word' }), 'outer'],
  [new AggregateError([coded('ECONNREFUSED'), coded('other')], 'all'), 'all: ECONNREFUSED'],
  [circular, 'round'],
  ['a string', 'a string'],
  [undefined, 'undefined'],
  [Symbol('odd'), 'Symbol(odd)'],
  [Object.create(null), '[Object: null prototype] {}'],
])('%o', (error: unknown, expected) => {
  expect(describeFailure(error)).toBe(expected);
});
