import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { removeLeftSessions } from './session-folder.ts';

test('removes the folders of killed processes of this machine, and no others', async () => {
  const parent = await temporaryFolder();
  const gone = spawn(process.execPath, ['-e', '0']);
  await once(gone, 'exit');
  const make = (pid: number | undefined, host: string, end: string) => {
    const folder = join(parent, `perf-kit-count-${String(pid).padStart(10, '0')}-${end}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'host'), host);
    return folder;
  };
  const left = make(gone.pid, hostname(), 'left');
  const elsewhere = make(gone.pid, 'another-machine', 'elsewhere');
  const alive = make(process.pid, hostname(), 'alive');
  const foreign = join(parent, 'perf-kit-count-else');
  mkdirSync(foreign);
  await removeLeftSessions(parent);
  expect([left, elsewhere, alive, foreign].map(existsSync)).toEqual([false, true, true, true]);
});
