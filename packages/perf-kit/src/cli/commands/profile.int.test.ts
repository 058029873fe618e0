import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleProfile } from '@night-pilot/perf-compare/testing';
import { writeProject } from '@night-pilot/perf-report/testing';
import { perfKit } from '../../testing/perf-kit.ts';

const BENCH = `
  import { test } from 'vitest';
  const list = [3, 1, 2];
  test('lists', async ({ bench }) => {
    await bench.compare(bench('sorted', () => list.toSorted()), bench('copied', () => list.slice()));
  });`;

test('prints one sentence, exits with 2 and writes nothing for a target that cannot be profiled', async () => {
  const { root } = await writeProject({
    'list.bench.ts': BENCH,
    'bad.bench.ts': `import { test } from 'vitest';
      test('bad', ({ bench }) => bench('breaker', () => { throw new Error('no luck'); }).run());`,
    'app.mjs': '',
    'a.cpuprofile': '{}',
  });
  for (const [args, message] of [
    [
      ['list.bench.ts', '--grep', 'sortad'],
      /Did you mean sorted\? It has: lists › sorted; lists › copied\./,
    ],
    [['none.mjs'], /got none\.mjs, which does not exist/],
    [['bad.bench.ts'], /"breaker" could not be profiled: Error: no luck \(bad\.bench\.ts:2:/],
    [['app.mjs', '--base', 'HEAD'], /--base and --head with a bench file/],
    [['list.bench.ts', '--base', 'HEAD', '--tool', '0x'], /--tool cpu or heap with --base, got 0x/],
    [['a.cpuprofile', 'a.cpuprofile'], /Expected a\.cpuprofile to be a CPU profile/],
    [['a.cpuprofile'], /Expected two profiles, as in/],
    [['app.mjs', '--tool', 'perf'], /Allowed choices are cpu, heap, 0x/],
  ] as const) {
    const { status, stderr } = await perfKit(root, ['profile', ...args]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(2);
  }
  expect(existsSync(join(root, 'reports'))).toBe(false);
});

test('compares two saved profiles', async () => {
  const { root } = await writeProject({});
  const saved = (us: number) =>
    JSON.stringify(
      sampleProfile(
        Array.from({ length: us }, () => ({ stack: [`parse@file://${root}/a.ts`], us: 1 })),
      ),
    );
  await writeFile(join(root, 'before.cpuprofile'), saved(10));
  await writeFile(join(root, 'after.cpuprofile'), saved(30));
  const { status, stdout } = await perfKit(root, [
    'profile',
    'before.cpuprofile',
    'after.cpuprofile',
  ]);
  expect(stdout).toMatch(/parse \(a\.ts\) +10 µs +30 µs +\+20 µs \(\+200 %\)/);
  expect(status).toBe(0);
});
