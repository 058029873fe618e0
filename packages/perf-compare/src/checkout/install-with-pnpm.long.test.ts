import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { gitRepository } from '../testing/git-repository.ts';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { prepareVersions } from './prepare-versions.ts';

const require = createRequire(import.meta.url);

afterEach(() => void vi.unstubAllEnvs());

const manifest = (name: string, more: object = {}) =>
  JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js', ...more });
const using = (name: string) => ({ dependencies: { [name]: 'workspace:*' } });

/** A workspace of pnpm whose `top` imports `middle`, which imports `core`. */
const WORKSPACE = {
  '.gitignore': 'node_modules/\n',
  'package.json': JSON.stringify({ name: 'fixture', private: true }),
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  'packages/core/package.json': manifest('@fixture/core'),
  'packages/core/index.js': 'export const core = 1;\n',
  'packages/middle/package.json': manifest('@fixture/middle', using('@fixture/core')),
  'packages/middle/index.js': 'export { core as middle } from "@fixture/core";\n',
  'packages/top/package.json': manifest('@fixture/top', using('@fixture/middle')),
  'packages/top/index.js': 'export { middle as top } from "@fixture/middle";\n',
};
const LOCK = `lockfileVersion: '9.0'

importers:

  .: {}

  packages/core: {}

  packages/middle:
    dependencies:
      '@fixture/core':
        specifier: workspace:*
        version: link:../core

  packages/top:
    dependencies:
      '@fixture/middle':
        specifier: workspace:*
        version: link:../middle
`;

/** Puts a real pnpm first in PATH, with a store of its own. */
async function providePnpm(): Promise<boolean> {
  const folder = await temporaryFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  try {
    const found = require.resolve('pnpm/package.json');
    symlinkSync(join(dirname(found), 'bin/pnpm.cjs'), join(bin, 'pnpm'));
  } catch {
    // One that the machine has is as good.
  }
  vi.stubEnv('PATH', [bin, process.env['PATH']].join(delimiter));
  for (const name of ['XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME']) {
    vi.stubEnv(name, join(folder, name));
  }
  vi.stubEnv('npm_config_offline', 'true');
  return spawnSync('pnpm', ['--version']).status === 0;
}

const NO_PNPM = 'pnpm is not installed: npm install';

function evaluate(root: string, code: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: join(root, 'packages/top'),
    encoding: 'utf8',
  }).trim();
}

test('runs the code of each version of a pnpm workspace, two packages away, and leaves nothing', async ({
  skip,
}) => {
  if (!(await providePnpm())) return skip(NO_PNPM);
  const workspace = await gitRepository({ ...WORKSPACE, 'pnpm-lock.yaml': LOCK });
  workspace.write({ 'packages/core/index.js': 'export const core = 2;\n' });
  const versions = await prepareVersions({ ...workspace, base: 'HEAD', head: null });
  onTestFinished(() => versions[Symbol.asyncDispose]());
  const { base, head } = versions;
  const PRINT = 'import { top } from "./index.js"; console.log(top);';
  expect([base, head].map(({ root }) => evaluate(root, PRINT))).toEqual(['1', '2']);
  for (const { root, installedFrom } of [base, head]) {
    expect(installedFrom).toBe('pnpm install');
    expect(evaluate(root, 'console.log(import.meta.resolve("@fixture/middle"));')).toBe(
      `${pathToFileURL(realpathSync(root)).href}/packages/middle/index.js`,
    );
  }
  await versions[Symbol.asyncDispose]();
  expect(workspace.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  expect(workspace.git('status', '--porcelain').trim()).toBe('M packages/core/index.js');
});

test("names a pnpm-lock.yaml that does not fit package.json, with pnpm's message", async ({
  skip,
}) => {
  if (!(await providePnpm())) return skip(NO_PNPM);
  const workspace = await gitRepository({
    ...WORKSPACE,
    'pnpm-lock.yaml': LOCK,
    'packages/core/package.json': manifest('@fixture/core', { dependencies: { left: '1.0.0' } }),
  });
  await expect(prepareVersions({ ...workspace, base: 'HEAD', head: null })).rejects.toMatchObject({
    code: 'INSTALL_FAILED',
    message: expect.stringMatching(
      /of HEAD .* pnpm install --frozen-lockfile ended with 1:[^]*pnpm-lock\.yaml[^]*left@1\.0\.0/,
    ) as string,
  });
});

test('says what to install without pnpm, in the version that package.json asks for', async () => {
  const bin = await temporaryFolder();
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const workspace = await gitRepository({
    ...WORKSPACE,
    'package.json': JSON.stringify({ name: 'fixture', packageManager: 'pnpm@10.2.0+sha512.abc' }),
    'pnpm-lock.yaml': LOCK,
  });
  symlinkSync(git, join(bin, 'git'));
  vi.stubEnv('PATH', bin);
  await expect(prepareVersions({ ...workspace, base: 'HEAD', head: null })).rejects.toMatchObject({
    code: 'INSTALL_FAILED',
    message: expect.stringContaining('Type npm install --global pnpm@10.2.0, or') as string,
  });
});
