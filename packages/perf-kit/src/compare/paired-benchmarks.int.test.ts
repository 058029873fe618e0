import { expect, test } from 'vitest';
import { sampleEnvironment } from '../testing/sample-report.ts';
import { writeProject } from '../testing/write-project.ts';
import { pairBenchmarks } from './paired-benchmarks.ts';

test('what cannot be compared is named on both sides, and the rest is paired', async () => {
  const same = `test('same', ({ bench }) => bench('run', () => 1).run());`;
  const project = await writeProject({
    'one.bench.ts': `import { test } from 'vitest';
      ${same}
      test('half', async ({ bench }) => {
        bench('forgotten', () => 1).run();
        await bench('paired', () => 1).run();
      });`,
    'two.bench.ts': `import { test } from 'vitest';\n${same}`,
    'empty.bench.ts': '',
  });
  const { benchmarks, problems } = await pairBenchmarks({
    ...{ base: project, head: project, environment: sampleEnvironment() },
    files: ['empty.bench.ts', 'one.bench.ts', 'two.bench.ts'],
    wanted: () => true,
  });
  expect(benchmarks.map(({ suite, name }) => [suite, name])).toEqual([['half', 'paired']]);
  const what = ['empty.bench.ts', 'same', 'half › forgotten'];
  expect(problems.map((problem) => problem.what)).toEqual([...what, ...what]);
  expect(problems.map(({ message }) => message.slice(0, 5))).toEqual([
    ...what.map(() => 'base:'),
    ...what.map(() => 'head:'),
  ]);
});
