import { expect, test } from 'vitest';
import { type LevelChange, levelsOf, type PlacedMean } from './levels.ts';

const points = Array.from({ length: 10 }, (_, place): PlacedMean => ({
  run: `r${place}`,
  sha: null,
  mean: place,
  place,
}));

const change = (start: number, rest: Partial<LevelChange> = {}): LevelChange => ({
  finding: `f${start}`,
  direction: 'regression',
  state: 'new',
  isCertain: true,
  start,
  end: null,
  ...rest,
});

const places = (means: readonly { run: string }[]) => means.map(({ run }) => Number(run.slice(1)));

test('is one level without findings', () => {
  expect(levelsOf(points, [])).toEqual({ present: points, open: [] });
});

test('begins a level at an open regression, and tells what was before it', () => {
  const { present, open } = levelsOf(points, [change(6)]);
  expect(places(present)).toEqual([6, 7, 8, 9]);
  expect(open).toMatchObject([{ finding: 'f6', state: 'new', since: { run: 'r6' } }]);
  expect(places(open[0]?.before ?? [])).toEqual([0, 1, 2, 3, 4, 5]);
});

test.each([
  ['an expected regression', change(6, { state: 'expected' })],
  ['an improvement', change(6, { direction: 'improvement' })],
])('makes %s the new normal', (_, one) => {
  const { present, open } = levelsOf(points, [one]);
  expect(places(present)).toEqual([6, 7, 8, 9]);
  expect(open).toEqual([]);
});

test('goes on with the level before when a regression has gone away', () => {
  const { present, open } = levelsOf(points, [change(4, { end: 7 })]);
  expect(places(present)).toEqual([0, 1, 2, 3, 7, 8, 9]);
  expect(open).toEqual([]);
});

test('keeps the first of two regressions open when only the second went away', () => {
  const { present, open } = levelsOf(points, [change(3), change(6, { end: 8 })]);
  expect(places(present)).toEqual([3, 4, 5, 8, 9]);
  expect(open.map(({ finding }) => finding)).toEqual(['f3']);
});

test('goes back by two levels when two regressions went away at once', () => {
  const { present } = levelsOf(points, [change(3, { end: 8 }), change(6, { end: 8 })]);
  expect(places(present)).toEqual([0, 1, 2, 8, 9]);
});

test('ignores a regression before which nothing was measured', () => {
  expect(levelsOf(points, [change(0)]).open).toEqual([]);
});
