import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { TemporaryFolder } from './testing/temporary-folder.ts';
import { workspaceFiles } from './testing/workspace-files.ts';

const workspace = resolve(import.meta.dirname, '..');
const BROWSER = 'packages/playwright-preset/src/browser';

/** Creates a clone of the set-up with a Chromium and with dependencies that need no network. */
async function createClone() {
  const clone = await TemporaryFolder.create(workspaceFiles());
  await clone.script('chromium', 'exit 0');
  for (const folder of ['tools', BROWSER]) {
    await cp(resolve(workspace, folder), clone.path(folder), { recursive: true });
  }
  return clone;
}

function start(clone: TemporaryFolder, env: Record<string, string> = {}) {
  return spawn(process.execPath, [clone.path('tools/setup.mjs')], {
    env: { ...process.env, CI: '1', NIGHT_PILOT_CHROMIUM: clone.path('chromium'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function setUp(clone: TemporaryFolder, env?: Record<string, string>) {
  const child = start(clone, env);
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await closed) as [number | null];
  return { code, stdout, stderr };
}

test('installs the dependencies of a fresh clone with one line, and is silent from then on', async () => {
  await using clone = await createClone();
  const first = await setUp(clone);
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect(first.stderr).toMatch(/^Installing the dependencies \(npm ci\) …\n(?:Optional: .*\n)?$/);
  expect(await readFile(clone.path('reports/setup.log'), 'utf8')).toMatch(/^\$ .*\bci\b.*\n/);
  expect(existsSync(clone.path('node_modules/nx'))).toBe(true);
  expect(await setUp(clone)).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('shows the last lines of npm when it fails, and names the log', async () => {
  await using clone = await createClone();
  await clone.script('bin/npm', 'echo "npm error network unreachable"; exit 1');
  const PATH = `${clone.path('bin')}:${process.env['PATH']}`;
  const { code, stderr } = await setUp(clone, { PATH, npm_execpath: '' });
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^Installing .* …\nThe dependencies .*\n {2}npm error network unreachable\nThe whole output is in .*reports\/setup\.log\. Type `npm ci` to try it alone\.\n$/,
  );
});

test('installs once when two start at once', async () => {
  await using clone = await createClone();
  const both = await Promise.all([setUp(clone), setUp(clone)]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const installed = both.filter(({ stderr }) => stderr.includes('npm ci'));
  expect(installed).toHaveLength(1);
  expect(existsSync(clone.path('.nx/setup.lock'))).toBe(false);
});

test('ends with one sentence and exit code 2 when NIGHT_PILOT_CHROMIUM is not executable', async () => {
  await using clone = await createClone();
  await setUp(clone);
  expect(await setUp(clone, { NIGHT_PILOT_CHROMIUM: '/no/such/chromium' })).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'NIGHT_PILOT_CHROMIUM is /no/such/chromium, which is not an executable file: set it to the path of a Chromium, or unset it.\n',
  });
});

test('ends its programs on Ctrl-C and leaves neither a lock nor a stamp', async () => {
  await using clone = await createClone();
  // An npm that never ends by itself, first on the PATH.
  await clone.script('bin/npm', `echo $$ > ${clone.path('npm.pid')}\nexec sleep 60`);
  const child = start(clone, {
    PATH: `${clone.path('bin')}:${process.env['PATH']}`,
    npm_execpath: '',
  });
  const closed = once(child, 'close');
  await expect.poll(() => existsSync(clone.path('npm.pid')), { timeout: 120_000 }).toBe(true);
  child.kill('SIGINT');
  expect(await closed).toEqual([130, null]);
  expect(existsSync(clone.path('.nx/setup.lock'))).toBe(false);
  expect(existsSync(clone.path('node_modules/.setup-stamp'))).toBe(false);
});
