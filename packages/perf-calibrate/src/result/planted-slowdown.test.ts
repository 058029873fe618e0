import { expect, test } from 'vitest';
import type { ProgramCalibration } from './calibration.ts';
import { plantedSlowdown, slowdownToPlant } from './planted-slowdown.ts';

const program = (planted: ProgramCalibration['planted']): ProgramCalibration => ({
  program: `slower by ${planted.change}`,
  pairs: 100,
  spread: planted.change,
  planted,
  unchanged: 0,
  smallest: { change: null, pairs: 0, ms: 0 },
});

test('plants as much as pairs spread by, and at least 5 %', () => {
  expect([0.01, 0.05, 0.12].map(slowdownToPlant)).toEqual([0.05, 0.05, 0.12]);
});

test('reports found as a share of the decided', () => {
  const found = plantedSlowdown([
    program({ change: 0.05, decided: 1, found: 1, calledUnchanged: 0 }),
    program({ change: 0.09, decided: 0.5, found: 0.4, calledUnchanged: 3 }),
  ]);
  expect(found).toMatchObject({ least: 0.05, most: 0.09, decided: 0.75, calledUnchanged: 3 });
  expect(found?.found).toBeCloseTo(0.8, 12);
});

test('reports none found when none is decided, and null without a program', () => {
  const none = program({ change: 0.05, decided: 0, found: 0, calledUnchanged: 0 });
  expect(plantedSlowdown([none])).toMatchObject({ decided: 0, found: 0 });
  expect(plantedSlowdown([])).toBeNull();
});
