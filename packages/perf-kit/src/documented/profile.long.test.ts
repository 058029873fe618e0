import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { npmWorkspace } from '@night-pilot/perf-compare/testing';
import { perfKit } from '../testing/perf-kit.ts';

const PAGE = new URL('../../docs/profiling.md', import.meta.url);

afterEach(() => void vi.unstubAllEnvs());

test('names the function that the documented example names', async () => {
  const page = await readFile(PAGE, 'utf8');
  const block = (name: string) => page.split(`// ${name}\n`)[1]?.split('```')[0] ?? '';
  const { root, write, commit } = await npmWorkspace();
  const project = join(root, 'packages/top');
  commit({
    'packages/top/prices.js': block('prices.js'),
    'packages/top/prices.bench.js': block('prices.bench.js'),
  });
  write({ 'packages/top/prices.js': block('prices.js, changed') });
  const { status, stdout, stderr } = await perfKit(project, [
    'profile',
    'prices.bench.js',
    '--base',
    'HEAD',
  ]);
  expect(stderr).toBe('');
  const first = /^priceOf \(prices\.js:2\)/m;
  expect(page).toMatch(first);
  expect(stdout).toMatch(first);
  expect(stdout.split('\n')[4]).toMatch(first);
  expect(status).toBe(0);
});
