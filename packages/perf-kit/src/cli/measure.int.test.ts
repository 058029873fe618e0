import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReport } from '@night-pilot/perf-report';
import { perfKit } from '../testing/perf-kit.ts';
import { isAlive } from '@night-pilot/perf-report/process';
import { writeProject, writtenPid } from '@night-pilot/perf-report/testing';

const BENCH = `
  import { test } from 'vitest';
  test('sums', async ({ bench }) => {
    const soon = { time: 1, warmupTime: 1 };
    await bench.compare(
      bench('short', soon, () => sum(100)),
      bench('long', soon, () => sum(10_000)),
    );
  });
  function sum(count: number) {
    let total = 0;
    for (let value = 0; value < count; value += 1) total += Math.sqrt(value);
    return total;
  }`;

function figures(min: number): string {
  return `export default [{ title: 'a short sum against a long one', from: 'bench', suite: 'sums',
    name: 'short', against: 'long', min: ${min} }];`;
}

test('bench prints a table and writes its report to PERF_PARTS_DIR', async () => {
  const { root } = await writeProject({ 'sum.bench.ts': BENCH, 'figures.ts': figures(1e-6) });
  const { status, stdout } = await perfKit(root, ['bench', '--quick'], {
    PERF_PARTS_DIR: join(root, 'parts'),
    PERF_RUN_ID: 'run-7',
  });
  expect(status).toBe(0);
  // Far below what a busy machine can make of 100×.
  expect(stdout).toMatch(/short \/ long +\d+.*× +.*≥ 0\.000001× met/);
  const report = await readReport(join(root, 'parts', 'fixture.bench.json'));
  expect(report.run.id).toBe('run-7');
  expect(report.metrics.map(({ name }) => name)).toEqual(['short', 'long', 'short / long']);
});

test('bench counts with the instruments that a benchmark asks for', async () => {
  const { root } = await writeProject({
    'array.bench.ts': `
      import { test } from 'vitest';
      test('arrays', async ({ bench }) => {
        await bench('ten', { instruments: ['allocated'] }, () => new Array(10).fill(0)).run();
      });`,
  });
  const { status, stdout } = await perfKit(root, ['bench']);
  expect(stdout).toMatch(/ten, allocated +128 B +counted/);
  expect(status).toBe(0);
  const report = await readReport(join(root, 'reports', 'bench', 'fixture.json'));
  const [metric] = report.metrics;
  expect(report.metrics).toHaveLength(1);
  expect(metric).toMatchObject({ state: 'measured', kind: 'memory', unit: 'bytes' });
  const environment = report.environments.find(({ id }) => id === metric?.environment);
  expect(environment?.v8Flags).toContain('--single-threaded');
});

test('--quick leaves out instructions and says so', async () => {
  const { root } = await writeProject({
    'array.bench.ts': `
      import { test } from 'vitest';
      test('arrays', async ({ bench }) => {
        const options = { instruments: ['instructions', 'allocated'] };
        await bench('ten', options, () => new Array(10).fill(0)).run();
      });`,
  });
  const { stdout, status } = await perfKit(root, ['bench', '--quick']);
  expect(stdout).toMatch(/ten, instructions +left out by --quick/);
  expect(stdout).toMatch(/ten, allocated +128 B +counted/);
  expect(status).toBe(0);
});

test('--project measures another project from anywhere in the workspace', async () => {
  const { root } = await writeProject({
    'nx.json': '{}',
    'packages/one/package.json': '{"name": "@scope/one"}',
    'packages/two/package.json': '{"name": "@scope/two", "type": "module"}',
    'packages/two/two.bench.ts': `import { test } from 'vitest';
      test('short', ({ bench }) => bench('random', () => Math.random()).run({ time: 1, warmupTime: 1 }));`,
  });
  const args = ['bench', '--quick', '--project', 'two'];
  const { status, stdout } = await perfKit(join(root, 'packages/one'), args);
  expect(stdout).toMatch(/\n\.\.\/\.\.\/reports\/bench\/two\.json\n$/);
  expect(status).toBe(0);
  const report = await readReport(join(root, 'reports', 'bench', 'two.json'));
  expect(report.metrics).toMatchObject([{ project: 'two', suite: 'short', name: 'random' }]);
});

test('figures prints budgets and exits with 1 when one is broken', async () => {
  const { root } = await writeProject({ 'sum.bench.ts': BENCH, 'figures.ts': figures(1e12) });
  const { status, stdout } = await perfKit(root, ['figures', '--quick']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/a short sum against a long one .*≥ \S+× broken +long: /);
  const report = await readReport(join(root, 'reports', 'figures', 'fixture.json'));
  expect(report.metrics).toHaveLength(1);
});

test('exits with 2 when one benchmark fails and others do not', async () => {
  const { root } = await writeProject({
    'sum.bench.ts': `${BENCH}
      test('breaks', ({ bench }) => bench('breaker', () => { throw new Error('no luck'); }).run());`,
  });
  const { status, stdout } = await perfKit(root, ['bench', '--quick']);
  expect(stdout).toMatch(/breaker +Error: no luck \(sum\.bench\.ts:\d+:\d+\)/);
  expect(status).toBe(2);
});

test('names every benchmark that misbehaves, measures the others and exits with 2', async () => {
  const { root } = await writeProject({
    'a.bench.ts': `import { test } from 'vitest';
      const bad = (how: string, run: () => unknown) =>
        test(how, ({ bench }) => bench('culprit', run).run({ time: 1, warmupTime: 1 }));
      bad('throws', () => { throw new Error('no luck'); });
      bad('exits', () => process.exit(0));
      bad('prints', () => console.log('hello'));
      bad('leaks', () => void (open ??= setInterval(() => undefined, 60_000)));
      let open: NodeJS.Timeout | undefined;`,
    'b.bench.ts': BENCH,
  });
  const { status, stdout } = await perfKit(root, ['bench', '--quick']);
  expect(stdout).toMatch(/^throws\n.*\n.*\nculprit +Error: no luck \(a\.bench\.ts:\d+:\d+\)/m);
  expect(stdout).toMatch(/^exits\n.*\n.*\nculprit +its process ended with exit code 0/m);
  expect(stdout).toMatch(/^prints\n.*\n.*\nculprit +it wrote to standard output.*hello/m);
  expect(stdout).toMatch(/^leaks\n[^]*\ntest +it left open .*1 Timeout/m);
  expect(stdout).toMatch(/^short +\d/m);
  expect(status).toBe(2);
});

test('bench exits with 2 when no benchmark matches a promise', async () => {
  const { root } = await writeProject({
    'sum.bench.ts': BENCH,
    'figures.ts': figures(2).replace("name: 'short'", "name: 'renamed'"),
  });
  const { status, stdout } = await perfKit(root, ['bench', '--quick']);
  expect(stdout).toContain('nothing of this name was measured: sums › renamed');
  expect(status).toBe(2);
});

test('figures exits with 2 when nothing measures a promise', async () => {
  const { root } = await writeProject({
    'sum.bench.ts': BENCH,
    'figures.ts': figures(2).replace('short', 'vanished').replace("name: 'short'", "name: 'gone'"),
  });
  const { status, stdout } = await perfKit(root, ['figures', '--quick']);
  expect(status).toBe(2);
  expect(stdout).toContain('nothing of this name was measured: sums › gone');
});

test.each([
  ['nothing to measure', ['bench'], /Project fixture has no tests in \*\.bench\.ts files/],
  ['a missing file', ['bench', 'none.bench.ts'], /There is no file none\.bench\.ts/],
  ['an unknown option', ['bench', '--qiuck'], /unknown option '--qiuck'[^]*--quick/],
  ['an unknown instrument', ['bench', '--instrument', 'walls'], /takes wall, .*; got "walls"/],
  ['an unknown project', ['load', '--project', 'fixtrue'], /Did you mean fixture\? Its projects/],
  ['no figures', ['figures'], /has no figures in a figures\.ts/],
])('prints one sentence and exits with 2 for %s', async (_case, args, message) => {
  const { root } = await writeProject({});
  const { status, stderr } = await perfKit(root, args);
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('    at ');
  expect(status).toBe(2);
});

test('prints one sentence and exits with 2 when the report cannot be written', async () => {
  const { root } = await writeProject({ 'sum.bench.ts': BENCH });
  await writeFile(join(root, 'reports'), 'a file where the folder should be');
  const { status, stderr } = await perfKit(root, ['bench', '--quick']);
  expect(stderr).toMatch(/reports\/bench\/fixture\.json cannot be written: .*permissions/);
  expect(status).toBe(2);
  expect(existsSync(join(root, 'reports', 'bench'))).toBe(false);
});

const HANGS = `
  import { writeFileSync } from 'node:fs';
  import { test } from 'vitest';
  test('hangs', ({ bench }) => bench('hanger', () => {
    writeFileSync('pid', String(process.pid));
    return new Promise(() => undefined);
  }).run());`;

/** Runs perf-kit bench until a benchmark hangs, then interrupts it. */
async function interrupted(root: string, env: Record<string, string> = {}) {
  const interruption = new AbortController();
  const running = perfKit(root, ['bench'], env, interruption.signal);
  const pid = await writtenPid(join(root, 'pid'));
  interruption.abort();
  const { status, stderr } = await running;
  expect(isAlive(pid)).toBe(false);
  return { status, stderr };
}

test('keeps the results so far beside the last complete report when interrupted', async () => {
  const { root } = await writeProject({
    'a.bench.ts': BENCH,
    'b.bench.ts': HANGS,
    'figures.ts': figures(2).replace(
      '];',
      ",{ title: 'x', from: 'bench', suite: 'hangs', name: 'hanger', max: 1 }];",
    ),
    'reports/bench/fixture.json': 'the last whole run',
  });
  expect(await interrupted(root)).toEqual({
    status: 130,
    stderr:
      'Interrupted: everything measured so far is in reports/bench/fixture.interrupted.json\n',
  });
  const report = await readReport(join(root, 'reports', 'bench', 'fixture.interrupted.json'));
  expect(report.metrics).toMatchObject([
    { name: 'short', forks: [{ setAside: null }] },
    { name: 'long', forks: [{ setAside: null }] },
    { suite: 'hangs', state: 'unavailable' },
    { name: 'short / long', budget: { min: 2 } },
  ]);
  expect(readFileSync(join(root, 'reports', 'bench', 'fixture.json'), 'utf8')).toContain('whole');
});

test('writes no part when a part of a larger run is interrupted', async () => {
  const { root } = await writeProject({ 'a.bench.ts': BENCH, 'b.bench.ts': HANGS });
  expect(await interrupted(root, { PERF_PARTS_DIR: join(root, 'parts') })).toEqual({
    status: 130,
    stderr: 'Interrupted: nothing was written.\n',
  });
  expect(existsSync(join(root, 'parts'))).toBe(false);
  expect(existsSync(join(root, 'reports'))).toBe(false);
});
