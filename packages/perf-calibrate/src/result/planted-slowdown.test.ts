import { expect, test } from 'vitest';
import type { ProgramCalibration } from './calibration.ts';
import { plantedSlowdown } from './planted-slowdown.ts';

const program = (spread: number, planted: ProgramCalibration['planted']): ProgramCalibration => ({
  program: `spreads by ${spread}`,
  pairs: 100,
  spread,
  planted,
  unchanged: 0,
  smallest: { change: null, pairs: 0, ms: 0 },
});

test('ignores programs whose pairs spread more, and reports found as a share of the decided', () => {
  const found = plantedSlowdown([
    program(0.02, { decided: 1, found: 1, calledUnchanged: 0 }),
    program(0.05, { decided: 0.5, found: 0.4, calledUnchanged: 3 }),
    program(0.051, { decided: 0, found: 0, calledUnchanged: 100 }),
  ]);
  expect(found).toMatchObject({ programs: 2, decided: 0.75, calledUnchanged: 3 });
  expect(found?.found).toBeCloseTo(0.8, 12);
});

test('reports none found when none is decided, and null without such a program', () => {
  const none = program(0.01, { decided: 0, found: 0, calledUnchanged: 0 });
  expect(plantedSlowdown([none])).toMatchObject({ decided: 0, found: 0 });
  expect(plantedSlowdown([program(0.2, none.planted)])).toBeNull();
});
