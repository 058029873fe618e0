import { expect, test } from 'vitest';
import { nearNames } from './near-names.ts';

const KNOWN = ['main', 'release/2.0', 'v1.2.0', 'v1.2.1', 'v9.9.9', 'origin/develop'];

test.each([
  ['a swapped letter', 'mian', ['main']],
  ['a tag that differs in one place', 'v1.2.2', ['v1.2.0', 'v1.2.1']],
  ['a branch that only the remote has', 'develop', ['origin/develop']],
  ['nothing similar', 'feature-x', []],
])('%s', (_what, name, near) => {
  expect(nearNames(name, KNOWN)).toEqual(near);
});

test('names at most as many as asked for, the nearest first', () => {
  expect(nearNames('abcdef', ['abcdex', 'abcdef', 'abcdxx', 'abcd'], 2)).toEqual([
    'abcdef',
    'abcdex',
  ]);
});
