import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HighPerfDatabase, SimpleDatabase } from '../src/index.ts';
import { remount, tinyDisk } from './tiny-disk.ts';

test.for([
  ['HighPerfDatabase', HighPerfDatabase],
  ['SimpleDatabase', SimpleDatabase],
] as const)(
  '%s rejects with CANNOT_OPEN in a read-only folder and changes nothing',
  async ([, Store], { skip }) => {
    const disk = await tinyDisk(4);
    if (disk === null) return skip('this user cannot mount a file system');
    const path = join(disk, 'kept.db');
    const store = await Store.open(path);
    await store.createPrompt({ title: 'kept', content: 'c' });
    await store.close();
    const before = await readFile(path);

    expect(remount(disk, 'ro')).toBe(true);
    await expect(Store.open(join(disk, 'new.db'))).rejects.toMatchObject({ code: 'CANNOT_OPEN' });
    const outcome = await Store.open(path).then(
      async (opened) => {
        // With a rollback journal a read-only file can be read.
        await expect(opened.createPrompt({ title: 't', content: 'c' })).rejects.toMatchObject({
          code: 'CANNOT_OPEN',
        });
        expect(await opened.listPrompts()).toHaveLength(1);
        await opened.close();
      },
      (error: unknown) => error,
    );
    if (outcome !== undefined) expect(outcome).toMatchObject({ code: 'CANNOT_OPEN' });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await readdir(disk)).toEqual(['kept.db']);

    expect(remount(disk, 'rw')).toBe(true);
    const again = await Store.open(path);
    expect(await again.createPrompt({ title: 't', content: 'c' })).toBe(2);
    await again.close();
  },
);
