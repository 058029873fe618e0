import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { replaceFolder } from './replace-folder.ts';

async function folderWith(path: string, name: string): Promise<string> {
  await mkdir(path);
  await writeFile(join(path, name), '');
  return path;
}

test('leaves nothing of the old folder', async () => {
  const room = await tempFolder();
  const folder = await folderWith(join(room, 'site'), 'old');
  await replaceFolder(folder, await folderWith(join(room, 'next'), 'new'));
  expect(await readdir(folder)).toEqual(['new']);
  expect(await readdir(room)).toEqual(['site']);
});

test('restores the old folder when the new one cannot be moved', async () => {
  const room = await tempFolder();
  const folder = await folderWith(join(room, 'site'), 'old');
  await expect(replaceFolder(folder, join(room, 'gone'))).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await readdir(folder)).toEqual(['old']);
  expect(await readdir(room)).toEqual(['site']);
});
