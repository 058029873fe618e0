import { expect, test } from 'vitest';
import { planSamples } from './plan-samples.ts';

const plan = (callMs: number, changes: Partial<Parameters<typeof planSamples>[0]> = {}) =>
  planSamples({
    call: { measuredMs: callMs, wholeMs: callMs },
    sampleMs: 1,
    timeMs: 200,
    minSamples: 5,
    ...changes,
  });

test.each([
  ['1 ns', 1e-6, { batch: 1e6, samples: 200 }],
  ['1 µs', 1e-3, { batch: 1000, samples: 200 }],
  ['0.6 ms', 0.6, { batch: 2, samples: 166 }],
  ['1 ms', 1, { batch: 1, samples: 200 }],
  ['100 ms', 100, { batch: 1, samples: 5 }],
  ['300 ms', 300, { batch: 1, samples: 3 }],
  ['10 s', 10_000, { batch: 1, samples: 1 }],
])('a function of %s', (_name, callMs, expected) => {
  expect(plan(callMs)).toEqual(expected);
});

test('makes samples longer when the clock is coarse, however few there are', () => {
  expect(plan(1, { sampleMs: 15_600 })).toEqual({ batch: 15_600, samples: 1 });
});

test('shortens samples when most time is spent outside the measurement, so that there are several', () => {
  const call = { measuredMs: 0.001, wholeMs: 1 };
  expect(planSamples({ call, sampleMs: 1, timeMs: 200, minSamples: 5 })).toEqual({
    batch: 40,
    samples: 5,
  });
});

test('a function that says it took no time at all is planned by the time that it takes', () => {
  const call = { measuredMs: 0, wholeMs: 10 };
  expect(planSamples({ call, sampleMs: 1, timeMs: 200, minSamples: 5 })).toEqual({
    batch: 4,
    samples: 5,
  });
});

test('iterations are calls: ten thousand of 25 ns fit into one sample', () => {
  expect(plan(25e-6, { timeMs: 100, minCalls: 10_000 })).toEqual({ batch: 40_000, samples: 100 });
  expect(plan(25e-6, { timeMs: 1, minCalls: 100_000 }).samples).toBe(5);
  expect(plan(25e-6, { timeMs: 1, minCalls: 1_000_000 })).toEqual({ batch: 40_000, samples: 25 });
});

test.each([
  ['77 of 1 ns', 1e-6, 77, { batch: 11, samples: 7 }],
  ['10,000 of 25 ns', 25e-6, 10_000, { batch: 2000, samples: 5 }],
  ['1', 25e-6, 1, { batch: 1, samples: 1 }],
  ['7 of 2 ms', 2, 7, { batch: 1, samples: 7 }],
  ['a prime of short calls', 1e-6, 10_007, { batch: 10_007, samples: 1 }],
  ['none', 1, 0, { batch: 1, samples: 1 }],
])(
  'plans exactly the requested calls when the time is 0: %s',
  (_name, callMs, minCalls, expected) => {
    expect(plan(callMs, { timeMs: 0, minCalls })).toEqual(expected);
  },
);
