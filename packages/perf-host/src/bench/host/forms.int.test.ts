import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleEnvironment, writeProject } from '@night-pilot/perf-report/testing';
import type { FailureDescription } from '../../fork/failure.ts';
import { listTests, suiteOf } from '../list-tests.ts';
import { runBenches } from '../run-benches.ts';

const plan = { forks: 1, timeMs: 1, warmupTimeMs: 1, limitMs: 20_000 };

/** Writes a file that imports the whole of vitest. */
async function writeBenchFile(body: string) {
  const project = await writeProject({
    'one.bench.ts': `import * as vitest from 'vitest';
      const { afterEach, beforeAll, beforeEach, describe, expect, test } = vitest;
      const run = ({ bench }) => bench('sum', () => [1, 2].map(String)).run();
      ${body}`,
  });
  return { project, files: [join(project.root, 'one.bench.ts')] };
}

/** Returns the suites of the tests that a file lists, or why it cannot be loaded. */
async function listedIn(body: string): Promise<string[] | FailureDescription | undefined> {
  const written = await writeBenchFile(body);
  const { tests, failures } = await listTests({
    ...written,
    wanted: () => true,
    limitMs: plan.limitMs,
  });
  return failures.length > 0 ? failures[0]?.error : tests.map(({ path }) => suiteOf(path));
}

/** Measures a file and returns name and outcome of each metric. */
async function outcomesOf(body: string): Promise<string[]> {
  const written = await writeBenchFile(body);
  const metrics = await runBenches({ ...written, environment: sampleEnvironment(), plan });
  return metrics.map((metric) => {
    const name = [metric.suite, metric.name].filter(Boolean).join(' › ');
    if (metric.state === 'failed') return `${name}: ${metric.error.code} ${metric.error.message}`;
    return `${name}: ${metric.state}`;
  });
}

const testsOf = (bodies: readonly string[]) =>
  bodies.map((body, index) => `test('${index}', ${body});`).join('\n');

function refusalOf(name: string): RegExp {
  const escaped = name.replaceAll(/[.()]/g, '\\$&');
  return new RegExp(`perf-kit's bench host does not supply ${escaped}`);
}

test.each([
  ['a suite with options', `describe('x', { timeout: 1000 }, () => test('a', run));`, ['x › a']],
  ['a test with options', `test('a', { timeout: 60_000 }, run); test('b', run, 5000);`, ['a', 'b']],
  ['a class as title', `class Parser {} describe(Parser, () => test(run, run));`, ['Parser › run']],
  [
    'an asynchronous suite',
    `describe('x', async () => { await null; test('a', run); });`,
    ['x › a'],
  ],
  ['a suite without a function', `describe('later'); test('a', run);`, ['a']],
  ['a test without a function', `test.todo('later'); test('much later'); test('a', run);`, ['a']],
  [
    'conditions',
    `test.runIf(true)('a', run); test.skipIf(true)('b', run); describe.runIf(false)('x', () => test('c', run));`,
    ['a'],
  ],
  [
    'options that skip',
    `test('b', { skip: true }, run); describe('x', { skip: true }, () => test('c', run)); test('a', run);`,
    ['a'],
  ],
  [
    'orders',
    `test.concurrent('a', run); describe.shuffle('x', () => test('b', run));`,
    ['a', 'x › b'],
  ],
  [
    'only, which narrows a suite that has it',
    `describe.only('x', () => { test.only('a', run); test('b', run); }); test('c', run);`,
    ['x › a'],
  ],
  [
    'only on a suite that holds none, as a whole',
    `describe.only('x', () => { test('a', run); describe('y', () => test('b', run)); }); test('c', run);`,
    ['x › a', 'x › y › b'],
  ],
  [
    'only inside suites without it',
    `describe('x', () => { test('a', run); describe('y', () => { test.only('b', run); test('c', run); }); });`,
    ['x › y › b'],
  ],
  [
    'only on a suite within a suite',
    `describe.only('x', () => { describe.only('y', () => test('a', run)); describe('z', () => test('b', run)); });`,
    ['x › y › a'],
  ],
  [
    'skip around only',
    `describe.skip('x', () => test.only('a', run)); test('b', run); test.only('c', run);`,
    ['c'],
  ],
])('lists tests of %s', async (_form, body, suites) => {
  expect(await listedIn(body)).toEqual(suites);
});

test.each([
  ['describe.skip.each', `describe.skip.each([1])('x', () => undefined);`],
  ['test.each', `test.each([1])('a', run);`],
  ['test.extend', `test.extend({})('a', run);`],
  ['the option "fails"', `test('a', { fails: true }, run);`],
  ['the argument of beforeAll hooks', `beforeAll((suite) => suite); test('a', run);`],
])('refuses %s by its name when the file is loaded', async (name, body) => {
  expect(await listedIn(body)).toMatchObject({
    code: 'NOT_SUPPLIED',
    message: expect.stringMatching(refusalOf(name)) as unknown,
  });
});

test('supplies context, hooks and results of a test', async () => {
  const outcomes = await outcomesOf(`
    describe('hooks', () => {
      beforeEach(({ task }) => expect(task.name).toBe('look at the test'));
      test('look at the test', run);
    });
    let last = () => undefined;
    function afterwards(what) { last = what; }
    describe('context', () => {
      afterEach(() => last());
      test('a', async ({ bench, expect: check, task, signal, onTestFinished }) => {
        check(task.fullTestName).toBe('context > a');
        check(signal.aborted).toBe(false);
        let isFinished = false;
        onTestFinished(() => { if (!isFinished) throw new Error('too early'); });
        afterwards(() => { isFinished = true; });
        await run({ bench });
      });
    });
    test('result', async ({ bench }) => {
      const { name, state, latency, throughput, period, totalTime } = await run({ bench });
      expect(name + state).toBe('sumcompleted');
      expect(latency.p99).toBeGreaterThanOrEqual(latency.p50);
      expect(latency.min <= latency.mean && latency.rme >= 0 && latency.samples === undefined).toBe(true);
      expect(Math.abs(period / latency.mean - 1) < 1e-9).toBe(true);
      expect(Number(throughput.mean.toFixed(0)) * totalTime).toBeGreaterThan(0);
    });`);
  expect(outcomes).toEqual([
    'hooks › look at the test › sum: measured',
    'context › a › sum: measured',
    'result › sum: measured',
  ]);
});

const REFUSED = [
  ['"vi" of vitest', `() => vitest.vi.fn()`],
  ['"onTestFinished" of vitest', `() => vitest.onTestFinished(() => undefined)`],
  ['expect.arrayContaining', `() => expect([1]).toEqual(expect.arrayContaining([1]))`],
  ['expect().toMatchSnapshot', `() => expect(1).toMatchSnapshot()`],
  ['"annotate" of a test\'s context', `({ annotate }) => annotate('x')`],
  ['"file" of a test\'s task', `({ task }) => task.file.name`],
  ['bench.from()', `({ bench }) => bench.from('x', './x.json').run()`],
  [
    'the option "writeResult"',
    `({ bench }) => bench('b', { writeResult: 'b.json' }, () => 1).run()`,
  ],
  ['concurrency', `({ bench }) => bench('b', () => 1).run({ concurrency: 'task' })`],
  ['the option "warmUpTime"', `({ bench }) => bench('b', () => 1).run({ warmUpTime: 1 })`],
] as const;

test('refuses by name what the host does not supply to a test', async () => {
  const outcomes = await outcomesOf(testsOf(REFUSED.map(([, body]) => body)));
  expect(outcomes).toEqual(
    REFUSED.map(([name]) => expect.stringMatching(refusalOf(name)) as unknown),
  );
});

const MISUSED = [
  [`({ bench }) => bench(() => 1).run()`, 'needs a function to measure'],
  [`({ bench }) => bench('b', () => 1, { time: 1 }).run()`, 'options as its second argument'],
  [`({ bench }) => bench('b', () => 1).run({ time: '1s' })`, "takes a number from 0 up; got '1s'"],
  [`({ bench }) => bench('b', () => 1).run({ setup: [] })`, 'takes a function; got []'],
  [`() => expect(1).toBeFasterThan(2)`, 'toBeFasterThan takes results'],
  [`() => describe('x', () => undefined)`, 'describe() was called while a test runs'],
] as const;

test('says what is wrong with a misused function', async () => {
  const outcomes = await outcomesOf(testsOf(MISUSED.map(([body]) => body)));
  expect(outcomes).toEqual(
    MISUSED.map(([, message]) => expect.stringContaining(message) as unknown),
  );
  for (const outcome of outcomes) expect(outcome).toMatch(/: MISUSED .*one\.bench\.ts:\d+:\d+\)$/);
});

test('says what is wrong with options of a test after its function', async () => {
  expect(await listedIn(`test('a', run, { timeout: 1 });`)).toMatchObject({
    code: 'MISUSED',
    message: expect.stringContaining('takes a title, options and a function') as string,
  });
});
