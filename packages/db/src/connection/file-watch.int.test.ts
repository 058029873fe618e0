import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { FileWatch } from './file-watch.ts';

async function watched() {
  const folder = await tempFolder();
  const [path, side] = [join(folder, 'a.db'), join(folder, 'a.db-wal')];
  await writeFile(path, 'one');
  const lost: string[] = [];
  const watch = new FileWatch([path, side], ({ code }) => void lost.push(code));
  return { watch, path, side, lost };
}

test('looks once a second: a deleted file is noticed at the next look', async () => {
  const { watch, path, lost } = await watched();
  expect(watch.lostAt(0)).toBeNull();
  await rm(path);
  expect(watch.lostAt(999)).toBeNull();
  expect(watch.lostAt(1_000)).toMatchObject({ code: 'FILE_LOST' });
  expect(watch.lostAt(1_000)?.message).toContain('was deleted or moved away');
  expect(lost).toEqual(['FILE_LOST']);
});

test('notices a file that took the place of another, and stays with that', async () => {
  const { watch, path } = await watched();
  await rename(path, `${path}.moved`);
  await writeFile(path, 'two');
  expect(watch.look()).toBe(false);
  await rename(`${path}.moved`, path);
  expect(watch.look()).toBe(false);
  expect(watch.lostAt(0)?.message).toContain('was replaced by another file');
});

test('accepts a file that is written and renamed back between two looks', async () => {
  const { watch, path } = await watched();
  await writeFile(path, 'longer than before');
  await rename(path, `${path}.moved`);
  await rename(`${path}.moved`, path);
  expect(watch.look()).toBe(true);
});

test('learns a side file when it appears, and notices when that is lost', async () => {
  const { watch, side } = await watched();
  expect(watch.look()).toBe(true);
  await writeFile(side, 'log');
  expect(watch.look()).toBe(true);
  await rm(side);
  expect(watch.look()).toBe(false);
});
