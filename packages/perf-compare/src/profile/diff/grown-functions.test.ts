import { expect, test } from 'vitest';
import { treeOfStacks as tree } from '../../testing/sample-profile.ts';
import { growthBeyondOthers } from './drift.ts';
import { changesOf, grownFunctions } from './grown-functions.ts';
import { foundAgain } from './lost-functions.ts';

const names = (changes: readonly { frame: { name: string } }[]) =>
  changes.map(({ frame }) => frame.name);

test('puts the function that grew most first, not its callers', () => {
  const base = tree({ run: 50, 'run > parse': 100, 'run > render': 100 });
  const head = tree({ run: 50, 'run > parse': 160, 'run > render': 110 });
  const grown = grownFunctions({ base, head });
  expect(names(grown)).toEqual(['parse', 'render']);
  expect(grown[0]).toMatchObject({
    frame: { name: 'parse', file: 'program.js' },
    self: { base: 100_000, head: 160_000 },
    total: { base: 100_000, head: 160_000 },
    shownAs: null,
  });
  expect(changesOf({ base, head }).find(({ frame }) => frame.name === 'run')?.total).toEqual({
    base: 250_000,
    head: 320_000,
  });
});

test('charges built-in functions and nameless callbacks to their callers', () => {
  const base = tree({ 'run > parse': 10 });
  const head = tree({
    'run > parse': 10,
    'run > parse > "sort"': 20,
    'run > parse > "map" > ': 30,
  });
  expect(grownFunctions({ base, head })).toMatchObject([
    { frame: { name: 'parse' }, self: { base: 10_000, head: 60_000 } },
  ]);
});

test('counts a function that calls itself once', () => {
  const one = tree({ 'walk > walk > walk': 10, walk: 5 });
  expect(changesOf({ base: one, head: one })[0]?.total).toEqual({ base: 15_000, head: 15_000 });
});

test('counts the whole cost of a function that only one version has as its growth', () => {
  const grown = grownFunctions({
    base: tree({ run: 90 }),
    head: tree({ run: 90, 'run > added': 20 }),
  });
  expect(grown).toMatchObject([{ frame: { name: 'added' }, self: { base: 0, head: 20_000 } }]);
});

test('puts the function that grew more than the others first when the machine was slower for one version', () => {
  const base = tree({ hot: 200, warm: 100, guilty: 10 });
  const head = tree({ hot: 260, warm: 130, guilty: 40 });
  expect(names(changesOf({ base, head }))).toEqual(['guilty', 'hot', 'warm']);
  const growth = growthBeyondOthers(
    new Map([
      ['hot', { base: 200, head: 260 }],
      ['guilty', { base: 10, head: 40 }],
    ]),
  );
  // The other one grew to 1.3 times what it was: 40 / 1.3 - 10.
  expect(growth.get('guilty')).toBeCloseTo(20.77, 2);
});

test('lets a single function grow by itself', () => {
  expect(growthBeyondOthers(new Map([['a', { base: 1, head: 3 }]])).get('a')).toBe(2);
});

test('finds a function that the sampler missed by its growth in the interpreter', () => {
  const base = tree({ run: 50, 'run > find': 10, 'run > other': 100 });
  const head = tree({ run: 90, 'run > find': 11, 'run > other': 100 });
  const interpreted = {
    base: tree({ run: 300, 'run > find': 100, 'run > other': 900 }),
    head: tree({ run: 302, 'run > find': 142, 'run > other': 905 }),
  };
  const changes = foundAgain(changesOf({ base, head }), interpreted);
  expect(changes[0]).toMatchObject({
    frame: { name: 'find' },
    self: { base: 10_000, head: 51_000 },
    shownAs: { name: 'run' },
  });
  expect(changes.find(({ frame }) => frame.name === 'run')?.self).toEqual({
    base: 50_000,
    head: 50_000,
  });
});

test('leaves its growth to a caller that grew in the interpreter as well', () => {
  const base = tree({ run: 50, 'run > find': 10 });
  const head = tree({ run: 90, 'run > find': 10 });
  const interpreted = {
    base: tree({ run: 300, 'run > find': 100 }),
    head: tree({ run: 345, 'run > find': 103 }),
  };
  expect(foundAgain(changesOf({ base, head }), interpreted)[0]).toMatchObject({
    frame: { name: 'run' },
    self: { base: 50_000, head: 90_000 },
    shownAs: null,
  });
});
