import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { type NpmWorkspace, npmWorkspace } from '../testing/npm-workspace.ts';
import { temporaryFolder, writtenPid } from '@night-pilot/perf-report/testing';
import { isAlive } from '@night-pilot/perf-host/process';
import { prepareVersions, type PrepareVersionsOptions, type Version } from './prepare-versions.ts';

afterEach(() => void vi.unstubAllEnvs());

/** What a bare Node of a version makes of an import, asked from the package `top`. */
function evaluate({ root }: Pick<Version, 'root'>, code: string): string {
  const args = ['--input-type=module', '--eval', code];
  return execFileSync(process.execPath, args, {
    cwd: join(root, 'packages', 'top'),
    encoding: 'utf8',
  }).trim();
}

const PRINT_TOP = 'import { top } from "./index.js"; console.log(top);';
const PRINT_WHERE =
  'console.log(["top", "middle", "core"].map((n) => import.meta.resolve("@fixture/" + n)).join());';

async function prepare(options: PrepareVersionsOptions) {
  const versions = await prepareVersions(options);
  onTestFinished(() => versions[Symbol.asyncDispose]());
  return versions;
}

/** npm leaves a cache of compiled code beside them. */
function workFolders(temporary: string): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('perf-kit'));
}

function withScripts({ root }: NpmWorkspace, scripts: Record<string, string>): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
  return JSON.stringify({ ...manifest, scripts });
}

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args).status === 0;
}

function expectNoTrace({ temporary, git }: NpmWorkspace): void {
  expect(workFolders(temporary)).toEqual([]);
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
}

test('runs the code of each version, two workspace packages away from the import', async () => {
  const workspace = await npmWorkspace();
  workspace.commit({ 'packages/core/index.js': 'export const core = 2;\n' });
  const { base, head, ...rest } = await prepare({ ...workspace, base: 'HEAD~1', head: 'main' });
  expect(evaluate(base, PRINT_TOP)).toBe('middle 1');
  expect(evaluate(head, PRINT_TOP)).toBe('middle 2');
  for (const version of [base, head]) {
    const folder = pathToFileURL(realpathSync(version.root)).href;
    expect(evaluate(version, PRINT_WHERE).split(',')).toEqual(
      ['top', 'middle', 'core'].map((name) => `${folder}/packages/${name}/index.js`),
    );
    expect(version.installedFrom).toBe('present checkout');
    expect(version.dirty).toBe(false);
  }
  expect(base.root).toHaveLength(head.root.length);
  expect(base.sha).toBe(workspace.git('rev-parse', 'HEAD~1').trim());
  expect(head.label).toBe('main');
  await rest[Symbol.asyncDispose]();
  expectNoTrace(workspace);
  expect(workspace.git('status', '--porcelain')).toBe('');
});

test('shares installed packages by hard links, but not links and notes', async () => {
  const workspace = await npmWorkspace();
  const { base } = await prepare({ ...workspace, base: 'HEAD', head: 'HEAD' });
  const inodes = (path: string) =>
    [workspace.root, base.root].map((root) => statSync(join(root, path)).ino);
  const [ours, theirs] = inodes('node_modules/outside/index.js');
  expect(theirs).toBe(ours);
  const [note, copy] = inodes('node_modules/.package-lock.json');
  expect(copy).not.toBe(note);
});

test('checks versions out for several processes at the same time', async () => {
  const workspace = await npmWorkspace();
  const options = { ...workspace, base: 'HEAD', head: 'HEAD' };
  const prepared = await Promise.all(Array.from({ length: 4 }, () => prepare(options)));
  expect(new Set(prepared.flatMap(({ base, head }) => [base.root, head.root])).size).toBe(8);
  expect(existsSync(join(workspace.root, '.git/perf-kit-worktree.lock'))).toBe(false);
});

test('takes the work tree as it is now for head', async () => {
  const workspace = await npmWorkspace();
  workspace.commit({ 'gone.txt': 'x', 'script.sh': '#!/bin/sh\n', 'both.txt': '1' });
  workspace.write({
    'packages/core/index.js': 'export const core = "changed";\n',
    'new/file with spaces.txt': 'new',
    'ignored.txt': 'ignored',
    'both.txt': '2',
  });
  workspace.git('add', 'both.txt');
  workspace.write({ 'both.txt': '3' });
  rmSync(join(workspace.root, 'gone.txt'));
  chmodSync(join(workspace.root, 'script.sh'), 0o755);
  symlinkSync('packages/core', join(workspace.root, 'link'));
  const before = workspace.git('status', '--porcelain');
  const { base, head } = await prepare({ ...workspace, base: 'HEAD', head: null });
  expect(evaluate(base, PRINT_TOP)).toBe('middle 1');
  expect(evaluate(head, PRINT_TOP)).toBe('middle changed');
  expect(head).toMatchObject({ dirty: true, label: 'work tree', sha: base.sha });
  const text = (path: string) => readFileSync(join(head.root, path), 'utf8');
  expect(text('new/file with spaces.txt')).toBe('new');
  expect(text('both.txt')).toBe('3');
  expect(existsSync(join(head.root, 'ignored.txt'))).toBe(false);
  expect(existsSync(join(head.root, 'gone.txt'))).toBe(false);
  expect(statSync(join(head.root, 'script.sh')).mode & 0o111).toBe(0o111);
  expect(realpathSync(join(head.root, 'link'))).toBe(join(head.root, 'packages/core'));
  expect(workspace.git('status', '--porcelain')).toBe(before);
});

test('turns an absolute link of the present checkout into a link into the version', async () => {
  const workspace = await npmWorkspace();
  const link = join(workspace.root, 'node_modules/@fixture/core');
  rmSync(link);
  symlinkSync(join(workspace.root, 'packages/core'), link);
  const { base } = await prepare({ ...workspace, base: 'HEAD', head: 'HEAD' });
  expect(realpathSync(join(base.root, 'node_modules/@fixture/core'))).toBe(
    realpathSync(join(base.root, 'packages/core')),
  );
});

test('installs a version with another lock file by npm once, then from the kept copy', async () => {
  const workspace = await npmWorkspace();
  const log = join(workspace.temporary, '..', 'installed.log');
  const count = () => readFileSync(log, 'utf8').trim().split('\n').length;
  const postinstall = `node -e "fs.appendFileSync('${log}', 'once\\n')"`;
  const next = withScripts(workspace, { postinstall }).replace('1.0.0', '2.0.0');
  workspace.write({ 'package.json': next });
  workspace.npm('install', '--package-lock-only', '--ignore-scripts', '--no-audit');
  workspace.commit();
  workspace.git('checkout', '--quiet', 'HEAD~1');
  const options = { ...workspace, base: 'HEAD', head: 'main' };
  // At the same time, as two terminals would.
  const both = await Promise.all([prepare(options), prepare(options)]);
  expect(both.map(({ base }) => base.installedFrom)).toEqual([
    'present checkout',
    'present checkout',
  ]);
  expect(both.map(({ head }) => head.installedFrom).sort()).toEqual(['kept', 'npm ci']);
  expect(count()).toBe(1);
  for (const { head } of both) {
    expect(evaluate(head, 'import { outside } from "outside"; console.log(outside);')).toBe(
      'from a package',
    );
    expect(evaluate(head, PRINT_WHERE)).toContain(pathToFileURL(realpathSync(head.root)).href);
  }
});

test("names a base that cannot be installed with npm's message, and leaves nothing", async () => {
  const workspace = await npmWorkspace();
  const script = `node -e "console.error('no compiler here'); process.exit(3)"`;
  workspace.commit({ 'package.json': withScripts(workspace, { preinstall: script }) });
  workspace.git('tag', 'broken');
  workspace.git('checkout', '--quiet', 'HEAD~1');
  const preparing = prepareVersions({ ...workspace, base: 'broken', head: null });
  await expect(preparing).rejects.toMatchObject({
    code: 'INSTALL_FAILED',
    message: expect.stringMatching(
      /of broken .*npm ci ended with 3:[^]*no compiler here/,
    ) as string,
  });
  expectNoTrace(workspace);
});

test('names what the lock file lacks for package.json, not npm’s usage', async () => {
  const workspace = await npmWorkspace();
  const manifest = JSON.parse(readFileSync(join(workspace.root, 'package.json'), 'utf8')) as object;
  const dependencies = { 'left-out': 'file:vendor/outside-1.0.0.tgz' };
  workspace.commit({ 'package.json': JSON.stringify({ ...manifest, dependencies }) });
  workspace.git('tag', 'out-of-sync');
  workspace.git('checkout', '--quiet', 'HEAD~1');
  const preparing = prepareVersions({ ...workspace, base: 'out-of-sync', head: null });
  await expect(preparing).rejects.toMatchObject({
    code: 'INSTALL_FAILED',
    message: expect.stringMatching(
      /are in sync[^]*\nMissing: left-out@1\.0\.0 from lock file\n/,
    ) as string,
  });
  await expect(preparing).rejects.not.toThrow(/Usage|aliases|npm help|_logs/);
  expectNoTrace(workspace);
});

test('reports a full disk, and leaves nothing', async ({ skip }) => {
  const workspace = await npmWorkspace();
  const { temporary } = workspace;
  if (!succeeds('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', temporary)) {
    return skip('this user may not mount a file system');
  }
  onTestFinished(() => void succeeds('umount', '--lazy', temporary));
  // The other place that would be taken.
  vi.stubEnv('XDG_CACHE_HOME', temporary);
  workspace.commit({ 'large.txt': 'x'.repeat(2 ** 21) });
  await expect(prepareVersions({ ...workspace, base: 'HEAD', head: null })).rejects.toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringContaining(temporary) as string,
  });
  expectNoTrace(workspace);
});

test('leaves no children, worktrees or folders when it is interrupted', async () => {
  const workspace = await npmWorkspace();
  const pidFile = join(workspace.temporary, '..', 'pid');
  writeFileSync(
    join(workspace.root, 'hang.mjs'),
    `import { writeFileSync } from 'node:fs';
    writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
    setInterval(() => undefined, 1000);`,
  );
  workspace.commit({ 'package.json': withScripts(workspace, { preinstall: 'node hang.mjs' }) });
  workspace.git('tag', 'hangs');
  workspace.git('checkout', '--quiet', 'HEAD~1');
  const interrupt = new AbortController();
  const { signal } = interrupt;
  const preparing = prepareVersions({ ...workspace, base: 'hangs', head: null, signal });
  const settled = expect(preparing).rejects.toThrow('Ctrl-C');
  const pid = await writtenPid(pidFile);
  interrupt.abort(new Error('Ctrl-C'));
  await settled;
  expect(isAlive(pid)).toBe(false);
  expectNoTrace(workspace);
});

test('removes what a killed run left at the next start, and nothing of a living one', async () => {
  const workspace = await npmWorkspace();
  const module = new URL('./prepare-versions.ts', import.meta.url).href;
  const code = `
    import { prepareVersions } from ${JSON.stringify(module)};
    const root = ${JSON.stringify(workspace.root)};
    await prepareVersions({ root, base: 'HEAD', head: null });
    console.log('ready');
    setInterval(() => undefined, 1000);`;
  const start = async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    return child;
  };
  const killed = await start();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const [leftOver] = workFolders(workspace.temporary);
  expect(leftOver).toContain(String(killed.pid));
  await start();
  const [living, ...others] = workFolders(workspace.temporary);
  expect(living).not.toBe(leftOver);
  expect(others).toEqual([]);
  const { base } = await prepare({ ...workspace, base: 'HEAD', head: null });
  expect(workFolders(workspace.temporary)).toHaveLength(2);
  expect(workspace.git('worktree', 'list').trim().split('\n')).toHaveLength(5);
  expect(evaluate(base, PRINT_TOP)).toBe('middle 1');
});

test('neither hooks nor the variables of a git that runs one have an effect', async () => {
  const workspace = await npmWorkspace();
  const hook = join(workspace.root, '.git/hooks/post-checkout');
  mkdirSync(join(hook, '..'), { recursive: true });
  writeFileSync(hook, '#!/bin/sh\ntouch hook-was-here\n', { mode: 0o755 });
  vi.stubEnv('GIT_DIR', join(workspace.root, 'no-repository'));
  vi.stubEnv('GIT_INDEX_FILE', join(workspace.root, 'no-index'));
  const { base, head } = await prepare({ ...workspace, base: 'HEAD', head: null });
  vi.unstubAllEnvs();
  expect(existsSync(join(base.root, 'hook-was-here'))).toBe(false);
  expect(head.dirty).toBe(false);
});

test('says that a folder is not a git repository', async () => {
  const root = await temporaryFolder();
  await expect(prepareVersions({ root, base: 'main', head: null })).rejects.toMatchObject({
    code: 'NOT_A_REPOSITORY',
    message: expect.stringContaining(root) as string,
  });
});

test('names similar refs for an unknown one', async () => {
  const workspace = await npmWorkspace();
  workspace.git('tag', 'v1.2.0');
  const of = (base: string, head: string | null) =>
    prepareVersions({ ...workspace, base, head }).catch((error: unknown) => error);
  expect(await of('mian', null)).toMatchObject({
    code: 'REF_UNKNOWN',
    message: expect.stringContaining('Did you mean main?') as string,
  });
  expect(await of('main', 'v1.2.1')).toMatchObject({
    message: expect.stringContaining('Did you mean v1.2.0?') as string,
  });
  expect(await of('--all', null)).toMatchObject({ code: 'REF_UNKNOWN' });
  expect(await of('main~7', null)).toMatchObject({
    code: 'REF_UNKNOWN',
    message: expect.stringContaining('the history of main has only 1 commit.') as string,
  });
  expectNoTrace(workspace);
});

test('says how a shallow clone gets a missing commit', async () => {
  const workspace = await npmWorkspace();
  workspace.commit();
  const clone = join(workspace.temporary, '..', 'clone');
  workspace.git('clone', '--quiet', '--depth', '1', pathToFileURL(workspace.root).href, clone);
  const preparing = prepareVersions({ root: clone, base: 'HEAD~1', head: null });
  await expect(preparing).rejects.toMatchObject({
    code: 'SHALLOW_CLONE',
    message: expect.stringContaining('git fetch --unshallow') as string,
  });
});

test('names a version that cannot be installed from', async () => {
  const workspace = await npmWorkspace();
  rmSync(join(workspace.root, 'package-lock.json'));
  workspace.commit();
  workspace.git('tag', 'odd-one');
  workspace.git('checkout', '--quiet', 'HEAD~1');
  const preparing = prepareVersions({ ...workspace, base: 'odd-one', head: null });
  await expect(preparing).rejects.toMatchObject({
    code: 'LOCK_FILE_MISSING',
    message: expect.stringContaining('odd-one') as string,
  });
  expectNoTrace(workspace);
});
