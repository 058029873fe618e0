import { expect, test } from 'vitest';
import { getReady, warmUpLimits } from './get-ready.ts';

const sampling = { warmupTimeMs: 5 };

function counting() {
  let calls = 0;
  return { it: { name: 'counted', run: () => (calls += 1), hooks: {} }, calls: () => calls };
}

test('makes exactly the calls that a file asks for when its time is 0', async () => {
  const { it, calls } = counting();
  const options = { time: 0, warmupTime: 0, warmupIterations: 5 };
  const { warm } = await getReady(it, { ...warmUpLimits(options, sampling), sampleMs: 1 });
  // One more call is made before, to see how the function has to be called.
  expect(calls()).toBe(1 + 5);
  expect(warm.steady).toBeNull();
});

test('makes only the first call without a warm-up', async () => {
  const { it, calls } = counting();
  const options = { time: 0, warmup: false };
  await getReady(it, { ...warmUpLimits(options, sampling), sampleMs: 1 });
  expect(calls()).toBe(1);
});

test('goes on until the time of a call is known when samples are planned by time', async () => {
  const { it } = counting();
  const options = { warmupTime: 0, warmupIterations: 0 };
  const { warm } = await getReady(it, { ...warmUpLimits(options, sampling), sampleMs: 0.5 });
  expect(warm.durationMs).toBeGreaterThanOrEqual(0.5);
});

test('makes at least the requested calls, however long that takes', async () => {
  let calls = 0;
  const run = () => {
    calls += 1;
    for (const end = performance.now() + 1; performance.now() < end;);
  };
  const options = { warmupTime: 1, warmupIterations: 40 };
  const limits = { ...warmUpLimits(options, sampling), sampleMs: 1 };
  await getReady({ name: 'slow', run, hooks: {} }, limits);
  expect(calls).toBeGreaterThanOrEqual(40);
});

test('ends when its signal is aborted', async () => {
  const stop = new AbortController();
  let calls = 0;
  const run = () => {
    calls += 1;
    if (calls === 10) stop.abort();
  };
  const options = { warmupTime: 1e9, signal: stop.signal };
  const ready = getReady(
    { name: 'endless', run, hooks: {} },
    { ...warmUpLimits(options, sampling), sampleMs: 1 },
  );
  await expect(ready).rejects.toThrow(/"endless" was not measured: its signal ended it/);
});
