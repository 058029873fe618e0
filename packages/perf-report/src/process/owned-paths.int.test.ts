import { spawnSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { makeOwnedFolder, removeLeft, removeUnfinished, unfinishedPath } from './owned-paths.ts';
import { isOwnerGone, ownOwner } from './owner.ts';

/** Runs code in a process that has ended when this returns. */
function inEndedProcess(code: string): string {
  const module = import.meta.resolve('./index.ts');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const own = await import(${JSON.stringify(module)}); ${code}`,
    ],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  return stdout;
}

test('removes the folders of ended processes only', async () => {
  const parent = await temporaryFolder();
  const left = inEndedProcess(
    `process.stdout.write(await own.makeOwnedFolder(${JSON.stringify(parent)}, 'work-'))`,
  );
  await writeFile(join(left, 'kept.txt'), 'a');
  const running = await makeOwnedFolder(parent, 'work-');
  await mkdir(join(parent, 'work-of-a-person'));
  expect(await removeLeft(parent, 'work-')).toEqual([left]);
  expect((await readdir(parent)).sort()).toEqual([basename(running), 'work-of-a-person'].sort());
});

test('removes what an ended process left beside a path, and nothing of others', async () => {
  const parent = await temporaryFolder();
  const path = join(parent, 'site');
  const left = inEndedProcess(`process.stdout.write(own.unfinishedPath(${JSON.stringify(path)}))`);
  await mkdir(join(left, 'deep'), { recursive: true });
  const running = unfinishedPath(path);
  await writeFile(running, '');
  await writeFile(join(parent, '.site.abc'), '');
  expect(await removeUnfinished(path)).toEqual([left]);
  expect((await readdir(parent)).sort()).toEqual([basename(running), '.site.abc'].sort());
});

test('tells a process from an earlier one with the same id, and leaves those of other machines', () => {
  const [pid = '', start = '', place = ''] = ownOwner().split('-');
  expect(isOwnerGone(ownOwner())).toBe(false);
  expect(isOwnerGone(`${pid}-${start}-00000000-x`)).toBe(false);
  const earlier = `${pid}-${'0'.repeat(start.length)}-${place}-x`;
  expect(isOwnerGone(earlier)).toBe(process.platform === 'linux');
  expect(isOwnerGone('a person')).toBe(false);
});

test('survives a missing folder', async () => {
  expect(await removeLeft(join(await temporaryFolder(), 'nowhere'), 'work-')).toEqual([]);
});
