import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleEnvironment, writeProject } from '@night-pilot/perf-report/testing';
import { runBenches } from '../run-benches.ts';

const plan = { forks: 1, timeMs: 1, warmupTimeMs: 1, limitMs: 20_000 };

/** Measures a file that imports the whole of vitest, and tells of each metric its name and what became of it. */
async function outcomesOf(body: string): Promise<string[]> {
  const project = await writeProject({
    'one.bench.ts': `import * as vitest from 'vitest';
      const { afterEach, beforeAll, beforeEach, describe, expect, test } = vitest;
      const run = ({ bench }) => bench('sum', () => [1, 2].map(String)).run();
      ${body}`,
  });
  const files = [join(project.root, 'one.bench.ts')];
  const metrics = await runBenches({ project, files, environment: sampleEnvironment(), plan });
  return metrics.map((metric) => {
    const name = [metric.suite, metric.name].filter(Boolean).join(': ');
    if (metric.state === 'failed') return `${name}: ${metric.error.code} ${metric.error.message}`;
    return `${name}: ${metric.state}`;
  });
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
  ['a test that is to come', `test.todo('later'); test('much later'); test('a', run);`, ['a']],
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
    'hooks that look at the test',
    `beforeEach(({ task }) => expect(task.name).toBe('a')); test('a', run);`,
    ['a'],
  ],
  [
    'what a test is given',
    `test('a', async ({ bench, expect: check, task, signal, onTestFinished }) => {
      check(task.fullTestName).toBe('a');
      check(signal.aborted).toBe(false);
      let isFinished = false;
      onTestFinished(() => { if (!isFinished) throw new Error('too early'); });
      afterwards(() => { isFinished = true; });
      await run({ bench });
    });
    let last = () => undefined;
    function afterwards(what) { last = what; }
    afterEach(() => last());`,
    ['a'],
  ],
  [
    'all that a result tells',
    `test('a', async ({ bench }) => {
      const { name, state, latency, throughput, period, totalTime } = await run({ bench });
      expect(name + state).toBe('sumcompleted');
      expect(latency.p99).toBeGreaterThanOrEqual(latency.p50);
      expect(latency.min <= latency.mean && latency.rme >= 0 && latency.samples === undefined).toBe(true);
      expect(period).toBe(latency.mean);
      expect(Number(throughput.mean.toFixed(0)) * totalTime).toBeGreaterThan(0);
    });`,
    ['a'],
  ],
])('supplies %s', async (_form, body, measured) => {
  expect(await outcomesOf(body)).toEqual(measured.map((suite) => `${suite}: sum: measured`));
});

test.each([
  ['describe.skip.each', `describe.skip.each([1])('x', () => undefined);`],
  ['test.each', `test.each([1])('a', run);`],
  ['test.extend', `test.extend({})('a', run);`],
  ['the option "fails"', `test('a', { fails: true }, run);`],
  ['"vi" of vitest', `test('a', () => vitest.vi.fn());`],
  ['"onTestFinished" of vitest', `test('a', () => vitest.onTestFinished(() => undefined));`],
  ['expect.arrayContaining', `test('a', () => expect([1]).toEqual(expect.arrayContaining([1])));`],
  ['expect().toMatchSnapshot', `test('a', () => expect(1).toMatchSnapshot());`],
  ['"annotate" of a test\'s context', `test('a', ({ annotate }) => annotate('x'));`],
  ['"file" of a test\'s task', `test('a', ({ task }) => task.file.name);`],
  ['bench.from()', `test('a', ({ bench }) => bench.from('x', './x.json').run());`],
  [
    'the option "writeResult"',
    `test('a', ({ bench }) => bench('b', { writeResult: 'b.json' }, () => 1).run());`,
  ],
  ['concurrency', `test('a', ({ bench }) => bench('b', () => 1).run({ concurrency: 'task' }));`],
  [
    'the option "warmUpTime"',
    `test('a', ({ bench }) => bench('b', () => 1).run({ warmUpTime: 1 }));`,
  ],
  ['the argument of beforeAll hooks', `beforeAll((suite) => suite); test('a', run);`],
])('refuses %s by its name', async (named, body) => {
  const [outcome, ...others] = await outcomesOf(body);
  expect(others).toEqual([]);
  expect(outcome).toContain(`NOT_SUPPLIED perf-kit's bench host does not supply ${named}`);
});

test.each([
  [
    'a function alone',
    `test('a', ({ bench }) => bench(() => 1).run());`,
    /needs a function to measure/,
  ],
  [
    'options after the function',
    `test('a', ({ bench }) => bench('b', () => 1, { time: 1 }).run());`,
    /options as its second argument/,
  ],
  [
    'a time that is none',
    `test('a', ({ bench }) => bench('b', () => 1).run({ time: '1s' }));`,
    /time in .* takes a number from 0 up; got '1s'/,
  ],
  [
    'a hook that is none',
    `test('a', ({ bench }) => bench('b', () => 1).run({ setup: [] }));`,
    /setup in .* takes a function; got \[\]/,
  ],
  [
    'options of a test after its function',
    `test('a', run, { timeout: 1 });`,
    /takes a title, options and a function/,
  ],
  [
    'a comparison of something else',
    `test('a', () => expect(1).toBeFasterThan(2));`,
    /toBeFasterThan takes results/,
  ],
  [
    'a suite within a test',
    `test('a', () => describe('x', () => undefined));`,
    /describe\(\) was called while a test runs/,
  ],
])('says what is wrong with %s', async (_what, body, message) => {
  const outcomes = await outcomesOf(body);
  expect(outcomes).toHaveLength(1);
  expect(outcomes[0]).toMatch(/MISUSED/);
  expect(outcomes[0]).toMatch(message);
});

test.each([
  [
    'narrows a suite that has it',
    `describe.only('x', () => { test.only('a', run); test('b', run); }); test('c', run);`,
    ['x › a'],
  ],
  [
    'takes a suite as a whole that holds none',
    `describe.only('x', () => { test('a', run); describe('y', () => test('b', run)); }); test('c', run);`,
    ['x › a', 'x › y › b'],
  ],
  [
    'reaches through suites without it',
    `describe('x', () => { test('a', run); describe('y', () => { test.only('b', run); test('c', run); }); });`,
    ['x › y › b'],
  ],
  [
    'narrows by a suite within a suite',
    `describe.only('x', () => { describe.only('y', () => test('a', run)); describe('z', () => test('b', run)); });`,
    ['x › y › a'],
  ],
  [
    'yields to skip around it',
    `describe.skip('x', () => test.only('a', run)); test('b', run); test.only('c', run);`,
    ['c'],
  ],
])('only %s', async (_rule, body, measured) => {
  expect(await outcomesOf(body)).toEqual(measured.map((suite) => `${suite}: sum: measured`));
});
