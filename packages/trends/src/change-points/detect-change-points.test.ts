import { describe, expect, test } from 'vitest';
import { seededRandom } from '@night-pilot/perf-report/testing';
import { seededNormal } from '../testing/random.ts';
import { detectChangePoints } from './detect-change-points.ts';

/** Returns values around levels of given lengths, with normal noise of 2 % unless told otherwise. */
function series(
  levels: readonly (readonly [level: number, length: number])[],
  { seed = 1, noise = 0.02 }: { seed?: number; noise?: number } = {},
): number[] {
  const normal = seededNormal(seed);
  return levels.flatMap(([level, length]) =>
    Array.from({ length }, () => level * (1 + noise * normal())),
  );
}

const indexesOf = (values: readonly number[]) =>
  detectChangePoints(values).map(({ index }) => index);

test('finds a step of 10 % in noise of 2 %, its size, and where it may have been', () => {
  const [found, ...others] = detectChangePoints(
    series([
      [100, 60],
      [110, 60],
    ]),
  );
  expect(others).toEqual([]);
  expect(found?.index).toBeGreaterThanOrEqual(59);
  expect(found?.index).toBeLessThanOrEqual(61);
  expect(found?.magnitude).toBeGreaterThan(0.09);
  expect(found?.magnitude).toBeLessThan(0.11);
  expect(found?.confidence).toBeGreaterThan(0.9999);
  expect(found?.interval[0]).toBeLessThanOrEqual(60);
  expect(found?.interval[1]).toBeGreaterThanOrEqual(60);
});

test('finds a level that ends again, and gives each step its sign', () => {
  const found = detectChangePoints(
    series([
      [100, 40],
      [80, 20],
      [100, 40],
    ]),
  );
  expect(found.map(({ index }) => index)).toEqual([40, 60]);
  expect(found.map(({ magnitude }) => Math.sign(magnitude))).toEqual([-1, 1]);
});

test('finds the same in every unit', () => {
  const values = series(
    [
      [100, 40],
      [107, 50],
    ],
    { seed: 3 },
  );
  const found = detectChangePoints(values);
  expect(found).toHaveLength(1);
  for (const unit of [1e-9, 1e9]) {
    const [again] = detectChangePoints(values.map((value) => value * unit));
    expect(again?.index).toBe(found[0]?.index);
    expect(again?.magnitude).toBeCloseTo(found[0]?.magnitude ?? NaN, 6);
  }
});

describe('finds nothing in 38 of 40 series (seeds 1 to 40)', () => {
  const quiet: Record<string, (seed: number) => number[]> = {
    'of independent noise': (seed) => series([[100, 200]], { seed }),
    'with spikes of up to eight times the level': (seed) => {
      const random = seededRandom(seed);
      return series([[100, 200]], { seed }).map((value) =>
        random() < 0.04 ? value * (1 + 7 * random()) : value,
      );
    },
    'with two modes that alternate': (seed) => {
      const random = seededRandom(seed);
      return series([[100, 200]], { seed, noise: 0.01 }).map((value) =>
        random() < 0.3 ? value * 1.06 : value,
      );
    },
    'that drift by a quarter': (seed) =>
      series([[100, 200]], { seed }).map((value, at) => value * (1 + at / 800)),
    'in which a point is like the one before': (seed) => {
      const normal = seededNormal(seed);
      let noise = 0;
      return Array.from({ length: 200 }, () => {
        noise = 0.5 * noise + 0.02 * normal();
        return 100 * (1 + noise);
      });
    },
    'around 0': (seed) => series([[1, 200]], { seed, noise: 1 }).map((value) => value - 1),
  };
  test.each(Object.entries(quiet))('%s', (_what, make) => {
    const alarmed = Array.from({ length: 40 }, (_, index) => index + 1).filter(
      (seed) => indexesOf(make(seed)).length > 0,
    );
    expect(alarmed.length, `seeds ${alarmed.join()}`).toBeLessThanOrEqual(2);
  });
});

test('finds a step beside spikes, a drift and modes', () => {
  const random = seededRandom(5);
  const values = series(
    [
      [100, 100],
      [112, 100],
    ],
    { seed: 5, noise: 0.01 },
  ).map(
    (value, at) =>
      value * (1 + at / 4_000) * (random() < 0.03 ? 3 : 1) * (random() < 0.2 ? 1.02 : 1),
  );
  const [index = NaN, ...others] = indexesOf(values);
  expect(others).toEqual([]);
  expect(Math.abs(index - 100)).toBeLessThanOrEqual(3);
});

test('finds a step of values that repeat exactly, however small, once it has lasted for six points', () => {
  const before = Array.from({ length: 30 }, () => 1_000);
  const after = (length: number) => [...before, ...Array.from({ length }, () => 1_001)];
  expect(indexesOf(after(1))).toEqual([]);
  expect(indexesOf(after(6))).toEqual([30]);
  expect(indexesOf(after(30))).toEqual([30]);
  expect(indexesOf([...before, 5_000, ...before])).toEqual([]);
});

test('finds differences, not ratios, where values are zero or negative', () => {
  const values = series(
    [
      [1, 60],
      [1.5, 60],
    ],
    { seed: 2, noise: 0.1 },
  ).map((value) => value - 1);
  const [found, ...others] = detectChangePoints(values);
  expect(others).toEqual([]);
  expect(found?.magnitude).toBeGreaterThan(0.4);
  expect(found?.magnitude).toBeLessThan(0.6);
});

test('finds smaller steps with a smaller threshold', () => {
  const values = series(
    [
      [100, 30],
      [102.2, 30],
    ],
    { seed: 4 },
  );
  expect(detectChangePoints(values)).toEqual([]);
  expect(detectChangePoints(values, { threshold: 2.5 })).toHaveLength(1);
});

test.each([0, 1, 2, 3, 7])('finds nothing in %i points', (length) => {
  expect(detectChangePoints(Array.from({ length }, (_, at) => (at < 3 ? 1 : 100)))).toEqual([]);
});

test('finds nothing in equal points', () => {
  for (const value of [0, -3, 1e-300, 1e300]) {
    expect(detectChangePoints(Array.from({ length: 50 }, () => value))).toEqual([]);
  }
});

test('refuses values that are no finite numbers, and thresholds that are not above 0', () => {
  const values = series([[100, 20]]);
  expect(() => detectChangePoints([...values, NaN])).toThrow(
    'Expected finite numbers, got NaN at 20.',
  );
  expect(() => detectChangePoints(values, { threshold: 0 })).toThrow(
    'Expected a threshold above 0, got 0.',
  );
});
