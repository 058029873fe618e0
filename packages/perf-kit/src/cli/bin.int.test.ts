import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '@night-pilot/perf-report/process';
import { writeProject, writtenPid } from '@night-pilot/perf-report/testing';
import { BIN } from '../testing/perf-kit.ts';

test('prints without colours on a pipe and exits with the code of the command', async () => {
  const { root } = await writeProject({
    'figures.ts': `export default [{ title: 'nothing is fast enough', from: 'bench', suite: 'sums',
      name: 'short', max: 1e-9 }];`,
    'sum.bench.ts': `import { test } from 'vitest';
      test('sums', ({ bench }) => bench('short', () => Math.sqrt(Math.random())).run({ time: 1, warmupTime: 1 }));`,
  });
  const args = [BIN, 'figures', '--quick'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/nothing is fast enough .* broken/);
  expect(stdout).not.toContain('\u001b');
  expect(status).toBe(1);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'ends the forks and writes nothing on %s when nothing was measured',
  async (signal) => {
    const { root } = await writeProject({
      'hang.bench.ts': `
      import { writeFileSync } from 'node:fs';
      import { test } from 'vitest';
      test('hangs', ({ bench }) => bench('hanger', () => {
        writeFileSync('pid', String(process.pid));
        return new Promise(() => undefined);
      }).run());`,
    });
    const child = spawn(process.execPath, [BIN, 'bench'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const stderr = text(child.stderr);
    const exit = once(child, 'exit');
    const pid = await writtenPid(join(root, 'pid'));
    // Twice, because npx forwards a signal that the process has already received.
    child.kill(signal);
    await setTimeout(20);
    child.kill(signal);
    expect(await exit).toEqual([130, null]);
    expect(await stderr).toBe('Interrupted: nothing was written.\n');
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(root, 'reports'))).toBe(false);
  },
);

test.runIf(existsSync('/dev/full')).each([['--help'], ['doctor'], ['convert', 'a.json']])(
  'fails when the output of %s %s cannot be written',
  async (...args) => {
    const { root } = await writeProject({ 'a.json': '[{"name":"a","unit":"ms","value":1}]' });
    const from = args[0] === 'convert' ? ['--from', 'customSmallerIsBetter'] : [];
    const command = ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, BIN, ...args, ...from];
    const { status, stderr } = spawnSync('sh', command, { cwd: root, encoding: 'utf8' });
    expect(stderr).toMatch(/^Standard output cannot be written: ENOSPC: no space left on device/);
    expect(status).toBe(2);
  },
);

test.each([
  ['a file', ['convert'], ''],
  ['a target', ['profile'], ''],
  ['an argument too many', ['calibrate'], ''],
  ['an option', ['bench'], '--'],
  ['a command', [], ''],
])('repeats only a part of a long argument that is %s', async (_name, args, prefix) => {
  const { root } = await writeProject({});
  const typed = [BIN, ...args, `${prefix}${'x'.repeat(100_000)}`];
  const { status, stderr } = spawnSync(process.execPath, typed, { cwd: root, encoding: 'utf8' });
  expect(stderr).toMatch(/x … \(\d{6} characters\) … x/);
  expect(stderr.length).toBeLessThan(3_000);
  expect(status).toBe(2);
});

test.skipIf(process.platform === 'win32')('says that its folder was deleted', async () => {
  const { root } = await writeProject({});
  const inDeletedFolder = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"';
  const command = ['-c', inDeletedFolder, process.execPath, BIN, 'bench'];
  const { status, stderr } = spawnSync('sh', command, { cwd: root, encoding: 'utf8' });
  expect(stderr).toBe('The current folder was deleted: go to another one, then try again.\n');
  expect(status).toBe(2);
});

test.runIf(existsSync('/dev/zero'))('refuses an input without an end', async () => {
  const { root } = await writeProject({});
  const args = [BIN, 'convert', '/dev/zero'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect(stderr).toMatch(/^\/dev\/zero has more than 511 MiB, the longest text that can be read/);
  expect(status).toBe(2);
});
