import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { HighPerfDatabase } from '../index.ts';
import { APPLICATION_ID } from '../schema/application-id.ts';
import { allMigrations } from '../schema/migrations.ts';
import { version1 } from '../schema/version-1.ts';
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

test.each(['', ' ', ':memory:', 5, 'a\0b.db', 'a\ud800.db', 'a.db ', 'a.db\n'])(
  'refuses the path %o',
  (path) => {
    expect(() => open(path as string, true)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }) as Error,
    );
  },
);

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

test.each([
  ['a folder', (path: string): Promise<unknown> => mkdir(path)],
  ['a FIFO', (path: string): unknown => execFileSync('mkfifo', [path])],
  ['a link that leads to itself', (path: string): Promise<unknown> => symlink(path, path)],
] as const)('rejects %s with CANNOT_OPEN and names it', async (kind, make) => {
  const path = await tempDatabase();
  await make(path);
  expect(() => open(path, true)).toThrow(
    expect.objectContaining({
      code: 'CANNOT_OPEN',
      message: `Cannot open ${path}: expected a file, found ${kind}. Choose another path.`,
    }) as Error,
  );
});

test('rejects a device with CANNOT_OPEN', () => {
  expect(() => open('/dev/null', true)).toThrow(
    expect.objectContaining({ code: 'CANNOT_OPEN' }) as Error,
  );
});

test.each([300, 1_000_000])(
  'rejects a name of %i characters with CANNOT_OPEN and repeats only its beginning',
  async (length) => {
    const path = join(await tempFolder(), 'n'.repeat(length));
    let message = '';
    try {
      open(path, true);
    } catch (error) {
      expect(error).toMatchObject({ code: 'CANNOT_OPEN' });
      message = (error as Error).message;
    }
    expect(message).toContain('longer than the system allows');
    expect(message.length).toBeLessThan(500);
  },
);

test.each(['x\\y', 'a "b"', "a'b", 'ü 夜', '%00', '?x=1', '#a', 'file:x'])(
  'opens, writes and copies a file in a folder named %s',
  async (name) => {
    const folder = join(await tempFolder(), name);
    await mkdir(folder);
    const store = await HighPerfDatabase.open(join(folder, `${name}.db`), { directCommitMs: 0 });
    await store.createPrompt({ title: 't', content: 'c' });
    await store.backup(join(folder, 'copy.db'));
    await store.close();
    expect((await readdir(folder)).sort()).toEqual([`${name}.db`, 'copy.db'].sort());
  },
);

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
  expect((await readFile(path)).equals(before)).toBe(true);
});

test.each([
  [false, 0, 'CREATE TABLE notes (text)'],
  [true, 0, 'CREATE TABLE notes (text)'],
  [true, 1, 'CREATE TABLE notes (text)'],
  [true, 0, 'CREATE TABLE prompts (id INTEGER PRIMARY KEY, title TEXT, content TEXT)'],
  [true, 1, 'CREATE TABLE prompts (id INTEGER PRIMARY KEY, title TEXT, content TEXT)'],
  [false, 2, 'CREATE TABLE prompts (id INTEGER PRIMARY KEY, title TEXT, content TEXT)'],
  [true, 2, `${version1} ALTER TABLE prompts DROP COLUMN content`],
  [true, 1, version1.replace('updated_at TEXT NOT NULL\n) STRICT', 'updated_at TEXT\n) STRICT')],
  [true, 2, `${allMigrations.join('')} PRAGMA application_id = 7`],
  [true, 0, 'PRAGMA application_id = 7'],
] as const)(
  'refuses a database of another program and leaves it unchanged (wal: %s, its version: %i, %s)',
  async (wal, version, sql) => {
    const path = await tempDatabase();
    const foreign = new Database(path);
    foreign.exec(`${sql}; PRAGMA user_version = ${version}`);
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
    expect((await readFile(path)).equals(before)).toBe(true);
  },
);

test('throws BUSY when another connection holds the lock for longer than the time-out', async () => {
  const path = await tempDatabase();
  const holder = new Database(path);
  onTestFinished(() => void holder.close());
  holder.exec('BEGIN EXCLUSIVE');
  expect(() => open(path, false)).toThrow(expect.objectContaining({ code: 'BUSY' }) as Error);
});

test('writes its application id into a new file, and opens a file of an earlier version without one', async () => {
  const path = await tempDatabase();
  const id = open(path, true).pragma('application_id', { simple: true });
  expect(id).toBe(APPLICATION_ID);
  const earlier = new Database(path);
  earlier.pragma('application_id = 0');
  earlier.close();
  expect(open(path, true).prepare('SELECT * FROM prompts').all()).toEqual([]);
});

test('opens a file of its own with an index that somebody added', async () => {
  const path = await tempDatabase();
  open(path, true).exec('CREATE INDEX mine ON prompts (created_at)');
  expect(open(path, true).prepare('SELECT * FROM prompts').all()).toEqual([]);
});

test('says CORRUPT and what is missing when a table of its own is gone', async () => {
  const path = await tempDatabase();
  open(path, true).exec('DROP VIEW v_schedule_summary; DROP TABLE token_usage_stats');
  expect(() => open(path, true)).toThrow(
    expect.objectContaining({
      code: 'CORRUPT',
      message: expect.stringContaining(
        'lacks "table token_usage_stats of token_usage_stats',
      ) as string,
    }) as Error,
  );
});
