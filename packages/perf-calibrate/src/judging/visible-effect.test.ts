import { expect, test } from 'vitest';
import { samplePairs } from '../testing/sample-pairs.ts';
import { programsOf } from '../recording/recorded-pairs.ts';
import { visibleEffect } from './visible-effect.ts';

const options = { comparisons: 200, seed: 51, budgetMs: 60_000 };

function visibleWhere(spreads: Record<string, number>) {
  const programs = programsOf(samplePairs({ seed: 52, spreads, pairs: 60 }));
  return visibleEffect(programs, {}, options);
}

test('chooses one percent, the least, on a quiet machine', async () => {
  expect(await visibleWhere({ parse: 0.003 })).toEqual({ state: 'visible', minEffect: 0.01 });
});

test('chooses a larger effect when pairs spread more', async () => {
  const visible = await visibleWhere({ parse: 0.02 });
  if (visible.state !== 'visible') throw new Error(`expected visible, got ${visible.state}`);
  expect(visible.minEffect).toBeGreaterThanOrEqual(0.015);
  expect(visible.minEffect).toBeLessThanOrEqual(0.025);
  expect(visible.minEffect / 0.0025).toBeCloseTo(Math.round(visible.minEffect / 0.0025), 9);
});

test('chooses no effect that would miss a slowdown of 5 %', async () => {
  expect(await visibleWhere({ parse: 0.045 })).toEqual({ state: 'too-noisy' });
  expect(await visibleWhere({ parse: 0.2 })).toEqual({ state: 'too-noisy' });
});

test('decides by half of the programs: another noisy one changes nothing', async () => {
  const even = { parse: 0.004, sort: 0.004, allocate: 0.1, wait: 0.1 };
  expect(await visibleWhere(even)).toEqual({ state: 'visible', minEffect: 0.01 });
  expect(await visibleWhere({ ...even, more: 0.1 })).not.toEqual({
    state: 'visible',
    minEffect: 0.01,
  });
});

test('reports too few pairs when there are none', async () => {
  expect(await visibleEffect([], {}, options)).toEqual({ state: 'too-few-pairs' });
});
