import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from './is-alive.ts';

test('calls a process alive until it has ended', async () => {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1000)']);
  const pid = child.pid ?? 0;
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(pid)).toBe(false);
});

test.runIf(process.platform === 'linux')('does not call a zombie alive', async () => {
  // The shell becomes a sleep, which never waits for the child that the shell has started.
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60']);
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  await expect.poll(() => isAlive(Number(line.toString())), { timeout: 120_000 }).toBe(false);
});
