import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { PerfReport } from '@night-pilot/perf-report';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { allRuns } from '../store/history.ts';
import { ingest } from '../store/ingest.ts';
import { openStore } from '../store/open-store.ts';
import { copyUnfinished } from '../store/copy-database.ts';
import { metric, report } from '../testing/reports.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { assertHistory } from './assert-history.ts';
import { backUp } from './back-up.ts';
import { replaceHistory } from './replace-history.ts';
import { restore } from './restore.ts';

async function newHistory(...numbers: number[]) {
  const folder = await tempFolder();
  const path = join(folder, 'history.db');
  await add(path, ...numbers);
  return { folder, path };
}

async function add(path: string, ...numbers: number[]): Promise<void> {
  const store = await openStore(path);
  for (const number of numbers) await ingest(store, report(number, [metric(number + 1)]));
  await store.close();
}

async function runsIn(path: string): Promise<string[]> {
  const store = await openStore(path, { mustExist: true });
  try {
    return (await allRuns(store)).map(({ id }) => id).sort();
  } finally {
    await store.close();
  }
}

const error = (code: string, message: RegExp) => ({
  code,
  message: expect.stringMatching(message) as string,
});

test('a backup holds the runs that are stored, also those in the log of an open history', async () => {
  const { path } = await newHistory(1);
  const store = await openStore(path);
  await ingest(store, report(2, [metric(2)]));
  const copy = await backUp(path);
  await ingest(store, report(3, [metric(3)]));
  await store.close();
  expect(copy).toMatch(/history\.backup-\d{8}-\d{6}\.db$/);
  expect(await runsIn(copy)).toEqual(['run-0001', 'run-0002']);
});

test.skipIf(process.platform === 'win32')('a backup is as private as its history', async () => {
  const { folder, path } = await newHistory(1);
  chmodSync(path, 0o600);
  const copy = await backUp(path, join(folder, 'elsewhere', 'copy.db'));
  expect(statSync(copy).mode & 0o777).toBe(0o600);
});

test('restore makes a backup the history, keeps the backup, and sets the present files aside', async () => {
  const { path } = await newHistory(1);
  const copy = await backUp(path);
  await add(path, 2);
  const { aside } = await restore(path, copy);
  expect(await runsIn(path)).toEqual(['run-0001']);
  expect(await runsIn(join(aside ?? '', 'history.db'))).toEqual(['run-0001', 'run-0002']);
  expect(existsSync(copy)).toBe(true);
  const again = await restore(path, join(aside ?? '', 'history.db'));
  expect(again.aside).not.toBe(aside);
  expect(await runsIn(path)).toEqual(['run-0001', 'run-0002']);
});

test('restore replaces a damaged, an emptied and a missing history, with the command that the refusal names', async () => {
  const { folder, path } = await newHistory(1);
  const copy = await backUp(path);
  const spoils = [
    () => writeFileSync(path, 'no database at all. '.repeat(500)),
    () => writeFileSync(path, ''),
  ];
  for (const spoil of spoils) {
    spoil();
    await expect(runsIn(path)).rejects.toMatchObject(
      error('STORE_DAMAGED', new RegExp(`perf-trends restore ${copy} --store ${path}$`)),
    );
    await restore(path, copy);
    expect(await runsIn(path)).toEqual(['run-0001']);
  }
  for (const name of readdirSync(folder)) {
    if (name.startsWith('history.db')) rmSync(join(folder, name), { recursive: true });
  }
  expect((await restore(path, copy)).aside).toBeNull();
  expect(await runsIn(path)).toEqual(['run-0001']);
});

test('restore refuses a file that is no history of this version, and changes nothing', async () => {
  const { folder, path } = await newHistory(1);
  const before = readFileSync(path);
  const at = (name: string) => join(folder, name);
  writeFileSync(at('text.db'), 'no database at all. '.repeat(500));
  writeFileSync(at('empty.db'), '');
  new Database(at('foreign.db')).exec('create table songs (title text)').close();
  const newer = await backUp(path, at('newer.db'));
  new Database(newer)
    .exec(`insert into kysely_migration values ('999-future', '2999-01-01T00:00:00.000Z')`)
    .close();
  const zeros = await backUp(path, at('zeros.db'));
  const bytes = readFileSync(zeros);
  writeFileSync(zeros, bytes.fill(0, bytes.length - 8_192));
  for (const [file, code, message] of [
    ['text.db', 'STORE_DAMAGED', /text\.db is damaged|text\.db/],
    ['empty.db', 'STORE_FOREIGN', /Expected a history at .+empty\.db, got a database with other/],
    ['foreign.db', 'STORE_FOREIGN', /foreign\.db/],
    ['newer.db', 'STORE_NEWER', /newer\.db was written by a newer version .+999-future/],
    ['zeros.db', 'STORE_DAMAGED', /zeros\.db is damaged/],
    ['nope.db', 'STORE_UNAVAILABLE', /Expected a backup at .+nope\.db, found no file/],
    ['.', 'STORE_UNAVAILABLE', /found no regular file/],
    ['history.db', 'OPTIONS_WRONG', /the history .+ itself/],
  ] as const) {
    await expect(restore(path, at(file)), file).rejects.toMatchObject(error(code, message));
  }
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(folder).filter((name) => /copy|aside|before/.test(name))).toEqual([]);
});

test('restore refuses to replace a database with other tables', async () => {
  const { folder, path } = await newHistory(1);
  const foreign = join(folder, 'songs.db');
  new Database(foreign).exec('create table songs (title text)').close();
  await expect(restore(foreign, path)).rejects.toMatchObject(error('STORE_FOREIGN', /songs\.db/));
  expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([]);
});

test('backup refuses an existing file, a missing, a damaged and a foreign history', async () => {
  const { folder, path } = await newHistory(1);
  await expect(backUp(path, path)).rejects.toMatchObject(
    error('OUTPUT_UNWRITABLE', /Expected a new file for the backup/),
  );
  await expect(backUp(join(folder, 'nope.db'))).rejects.toMatchObject(
    error('STORE_UNAVAILABLE', /found none/),
  );
  writeFileSync(join(folder, 'text.db'), 'no database at all. '.repeat(500));
  await expect(backUp(join(folder, 'text.db'))).rejects.toMatchObject(error('STORE_DAMAGED', /./));
  new Database(join(folder, 'foreign.db')).exec('create table songs (title text)').close();
  await expect(backUp(join(folder, 'foreign.db'))).rejects.toMatchObject(
    error('STORE_FOREIGN', /foreign\.db/),
  );
  expect(readdirSync(folder).filter((name) => name.includes('copy'))).toEqual([]);
});

test.each(['postgres', 'postgresql'])(
  'backup of %s names pg_dump without the password',
  async (scheme) => {
    const url = `${scheme}://ada:secret@db.example:5433/perf?sslmode=require`;
    const refused = backUp(url);
    await expect(refused).rejects.toMatchObject(
      error(
        'STORE_UNSUPPORTED',
        /pg_dump --format=custom --file=history\.dump '?postgres:\/\/ada@db\.example:5433\/perf'? makes/,
      ),
    );
    await expect(refused).rejects.not.toThrow('secret');
    // Behind a # or a / that is not escaped is a part of the password, too.
    for (const other of ['postgres://ada:12/secret@db/perf', `${url}&password=secret`]) {
      await expect(backUp(other)).rejects.toMatchObject({ code: 'STORE_UNSUPPORTED' });
      await expect(backUp(other)).rejects.not.toThrow('secret');
    }
  },
);

class Killed extends Error {}

test('a restore that is killed between any two steps leaves the old history, a refusal, or the new one', async () => {
  const outcomes: string[] = [];
  for (let survived = 0; ; survived += 1) {
    const { folder, path } = await newHistory(1);
    const copy = await backUp(path);
    // An open connection keeps its runs in the log.
    const writer = new Database(path);
    const open = await openStore(path);
    await ingest(open, report(2, [metric(2)]) satisfies PerfReport);
    const verify = (database: Database.Database) => assertHistory(copy, database);
    const finished = await copyUnfinished(copy, path, { mode: 0o644, verify });
    const aside = join(folder, 'aside');
    let steps = 0;
    const killed = () => {
      if (steps++ === survived) throw new Killed();
    };
    let hasEnded = false;
    try {
      replaceHistory({ path, finished: finished ?? '', aside }, killed);
      hasEnded = true;
    } catch (cause) {
      if (!(cause instanceof Killed)) throw cause;
    }
    const found = await runsIn(path).then(
      (runs) => runs.join(),
      (cause: { code: string }) => cause.code,
    );
    outcomes.push(found);
    // Nothing is lost, and the next restore works.
    await restore(path, copy);
    expect(await runsIn(path)).toEqual(['run-0001']);
    await open.close();
    writer.close();
    expect(await runsIn(join(aside, 'history.db'))).toEqual(['run-0001', 'run-0002']);
    if (hasEnded) break;
  }
  expect(outcomes).toEqual([
    'run-0001,run-0002',
    ...['STORE_DAMAGED', 'STORE_DAMAGED', 'STORE_DAMAGED', 'STORE_DAMAGED'],
    'run-0001',
  ]);
});
