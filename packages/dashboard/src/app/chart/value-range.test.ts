import { describe, expect, test } from 'vitest';
import type { SiteSeries } from '../../site-data.ts';
import { valueRange } from './value-range.ts';

const exact = (means: number[]) => ({ means, lows: means, highs: means });

function range(means: number[], series: Partial<SiteSeries> = {}) {
  return valueRange({ instrument: 'wall', budget: null, ...series }, exact(means));
}

describe('valueRange', () => {
  test('spans at least a tenth of the value, so that noise looks small', () => {
    const { min, max } = range([100, 100.1]);
    expect(max - min).toBeGreaterThan(10);
    expect(max - min).toBeLessThan(13);
  });

  test('spans less for counts, where a half per cent matters', () => {
    const { min, max } = range([100, 100.5], { instrument: 'instructions' });
    expect(max - min).toBeLessThan(3);
  });

  test('holds intervals as well as means', () => {
    const { min, max } = valueRange(
      { instrument: 'wall', budget: null },
      { means: [100, 100], lows: [60, null], highs: [140, null] },
    );
    expect(min).toBeLessThan(60);
    expect(max).toBeGreaterThan(140);
  });

  test('holds a budget that is near, and leaves out one that would flatten the line', () => {
    const near = range([100, 105], { budget: { max: 120, state: 'met' } });
    expect(near).toMatchObject({ showsBudget: true });
    expect(near.max).toBeGreaterThan(120);
    const far = range([100, 105], { budget: { max: 1000, state: 'met' } });
    expect(far).toMatchObject({ showsBudget: false });
    expect(far.max).toBeLessThan(120);
  });

  test.each([[[]], [[0]], [[0, 0]], [[-5]], [[-5, 5]], [[1e-12]], [[1e15]]])(
    'is a real range around %j',
    (means: number[]) => {
      const { min, max } = range(means);
      expect(max).toBeGreaterThan(min);
      for (const mean of means) {
        expect(mean).toBeGreaterThan(min);
        expect(mean).toBeLessThan(max);
      }
    },
  );
});
