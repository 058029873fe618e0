import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ConcurrentTester } from './concurrent-tester.ts';

test('keeps the asked number of operations under way, and does each once', async () => {
  const seen = new Set<number>();
  let underWay = 0;
  let most = 0;
  const result = await new ConcurrentTester({ operations: 50, concurrency: 7 }).run(
    async (index) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await setImmediate();
      seen.add(index);
      underWay -= 1;
    },
  );
  expect(most).toBe(7);
  expect(seen.size).toBe(50);
  expect(result).toMatchObject({ succeeded: 50, failed: 0 });
  expect(result.latenciesMs).toHaveLength(50);
});

test('counts failures by message and goes on', async () => {
  const result = await new ConcurrentTester({ operations: 10, concurrency: 3 }).run((index) => {
    if (index === 2) throw new Error('thrown at once');
    return index % 2 === 1 ? Promise.reject(new Error('odd')) : Promise.resolve();
  });
  expect(result).toMatchObject({ succeeded: 4, failed: 6 });
  expect(Object.fromEntries(result.failures)).toEqual({ odd: 5, 'thrown at once': 1 });
});

test('starts nothing more once it is aborted', async () => {
  const stop = new AbortController();
  const { succeeded } = await new ConcurrentTester({
    operations: 100,
    concurrency: 2,
    signal: stop.signal,
  }).run(async (index) => {
    await setImmediate();
    if (index === 9) stop.abort();
  });
  expect(succeeded).toBeLessThanOrEqual(11);
});

test.each([0, 1.5, NaN])('refuses %f as a number of operations', (operations) => {
  expect(() => new ConcurrentTester({ operations, concurrency: 1 })).toThrow(/operations must be/);
});
