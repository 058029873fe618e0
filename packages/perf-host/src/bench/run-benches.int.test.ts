import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Fork, Metric } from '@night-pilot/perf-report';
import { sampleEnvironment, writeProject } from '@night-pilot/perf-report/testing';
import { runBenches } from './run-benches.ts';

const plan = { forks: 2, timeMs: 20, warmupTimeMs: 5, limitMs: 20_000 };

async function measure(source: string, changes: Partial<typeof plan> = {}) {
  const project = await writeProject({ 'one.bench.ts': source });
  const files = [join(project.root, 'one.bench.ts')];
  const environment = sampleEnvironment();
  const metrics = await runBenches({ project, files, environment, plan: { ...plan, ...changes } });
  return { metrics, project };
}

function errorOf(metrics: Metric[], name: string): string | undefined {
  const metric = metrics.find((one) => one.name === name);
  return metric?.state === 'failed' ? metric.error.message : undefined;
}

test('measures synchronous and asynchronous benchmarks, one fork of evidence a process', async () => {
  const { metrics } = await measure(`
    import { describe, expect, test } from 'vitest';
    interface Typed { list: number[] }
    describe('outer', () => {
      test('inner', async ({ bench }) => {
        const text = JSON.stringify({ list: [1, 2, 3] } satisfies Typed);
        const result = await bench.compare(
          bench('parse', () => JSON.parse(text) as Typed),
          bench('wait', () => new Promise((resolve) => setTimeout(resolve, 3))),
        );
        expect(result.get('parse')).toBeFasterThan(result.get('wait'));
      });
    });`);
  expect(metrics.map(({ suite, name, state }) => [suite, name, state])).toEqual([
    ['outer › inner', 'parse', 'measured'],
    ['outer › inner', 'wait', 'measured'],
  ]);
  const [parse, wait] = metrics.flatMap((metric) => (metric.state === 'measured' ? metric : []));
  expect(parse?.forks).toHaveLength(2);
  expect(parse?.forks[0]?.iterationsPerSample).toBeGreaterThan(100);
  expect(wait?.forks[0]?.iterationsPerSample).toBe(1);
  expect(wait?.summary.min).toBeGreaterThan(2e6);
});

test('the second fork measures a comparison in reverse', async () => {
  const { project } = await measure(`
    import { appendFileSync } from 'node:fs';
    import { test } from 'vitest';
    test('order', async ({ bench }) => {
      const arm = (name: string) =>
        bench(name, { beforeAll: () => appendFileSync('order.txt', name) }, () => undefined);
      await bench.compare(arm('a'), arm('b'));
    });`);
  const order = await readFile(join(project.root, 'order.txt'), 'utf8');
  expect(order).toMatch(/^(a+b+)(b+a+)$/);
});

test('hooks surround a test from the outside in, also when it fails', async () => {
  const { metrics, project } = await measure(
    `import { appendFileSync } from 'node:fs';
    import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'vitest';
    const log = (what: string) => () => appendFileSync('log.txt', what + ' ');
    beforeAll(log('outer+'));
    afterAll(log('outer-'));
    describe('suite', () => {
      beforeAll(log('inner+'));
      beforeEach(log('each+'));
      afterEach(log('each-'));
      afterAll(log('inner-'));
      test('fails', () => {
        throw new Error('no luck');
      });
    });`,
    { forks: 1 },
  );
  expect(errorOf(metrics, 'test')).toBe('no luck');
  expect(await readFile(join(project.root, 'log.txt'), 'utf8')).toBe(
    'outer+ inner+ each+ each- inner- outer- ',
  );
});

test('a benchmark that throws, leaves or hangs is named, and the others go on', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('throws', ({ bench }) => bench('thrower', () => { throw new Error('broken') }).run());
    test('leaves', ({ bench }) => bench('leaver', () => { console.log('bye'); process.exit(7) }).run());
    test('hangs', ({ bench }) => bench('hanger', () => new Promise(() => undefined)).run());
    test('is fine', ({ bench }) => bench('fine', () => Math.random()).run());`,
    { limitMs: 1500 },
  );
  expect(errorOf(metrics, 'thrower')).toBe('broken');
  expect(errorOf(metrics, 'leaver')).toMatch(/exit code 7 .* it printed: bye/);
  expect(errorOf(metrics, 'hanger')).toBe('did not end within 1.5 s and was ended');
  expect(metrics.find(({ name }) => name === 'fine')?.state).toBe('measured');
});

test('a loop without end is killed at its limit, and the others go on', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('spins', ({ bench }) => bench('spinner', () => { for (;;); }).run());
    test('is fine', ({ bench }) => bench('fine', () => Math.random()).run());`,
    { limitMs: 1500 },
  );
  expect(errorOf(metrics, 'spinner')).toBe('did not end within 1.5 s and was ended');
  expect(metrics.find(({ name }) => name === 'fine')?.state).toBe('measured');
});

test('a benchmark that leaves something open is named, what it closes late is not', async () => {
  const { metrics } = await measure(`
    import { createServer } from 'node:net';
    import { afterAll, describe, test } from 'vitest';
    test('leaks', async ({ bench }) => {
      setInterval(() => undefined, 60_000);
      await new Promise((resolve) => createServer().listen(0, '127.0.0.1', resolve));
      await bench('leaker', () => 1).run();
    });
    describe('tidy', () => {
      const server = createServer();
      afterAll(() => void server.close());
      test('closes', async ({ bench }) => {
        await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
        await bench('closer', () => 1).run();
      });
    });`);
  const error = errorOf(metrics, 'test');
  expect(error).toMatch(/^it left open .*1 TCPServerWrap/);
  expect(error).toContain('1 Timeout');
  expect(errorOf(metrics, 'leaker')).toContain('"test" of the same test failed');
  expect(metrics.find(({ name }) => name === 'closer')?.state).toBe('measured');
});

test('a benchmark that prints is named; printing around it is no fault', async () => {
  const { metrics } = await measure(`
    import { test } from 'vitest';
    console.log('the file says hello');
    test('prints', ({ bench }) => bench('printer', () => console.log('inside')).run());
    test('says', async ({ bench }) => {
      console.log('before');
      await bench('quiet', () => 1).run();
      console.log('after');
    });`);
  expect(errorOf(metrics, 'printer')).toMatch(/^it wrote to standard output.*"inside\\ninside/);
  expect(metrics.find(({ name }) => name === 'quiet')?.state).toBe('measured');
});

test('every fork takes as many and equal samples, in the order of the first or in reverse', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('pair', ({ bench }) => bench.compare(
      bench('constructor', () => Math.random()),
      bench('slow', () => new Promise((resolve) => setTimeout(resolve, 30))),
    ));`,
    { forks: 3 },
  );
  for (const metric of metrics) {
    const plans = metric.state === 'measured' ? metric.forks.map(planOf) : [];
    expect(plans, metric.name).toHaveLength(3);
    expect(new Set(plans), metric.name).toHaveLength(1);
  }
  function planOf({ samples, iterationsPerSample }: Fork): string {
    return `${samples.length} × ${iterationsPerSample}`;
  }
});

test('iterations and time of a run are heeded', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('many', ({ bench }) => bench('asked', () => 1).run({ iterations: 77, time: 0 }));`,
  );
  const [metric] = metrics;
  const calls =
    metric?.state === 'measured'
      ? metric.forks.map(({ samples, iterationsPerSample }) => samples.length * iterationsPerSample)
      : [];
  expect(calls).toEqual([77, 77]);
});

test('a file that counts its calls finds just those that tinybench makes', async () => {
  const { metrics, project } = await measure(
    `import { writeFileSync } from 'node:fs';
    import { test } from 'vitest';
    test('counted', async ({ bench }) => {
      const calls = { warmup: 0, run: 0 };
      let phase: 'warmup' | 'run' = 'run';
      await bench('call', () => void (calls[phase] += 1)).run({
        time: 0, iterations: 10, warmupTime: 0, warmupIterations: 3,
        setup: (_task, mode) => { phase = mode ?? 'run'; },
      });
      writeFileSync('calls.json', JSON.stringify(calls));
    });`,
    { forks: 1 },
  );
  expect(metrics).toMatchObject([{ name: 'call', state: 'measured' }]);
  // One more is made before all others, to see whether the function is asynchronous; tinybench makes it too.
  const text = await readFile(join(project.root, 'calls.json'), 'utf8');
  expect(JSON.parse(text)).toEqual({ warmup: 3 + 1, run: 10 });
});

test('a function that tells its own time is believed, in batches too', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('times', async ({ bench }) => {
      await bench('sync', () => ({ overriddenDuration: 0.5 })).run();
      await bench('async', async () => ({ overriddenDuration: 0.25 })).run();
    });
    test('wavers', ({ bench }) => {
      let calls = 0;
      return bench('now and then', () => (calls++ % 7 ? { overriddenDuration: 1 } : calls)).run();
    });`,
    { forks: 1 },
  );
  const means = metrics.flatMap((metric) =>
    metric.state === 'measured' ? metric.summary.mean : [],
  );
  expect(means).toEqual([expect.closeTo(500_000, 3), expect.closeTo(250_000, 3)]);
  expect(errorOf(metrics, 'now and then')).toMatch(/overriddenDuration from some calls/);
});

test('hooks around each call are not measured, the function between them is', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    const wait = (ms: number) => { for (const end = performance.now() + ms; performance.now() < end;); };
    test('hooked', async ({ bench }) => {
      let prepared = 0;
      await bench('short', { beforeEach() { wait(2); prepared = 1; }, afterEach() { wait(2); } }, () => {
        if (prepared !== 1) throw new Error('not prepared');
        prepared = 0;
      }).run();
    });`,
    { forks: 1 },
  );
  const [metric] = metrics;
  expect(metric?.state).toBe('measured');
  expect(metric?.state === 'measured' && metric.summary.min).toBeLessThan(1e6);
});

test('each fork tells what it subtracted, how fine its clock is, and whether it was steady', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('short', ({ bench }) => bench('nothing', () => undefined).run());
    test('long', ({ bench }) => bench('wait', () => new Promise((resolve) => setTimeout(resolve, 80))).run());`,
  );
  const [nothing, wait] = metrics.map((metric) =>
    metric.state === 'measured' ? metric.forks[0] : null,
  );
  expect(nothing?.counters).toMatchObject({
    emptyLoopNs: expect.any(Number) as number,
    clockResolutionNs: expect.any(Number) as number,
    compiledBytes: expect.any(Number) as number,
  });
  expect(nothing?.counters['emptyLoopNs']).toBeGreaterThan(0);
  expect(Math.min(...(nothing?.samples ?? [0]))).toBeGreaterThan(0);
  expect(nothing?.steady).toEqual(expect.any(Boolean));
  expect(wait?.steady).toBeNull();
});

test('a test that measures nothing, or one thing twice, is named', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('forgets', () => undefined);
    test('repeats', async ({ bench }) => {
      await bench('one', () => 1).run();
      await bench('one', () => 2).run();
    });`,
  );
  expect(metrics[0]).toMatchObject({ error: { code: 'MEASURED_NOTHING' } });
  expect(metrics.map(({ suite, state }) => [suite, state])).toEqual([
    ['forgets', 'failed'],
    ['repeats', 'failed'],
    ['repeats', 'failed'],
  ]);
  const { metrics: twice } = await measure(`
    import { test } from 'vitest';
    test('same', () => undefined);
    test('same', () => undefined);`);
  expect(errorOf(twice, 'test')).toMatch(
    /^2 tests have this name, in one\.bench\.ts:3 and one\.bench\.ts:4/,
  );
});

test('what shares a test with a failure fails with it: it lacks forks', async () => {
  const { metrics } = await measure(`
    import { test } from 'vitest';
    let calls = 0;
    test('pair', ({ bench }) => bench.compare(
      bench('sound', () => 1),
      bench('broken', () => { throw new Error('no luck'); }),
    ));`);
  expect(errorOf(metrics, 'broken')).toBe('no luck');
  expect(errorOf(metrics, 'sound')).toBe('"broken" of the same test failed: no luck');
});

test('what a before hook returns cleans up, and a failing clean-up does not stop the next', async () => {
  const { metrics, project } = await measure(
    `import { appendFileSync } from 'node:fs';
    import { afterAll, beforeAll, test } from 'vitest';
    const log = (what: string) => appendFileSync('log.txt', what + ' ');
    beforeAll(() => () => log('returned'));
    afterAll(() => { throw new Error('clean-up failed'); });
    test('runs', ({ bench }) => bench('runner', () => 1).run());`,
    { forks: 1 },
  );
  expect(errorOf(metrics, 'test')).toBe('clean-up failed');
  expect(await readFile(join(project.root, 'log.txt'), 'utf8')).toBe('returned ');
});

test('collections of a benchmark that never waits are counted', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('allocates', ({ bench }) => bench('arrays', () => new Array(1000).fill({})).run());`,
    { forks: 1, timeMs: 100 },
  );
  const [metric] = metrics;
  expect(metric?.state === 'measured' && metric.forks[0]?.disturbance.gcCount).toBeGreaterThan(0);
});

test('skip leaves out, only leaves the others out', async () => {
  const { metrics } = await measure(`
    import { describe, test } from 'vitest';
    const run = ({ bench }) => bench('counted', () => 1).run();
    test('plain', run);
    describe.skip('not this', () => { test.only('skipped', run); });
    test.only('this one', run);`);
  expect(metrics.map(({ suite }) => suite)).toEqual(['this one']);
});

test('an abort ends the fork under way; of a test without any it is said', async () => {
  const project = await writeProject({
    'one.bench.ts': `import { test } from 'vitest';
      test('hangs', ({ bench }) => bench('hanger', () => new Promise(() => undefined)).run());`,
  });
  const stop = new AbortController();
  const running = runBenches({
    project,
    files: [join(project.root, 'one.bench.ts')],
    environment: sampleEnvironment(),
    plan,
    signal: stop.signal,
    onProgress: (_done, _total, label) => {
      if (label === 'hangs') setImmediate(() => stop.abort(new Error('enough')));
    },
  });
  expect(await running).toMatchObject([{ suite: 'hangs', state: 'unavailable' }]);
});

test('an abort keeps the forks that were measured', async () => {
  const project = await writeProject({
    'one.bench.ts': `import { test } from 'vitest';
      test('first', ({ bench }) => bench('one', () => Math.random()).run());
      test('counted only', ({ bench }) =>
        bench('two', { instruments: ['allocated'] }, () => Math.random()).run());
      test('last', ({ bench }) => bench('three', () => Math.random()).run());`,
  });
  const stop = new AbortController();
  const metrics = await runBenches({
    project,
    files: [join(project.root, 'one.bench.ts')],
    environment: sampleEnvironment(),
    plan,
    signal: stop.signal,
    onProgress: (done) => {
      if (done === 2) stop.abort(new Error('enough'));
    },
  });
  expect(metrics).toMatchObject([
    { name: 'one', state: 'measured', forks: [{ setAside: null }] },
    { suite: 'last', state: 'unavailable' },
  ]);
});
