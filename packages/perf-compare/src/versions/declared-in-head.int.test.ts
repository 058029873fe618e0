import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleEnvironment, writeProject } from '@night-pilot/perf-report/testing';
import { declaredInHead } from './declared-in-head.ts';
import { listFile } from './list-arm.ts';

const FILES = {
  'one.bench.ts': `import { test } from 'vitest';
    test('same', ({ bench }) => bench('run', () => 1).run());
    test('half', async ({ bench }) => {
      bench('forgotten', () => 1).run();
      await bench('awaited', () => 1).run();
    });`,
  'two.bench.ts': `import { test } from 'vitest';
    test('same', ({ bench }) => bench('run', () => 1).run());`,
  'empty.bench.ts': '',
};

test('names what cannot be compared when tests share a name or are not awaited, and lists the rest', async () => {
  const project = await writeProject(FILES);
  const { benchmarks, problems } = await declaredInHead({
    project,
    environment: sampleEnvironment(),
    files: ['empty.bench.ts', 'one.bench.ts', 'two.bench.ts'].map((file) =>
      join(project.root, file),
    ),
  });
  expect(benchmarks.map(({ test: path, name }) => [...path, name])).toEqual([['half', 'awaited']]);
  const what = ['empty.bench.ts', 'same', 'half › forgotten'];
  expect(problems.map((problem) => problem.what)).toEqual(what);
  expect(problems.map(({ message }) => message.slice(0, 5))).toEqual(what.map(() => 'head:'));
});

test('lists a test of base when nobody awaits its other benchmark', async () => {
  const { root } = await writeProject(FILES);
  const arm = { cwd: root, file: join(root, 'one.bench.ts') };
  const { benchmarks, failedTests } = await listFile(arm, { wanted: (suite) => suite === 'half' });
  expect(benchmarks).toMatchObject([{ name: 'awaited', failure: null }]);
  expect(failedTests.size).toBe(0);
});
