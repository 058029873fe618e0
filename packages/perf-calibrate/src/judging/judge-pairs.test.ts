import { expect, test } from 'vitest';
import { samplePairs } from '../testing/sample-pairs.ts';
import { judgePairs, type JudgePairsOptions } from './judge-pairs.ts';

const kept = samplePairs({ seed: 61, spreads: { parse: 0.01, allocate: 0.06 }, pairs: 60 });
const options: JudgePairsOptions = {
  load: 'quiet',
  leftOut: 0,
  runs: 150,
  comparisons: 60,
  seed: 62,
  budgetMs: 60_000,
  rules: { minEffect: 0.0125 },
};

test('reports no alarms for a record without a change, and which slowdowns are found', async () => {
  const judged = await judgePairs(kept, options);
  expect(judged?.recorded).toEqual({
    forks: 240,
    pairs: 120,
    setAside: 0,
    leftOut: 0,
    cpuPressure: 0.02,
    from: '2026-01-02T03:00:00.000Z',
    until: '2026-01-02T03:00:59.000Z',
  });
  expect(judged?.judged?.alarms).toMatchObject({ runs: 150, benchmarks: 50 });
  expect(judged?.judged?.alarms.rate).toBeLessThanOrEqual(0.01);
  const [parse, allocate] = judged?.judged?.programs ?? [];
  expect(parse).toMatchObject({ program: 'sample › parse', planted: { decided: 1, found: 1 } });
  expect(parse?.spread).toBeGreaterThan(0.008);
  expect(parse?.spread).toBeLessThan(0.012);
  expect(parse?.smallest.change).toBeGreaterThan(0.0125);
  expect(parse?.smallest.change).toBeLessThan(0.025);
  expect(parse?.smallest.ms).toBeCloseTo(900 * (parse?.smallest.pairs ?? 0), 6);
  expect(allocate?.smallest.change).toBeGreaterThan(0.04);
  expect(allocate?.unchanged).toBe(0);
  expect(await judgePairs(kept, options)).toEqual(judged);
});

test.each([
  ['every benchmark judged as if it were alone', { level: 0.2, unchangedLevel: 0.99 }, 0.99],
  ['any change at all', { level: 0.5, unchangedLevel: 0.99 }, 0.5],
])('exposes a rule that raises alarms: %s', async (_, levels, alarmRate) => {
  const rules = { ...levels, alarmRate, minEffect: 0.0001 };
  const judged = await judgePairs(kept, { ...options, rules, runs: 50, comparisons: 10 });
  expect(judged?.judged?.alarms.rate).toBeGreaterThan(0.1);
});

test('judges runs that end at their budget', async () => {
  const judged = await judgePairs(kept, { ...options, budgetMs: 9_000, runs: 10 });
  // Ten pairs allow one look.
  expect(judged?.judged?.any.pairs).toBeLessThanOrEqual(10);
});

test('reports a few pairs without judging them, and returns null for none', async () => {
  const few = await judgePairs(kept.slice(0, 20), options);
  expect(few).toMatchObject({ recorded: { forks: 40 }, judged: null });
  expect(await judgePairs([], options)).toBeNull();
});

test('stops between its steps when it is aborted', async () => {
  const aborted = new AbortController();
  const onStep = () => aborted.abort(new Error('enough'));
  const judging = judgePairs(kept, { ...options, signal: aborted.signal, onStep });
  await expect(judging).rejects.toThrow('enough');
});
