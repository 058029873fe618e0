import { expect, test } from 'vitest';
import { documentedExamples, exampleProject } from '../testing/documented-example.ts';
import { perfKit } from '../testing/perf-kit.ts';

const [bench = '', figures = ''] = documentedExamples('Example', 'README.md');

test('measures the figure of the example in the README', async () => {
  const folder = await exampleProject({ 'parse.bench.ts': bench, 'figures.ts': figures });
  const { status, stdout, stderr } = await perfKit(folder, ['figures', '--quick']);
  expect(stdout).toMatch(/parsing against cloning +\S+× +\S+ +≥ 2× (met|unclear)/);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
