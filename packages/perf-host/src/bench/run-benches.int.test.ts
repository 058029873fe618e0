import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Fork, Metric } from '@night-pilot/perf-report';
import { sampleEnvironment, writeProject } from '@night-pilot/perf-report/testing';
import { runBenches } from './run-benches.ts';

const plan = { forks: 1, timeMs: 10, warmupTimeMs: 5, limitMs: 20_000 };

async function measure(source: string, changes: Partial<typeof plan> = {}) {
  const project = await writeProject({ 'one.bench.ts': source });
  const files = [join(project.root, 'one.bench.ts')];
  const environment = sampleEnvironment();
  const metrics = await runBenches({ project, files, environment, plan: { ...plan, ...changes } });
  return { metrics, project };
}

function errorOf(metrics: Metric[], name: string): string | undefined {
  const metric = metrics.find((candidate) => candidate.name === name);
  return metric?.state === 'failed' ? metric.error.message : undefined;
}

test('measures synchronous and asynchronous benchmarks, one fork of evidence a process', async () => {
  const { metrics } = await measure(
    `
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
    });`,
    { forks: 2 },
  );
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

test('measures a comparison in reverse in the second fork', async () => {
  const { project } = await measure(
    `
    import { appendFileSync } from 'node:fs';
    import { test } from 'vitest';
    test('order', async ({ bench }) => {
      const arm = (name: string) =>
        bench(name, { beforeAll: () => appendFileSync('order.txt', name) }, () => undefined);
      await bench.compare(arm('a'), arm('b'));
    });`,
    { forks: 2 },
  );
  const order = await readFile(join(project.root, 'order.txt'), 'utf8');
  expect(order).toMatch(/^(a+b+)(b+a+)$/);
});

test('runs hooks around a test from the outside in, also when it fails', async () => {
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
  );
  expect(errorOf(metrics, 'test')).toBe('Error: no luck (one.bench.ts:12:15)');
  expect(await readFile(join(project.root, 'log.txt'), 'utf8')).toBe(
    'outer+ inner+ each+ each- inner- outer- ',
  );
});

test('names a benchmark that throws, exits, hangs or never ends, and goes on with the others', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('throws', ({ bench }) => bench('thrower', () => { throw new Error('broken') }).run());
    test('exits', ({ bench }) => bench('leaver', () => { console.log('bye'); process.exit(7) }).run());
    test('hangs', ({ bench }) => bench('hanger', () => new Promise(() => undefined)).run());
    test('spins', ({ bench }) => bench('spinner', () => { for (;;); }).run());
    test('is fine', ({ bench }) => bench('fine', () => Math.random()).run());`,
    { limitMs: 1000 },
  );
  expect(errorOf(metrics, 'thrower')).toBe('Error: broken (one.bench.ts:2:66)');
  expect(errorOf(metrics, 'leaver')).toMatch(/exit code 7 .* it printed: bye/);
  expect(errorOf(metrics, 'hanger')).toBe('did not end within 1 s and was ended');
  expect(errorOf(metrics, 'spinner')).toBe('did not end within 1 s and was ended');
  expect(metrics.find(({ name }) => name === 'fine')?.state).toBe('measured');
});

test('names a test that leaves something open, but not one that closes it late', async () => {
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

test('names a benchmark that prints, but not a test that prints around it', async () => {
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

test('takes as many and equal samples in every fork', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('pair', ({ bench }) => bench.compare(
      bench('constructor', () => Math.random()),
      bench('slow', () => new Promise((resolve) => setTimeout(resolve, 10))),
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

test('heeds iterations and time of a run', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('many', ({ bench }) => bench('asked', () => 1).run({ iterations: 77, time: 0 }));`,
  );
  const [metric] = metrics;
  const calls =
    metric?.state === 'measured'
      ? metric.forks.map(({ samples, iterationsPerSample }) => samples.length * iterationsPerSample)
      : [];
  expect(calls).toEqual([77]);
});

test('makes exactly the calls that tinybench makes', async () => {
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
  );
  expect(metrics).toMatchObject([{ name: 'call', state: 'measured' }]);
  // One more is made before all others, to see whether the function is asynchronous; tinybench makes it too.
  const text = await readFile(join(project.root, 'calls.json'), 'utf8');
  expect(JSON.parse(text)).toEqual({ warmup: 3 + 1, run: 10 });
});

test('takes the time that a function reports of itself, also in batches', async () => {
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
  );
  const means = metrics.flatMap((metric) =>
    metric.state === 'measured' ? metric.summary.mean : [],
  );
  expect(means).toEqual([expect.closeTo(500_000, 3), expect.closeTo(250_000, 3)]);
  expect(errorOf(metrics, 'now and then')).toMatch(/overriddenDuration from some calls/);
});

test('measures the function without the hooks around each call', async () => {
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
  );
  const [metric] = metrics;
  expect(metric?.state).toBe('measured');
  expect(metric?.state === 'measured' && metric.summary.min).toBeLessThan(1e6);
});

test('reports what a fork subtracted, the resolution of its clock, and whether it was steady', async () => {
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

test('names a test that measures nothing, or one benchmark twice', async () => {
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

test('fails the other benchmarks of a test in which one fails', async () => {
  const { metrics } = await measure(`
    import { test } from 'vitest';
    let calls = 0;
    test('pair', ({ bench }) => bench.compare(
      bench('sound', () => 1),
      bench('broken', () => { throw new Error('no luck'); }),
    ));`);
  const message = 'Error: no luck (one.bench.ts:6:37)';
  expect(errorOf(metrics, 'broken')).toBe(message);
  expect(errorOf(metrics, 'sound')).toBe(`"broken" of the same test failed: ${message}`);
});

test('calls what a before hook returns, also after a clean-up that fails', async () => {
  const { metrics, project } = await measure(
    `import { appendFileSync } from 'node:fs';
    import { afterAll, beforeAll, test } from 'vitest';
    const log = (what: string) => appendFileSync('log.txt', what + ' ');
    beforeAll(() => () => log('returned'));
    afterAll(() => { throw new Error('clean-up failed'); });
    test('runs', ({ bench }) => bench('runner', () => 1).run());`,
  );
  expect(errorOf(metrics, 'test')).toBe('Error: clean-up failed (one.bench.ts:5:28)');
  expect(await readFile(join(project.root, 'log.txt'), 'utf8')).toBe('returned ');
});

test('counts garbage collections of a benchmark that never waits', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('allocates', ({ bench }) => bench('arrays', () => new Array(1000).fill({})).run());`,
    { timeMs: 50 },
  );
  const [metric] = metrics;
  expect(metric?.state === 'measured' && metric.forks[0]?.disturbance.gcCount).toBeGreaterThan(0);
});

test('leaves out tests with skip, and tests beside one with only', async () => {
  const { metrics } = await measure(`
    import { describe, test } from 'vitest';
    const run = ({ bench }) => bench('counted', () => 1).run();
    test('plain', run);
    describe.skip('not this', () => { test.only('skipped', run); });
    test.only('this one', run);`);
  expect(metrics.map(({ suite }) => suite)).toEqual(['this one']);
});

test('kills the running fork on abort and reports tests without a fork as unavailable', async () => {
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

test('keeps the forks that were measured before an abort', async () => {
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
    plan: { ...plan, forks: 2 },
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

test('reports an error with its class and its place, wherever it is thrown', async () => {
  const project = await writeProject({
    'lib/parse.ts': `export function parse(text: string): string {
  return (text as unknown as { trim: { length: string } }).trim.length.toUpperCase();
}
`,
    'bench/throws.bench.ts': `import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from '../lib/parse.ts';
class Missing extends Error {}
describe('hook', () => {
  beforeAll(() => { JSON.parse('{'); });
  test('is set up', ({ bench }) => bench('a', () => 1).run());
});
test('own class', ({ bench }) => bench('a', () => { throw new Missing('no row'); }).run());
test('helper', ({ bench }) => bench('a', () => parse('x')).run());
test('expectation', () => expect(1).toBe(2));
test('no error', () => { throw 'a string'; });
test('misused', ({ bench }) => bench('a', 5).run());
test('after another', async ({ bench }) => {
  await bench('counted', { instruments: ['allocated'] }, () => 1).run();
  throw new RangeError('too late');
});
`,
    'bench/import.bench.ts': `import '../lib/broken.ts';`,
    'lib/broken.ts': `const list: number[] | null = null;
(list as unknown as number[]).push(1);
`,
    'bench/syntax.bench.ts': `const x = = 1;`,
    'bench/names.bench.ts': `import { nothing } from '../lib/parse.ts';\nnothing();`,
  });
  const files = ['throws', 'import', 'syntax', 'names'].map((name) =>
    join(project.root, `bench/${name}.bench.ts`),
  );
  const metrics = await runBenches({ project, files, environment: sampleEnvironment(), plan });
  const messages = metrics.map((metric) => {
    const name = [metric.suite, metric.name].filter(Boolean).join(' › ');
    return `${name}: ${metric.state === 'failed' ? metric.error.message : metric.state}`;
  });
  expect(messages.filter((message) => message.includes(project.root))).toEqual([]);
  expect(messages).toEqual([
    "bench/import.bench.ts: TypeError: Cannot read properties of null (reading 'push') (lib/broken.ts:2:31)",
    'bench/syntax.bench.ts: SyntaxError: bench/syntax.bench.ts:1:11: Expression expected.',
    "bench/names.bench.ts: SyntaxError: The requested module '../lib/parse.ts' does not provide an export named 'nothing' (bench/names.bench.ts:1)",
    expect.stringMatching(
      /^hook › is set up › test: SyntaxError: .* JSON .* \(bench\/throws\.bench\.ts:5:26\)$/,
    ),
    'own class › a: Missing: no row (bench/throws.bench.ts:8:59)',
    'helper › a: TypeError: text.trim.length.toUpperCase is not a function (lib/parse.ts:2:72)',
    'expectation › test: AssertionError: expect(1).toBe(2) failed. (bench/throws.bench.ts:10:37)',
    'no error › test: it threw no Error but a string',
    'misused › test: bench(name, [options], fn) needs a function to measure. (bench/throws.bench.ts:12:32)',
    'after another › test: RangeError: too late (bench/throws.bench.ts:15:9)',
  ]);
});
