import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isAlive } from '@night-pilot/perf-host/process';
import { temporaryFolder, writtenPid } from '@night-pilot/perf-report/testing';
import { runOnce } from './run-once.ts';

const LONG_MS = 20_000;
const here = { cwd: process.cwd(), limitMs: LONG_MS };

/** A shell that waits for a child, whose number it writes into the file `pid`. */
const WAITING = ['sh', '-c', 'sleep 1000 & echo $! > pid; wait'] as const;

const pidIn = (folder: string) => writtenPid(join(folder, 'pid'));
const isGone = (pid: number) => vi.waitUntil(() => !isAlive(pid), { timeout: LONG_MS });

test('returns the time of a run that has nothing to read and whose output is thrown away', async () => {
  const result = await runOnce(['sh', '-c', 'test -z "$(cat)" && echo printed'], here);
  expect(result).toEqual({ state: 'ended', elapsedMs: expect.any(Number) as number });
});

test('reports exit code and last lines of standard error when a run fails', async () => {
  const script = 'for line in $(seq 20); do echo "line $line" >&2; done; echo unseen; exit 7';
  const result = await runOnce(['sh', '-c', script], here);
  if (result.state !== 'failed') throw new Error('expected a failure');
  expect(result.error.message).toMatch(/^ended with exit code 7:\nline 13\n[^]*\nline 20$/);
  expect(await runOnce(['sh', '-c', 'kill -9 $$'], here)).toMatchObject({
    error: { message: 'was ended by SIGKILL, and wrote no error' },
  });
});

test.each([
  [['no-such-program', 'a'], /^PATH has no program no-such-program\. .*sh -c 'no-such-program a'$/],
  [['./no-such-file'], /^There is no file \.\/no-such-file\./],
  [['sleep 1'], /as words of their own, got "sleep 1" as one word\./],
  [[process.cwd()], /cannot be started: EACCES/],
] as const)('%j cannot be started', async (command, message) => {
  const run = runOnce(command, here);
  await expect(run).rejects.toThrow(message);
  await expect(run).rejects.toMatchObject({ code: 'COMMAND_NOT_STARTED' });
});

test('kills a run that does not end in time, with its processes', async () => {
  const cwd = await temporaryFolder();
  const result = await runOnce(WAITING, { cwd, limitMs: 300 });
  expect(result).toMatchObject({ error: { code: 'TIME_LIMIT' } });
  await isGone(await pidIn(cwd));
});

test('ends the command and its processes on abort', async () => {
  const cwd = await temporaryFolder();
  const stop = new AbortController();
  const run = runOnce(WAITING, { ...here, cwd, signal: stop.signal });
  const pid = await pidIn(cwd);
  stop.abort(new Error('enough'));
  await expect(run).rejects.toThrow('enough');
  await isGone(pid);
});

test('ends processes that a run leaves behind', async () => {
  const cwd = await temporaryFolder();
  const leaving = ['sh', '-c', 'sleep 1000 & echo $! > pid'] as const;
  expect(await runOnce(leaving, { ...here, cwd })).toMatchObject({ state: 'ended' });
  await isGone(await pidIn(cwd));
});
