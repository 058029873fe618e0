import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { saveReport } from '../tool-report/save-report.ts';
import { readReport } from '@night-pilot/perf-report';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import type { ConcurrentTestOptions } from './concurrent-test-options.ts';
import { ConcurrentTester } from './concurrent-tester.ts';

test('keeps the given number of operations in flight, and runs each once', async () => {
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

test('counts failures by message and continues', async () => {
  const result = await new ConcurrentTester({ operations: 10, concurrency: 3 }).run((index) => {
    if (index === 2) throw new Error('thrown at once');
    return index % 2 === 1 ? Promise.reject(new Error('odd')) : Promise.resolve();
  });
  expect(result).toMatchObject({ succeeded: 4, failed: 6 });
  expect(Object.fromEntries(result.failures)).toEqual({ odd: 5, 'thrown at once': 1 });
});

test('starts no operation after an abort', async () => {
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

test.each([
  [{ operations: 0, concurrency: 1 }, /^operations must be a whole number from 1, got 0/],
  [{ operations: 1.5, concurrency: 1 }, /^operations must be/],
  [{ operations: NaN, concurrency: 1 }, /^operations must be/],
  [{ operations: 1, concurrency: 0 }, /^concurrency must be/],
  [{ concurrency: 1 }, /operations or durationMs, got neither/],
  [{ operations: 1 }, /either concurrency or rate, got neither/],
  [{ operations: 1, concurrency: 1, rate: 1 }, /either concurrency or rate, got both/],
  [{ operations: 1, rate: Infinity }, /^rate must be a number above 0/],
  [{ durationMs: -1, rate: 1 }, /^durationMs must be/],
  [{ operations: 1, rate: 1, timeoutMs: 2 ** 31 }, /^timeoutMs must be above 0 and at most/],
  [{ operations: 1, rate: 1, maxUnderWay: 0 }, /^maxUnderWay must be/],
  [{ operations: 1, rate: 1, ramp: { from: -1, overMs: 1 } }, /^ramp.from must be a rate from 0/],
  [
    { operations: 1, concurrency: 3, ramp: { from: 4, overMs: 1 } },
    /^ramp.from must be a whole number from 1 to 3/,
  ],
])('refuses %o', (options, message) => {
  const create = () => new ConcurrentTester(options as ConcurrentTestOptions);
  expect(create).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
  expect(create).toThrow(message);
});

test('starts operations until the duration is over, in a closed loop and at a rate', async () => {
  const ends = () => setImmediate();
  const closed = await new ConcurrentTester({ durationMs: 200, concurrency: 2 }).run(ends);
  // More than one a caller.
  expect(closed.succeeded).toBeGreaterThan(2);
  const open = await new ConcurrentTester({ durationMs: 20, rate: 500 }).run(ends);
  expect(open.succeeded).toBe(10);
});

test('adds callers one by one during a ramp, and does not wait for its end', async () => {
  const underWay: number[] = [];
  let now = 0;
  const tester = new ConcurrentTester({
    operations: 40,
    concurrency: 3,
    ramp: { from: 1, overMs: 2 },
  });
  await tester.run(async () => {
    underWay.push(++now);
    await setTimeout(1);
    now -= 1;
  });
  expect(underWay[0]).toBe(1);
  expect(Math.max(...underWay)).toBe(3);
  const quick = new ConcurrentTester({
    operations: 5,
    concurrency: 2,
    ramp: { from: 1, overMs: 2 ** 30 },
  });
  expect(await quick.run(async () => undefined)).toMatchObject({ succeeded: 5 });
});

test('charges a target that stalls for all operations that were due meanwhile', async () => {
  const STALL_MS = 100;
  // One at a time, like a client that waits for each answer: 100 operations are due while the first one hangs.
  const tester = new ConcurrentTester({ operations: 150, rate: 1_000, maxUnderWay: 1 });
  const { latenciesMs, startDelaysMs, percentilesMs } = await tester.run((index) =>
    index === 0 ? setTimeout(STALL_MS) : setImmediate(),
  );
  // An operation that was due n ms after the start of the stall waits for the rest of it; a timer may be 1 ms early.
  for (let due = 0; due < STALL_MS; due += 1) {
    expect(latenciesMs[due]).toBeGreaterThanOrEqual(STALL_MS - due - 1);
  }
  expect(startDelaysMs?.[50]).toBeGreaterThanOrEqual(STALL_MS - 51);
  expect(percentilesMs?.p50).toBeGreaterThanOrEqual(STALL_MS / 4 - 1);
});

test.each([
  [7, 7],
  [undefined, 60],
])(
  'with a rate and maxUnderWay %s, keeps %i of 60 operations in flight',
  async (maxUnderWay, expected) => {
    const allStarted = Promise.withResolvers<void>();
    let underWay = 0;
    let most = 0;
    await new ConcurrentTester({ operations: 60, rate: 1e6, maxUnderWay }).run(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      if (underWay === expected) allStarted.resolve();
      await allStarted.promise;
      await setImmediate();
      underWay -= 1;
    });
    expect(most).toBe(expected);
  },
);

test('lets the event loop turn at a rate that cannot be reached', async () => {
  let ended = 0;
  let endedEarly = 0;
  const { succeeded } = await new ConcurrentTester({ operations: 1_000, rate: 1e9 }).run(
    async (index) => {
      if (index === 999) endedEarly = ended;
      await setImmediate();
      ended += 1;
    },
  );
  expect(succeeded).toBe(1_000);
  expect(endedEarly).toBeGreaterThan(500);
});

test('abandons operations that hang, aborts their signal, and lets them reject later', async () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', listen);
  onTestFinished(() => void process.off('unhandledRejection', listen));
  const reasons: unknown[] = [];
  const load = [{ concurrency: 4 }, { rate: 10_000 }];
  for (const how of load) {
    const result = await new ConcurrentTester({ ...how, operations: 8, timeoutMs: 5 }).run(
      async (index, signal) => {
        if (index % 2 === 0) return;
        await new Promise<void>((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            reasons.push(signal.reason);
            globalThis.setTimeout(() => reject(new Error('too late')), 5);
          });
        });
      },
    );
    expect(result).toMatchObject({ succeeded: 4, failed: 4, timedOut: 4 });
    expect(Object.fromEntries(result.failures)).toEqual({ TIMEOUT: 4 });
  }
  await setTimeout(20);
  expect(unhandled).toEqual([]);
  expect(reasons).toHaveLength(8);
  expect(reasons[0]).toMatchObject({ message: expect.stringContaining('within 5 ms') as string });
});

test('counts successes and throws within a time limit', async () => {
  const tester = new ConcurrentTester({ operations: 4, concurrency: 2, timeoutMs: 60_000 });
  const result = await tester.run((index) => {
    if (index === 3) throw new Error('at once');
    return setImmediate();
  });
  expect(result).toMatchObject({ succeeded: 3, failed: 1, timedOut: 0 });
});

test('names the cause when a target refuses connections', async () => {
  const port = await closedPort();
  const tester = new ConcurrentTester({ operations: 5, concurrency: 5 });
  const { failed, failures, percentilesMs } = await tester.run(() =>
    fetch(`http://127.0.0.1:${port}`),
  );
  expect(failed).toBe(5);
  expect([...failures]).toEqual([[`fetch failed: connect ECONNREFUSED 127.0.0.1:${port}`, 5]]);
  expect(percentilesMs).toBeNull();
  expect(tester.metrics().map(({ name, samples }) => [name, samples])).toEqual([
    ['throughput', [0]],
    ['success', [0]],
  ]);
});

test('limits the number of different messages', async () => {
  const tester = new ConcurrentTester({ operations: 250, concurrency: 1 });
  const { failures } = await tester.run(async (index) => {
    throw new Error(`no row ${index}`);
  });
  expect(failures.size).toBe(101);
  expect(failures.get('other errors')).toBe(150);
});

test.each([
  [{ concurrency: 2 }, { concurrency: 2 }, ['latency', 'throughput', 'success']],
  [
    { rate: 5_000, ramp: { from: 1_000, overMs: 2 } },
    { rate: 5_000, rampFrom: 1_000, rampMs: 2 },
    ['latency', 'throughput', 'success', 'start delay'],
  ],
])('saves what it measured with %o in a report', async (how, params, names) => {
  const tester = new ConcurrentTester({ ...how, operations: 6 });
  expect(tester.metrics()).toEqual([]);
  await tester.run(async (index) => {
    if (index === 5) throw new Error('sixth');
    await setImmediate();
  });
  const path = join(await temporaryFolder(), 'report.json');
  await saveReport(path, { suite: 'six', sources: [tester], from: import.meta.dirname });
  const { metrics } = await readReport(path);
  expect(metrics.map(({ name }) => name)).toEqual(names);
  for (const metric of metrics) {
    expect(metric).toMatchObject({
      params: { operations: 6, ...params },
      forks: [{ counters: { failed: 1, 'failed: sixth': 1 } }],
    });
  }
  expect(metrics[0]).toMatchObject({ forks: [{ samples: { length: 5 } }] });
});

/** Returns a port that nobody listens on: it was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
