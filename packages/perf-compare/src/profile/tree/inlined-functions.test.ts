import { expect, test } from 'vitest';
import { treeOfStacks } from '../../testing/sample-profile.ts';
import { inlinedFunctions } from './inlined-functions.ts';

test('finds functions that a profile shows as their callers, the largest first', () => {
  const usual = treeOfStacks({ run: 90, 'run > parse': 10 });
  const apart = treeOfStacks({
    run: 40,
    'run > parse': 20,
    'run > hash > mix': 110,
    'run > hash': 30,
  });
  expect(inlinedFunctions(usual, apart)).toMatchObject([
    { frame: { name: 'mix' }, share: 0.55 },
    { frame: { name: 'hash' }, share: 0.15 },
  ]);
  expect(inlinedFunctions(apart, apart)).toEqual([]);
});
