import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { benchPlan } from '../bench/plan.ts';
import { runBenches } from '../bench/run-benches.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { sampleEnvironment, writeProject } from '@night-pilot/perf-report/testing';

/** The part of the output of Vitest's JSON reporter that is read here. */
interface ReportedTest {
  ancestorTitles: string[];
  title: string;
  status: string;
  failureMessages: string[];
  benchmarks: { tasks: { name: string; latency: { mean: number; samplesCount: number } }[] }[];
}

const OWN_PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const VITEST = dirname(fileURLToPath(import.meta.resolve('vitest/package.json')));

const config = (viteModuleRunner: boolean) => `export default {
  test: {
    pool: 'forks',
    experimental: { viteModuleRunner: ${viteModuleRunner} },
    benchmark: { provider: '@night-pilot/perf-host/provider' },
  },
};`;

async function writeVitestProject(files: Record<string, string>): Promise<Project> {
  const project = await writeProject(files);
  const modules = join(project.root, 'node_modules');
  await mkdir(join(modules, '@night-pilot'), { recursive: true });
  await symlink(OWN_PACKAGE, join(modules, '@night-pilot/perf-host'), 'dir');
  await symlink(VITEST, join(modules, 'vitest'), 'dir');
  return project;
}

/** Runs `vitest bench` as a user would. */
async function vitestBench({ root }: Project): Promise<ReportedTest[]> {
  const report = join(root, 'vitest.json');
  const args = ['bench', '--run', '--reporter=json', `--outputFile=${report}`];
  const output = await new Promise<string>((resolve) => {
    const command = [join(root, 'node_modules/vitest/vitest.mjs'), ...args];
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')),
    );
    execFile(process.execPath, command, { cwd: root, env }, (_error, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
  const text = await readFile(report, 'utf8').catch(() => {
    throw new Error(`vitest bench wrote no report; it printed: ${output}`);
  });
  const { testResults } = JSON.parse(text) as {
    testResults: { assertionResults: ReportedTest[]; message: string }[];
  };
  expect(testResults.map(({ message }) => message)).toEqual(testResults.map(() => ''));
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

/** Returns the mean time per iteration in ns, by the benchmark's name in a series. */
function meansOf(tests: readonly ReportedTest[]): Record<string, number> {
  return Object.fromEntries(
    tests.flatMap(({ ancestorTitles, title, benchmarks }) =>
      benchmarks.flatMap(({ tasks }) =>
        tasks.map(({ name, latency }) => [
          [...ancestorTitles, title, name].join(SUITE_SEPARATOR),
          latency.mean * 1e6,
        ]),
      ),
    ),
  );
}

const BENCH = `import { describe, expect, test } from 'vitest';
interface Row { list: number[] }
describe('outer', () => {
  test('pair', async ({ bench }) => {
    const text = JSON.stringify({ list: [1, 2, 3] } satisfies Row);
    const outcome = await bench.compare(
      bench('parse', () => JSON.parse(text) as Row),
      bench('sum', () => {
        let sum = 0;
        for (let index = 0; index < 100_000; index += 1) sum += Math.sqrt(index);
        return sum;
      }),
    );
    expect(outcome.get('parse')).toBeFasterThan(outcome.get('sum'));
  });
  test('hooked', ({ bench }) => {
    let list: number[] = [];
    const refill = () => void (list = Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 20_011));
    return bench('sort', { beforeEach: refill }, () => list.sort((a, b) => a - b)).run();
  });
});
test('waits', ({ bench }) => bench('wait', () => new Promise((done) => setTimeout(done, 3))).run());
`;

test('gives the same names, and times in the same unit, in bare forks and in both runners of Vitest', async () => {
  const project = await writeVitestProject({ 'one.bench.ts': BENCH });
  const metrics = await runBenches({
    project,
    files: [join(project.root, 'one.bench.ts')],
    environment: sampleEnvironment(),
    plan: { ...benchPlan(true), forks: 1 },
  });
  const inForks = Object.fromEntries(
    metrics.map((metric) => [
      [metric.suite, metric.name].join(SUITE_SEPARATOR),
      metric.state === 'measured' ? metric.summary.mean : NaN,
    ]),
  );
  expect(Object.keys(inForks)).toHaveLength(4);
  for (const viteModuleRunner of [false, true]) {
    await writeFile(join(project.root, 'vitest.config.ts'), config(viteModuleRunner));
    const inVitest = meansOf(await vitestBench(project));
    expect(Object.keys(inVitest).sort()).toEqual(Object.keys(inForks).sort());
    for (const [name, mean] of Object.entries(inVitest)) {
      const ratio = mean / (inForks[name] ?? NaN);
      expect(ratio, `${name}: ${mean} ns in Vitest, ${inForks[name]} ns in a fork`).toSatisfy(
        // Another unit would differ by a factor of a thousand, a busy machine by a few.
        (value: number) => value > 1 / 100 && value < 100,
      );
    }
  }
});

test('fails the test of a benchmark that throws, goes on with the others, and heeds options of a call', async () => {
  const project = await writeVitestProject({
    'vitest.config.ts': config(false),
    'one.bench.ts': `import { test } from 'vitest';
test('throws', ({ bench }) => bench('thrower', () => { throw new Error('broken'); }).run());
test('short', ({ bench }) => bench('few', () => new Promise((done) => setTimeout(done, 2)))
  .run({ time: 0, iterations: 7 }));
`,
  });
  const [throws, short] = await vitestBench(project);
  expect(throws?.status).toBe('failed');
  expect(throws?.failureMessages[0]).toMatch(/^Error: broken\n.*one\.bench\.ts/);
  expect(short?.status).toBe('passed');
  expect(short?.benchmarks[0]?.tasks[0]?.latency.samplesCount).toBe(7);
});

test('stops sampling when a test runs out of time', async () => {
  const project = await writeVitestProject({
    'vitest.config.ts': config(false),
    'one.bench.ts': `import { writeFileSync } from 'node:fs';
import { afterAll, test } from 'vitest';
let calls = 0;
let atTimeout = 0;
test('endless', ({ bench }) =>
  bench('wait', () => (calls += 1, new Promise((done) => setTimeout(done, 2)))).run({ time: 1e9 }), 400);
afterAll(async () => {
  await new Promise((done) => setTimeout(done, 50));
  atTimeout = calls;
  await new Promise((done) => setTimeout(done, 100));
  writeFileSync('calls.json', JSON.stringify([atTimeout, calls]));
});
`,
  });
  const [endless] = await vitestBench(project);
  expect(endless?.status).toBe('failed');
  expect(endless?.failureMessages[0]).toMatch(/timed out in 400ms/);
  const [atTimeout, later] = JSON.parse(
    await readFile(join(project.root, 'calls.json'), 'utf8'),
  ) as number[];
  expect(atTimeout).toBeGreaterThan(0);
  expect(later).toBe(atTimeout);
});
