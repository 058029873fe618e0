import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Metric } from '../report/schema.ts';
import { sampleEnvironment } from '../testing/sample-report.ts';
import { writeProject } from '../testing/write-project.ts';
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

test('a test that measures nothing, or one thing twice, is named', async () => {
  const { metrics } = await measure(
    `import { test } from 'vitest';
    test('forgets', ({ bench }) => { bench('never run', () => 1); });
    test('repeats', async ({ bench }) => {
      await bench('one', () => 1).run();
      await bench('one', () => 2).run();
    });`,
  );
  expect(errorOf(metrics, 'test')).toMatch(/measured nothing/);
  expect(metrics.map(({ suite, state }) => [suite, state])).toEqual([
    ['forgets', 'failed'],
    ['repeats', 'failed'],
    ['repeats', 'failed'],
  ]);
  const { metrics: twice } = await measure(`
    import { test } from 'vitest';
    test('same', () => undefined);
    test('same', () => undefined);`);
  expect(errorOf(twice, 'one.bench.ts')).toBe('Two tests are named "same".');
});

test('what the host does not supply is refused by name', async () => {
  const { metrics } = await measure(`
    import { test, vi } from 'vitest';
    test('spies', () => void vi.fn());`);
  expect(errorOf(metrics, 'one.bench.ts')).toMatch(/does not supply "vi" of vitest/);
  const { metrics: each } = await measure(`
    import { test } from 'vitest';
    test.each([1])('each', () => undefined);`);
  expect(errorOf(each, 'one.bench.ts')).toMatch(/does not supply test\.each/);
});

test('two files with a test of one name are refused: they would be one series', async () => {
  const source = `import { test } from 'vitest';
    test('same', ({ bench }) => bench('run', () => 1).run());`;
  const project = await writeProject({ 'a.bench.ts': source, 'b.bench.ts': source });
  const files = ['a.bench.ts', 'b.bench.ts'].map((file) => join(project.root, file));
  const running = runBenches({ project, files, environment: sampleEnvironment(), plan });
  await expect(running).rejects.toThrow(/a\.bench\.ts and .*b\.bench\.ts both have a test "same"/);
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

test('an abort ends the fork under way and throws', async () => {
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
  await expect(running).rejects.toThrow('enough');
});
