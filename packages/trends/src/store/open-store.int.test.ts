import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { metric, report } from '../testing/reports.ts';
import { runNode } from '../testing/run-node.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { findRun } from './history.ts';
import { ingest } from './ingest.ts';
import { openStore } from './open-store.ts';
import { openSqlite } from './sqlite.ts';

async function withRuns(path: string, runs = 1): Promise<void> {
  const store = await openStore(path);
  for (let run = 1; run <= runs; run += 1) await ingest(store, report(run, [metric(100)]));
  await store.close();
}

describe('a new history', () => {
  test('is created with its folders, and opened again', async () => {
    const path = join(await tempFolder(), 'deep', 'er', 'history.db');
    await withRuns(path);
    const store = await openStore(`sqlite:${path}`);
    expect((await findRun(store)).id).toBe('run-0001');
    await store.close();
  });

  test.skipIf(process.platform === 'win32')(
    'keeps everything beside it as private as its file is',
    async () => {
      const folder = await tempFolder();
      const path = join(folder, 'history.db');
      await writeFile(path, '', { mode: 0o600 });
      const store = await openStore(path);
      await ingest(store, report(1, [metric(100)]));
      const names = await readdir(folder);
      expect(names.sort()).toEqual([
        'history.db',
        'history.db-shm',
        'history.db-wal',
        'history.db.created',
      ]);
      const modes = await Promise.all(names.map(async (name) => stat(join(folder, name))));
      expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o600, 0o600, 0o600]);
      await store.close();
    },
  );

  test('waits for the disk and enforces references', async () => {
    const store = await openStore(join(await tempFolder(), 'history.db'));
    const pragma = async (name: string) =>
      Object.values(
        (await sql`pragma ${sql.raw(name)}`.execute(store.db)).rows[0] as object,
      )[0] as unknown;
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    await store.close();
  });

  test('can be opened by many processes at once', async () => {
    const path = join(await tempFolder(), 'history.db');
    const script = `
      const { openStore } = await import(${JSON.stringify(import.meta.resolve('./open-store.ts'))});
      const store = await openStore(${JSON.stringify(path)});
      await store.close();`;
    const results = await Promise.all(
      Array.from({ length: 6 }, () => runNode(['--input-type=module', '-e', script])),
    );
    expect(results).toEqual(results.map(() => ({ code: 0, stdout: '', stderr: '' })));
  });

  test('waits for a process that writes to a history that has no write-ahead log yet', async () => {
    const path = join(await tempFolder(), 'history.db');
    const history = openSqlite(path);
    const other = openSqlite(path);
    const written = other.exclusively(async () => {
      other.execute('create table points (value real)');
      await setTimeout(50);
    });
    await history.useWriteAheadLog();
    await written;
    expect(history.prepare('pragma journal_mode').all([])).toEqual([{ journal_mode: 'wal' }]);
    history.close();
    other.close();
  });
});

test('keeps the points of a history that had them by series', async () => {
  const path = join(await tempFolder(), 'history.db');
  await withRuns(path, 3);
  const old = new Database(path);
  const points = old.prepare('select * from points order by run_id').all();
  old.exec(`create table by_series (series_id text not null, started_at text not null, run_id text not null,
      environment_id text not null, mean double precision not null, low double precision, high double precision,
      budget text, peer text, primary key (series_id, started_at, run_id));
    insert into by_series select * from points;
    drop table points; alter table by_series rename to points;
    delete from kysely_migration where name = '003-points-by-run'`);
  old.close();
  await (await openStore(path)).close();
  const updated = new Database(path, { readonly: true });
  expect(updated.prepare('select * from points order by run_id').all()).toEqual(points);
  const key = `select name from pragma_table_info('points') where pk > 0 order by pk`;
  expect(updated.prepare(key).pluck().all()).toEqual(['run_id', 'series_id']);
  updated.close();
});

describe('refuses, and does not change,', () => {
  test('an unsupported kind of store', async () => {
    await expect(openStore('mysql://ci@db/history')).rejects.toMatchObject({
      name: 'TrendsError',
      code: 'STORE_UNSUPPORTED',
    });
    await expect(openStore('sqlite:')).rejects.toMatchObject({ code: 'STORE_UNSUPPORTED' });
  });

  test('a file that is not a database', async () => {
    const path = join(await tempFolder(), 'history.db');
    await writeFile(path, 'all is well\n'.repeat(500));
    await expect(openStore(path)).rejects.toMatchObject({
      code: 'STORE_DAMAGED',
      message: expect.stringContaining(path) as string,
    });
    expect(await readFile(path, 'utf8')).toMatch(/^all is well/);
  });

  test('a history whose pages are broken', async () => {
    const path = join(await tempFolder(), 'history.db');
    await withRuns(path, 20);
    const bytes = await readFile(path);
    bytes.fill(0xaa, 100, 4096);
    await writeFile(path, bytes);
    await expect(openStore(path)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  test('a history with damaged pages that its schema does not need', async () => {
    const path = join(await tempFolder(), 'history.db');
    await withRuns(path, 20);
    const bytes = await readFile(path);
    bytes.fill(0xaa, 8 * 4096);
    await writeFile(path, bytes);
    await expect(openStore(path)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  test('a database with other tables', async () => {
    const path = join(await tempFolder(), 'other.db');
    const other = new Database(path);
    other.exec('create table prompts (id integer primary key)');
    other.close();
    const before = await readFile(path);
    await expect(openStore(path)).rejects.toMatchObject({ code: 'STORE_FOREIGN' });
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  test('a history of a newer version', async () => {
    const path = join(await tempFolder(), 'history.db');
    await withRuns(path);
    const newer = new Database(path);
    newer.prepare('insert into kysely_migration values (?, ?)').run('999-later', '2030-01-01');
    newer.close();
    await expect(openStore(path)).rejects.toMatchObject({
      code: 'STORE_NEWER',
      message: expect.stringContaining('999-later') as string,
    });
  });

  test('a folder, and a path through a file', async () => {
    const folder = await tempFolder();
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await writeFile(join(folder, 'file'), '');
    await expect(openStore(join(folder, 'file', 'history.db'))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
  });
});
