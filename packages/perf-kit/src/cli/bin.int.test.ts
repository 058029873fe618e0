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
      test('sums', ({ bench }) => bench('short', () => Math.sqrt(Math.random())).run({ time: 1 }));`,
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

test('ends the forks and writes nothing on SIGINT when nothing was measured', async () => {
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
  child.kill('SIGINT');
  await setTimeout(20);
  child.kill('SIGINT');
  expect(await exit).toEqual([130, null]);
  expect(await stderr).toBe('Interrupted: nothing was written.\n');
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(join(root, 'reports'))).toBe(false);
});
