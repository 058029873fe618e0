import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isMovedCode } from './source-facts.ts';
import { writeProject } from '@night-pilot/perf-report/testing';
import { openSession } from './count-benchmark.ts';
import { prepareCounting } from './inspect-benchmark.ts';

const BENCH = `import { test } from 'vitest';
import { total } from './total.ts';
test('test', async ({ bench }) => {
  await bench('total', () => total([1, 2, 3])).run();
});`;
const TOTAL = `export function total(list: number[]): number {
  return list.map(weigh).reduce((sum, one) => sum + one);
}
`;
const WEIGH = `function weigh(value: number): number {
  return value * 2;
}
`;

async function sourcesOf(files: Record<string, string>) {
  const { root } = await writeProject({ 'one.bench.ts': BENCH, ...files });
  const target = {
    ...{ cwd: root, file: join(root, 'one.bench.ts') },
    ...{ test: ['test'], benchmark: 'total' },
  };
  await using session = await openSession(target, { instrument: 'allocated' });
  return await prepareCounting(session, target);
}

test('a version with a helper in a file of its own is the same code, one with another helper is not', async () => {
  const [base, moved, changed] = await Promise.all([
    sourcesOf({ 'total.ts': TOTAL + WEIGH }),
    sourcesOf({
      'total.ts': `import { weigh } from './weigh.ts';\n${TOTAL}`,
      'weigh.ts': `export ${WEIGH}`,
    }),
    sourcesOf({
      'total.ts': `import { weigh } from './weigh.ts';\n${TOTAL}`,
      'weigh.ts': `export ${WEIGH.replace('2', '3')}`,
    }),
  ]);
  expect(isMovedCode(base, moved)).toBe(true);
  expect(isMovedCode(base, changed)).toBe(false);
  expect(isMovedCode(base, base)).toBe(false);
});
