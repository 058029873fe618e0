import { randomIntegers, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { backUp } from '../src/backup/back-up.ts';
import { allRuns } from '../src/store/history.ts';
import { ingest } from '../src/store/ingest.ts';
import { openStore } from '../src/store/open-store.ts';
import { metric, report } from '../src/testing/reports.ts';
import { runNode } from '../src/testing/run-node.ts';
import { tempFolder } from '../src/testing/temp-folder.ts';
import { fillDisk, tinyDisk } from './tiny-disk.ts';

const SEED = 404;
const bin = fileURLToPath(import.meta.resolve('../bin/perf-trends.mjs'));

async function fill(path: string, runs: number): Promise<void> {
  const store = await openStore(path);
  for (let number = 0; number < runs; number++) {
    const metrics = Array.from({ length: 20 }, (_, at) => metric(at + 1, { name: `series ${at}` }));
    await ingest(store, report(number, metrics));
  }
  await store.close();
}

async function runsIn(path: string): Promise<number> {
  const store = await openStore(path, { mustExist: true });
  try {
    return (await allRuns(store)).length;
  } finally {
    await store.close();
  }
}

test(
  `backup and restore that are killed at any moment lose nothing, and work again (seed ${SEED})`,
  async () => {
    const random = randomIntegers(SEED);
    const folder = await tempFolder();
    const original = join(folder, 'original.db');
    await fill(original, 30);
    for (let round = 0; round < rounds({ short: 1, long: 80 }); round++) {
      const room = join(folder, String(round));
      const path = join(room, 'history.db');
      await cp(original, path);
      const copy = join(folder, `${round}.copy.db`);
      await backUp(path, copy);
      await fill(path, 31);
      const args = round % 2 === 0 ? ['restore', copy] : ['backup'];
      const child = spawn(process.execPath, [bin, ...args, '--store', path], {
        cwd: folder,
        stdio: 'ignore',
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const ended = new Promise((resolve) => child.once('close', resolve));
      await sleep(150 + random(300));
      child.kill('SIGKILL');
      await ended;

      const found = await runsIn(path).catch((error: { code: string }) => error.code);
      expect(args[0] === 'restore' ? [30, 31, 'STORE_DAMAGED'] : [31]).toContain(found);
      for (const name of readdirSync(room).filter((one) => one.startsWith('history.backup'))) {
        expect(await runsIn(join(room, name))).toBe(31);
      }
      const again = await runNode([bin, 'restore', copy, '--store', path], { cwd: folder });
      expect(again).toMatchObject({ code: 0, stderr: '' });
      expect(await runsIn(path)).toBe(30);
      expect(readdirSync(room).filter((name) => name.startsWith('.perf-trends'))).toEqual([]);
      if (found !== 30) {
        const asides = readdirSync(room).filter((name) => name.includes('before-restore'));
        const kept = asides.map((name) => join(room, name, 'history.db'));
        const whole = kept.filter((file) => statSync(file).size > 0);
        expect(await Promise.all(whole.map(runsIn))).toContain(31);
      }
      await rm(room, { recursive: true });
    }
  },
  TIME_LIMIT_MS,
);

test(
  'an old history is not updated, and nothing is backed up or restored, when the disk is full',
  async ({ skip }) => {
    const disk = await tinyDisk(2_048);
    if (disk === null) return skip('this user cannot mount a file system');
    const path = join(disk, 'history.db');
    const elsewhere = join(await tempFolder(), 'copy.db');
    await fill(path, 12);
    await backUp(path, elsewhere);
    const database = new Database(path);
    database.exec(
      `drop table finding_series; drop table findings; alter table runs drop column authored_at;
       alter table runs drop column pull_request; delete from kysely_migration where name > '001-history'`,
    );
    database.close();
    await fillDisk(disk, 20_000);
    const trends = (...args: string[]) => runNode([bin, ...args, '--store', path], { cwd: disk });
    for (const args of [['check'], ['backup'], ['restore', elsewhere]]) {
      const { code, stdout, stderr } = await trends(...args);
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(stderr).toMatch(/^The history \S+ cannot grow: its disk is full.*\n$/);
    }
    await rm(join(disk, 'ballast'));
    const after = new Database(path, { readonly: true });
    expect(after.prepare('select name from kysely_migration').pluck().all()).toEqual([
      '001-history',
    ]);
    after.close();
    expect(readdirSync(disk).filter((name) => /copy|backup|before/.test(name))).toEqual([]);
    expect((await trends('backup')).code).toBe(0);
  },
  TIME_LIMIT_MS,
);
