import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureProject } from '../run/measure-project.ts';
import type { Metric } from '@night-pilot/perf-report';
import { sampleEnvironment, writeProject } from '@night-pilot/perf-report/testing';
import { runMeasurements, type RunMeasurementsOptions } from './run-measurements.ts';

async function measure(
  source: string,
  options: Partial<RunMeasurementsOptions> = {},
): Promise<Metric[]> {
  const project = await writeProject({ 'one.measure.ts': source });
  const files = [join(project.root, 'one.measure.ts')];
  return runMeasurements({ project, files, environment: sampleEnvironment(), ...options });
}

const facts = "{ kind: 'memory', unit: 'bytes', better: 'lower' }";

test('measures each repetition in a process of its own, one value for every metric', async () => {
  const steps: number[] = [];
  const metrics = await measure(
    `export default {
      name: 'pids', repetitions: 2, metrics: { pid: ${facts}, one: ${facts} },
      run: async ({ progress }: any) => { progress(1, 2); return { pid: process.pid, one: 1 }; },
    };`,
    { onProgress: (done) => steps.push(done) },
  );
  const [pid, one] = metrics;
  expect(pid).toMatchObject({ state: 'measured', suite: 'pids', name: 'pid', unit: 'bytes' });
  const pids = pid?.state === 'measured' ? pid.forks.flatMap(({ samples }) => samples) : [];
  expect(new Set(pids).size).toBe(2);
  expect(one).toMatchObject({ summary: { mean: 1, interval: { low: 1, high: 1 } } });
  expect(steps).toEqual([0, 0.5, 1, 1.5]);
});

test('gives a single repetition no interval', async () => {
  const [metric] = await measure(`export default {
    name: 'once', metrics: { size: ${facts} }, run: async () => ({ size: 7 }) };`);
  expect(metric).toMatchObject({ summary: { mean: 7, interval: null } });
});

test.each([
  ['throws', 'throw new Error("no disk")', 'Error: no disk (one.measure.ts:1:'],
  [
    'leaves a metric out',
    'return {}',
    'one.measure.ts: expected run to give a finite number for "size"',
  ],
  ['exits', 'process.exit(3)', '3'],
])('fails a measurement that %s by name', async (_, body, message) => {
  const [metric] = await measure(
    `export default { name: 'bad', metrics: { size: ${facts} }, run: async () => { ${body} } };`,
  );
  expect(metric).toMatchObject({
    state: 'failed',
    suite: 'bad',
    name: 'size',
    error: { message: expect.stringContaining(message) as string },
  });
});

test('fails a file that measures nothing by its name', async () => {
  const [metric] = await measure('export default { name: "nothing" };');
  expect(metric).toMatchObject({
    state: 'failed',
    name: 'one.measure.ts',
    error: { message: expect.stringContaining('defineMeasurement') as string },
  });
});

test('lets an interrupted measurement tidy up before it leaves', async () => {
  const interrupt = new AbortController();
  const project = await writeProject({
    'long.measure.ts': `import { writeFileSync, rmSync } from 'node:fs';
    export default {
      name: 'long', metrics: { size: ${facts} },
      run: ({ signal, progress }: any) => new Promise((_resolve, reject) => {
        writeFileSync('ballast', '');
        signal.addEventListener('abort', () => setTimeout(() => {
          rmSync('ballast');
          reject(signal.reason);
        }, 100));
        setInterval(() => undefined, 1_000);
        progress(1, 2);
      }),
    };`,
  });
  const running = runMeasurements({
    project,
    files: [join(project.root, 'long.measure.ts')],
    environment: sampleEnvironment(),
    signal: interrupt.signal,
    onProgress: (done) => done > 0 && interrupt.abort(),
  });
  await expect(running).rejects.toThrow();
  expect(await readdir(project.root)).not.toContain('ballast');
});

test('takes figures from measurements, and from a peer in another suite', async () => {
  const arm = (name: string, size: number) =>
    `export default { name: '${name}', metrics: { size: ${facts} }, run: async () => ({ size: ${size} }) };`;
  const project = await writeProject({
    'small.measure.ts': arm('small', 10),
    'large.measure.ts': arm('large', 40),
    'unasked.measure.ts': 'throw new Error("nobody asked")',
    'figures.ts': `export default [
      { title: 'small', from: 'measure', suite: 'small', name: 'size', max: 9 },
      { title: 'against large', from: 'measure', suite: 'small', name: 'size', against: { suite: 'large' }, min: 4 },
    ];`,
  });
  const { figures } = await measureProject({ project, kind: 'figures', quick: true });
  expect(figures.map(({ metric }) => [metric?.summary.mean, metric?.budget?.met])).toEqual([
    [10, false],
    [4, true],
  ]);
  await expect(measureProject({ project, kind: 'bench', quick: true })).rejects.toMatchObject({
    code: 'NOTHING_TO_MEASURE',
  });
});

test('expects a figure with onlyInFigures from a run of the figures, not of the benchmarks', async () => {
  const project = await writeProject({
    'sum.bench.ts': `import { test } from 'vitest';
      test('skips', ({ skip }) => skip());`,
    'figures.ts': `export default [
      { title: 'add', from: 'bench', suite: 'skips', name: 'add', max: 0, onlyInFigures: true },
    ];`,
  });
  const titlesOf = async (kind: 'bench' | 'figures') => {
    const { figures } = await measureProject({ project, kind, quick: true });
    return figures.map(({ figure, metric }) => [figure.title, metric]);
  };
  expect(await titlesOf('bench')).toEqual([]);
  expect(await titlesOf('figures')).toEqual([['add', null]]);
});
