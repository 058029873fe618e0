import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HighPerfDatabase } from '../src/index.ts';
import { tinyDisk } from './tiny-disk.ts';
import { WAYS } from './ways.ts';

test.for(WAYS)(
  'rejects writes %s with DISK_FULL, keeps acknowledged ones and goes on when space returns',
  async ([, options], { skip }) => {
    const disk = await tinyDisk(4);
    if (disk === null) return skip('this user cannot mount a file system');
    const ballast = join(disk, 'ballast');
    await writeFile(ballast, Buffer.alloc(1024 * 1024));
    const store = await HighPerfDatabase.open(join(disk, 'full.db'), options);
    const content = 'x'.repeat(10_000);
    const stored: number[] = [];
    let refused: unknown;
    for (let write = 0; write < 1_000 && refused === undefined; write++) {
      await store.createPrompt({ title: 't', content }).then(
        (id) => stored.push(id),
        (error: unknown) => (refused = error),
      );
    }
    expect(refused).toMatchObject({ code: 'DISK_FULL' });
    expect(store.metrics().health).toMatchObject({ state: 'red', code: 'DISK_FULL' });
    expect((await store.listPrompts()).map(({ id }) => id).sort((a, b) => a - b)).toEqual(stored);

    await rm(ballast);
    const id = await store.createPrompt({ title: 'after', content });
    expect(store.metrics().health).toEqual({ state: 'green' });
    expect((await store.listPrompts()).map((prompt) => prompt.id)).toEqual([
      id,
      ...stored.reverse(),
    ]);
    expect(await store.checkIntegrity()).toEqual([]);
    await store.close();
  },
);
