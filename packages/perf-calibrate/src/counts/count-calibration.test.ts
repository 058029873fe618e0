import { expect, test } from 'vitest';
import { sumUpCounts } from './count-calibration.ts';
import type { FoundComparison } from './found-comparison.ts';

const found = (
  verdict: FoundComparison['verdict'],
  head: number,
  seconds = 10,
): FoundComparison => ({
  program: 'async',
  label: 'label',
  verdict,
  because: null,
  seconds,
  counts: { base: 1_000, head },
  effect: head / 1_000 - 1,
  reach: Math.abs(head / 1_000 - 1) + 0.0005,
  isMoved: false,
});

const refused: FoundComparison = {
  program: 'SQLite',
  label: 'label',
  verdict: 'refused',
  because: 'it waits',
  counts: null,
  effect: null,
  reach: null,
  isMoved: false,
  seconds: 1,
};

const nothing = { aa: [], nullEdits: [], planted: [] };
const about = 'instructions';

test('computes the spread of all counts of a program, or gives the reason why there is none', () => {
  const aa = [found('unchanged', 999), found('unchanged', 1_001), refused];
  const summed = sumUpCounts({ ...nothing, aa }, about);
  expect(summed.programs).toEqual([
    { name: 'async', spread: 2 / 999, notCounted: null },
    { name: 'SQLite', spread: null, notCounted: 'it waits' },
  ]);
  expect(summed.aa).toEqual({
    comparisons: 3,
    alarms: 0,
    undecided: 1,
    largestSpread: 2 / 999,
    largestMove: expect.closeTo(0.001, 9) as number,
  });
});

test('ignores a difference below one instruction or byte', () => {
  const counts = { base: 0.01, head: 0.4 };
  const { programs } = sumUpCounts(
    { ...nothing, aa: [{ ...found('unchanged', 0), counts }] },
    about,
  );
  expect(programs).toMatchObject([{ spread: 0 }]);
});

test('counts alarms in both directions, and reports the floor at which all null edits would be unchanged', () => {
  const { nullEdits } = sumUpCounts(
    {
      ...nothing,
      nullEdits: [
        { kind: 'comment', ...found('regression', 1_010) },
        { kind: 'comment', ...found('unchanged', 1_000) },
        { kind: 'rename', ...found('improvement', 980) },
        { kind: 'rename', ...found('undecided', 1_003) },
        { kind: 'moved helper', ...found('unchanged', 1_013), isMoved: true },
      ],
    },
    about,
  );
  expect(nullEdits).toMatchObject({ comparisons: 5, alarms: 2, undecided: 1 });
  expect(nullEdits.kinds.comment).toMatchObject({ comparisons: 2, alarms: 1, undecided: 0 });
  expect(nullEdits.kinds['unused function']).toMatchObject({ comparisons: 0, largestMove: 0 });
  expect(nullEdits.inPlace.floor).toBeCloseTo(0.0205, 9);
  expect(nullEdits.moved.largestMove).toBeCloseTo(0.013, 9);
  expect(nullEdits.moved.floor).toBeCloseTo(0.0135, 9);
});

test('counts only regressions as found', () => {
  const share = 0.01;
  const { planted } = sumUpCounts(
    {
      ...nothing,
      planted: [
        { share, ...found('regression', 1_010, 20) },
        { share, ...found('regression', 1_012, 30) },
        { share, ...found('unchanged', 1_001, 40) },
        { share, ...found('improvement', 995, 50) },
        { share, ...refused },
        { share: 0.005, ...found('undecided', 1_004) },
      ],
    },
    about,
  );
  expect(planted).toMatchObject([
    {
      share,
      edits: 5,
      found: 2,
      undecided: 1,
      medianSeconds: 30,
      effects: {
        least: expect.closeTo(-0.005, 9) as number,
        median: expect.closeTo(0.0055, 9) as number,
        most: expect.closeTo(0.012, 9) as number,
      },
    },
    { share: 0.005, edits: 1, found: 0, undecided: 1 },
  ]);
});
