import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { statSync, watch } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { HighPerfDatabase } from '../index.ts';
import { ownerMark } from '../leftovers/index.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { migrate } from './migrate.ts';

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

/** Makes a store of some megabytes with this mode. */
async function storeWithMode(folder: string, mode: number) {
  const path = join(folder, 'private.db');
  await writeFile(path, '', { mode });
  await chmod(path, mode);
  const store = await HighPerfDatabase.open(path);
  onTestFinished(() => store.close());
  const content = 'secret '.repeat(10_000);
  await store.createPrompts(Array.from({ length: 50 }, () => ({ title: 't', content })));
  return store;
}

test.each([0o600, 0o640, 0o644])(
  'a backup of a database with mode %o has that mode from its first byte on',
  async (mode) => {
    const folder = await tempFolder();
    const store = await storeWithMode(folder, mode);
    const to = await tempFolder();
    const seen = new Set<number>();
    const watcher = watch(to, (_, name) => {
      const stats = statSync(join(to, name ?? ''), { throwIfNoEntry: false });
      // An empty file has nothing to read.
      if (stats?.isFile() === true && stats.size > 0) seen.add(stats.mode & 0o777);
    });
    await store.backup(join(to, 'copy.db'));
    watcher.close();
    expect(await modeOf(join(to, 'copy.db'))).toBe(mode);
    seen.delete(mode);
    expect([...seen]).toEqual([]);
  },
);

test('the copy before a migration has the mode of the database', async () => {
  const path = join(await tempFolder(), 'private.db');
  await writeFile(path, '', { mode: 0o600 });
  const connection = new Database(path);
  onTestFinished(() => void connection.close());
  migrate(connection, ['CREATE TABLE prompts (x)']);
  migrate(connection, ['CREATE TABLE prompts (x)', 'ALTER TABLE prompts ADD COLUMN y']);
  expect(await modeOf(`${path}.before-schema-2`)).toBe(0o600);
});

test('a backup removes the unfinished copies that killed processes left, and no others', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1_000)']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const folder = await tempFolder();
  const store = await storeWithMode(folder, 0o600);
  const [, , machine] = ownerMark().split('-');
  const left = `copy.db.unfinished-p${child.pid}-1-${machine}-1`;
  const others = [`copy.db.unfinished-${ownerMark()}-1`, `other.db.unfinished-p1-1-${machine}-1`];
  for (const name of [left, ...others]) await writeFile(join(folder, name), 'x');
  child.kill('SIGKILL');
  await once(child, 'exit');
  await store.backup(join(folder, 'copy.db'));
  const names = await readdir(folder);
  expect(names).not.toContain(left);
  expect(names).toEqual(expect.arrayContaining(['copy.db', ...others]));
});

test.each([
  ['a path with NUL', 'a\0b.db', 'INVALID_INPUT'],
  ['a name of 1 MB', 'n'.repeat(1_000_000), 'CANNOT_OPEN'],
  ['a blank path', ' ', 'INVALID_INPUT'],
])('a backup refuses %s', async (_, name, code) => {
  const folder = await tempFolder();
  const store = await storeWithMode(folder, 0o600);
  const to = name.trim() === '' ? name : join(folder, name);
  const error = await store.backup(to).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code });
  expect((error as Error).message.length).toBeLessThan(600);
});
