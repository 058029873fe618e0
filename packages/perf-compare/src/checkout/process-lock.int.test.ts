import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ownOwner } from '@night-pilot/perf-report/process';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { withProcessLock } from './process-lock.ts';

test('lets one process hold the lock at a time, and releases it after a failure too', async () => {
  const folder = await temporaryFolder();
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(5);
    inside -= 1;
    throw new Error('no luck');
  };
  const all = [1, 2, 3].map(() => withProcessLock(join(folder, 'lock'), work));
  const results = await Promise.allSettled(all);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(most).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test('takes over the lock of a process that is gone', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const { pid } = spawnSync(process.execPath, ['--version']);
  const [own = '', ...rest] = ownOwner().split('-');
  writeFileSync(path, [String(pid).padStart(own.length, '0'), ...rest].join('-'));
  expect(await withProcessLock(path, async () => 'done')).toBe('done');
});

test('stops waiting for a held lock on abort', async () => {
  const path = join(await temporaryFolder(), 'lock');
  writeFileSync(path, ownOwner());
  const interrupt = new AbortController();
  const waiting = withProcessLock(path, async () => 'done', interrupt.signal);
  interrupt.abort(new Error('Ctrl-C'));
  await expect(waiting).rejects.toThrow(/Ctrl-C|aborted/);
  expect(existsSync(path)).toBe(true);
});
