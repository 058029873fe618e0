import { expect, test } from 'vitest';
import { treeOfStacks } from '../../testing/sample-profile.ts';
import { blamedFunctions } from './blamed-functions.ts';

const once = (stacks: Record<string, number>) => ({
  base: treeOfStacks(stacks),
  head: treeOfStacks(stacks),
});

test('names a function that V8 compiled into its caller, and the caller that shows it', () => {
  const { timing, changes } = blamedFunctions({
    usual: {
      base: treeOfStacks({ run: 100, 'run > other': 50 }),
      head: treeOfStacks({ run: 180, 'run > other': 50 }),
    },
    apart: {
      base: treeOfStacks({ run: 60, 'run > hash > mix': 40, 'run > other': 60 }),
      head: treeOfStacks({ run: 61, 'run > hash > mix': 130, 'run > other': 60 }),
    },
    interpreted: once({ run: 300, 'run > hash > mix': 100, 'run > other': 300 }),
  });
  expect(timing).toBe('apart');
  expect(changes[0]).toMatchObject({
    frame: { name: 'mix' },
    self: { base: 40_000, head: 130_000 },
    shownAs: { name: 'run' },
  });
});

test('says when the growth is only in code that V8 compiles together', () => {
  const apart = { run: 200, 'run > mix': 100 };
  const { timing, changes } = blamedFunctions({
    usual: {
      base: treeOfStacks({ run: 100, 'run > other': 100 }),
      head: treeOfStacks({ run: 100, 'run > mix': 60, 'run > other': 100 }),
    },
    apart: once(apart),
    interpreted: once(apart),
  });
  expect(timing).toBe('together');
  expect(changes[0]?.frame.name).toBe('mix');
});

test('names no growth when V8 compiled differently at no cost', () => {
  const { timing, changes } = blamedFunctions({
    usual: {
      base: treeOfStacks({ run: 200 }),
      head: treeOfStacks({ run: 120, 'run > moved': 82 }),
    },
    apart: {
      base: treeOfStacks({ run: 150, 'run > moved': 100, 'run > guilty': 10 }),
      head: treeOfStacks({ run: 150, 'run > moved': 100, 'run > guilty': 16 }),
    },
    interpreted: once({ run: 300, 'run > moved': 100, 'run > guilty': 30 }),
  });
  expect(timing).toBe('apart');
  expect(changes[0]?.frame.name).toBe('guilty');
});

test('names a function that grew by itself when V8 also compiled its callers worse', () => {
  const { changes } = blamedFunctions({
    usual: {
      base: treeOfStacks({ run: 100 }),
      head: treeOfStacks({ run: 40, 'run > count': 160 }),
    },
    apart: {
      base: treeOfStacks({ run: 200, 'run > count': 100, 'run > fold': 5 }),
      head: treeOfStacks({ run: 200, 'run > count': 100, 'run > fold': 20 }),
    },
    interpreted: once({ run: 300, 'run > count': 100, 'run > fold': 50 }),
  });
  expect(changes[0]?.frame.name).toBe('fold');
});
