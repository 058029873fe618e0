import { expect, test } from 'vitest';
import { perfKit } from '../../testing/perf-kit.ts';
import { writeProject } from '@night-pilot/perf-report/testing';

const FILES = {
  'good.bench.ts': `import { test } from 'vitest';
    test('good', ({ bench }) => bench('sum', () => [1].map(String)).run({ time: 1, warmupTime: 1 }));`,
  'empty.bench.ts': '',
  'figures.ts': `export default [
    { title: 'a sum', from: 'bench', suite: 'good', name: 'sum', max: 1e9 },
  ];`,
};

test.each([
  ['bench', '--quick'],
  ['bench', '--quick', '--instrument', 'allocated'],
  ['figures', '--quick'],
])(
  'reports a file without tests, measures the other file and exits with 2: %s %s',
  async (...args) => {
    const { root } = await writeProject(FILES);
    const { status, stdout } = await perfKit(root, args);
    expect(stdout).toMatch(/empty\.bench\.ts +it declares no test/);
    expect(stdout).toMatch(/^(a )?sum/m);
    expect(status).toBe(2);
  },
);
