import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Metric } from '@night-pilot/perf-report';
import { sampleEnvironment, writeProject } from '@night-pilot/perf-report/testing';
import { listBenchmarks } from './list-benchmarks.ts';
import { runBenches } from './run-benches.ts';

const plan = { forks: 2, timeMs: 2, warmupTimeMs: 1, limitMs: 20_000 };

async function writeFiles(files: Record<string, string>) {
  const project = await writeProject(files);
  return {
    project,
    environment: sampleEnvironment(),
    files: Object.keys(files).map((file) => join(project.root, file)),
  };
}

async function measure(files: Record<string, string>): Promise<Metric[]> {
  return runBenches({ plan, ...(await writeFiles(files)) });
}

/** Returns suite and name of each metric, and the code of its error or its state. */
const shortOf = (metrics: readonly Metric[]) =>
  metrics.map((metric) => [
    metric.suite,
    metric.name,
    metric.state === 'failed' ? metric.error.code : metric.state,
  ]);

/** Returns the number of forks of each measured benchmark. */
const forksOf = (metrics: readonly Metric[]) =>
  Object.fromEntries(
    metrics.flatMap((metric) =>
      metric.state === 'measured' ? [[metric.name, metric.forks.length]] : [],
    ),
  );

const FORGOTTEN = `import { test } from 'vitest';
  test('not awaited', ({ bench }) => { bench('sync', () => [1].map(String)).run(); });
  test('not awaited, asynchronous', async ({ bench }) => { bench('async', async () => 1).run(); });
  test('beside another', async ({ bench }) => {
    bench('left', () => 1).run();
    await bench('measured', () => [1].map(String)).run();
  });
  test('never run', async ({ bench }) => {
    bench('declared', () => 1);
    await bench('run', () => [1].map(String)).run();
  });
  test('compared', async ({ bench }) => {
    bench.compare(bench('one', () => 1), bench('other', () => 2));
  });`;

const NOTHING = 'MEASURED_NOTHING';
const UNMEASURED = [
  ['not awaited', 'sync', NOTHING],
  ['not awaited, asynchronous', 'async', NOTHING],
  ['beside another', 'left', NOTHING],
  ['never run', 'declared', NOTHING],
  ['compared', 'one', NOTHING],
  ['compared', 'other', NOTHING],
];

test('names a benchmark that nobody awaits or runs, and goes on with the others of its test', async () => {
  const metrics = await measure({ 'one.bench.ts': FORGOTTEN });
  expect(shortOf(metrics).filter(([, , state]) => state !== 'measured')).toEqual(UNMEASURED);
  expect(forksOf(metrics)).toEqual({ measured: 2, run: 2 });
});

test('names the same benchmarks when it only lists', async () => {
  const listed = await listBenchmarks({
    limitMs: plan.limitMs,
    ...(await writeFiles({ 'one.bench.ts': FORGOTTEN })),
  });
  expect(shortOf(listed.problems)).toEqual(UNMEASURED);
  expect(listed.benchmarks.map(({ name }) => name)).toEqual(['measured', 'run']);
});

test('names a benchmark that its test does not wait for', async () => {
  const metrics = await measure({
    'one.bench.ts': `import { test } from 'vitest';
      test('left', ({ bench }) => { void bench('b', () => [1].map(String)).run().then(() => 1); });`,
  });
  expect(shortOf(metrics)).toEqual([['left', 'b', 'NOT_AWAITED']]);
});

test('measures benchmarks that are awaited together one after the other', async () => {
  const metrics = await measure({
    'one.bench.ts': `import { test } from 'vitest';
      let running = '';
      const arm = (bench, name) => bench(name, {
        beforeAll: () => { if (running !== '') throw new Error(running + ' runs'); running = name; },
        afterAll: () => { running = ''; },
      }, () => new Promise((done) => setTimeout(done, 1)));
      test('both', ({ bench }) => Promise.all([arm(bench, 'a').run(), arm(bench, 'b').run()]));`,
  });
  expect(shortOf(metrics)).toEqual([
    ['both', 'a', 'measured'],
    ['both', 'b', 'measured'],
  ]);
});

test('says why a file has no tests, and names the runner of a script', async () => {
  const metrics = await measure({
    'empty.bench.ts': '',
    'script.bench.ts': `import { Bench } from 'tinybench';\nnew Bench();`,
    'old.bench.ts': `import { bench } from 'vitest';\nbench('sum', () => 1);`,
    'star.bench.ts': `import * as vitest from 'vitest';\nvitest.bench.skip('sum', () => 1);`,
    'skipped.bench.ts': `import { test } from 'vitest';\ntest.skip('later', () => undefined);`,
    'node_modules/tinybench/package.json': '{"type": "module", "exports": "./index.js"}',
    'node_modules/tinybench/index.js': 'export class Bench {}',
    'good.bench.ts': `import { test } from 'vitest';
      test('good', ({ bench }) => bench('sum', () => 1).run());`,
  });
  const files = metrics.filter(({ name }) => /^[a-z]+\.bench\.ts$/.test(name));
  expect(shortOf(files)).toEqual([
    ['', 'empty.bench.ts', 'NO_TESTS'],
    ['', 'script.bench.ts', 'NO_TESTS'],
    ['', 'old.bench.ts', 'NOT_SUPPLIED'],
    ['', 'star.bench.ts', 'NOT_SUPPLIED'],
  ]);
  const messages = files.map((metric) => (metric.state === 'failed' ? metric.error.message : ''));
  expect(messages[1]).toContain('it is a script of tinybench');
  expect(messages[2]).toContain('gone since Vitest 5');
  // `vitest bench` does not run them either.
  expect(messages.join()).not.toContain('vitest bench');
  expect(shortOf(metrics).at(-1)).toEqual(['good', 'sum', 'measured']);
});

test('fails tests of one name with their files and lines, and measures the rest', async () => {
  const same = `import { test } from 'vitest';
    test('same', ({ bench }) => bench('run', () => 1).run());`;
  const metrics = await measure({
    'a.bench.ts': same,
    'b.bench.ts': `${same}\ntest('other', ({ bench }) => bench('run', () => 1).run());`,
  });
  expect(shortOf(metrics)).toEqual([
    ['same', 'test', 'NAME_TAKEN'],
    ['other', 'run', 'measured'],
  ]);
  expect(metrics[0]).toMatchObject({
    error: { message: expect.stringMatching(/a\.bench\.ts:2 and b\.bench\.ts:2/) as string },
  });
});

test('lists a test that needs the results of its benchmarks', async () => {
  const source = `import { test } from 'vitest';
    test('checks', async ({ bench }) => {
      const modes = [];
      const first = await bench('first', { beforeAll: (mode) => void modes.push(mode) }, () => 1).run();
      if (modes.join() !== 'warmup,run') throw new Error('modes: ' + modes.join());
      if (!(first.latency.mean < 1000)) throw new Error('slow');
      await bench('second', () => 2).run();
    });`;
  const { benchmarks, problems } = await listBenchmarks({
    limitMs: plan.limitMs,
    ...(await writeFiles({ 'one.bench.ts': source })),
  });
  expect(problems).toEqual([]);
  expect(benchmarks).toMatchObject([
    { name: 'first', test: ['checks'], instruments: null },
    { name: 'second', test: ['checks'], instruments: null },
  ]);
});

test('reports the reason of a test that skips itself', async () => {
  const metrics = await measure({
    'one.bench.ts': `import { test } from 'vitest';
      test('skips', async ({ bench, skip }) => {
        skip(true, 'no database here');
        await bench('b', () => 1).run();
      });`,
  });
  expect(metrics).toMatchObject([
    { suite: 'skips', state: 'unavailable', reason: 'the test skips itself: no database here' },
  ]);
});
