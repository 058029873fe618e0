import { mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { prepareVersions } from '../checkout/prepare-versions.ts';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import { type GitRepository, gitRepository } from '../testing/git-repository.ts';
import { pairVersions, type PairVersionsOptions } from './pair-versions.ts';

afterEach(() => void vi.unstubAllEnvs());

const TOP = 'packages/top';
const BENCH = `${TOP}/bench/top.bench.ts`;
const IMPORT = `import { test } from 'vitest';\n`;

/** A test with one benchmark, of the same name. */
const testOf = (title: string, body = '1 + 1') =>
  `test('${title}', ({ bench }) => bench('${title}', () => ${body}).run());\n`;

const benchOf = (...titles: string[]) => IMPORT + titles.map((title) => testOf(title)).join('');

/** A workspace whose HEAD has these files besides the project `top`. */
const committed = (files: Record<string, string>) =>
  gitRepository({
    'package.json': '{"name": "fixture", "private": true}',
    [`${TOP}/package.json`]: '{"name": "top", "type": "module"}',
    [BENCH]: benchOf('one'),
    ...files,
  });

function move({ root }: GitRepository, from: string, to: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  renameSync(join(root, from), join(root, to));
}

/** Pairs HEAD with the work tree. A pair is the file that runs in base, behind the name of the checkout: `a` or `c`. */
async function pair({ root }: GitRepository, options: Partial<PairVersionsOptions> = {}) {
  const versions = await prepareVersions({ root, base: 'HEAD', head: null });
  onTestFinished(() => versions[Symbol.asyncDispose]());
  const { benchmarks, gone, problems, titles } = await pairVersions(versions, {
    project: { name: 'top' },
    folder: TOP,
    environment: detectEnvironment(),
    ...options,
  });
  const place = dirname(realpathSync(versions.base.root));
  return {
    pairs: Object.fromEntries(
      benchmarks.map(({ name, base }) => [name, base && relative(place, realpathSync(base.file))]),
    ),
    reasons: benchmarks.map(({ failsInBase }) => failsInBase),
    gone: gone.map(({ name }) => name),
    problems: problems.map(({ what, message }) => `${what}: ${message.split('\n')[0]}`),
    titles,
  };
}

test('runs head’s bench file in both versions, with nothing new or gone if it is unchanged', async () => {
  const workspace = await committed({});
  expect(await pair(workspace)).toMatchObject({
    pairs: { one: `a/${BENCH}` },
    reasons: [null],
    gone: [],
    problems: [],
  });
});

test('runs a new benchmark of old code in base as well', async () => {
  const workspace = await committed({});
  workspace.write({ [BENCH]: benchOf('one', 'two') });
  expect(await pair(workspace)).toMatchObject({
    pairs: { one: `a/${BENCH}`, two: `a/${BENCH}` },
    problems: [],
  });
});

test('calls the benchmark of an added module new', async () => {
  const workspace = await committed({});
  const path = `${TOP}/bench/two.bench.ts`;
  workspace.write({
    [`${TOP}/two.js`]: 'export const two = 2;\n',
    [path]: `${IMPORT}import { two } from '../two.js';\n${testOf('two', 'two')}`,
  });
  expect(await pair(workspace)).toMatchObject({
    pairs: { one: `a/${BENCH}`, two: null },
    reasons: [null, expect.stringMatching(/^Error: Cannot find module 'two\.js'/)],
    gone: [],
    problems: [],
  });
});

test("runs base's own bench file with its own helper when a source file was renamed", async () => {
  const using = (source: string) =>
    `${IMPORT}import { list } from './helper.ts';\nimport { one } from '../${source}';\n${testOf('one', 'one(list)')}`;
  const helper = `${TOP}/bench/helper.ts`;
  const workspace = await committed({
    [`${TOP}/one.js`]: 'export const one = (list) => list.length;\n',
    [helper]: 'export const list = [1];\n',
    [BENCH]: using('one.js'),
  });
  move(workspace, `${TOP}/one.js`, `${TOP}/uno.js`);
  workspace.write({ [helper]: 'export const list = new Set([1]);\n', [BENCH]: using('uno.js') });
  expect(await pair(workspace)).toMatchObject({
    pairs: { one: `c/${BENCH}` },
    gone: [],
    problems: [],
    reasons: [expect.stringContaining('uno.js')],
  });
});

test('pairs a bench file that was renamed with its imports', async () => {
  const importing = (source: string) => `${IMPORT}import '../${source}';\n${testOf('one')}`;
  const workspace = await committed({
    [`${TOP}/one.js`]: 'export const one = 1;\n',
    [BENCH]: importing('one.js'),
  });
  move(workspace, `${TOP}/one.js`, `${TOP}/uno.js`);
  rmSync(join(workspace.root, BENCH));
  workspace.write({ [`${TOP}/bench/uno.bench.ts`]: importing('uno.js') });
  expect(await pair(workspace)).toMatchObject({
    pairs: { one: `c/${BENCH}` },
    gone: [],
    problems: [],
  });
});

test('reports a failure, not new, when a renamed bench file was broken in base', async () => {
  const importing = (source: string) =>
    `${IMPORT}import '../${source}';\n${testOf('one')}${testOf('two')}${testOf('three')}`;
  const workspace = await committed({ [BENCH]: importing('never-was.js') });
  rmSync(join(workspace.root, BENCH));
  workspace.write({
    [`${TOP}/uno.js`]: '',
    [`${TOP}/bench/uno.bench.ts`]: importing('uno.js'),
  });
  const paired = await pair(workspace);
  expect(paired).toMatchObject({ pairs: {}, gone: [] });
  expect(paired.problems).toEqual([
    expect.stringMatching(
      /^bench\/top\.bench\.ts: base: Error: Cannot find module 'never-was\.js'/,
    ),
  ]);
});

test("runs base’s own benchmarks when head's bench file imports a new export, and calls the rest new", async () => {
  const using = (names: string) => `${IMPORT}import { ${names} } from '../lib.js';\n`;
  const workspace = await committed({
    [`${TOP}/lib.js`]: 'export const one = 1;\n',
    [BENCH]: using('one') + testOf('one', 'one'),
  });
  workspace.write({
    [`${TOP}/lib.js`]: 'export const one = 1;\nexport const two = 2;\n',
    [BENCH]: using('one, two') + testOf('one', 'one') + testOf('two', 'two'),
  });
  expect(await pair(workspace)).toMatchObject({
    pairs: { one: `c/${BENCH}`, two: null },
    gone: [],
    problems: [],
  });
});

test.each([
  [
    'a test',
    'bind',
    `test('two', ({ bench }) => { const run = lib.two.bind(null); return bench('two', run).run(); });\n`,
  ],
  ['a benchmark', 'lib.two is not a function', testOf('two', 'lib.two()')],
])(
  'runs head’s bench file for the others when only %s needs what base lacks',
  async (_what, missing, two) => {
    const lib = `${IMPORT}import * as lib from '../lib.js';\n`;
    const workspace = await committed({
      [`${TOP}/lib.js`]: 'export const one = () => 1;\n',
      [BENCH]: lib + testOf('one', 'lib.one()'),
    });
    workspace.write({
      [`${TOP}/lib.js`]: 'export const one = () => 1;\nexport const two = () => 2;\n',
      [BENCH]: lib + testOf('one', 'lib.one()') + two,
    });
    expect(await pair(workspace)).toMatchObject({
      pairs: { one: `a/${BENCH}`, two: null },
      gone: [],
      problems: [],
      reasons: [null, expect.stringContaining(missing)],
    });
  },
);

test("runs base's own benchmark when head's calls a renamed function", async () => {
  const using = (name: string) =>
    `${IMPORT}import * as lib from '../lib.js';\n${testOf('one', `lib.${name}()`)}`;
  const workspace = await committed({
    [`${TOP}/lib.js`]: 'export const one = () => 1;\n',
    [BENCH]: using('one'),
  });
  workspace.write({ [`${TOP}/lib.js`]: 'export const uno = () => 1;\n', [BENCH]: using('uno') });
  expect(await pair(workspace)).toMatchObject({ pairs: { one: `c/${BENCH}` }, problems: [] });
});

test("reports a benchmark that fails in base's own bench file too", async () => {
  const failing = (word: string) =>
    `${IMPORT}import { isReady } from '../lib.js';\ntest('one', ({ bench }) => { if (!isReady) throw new Error('${word}'); return bench('one', () => 1).run(); });\n`;
  const workspace = await committed({
    [`${TOP}/lib.js`]: 'export const isReady = false;\n',
    [BENCH]: failing('not ready'),
  });
  workspace.write({ [`${TOP}/lib.js`]: 'export const isReady = true;\n' });
  const unchanged = await pair(workspace);
  expect(unchanged).toMatchObject({
    pairs: {},
    gone: [],
    problems: ['one: base: Error: not ready (bench/top.bench.ts:3:50)'],
  });
  workspace.write({ [BENCH]: failing('still not ready') });
  const changed = await pair(workspace);
  expect(changed).toMatchObject({
    pairs: {},
    gone: [],
    problems: ['one: base: Error: not ready (bench/top.bench.ts:3:50)'],
  });
});

test('measures a renamed test in both versions by its new name, and calls the old one gone', async () => {
  const workspace = await committed({});
  workspace.write({ [BENCH]: benchOf('uno') });
  expect(await pair(workspace)).toMatchObject({
    pairs: { uno: `a/${BENCH}` },
    gone: ['one'],
    problems: [],
  });
});

test('calls all benchmarks of a deleted bench file gone, also of the only one', async () => {
  const workspace = await committed({ [BENCH]: benchOf('one', 'two') });
  rmSync(join(workspace.root, BENCH));
  expect(await pair(workspace)).toMatchObject({ pairs: {}, gone: ['one', 'two'], problems: [] });
  expect(await pair(workspace, { grep: 'two' })).toMatchObject({
    gone: ['two'],
  });
});

test('takes the benchmarks with a text in their suite or name, and leaves out what is broken elsewhere', async () => {
  const body = (name: string) => `return bench('${name}', () => 1).run();`;
  const two = `${IMPORT}test('suite', async ({ bench }) => { await bench('first', () => 1).run(); ${body('second')} });\n`;
  const broken = `test('broken', () => { throw new Error('no luck'); });\n`;
  const workspace = await committed({ [BENCH]: two + testOf('other') });
  workspace.write({ [BENCH]: two + testOf('other') + testOf('second suite') + broken });
  expect(await pair(workspace, { grep: 'second' })).toMatchObject({
    pairs: { second: `a/${BENCH}`, 'second suite': `a/${BENCH}` },
    gone: [],
    problems: [],
    titles: ['suite › first', 'suite › second', 'other › other', 'second suite › second suite'],
  });
  expect(await pair(workspace, { grep: 'suite › f' })).toMatchObject({
    pairs: { first: `a/${BENCH}` },
  });
  expect(await pair(workspace, { grep: 'broken' })).toMatchObject({
    pairs: {},
    problems: [expect.stringMatching(/^broken: head: Error: no luck/)],
  });
});

test('reports what is broken in head as a failure, neither new nor gone', async () => {
  const workspace = await committed({ [BENCH]: benchOf('one', 'two') });
  workspace.write({
    [BENCH]: `${IMPORT}throw new Error('no luck');\n`,
    [`${TOP}/bench/new.bench.ts`]: `${IMPORT}import { nothing } from '../new.js';\n${testOf('new', 'nothing()')}`,
    [`${TOP}/new.js`]: 'export const nothing = () => { throw new Error("not yet"); };\n',
  });
  expect(await pair(workspace)).toMatchObject({
    pairs: {},
    gone: [],
    problems: [
      'bench/top.bench.ts: head: Error: no luck (bench/top.bench.ts:2:7)',
      'new › new: head: Error: not yet (new.js:1:38)',
    ],
  });
});

test('calls all benchmarks new in a project that base does not have', async () => {
  const workspace = await committed({});
  const folder = 'packages/fresh';
  workspace.write({
    [`${folder}/package.json`]: JSON.stringify({ name: 'fresh', type: 'module' }),
    [`${folder}/bench/fresh.bench.ts`]: benchOf('of node alone'),
  });
  expect(await pair(workspace, { folder })).toMatchObject({
    pairs: { 'of node alone': null },
    reasons: [null],
    gone: [],
    problems: [],
  });
});

test('pairs a project that moved with the project that it was', async () => {
  const before = 'packages/old/bench/it.bench.ts';
  const workspace = await committed({
    'packages/old/package.json': '{"name": "old", "type": "module"}',
    [before]: benchOf('it', 'other'),
  });
  move(workspace, 'packages/old', 'packages/young');
  expect(await pair(workspace, { folder: 'packages/young' })).toMatchObject({
    pairs: { it: `c/${before}`, other: `c/${before}` },
    gone: [],
    problems: [],
  });
});

test('calls all benchmarks gone in a project that head no longer has', async () => {
  const workspace = await committed({});
  workspace.commit({
    'packages/old/package.json': '{"name": "old", "type": "module"}',
    'packages/old/it.bench.ts': benchOf('it'),
  });
  rmSync(join(workspace.root, 'packages/old'), { recursive: true });
  expect(await pair(workspace, { folder: 'packages/old' })).toMatchObject({
    pairs: {},
    gone: ['it'],
    problems: [],
  });
});

test('pairs a benchmark that moved to another bench file by its name', async () => {
  const using = (source: string, title: string) =>
    `${IMPORT}import '../${source}';\n${testOf(title)}`;
  const workspace = await committed({
    [`${TOP}/both.js`]: '',
    [BENCH]: `${IMPORT}import '../both.js';\n${testOf('one')}${testOf('two')}`,
  });
  workspace.write({
    [`${TOP}/one.js`]: '',
    [`${TOP}/two.js`]: '',
    [BENCH]: using('one.js', 'one'),
    [`${TOP}/bench/other.bench.ts`]: using('two.js', 'two'),
  });
  expect(await pair(workspace)).toMatchObject({
    pairs: { one: `c/${BENCH}`, two: `c/${BENCH}` },
    gone: [],
    problems: [],
  });
});

test("runs base's own bench file when head adds a helper beside one outside of a bench folder", async () => {
  const path = `${TOP}/src/code.bench.ts`;
  const workspace = await committed({ [path]: benchOf('code') });
  workspace.write({
    [`${TOP}/src/helper.ts`]: 'export const list = [1];\n',
    [path]: `${IMPORT}import { list } from './helper.ts';\n${testOf('code', 'list.length')}`,
  });
  expect(await pair(workspace)).toMatchObject({
    pairs: { code: `c/${path}`, one: `a/${BENCH}` },
    gone: [],
    problems: [],
  });
});

test('makes the third checkout only when needed, and removes it with the others', async () => {
  const workspace = await committed({});
  const versions = await prepareVersions({ ...workspace, base: 'HEAD', head: null });
  const worktrees = () => workspace.git('worktree', 'list').trim().split('\n').length;
  expect(worktrees()).toBe(3);
  const pristine = await versions.pristineBase();
  expect(await versions.pristineBase()).toBe(pristine);
  expect(pristine.root).toHaveLength(versions.base.root.length);
  expect(worktrees()).toBe(4);
  await versions[Symbol.asyncDispose]();
  expect(worktrees()).toBe(1);
});
