import { expect, test } from 'vitest';
import { calibrationVersions, DEFAULT_SIZES, type ProgramVersion } from './calibration-versions.ts';
import { textOf } from './corpus/module.ts';
import { PROGRAM_NAMES } from './corpus/generated-programs.ts';

const textsOf = (versions: readonly ProgramVersion[]) =>
  versions.map(({ modules }) => modules.map(textOf).join('\n'));

test('returns different edits for a whole calibration, and the first of them for a small one', () => {
  const { nullEdits, planted } = calibrationVersions(PROGRAM_NAMES, DEFAULT_SIZES);
  const plantedWith = (share: number) => planted.filter((version) => version.share === share);
  for (const share of [0.01, 0.005]) expect(new Set(textsOf(plantedWith(share))).size).toBe(100);
  expect(new Set(textsOf(nullEdits)).size).toBe(300);
  const few = calibrationVersions(PROGRAM_NAMES, { aa: 6, nullEdits: 6, planted: 6 }).planted;
  expect(textsOf(few)).toEqual(
    textsOf([...plantedWith(0.01).slice(0, 6), ...plantedWith(0.005).slice(0, 6)]),
  );
});

test('repeats edits when a program has fewer different ones than requested', () => {
  const { planted } = calibrationVersions(['async'], { aa: 0, nullEdits: 0, planted: 400 });
  expect(planted).toHaveLength(800);
  expect(new Set(textsOf(planted)).size).toBeLessThan(800);
});
