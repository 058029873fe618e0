import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReport } from '@night-pilot/perf-report';
import { writeProject } from '@night-pilot/perf-report/testing';
import { perfKit } from '../../testing/perf-kit.ts';

function bench(cwd: string, ...args: string[]) {
  return perfKit(cwd, ['bench', ...args]);
}

const copying = (length: number) => `
  import { test } from 'vitest';
  test('arrays', ({ bench }) =>
    bench('copied', { instruments: ['wall', 'allocated'] }, () => new Array(${length}).fill(0))
      .run({ time: 1, warmupTime: 1 }));`;

test('keeps a run as a baseline, then judges counts and shows times of a later run against it', async () => {
  const { root } = await writeProject({ 'array.bench.ts': copying(10) });
  const instruments = ['--instrument', 'wall,allocated'];
  const first = await bench(root, '--quick', ...instruments, '--save-baseline', 'before');
  const kept = join('reports', 'baselines', 'before', 'fixture.json');
  expect(first.stdout).toContain(`reports/bench/fixture.json\n${kept}\n`);
  expect(first.status).toBe(0);
  const baseline = await readReport(join(root, kept));

  writeFileSync(join(root, 'array.bench.ts'), copying(20));
  const second = await bench(root, '--quick', ...instruments, '--baseline', 'before');
  expect(second.stdout).toMatch(/Against baseline before, \d{4}-\d\d-\d\d \d\d:\d\d UTC\n/);
  expect(second.stdout).toMatch(
    /copied +allocated +\+62\.\d % +regression +from 128\.\d to 208\.\d/,
  );
  expect(second.stdout).toMatch(/copied +wall .* undecided .*measured in two runs, not in turns/);
  expect(second.stdout).toContain('1 regression, 1 undecided');
  expect(second.status).toBe(1);
  expect(await readReport(join(root, kept))).toEqual(baseline);

  const missing = await bench(root, '--baseline', 'befor');
  expect(missing.stderr).toBe(
    'Project fixture has no baseline "befor". It has before. Did you mean before? This saves one: perf-kit bench --save-baseline befor\n',
  );
  expect(missing.status).toBe(2);
});

test('refuses an unknown or invalid baseline before measuring', async () => {
  const { root } = await writeProject({ 'array.bench.ts': copying(10) });
  const missing = await bench(root, '--baseline', 'main');
  expect(missing.stderr).toContain('no baseline "main". It has none. This saves one: perf-kit');
  for (const name of ['../before', '.hidden', '']) {
    const refused = await bench(root, '--save-baseline', name);
    expect(refused.stderr).toContain(`"-", beginning with a letter or digit; got "${name}"`);
    expect(refused.stdout).toBe('');
    expect(refused.status).toBe(2);
  }
});
