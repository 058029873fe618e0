import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { type GitRepository, gitRepository } from '../testing/git-repository.ts';
import { CountMemory, type CountMemoryOptions } from './count-memory.ts';
import type { RememberedCount } from './remembered-counts.ts';

afterEach(() => void vi.unstubAllEnvs());

const BENCH = `import { readFileSync } from 'node:fs';
  import { test } from 'vitest';
  import { sum } from './sum.ts';
  const list = JSON.parse(readFileSync('list.json', 'utf8'));
  test('sums', ({ bench }) => bench('of a list', () => sum(list)).run());`;

const FILES = {
  'one.bench.ts': BENCH,
  'sum.ts': 'export const sum = (list: number[]) => list.reduce((total, one) => total + one, 0);\n',
  'list.json': '[1, 2, 3]',
  'package.json': '{ "type": "module" }',
  '.gitignore': 'reports\n',
};

const COUNT: RememberedCount = {
  iterationMs: 0.001,
  sources: { code: 1, links: 2 },
  schedule: { warmUp: [1, 8], windows: [64, 64], group: 1 },
  instructions: [1000, 1000.5],
  allocated: [16, 16],
};

const listIn = ({ root }: GitRepository) => ({
  arm: { cwd: root, file: join(root, 'one.bench.ts') },
  benchmarks: [{ test: ['sums'], benchmark: 'of a list' }],
});

/** A memory of a comparison: each comparison has its own. */
function memoryOf(
  { root, git }: GitRepository,
  options: Partial<CountMemoryOptions> = {},
): CountMemory {
  const committed = [{ root, sha: git('rev-parse', 'HEAD').trim() }];
  const folder = join(root, 'reports/counts');
  return new CountMemory({
    folder,
    label: 'reports/counts',
    committed,
    sampleShare: 0,
    ...options,
  });
}

const fileIn = ({ root }: GitRepository) => {
  const folder = join(root, 'reports/counts');
  const [name = ''] = readdirSync(folder);
  return join(folder, name);
};

test('recalls what an earlier comparison of the same commit has counted, and says so', async () => {
  const repository = await gitRepository(FILES);
  const list = listIn(repository);
  const first = memoryOf(repository);
  expect(await first.recall(list)).toBeNull();
  await first.keep(list, [COUNT]);
  expect(first.notes).toEqual([]);
  const second = memoryOf(repository);
  expect(await second.recall(list)).toEqual({ counts: [COUNT], isSampled: false });
  expect(second.notes).toEqual([
    'Counts of one benchmark in base were remembered (reports/counts).',
  ]);
});

test.each<[string, (repository: GitRepository) => void]>([
  ['another commit', ({ commit }) => commit({ 'list.json': '[1, 2, 4]' })],
  ['another bench file', ({ write }) => write({ 'one.bench.ts': `${BENCH}\n` })],
  ['a changed module', ({ write }) => write({ 'sum.ts': `${FILES['sum.ts']}\n` })],
  ['a new file', ({ write }) => write({ 'more.json': '[]' })],
])('recalls nothing for %s', async (_what, change) => {
  const repository = await gitRepository(FILES);
  await memoryOf(repository).keep(listIn(repository), [COUNT]);
  change(repository);
  expect(await memoryOf(repository).recall(listIn(repository))).toBeNull();
});

test('recalls nothing for a dependency that was changed in place', async () => {
  const repository = await gitRepository({ ...FILES, '.gitignore': 'node_modules\nreports\n' });
  const write = (body: string) =>
    repository.write({
      'node_modules/times/package.json': '{ "type": "module", "main": "index.js" }',
      'node_modules/times/index.js': body,
    });
  write('export const times = 2;\n');
  repository.commit({
    'sum.ts': `import { times } from 'times';\nexport const sum = () => times;`,
  });
  await memoryOf(repository).keep(listIn(repository), [COUNT]);
  expect(await memoryOf(repository).recall(listIn(repository))).not.toBeNull();
  write('export const times = 3;\n');
  expect(await memoryOf(repository).recall(listIn(repository))).toBeNull();
});

test('recalls nothing for other benchmarks of the same file', async () => {
  const repository = await gitRepository(FILES);
  const list = listIn(repository);
  await memoryOf(repository).keep(list, [COUNT]);
  const benchmarks = [...list.benchmarks, { test: ['sums'], benchmark: 'of none' }];
  expect(await memoryOf(repository).recall({ ...list, benchmarks })).toBeNull();
});

test.each<[string, (text: string) => string]>([
  ['half a file', (text) => text.slice(0, text.length / 2)],
  ['an empty file', () => ''],
  ['a changed digit', (text) => text.replace('1000.5', '1001.5')],
  ['a negative length of a window', (text) => text.replace('[64,64]', '[-64,64]')],
])('ignores %s, and says so once', async (_what, damage) => {
  const repository = await gitRepository(FILES);
  const list = listIn(repository);
  await memoryOf(repository).keep(list, [COUNT]);
  const path = fileIn(repository);
  writeFileSync(path, damage(readFileSync(path, 'utf8')));
  const memory = memoryOf(repository);
  expect(await memory.recall(list)).toBeNull();
  expect(await memory.recall(list)).toBeNull();
  expect(memory.notes).toEqual([`Remembered counts were not used: ${path} cannot be read.`]);
});

test.each([
  ['Valgrind', /Valgrind 1\.0\.0, here \d/],
  ['perf-kit', /perf-kit 1\.0\.0, here \d/],
  ['C library', /C library 1\.0\.0, here \w/],
])('ignores counts of another %s, and says so once', async (condition, note) => {
  const repository = await gitRepository(FILES);
  const list = listIn(repository);
  await memoryOf(repository).keep(list, [COUNT]);
  const path = fileIn(repository);
  const file = JSON.parse(readFileSync(path, 'utf8')) as { conditions: Record<string, string> };
  file.conditions[condition] = '1.0.0';
  writeFileSync(path, JSON.stringify(file));
  const memory = memoryOf(repository);
  expect(await memory.recall(list)).toBeNull();
  expect(memory.notes).toEqual([expect.stringMatching(note)]);
});

test('remembers nothing of a work tree with changes', async () => {
  const repository = await gitRepository(FILES);
  await memoryOf(repository, { committed: [] }).keep(listIn(repository), [COUNT]);
  expect(await memoryOf(repository).recall(listIn(repository))).toBeNull();
});

test('works without a place for its files, and says so', async () => {
  const repository = await gitRepository(FILES);
  repository.write({ reports: 'a file where the folder should be' });
  const memory = memoryOf(repository);
  await memory.keep(listIn(repository), [COUNT]);
  await memory.keep(listIn(repository), [COUNT]);
  expect(await memory.recall(listIn(repository))).toBeNull();
  expect(memory.notes).toEqual([expect.stringMatching(/^Counts are not remembered: .*reports/)]);
});

test('forgets a list when a count is another one, and reports the problem', async () => {
  const repository = await gitRepository(FILES);
  const list = listIn(repository);
  await memoryOf(repository).keep(list, [COUNT]);
  const memory = memoryOf(repository, { sampleShare: 1 });
  expect(await memory.recall(list)).toEqual({ counts: [COUNT], isSampled: true });
  const again = (slope: number) => ({
    state: 'counted' as const,
    slopes: [slope, slope] as [number, number],
    schedule: COUNT.schedule,
  });
  expect(await memory.isAsRemembered(list, 0, again(1000.3))).toBe(true);
  expect(memory.problems).toEqual([]);
  expect(await memory.isAsRemembered(list, 0, again(1010))).toBe(false);
  expect(memory.problems).toEqual([
    {
      what: 'sums › of a list',
      message: expect.stringMatching(/^base has 1010\.0 .* 1000\.3 were remembered/) as string,
    },
  ]);
  expect(await memoryOf(repository).recall(list)).toBeNull();
});

test('removes files that nobody used for a month', async () => {
  const repository = await gitRepository(FILES);
  const list = listIn(repository);
  await memoryOf(repository).keep(list, [COUNT]);
  const path = fileIn(repository);
  await memoryOf(repository).removeOld();
  expect(readdirSync(join(repository.root, 'reports/counts'))).toHaveLength(1);
  const before = new Date(Date.now() - 31 * 24 * 3_600_000);
  utimesSync(path, before, before);
  await memoryOf(repository).removeOld();
  expect(readdirSync(join(repository.root, 'reports/counts'))).toEqual([]);
});
