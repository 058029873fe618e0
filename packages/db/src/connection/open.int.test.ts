import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { tempDatabase, tempFolder } from '../testing/temp-folder.ts';
import { openConnection } from './open.ts';

function open(path: string, wal: boolean): Database.Database {
  const connection = openConnection(path, { busyTimeoutMs: 50, wal });
  onTestFinished(() => void connection.close());
  return connection;
}

const SYNCHRONOUS_FULL = 2;

test.each([
  ['a rollback journal', false, 'delete'],
  ['the write-ahead log', true, 'wal'],
])('waits for the disk at every commit with %s', async (_, wal, journalMode) => {
  const connection = open(await tempDatabase(), wal);
  expect(connection.pragma('journal_mode', { simple: true })).toBe(journalMode);
  expect(connection.pragma('synchronous', { simple: true })).toBe(SYNCHRONOUS_FULL);
  expect(connection.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('leaves a file in WAL mode, as durable as before', async () => {
  const path = await tempDatabase();
  open(path, true);
  const plain = open(path, false);
  expect(plain.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(plain.pragma('synchronous', { simple: true })).toBe(SYNCHRONOUS_FULL);
});

test.each(['', ' ', ':memory:', 5])('refuses the path %o', (path) => {
  expect(() => open(path as string, true)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT' }) as Error,
  );
});

test('rejects with CANNOT_OPEN for a missing folder and for a folder instead of a file', async () => {
  const folder = await tempFolder();
  const cannotOpen = (path: string) =>
    expect.objectContaining({
      code: 'CANNOT_OPEN',
      message: expect.stringContaining(`Cannot open ${path}`) as string,
    }) as Error;
  const inMissingFolder = join(folder, 'missing', 'x.db');
  expect(() => open(inMissingFolder, true)).toThrow(cannotOpen(inMissingFolder));
  await mkdir(join(folder, 'folder'));
  expect(() => open(join(folder, 'folder'), true)).toThrow(cannotOpen(join(folder, 'folder')));
});

test('refuses a file that is not a database and leaves it unchanged', async () => {
  const path = await tempDatabase();
  const text = 'This is a letter and not a database. '.repeat(100);
  await writeFile(path, text);
  expect(() => open(path, true)).toThrow(expect.objectContaining({ code: 'CORRUPT' }) as Error);
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('refuses a newer schema and leaves the file unchanged', async () => {
  const path = await tempDatabase();
  const newer = new Database(path);
  newer.pragma('user_version = 99');
  newer.close();
  const before = await readFile(path);
  expect(() => open(path, true)).toThrow(
    expect.objectContaining({ code: 'NEWER_SCHEMA' }) as Error,
  );
  expect(await readFile(path)).toEqual(before);
});

test.each([
  [false, 0],
  [true, 0],
  [true, 1],
])(
  'refuses a database of another program and leaves it unchanged (wal: %s, its version: %i)',
  async (wal, version) => {
    const path = await tempDatabase();
    const foreign = new Database(path);
    foreign.exec(`CREATE TABLE notes (text); PRAGMA user_version = ${version}`);
    foreign.close();
    const before = await readFile(path);
    expect(() => open(path, wal)).toThrow(
      expect.objectContaining({
        code: 'CANNOT_OPEN',
        message: expect.stringContaining(
          'is a database of another program: choose another path.',
        ) as string,
      }) as Error,
    );
    expect(await readFile(path)).toEqual(before);
  },
);

test('throws BUSY when another connection holds the lock for longer than the time-out', async () => {
  const path = await tempDatabase();
  const holder = new Database(path);
  onTestFinished(() => void holder.close());
  holder.exec('BEGIN EXCLUSIVE');
  expect(() => open(path, false)).toThrow(expect.objectContaining({ code: 'BUSY' }) as Error);
});
