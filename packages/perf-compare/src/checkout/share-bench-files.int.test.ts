import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { npmWorkspace } from '../testing/npm-workspace.ts';
import { prepareVersions } from './prepare-versions.ts';
import { shareBenchFiles } from './share-bench-files.ts';

afterEach(() => void vi.unstubAllEnvs());

async function versionsOf(before: Record<string, string>, after: Record<string, string>) {
  const workspace = await npmWorkspace();
  workspace.commit(before);
  workspace.write(after);
  const versions = await prepareVersions({ ...workspace, base: 'HEAD', head: null });
  onTestFinished(() => versions[Symbol.asyncDispose]());
  const inBase = (path: string) => readFileSync(join(versions.base.root, path), 'utf8');
  return { ...workspace, versions, inBase };
}

test('shares a whole bench folder with its data, and nothing outside of it', async () => {
  const { versions, inBase, git } = await versionsOf(
    {
      'packages/top/bench/top.bench.ts': 'old',
      'packages/top/bench/same.ts': 'same',
      'packages/top/src/code.ts': 'old',
    },
    {
      'packages/top/bench/top.bench.ts': 'new',
      'packages/top/bench/deep/data.json': 'new',
      'packages/top/bench/node_modules/x/index.js': 'no',
      'packages/top/src/code.ts': 'new',
    },
  );
  expect(await shareBenchFiles(versions, ['packages/top/bench/top.bench.ts'])).toEqual([
    { path: 'packages/top/bench/deep/data.json', was: 'missing' },
    { path: 'packages/top/bench/same.ts', was: 'same' },
    { path: 'packages/top/bench/top.bench.ts', was: 'changed' },
  ]);
  expect(inBase('packages/top/bench/top.bench.ts')).toBe('new');
  expect(inBase('packages/top/bench/deep/data.json')).toBe('new');
  expect(inBase('packages/top/src/code.ts')).toBe('old');
  expect(git('show', 'HEAD:packages/top/bench/top.bench.ts')).toBe('old');
});

test.each([
  ['beside the code', 'packages/top/src', 'packages/top/src/code.ts'],
  ['in a source folder named bench', 'packages/top/src/bench', 'packages/top/src/bench/code.ts'],
])('of a bench file %s, only the file itself is shared', async (_where, folder, code) => {
  const file = `${folder}/code.bench.ts`;
  const { versions, inBase } = await versionsOf(
    { [code]: 'old' },
    { [code]: 'new', [file]: 'import "./code.ts";' },
  );
  expect(await shareBenchFiles(versions, [file])).toEqual([{ path: file, was: 'missing' }]);
  expect(existsSync(join(versions.base.root, file))).toBe(true);
  expect(inBase(code)).toBe('old');
});

test.each(['packages/top/bench/gone.bench.ts', '../outside.bench.ts'])(
  'refuses a file that head does not have: %s',
  async (file) => {
    const { versions } = await versionsOf({}, {});
    await expect(shareBenchFiles(versions, [file])).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
  },
);
