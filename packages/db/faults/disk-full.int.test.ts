import { readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HighPerfDatabase, SimpleDatabase } from '../src/index.ts';
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

/** Leaves so many bytes of the disk free. */
async function fill(disk: string, leftBytes: number): Promise<void> {
  await rm(join(disk, 'ballast'), { force: true });
  const { bavail, bsize } = await statfs(disk);
  const bytes = bavail * bsize - leftBytes;
  if (bytes > 0) await writeFile(join(disk, 'ballast'), Buffer.alloc(bytes));
}

const STORES = [
  ['HighPerfDatabase', HighPerfDatabase],
  ['SimpleDatabase', SimpleDatabase],
] as const;

test.for(STORES)(
  '%s rejects every kind of write on a full disk with DISK_FULL, and nothing of it is left',
  async ([, Store], { skip }) => {
    const disk = await tinyDisk(4);
    if (disk === null) return skip('this user cannot mount a file system');
    const store = await Store.open(join(disk, 'full.db'));
    const long = { title: 't', content: 'x'.repeat(100_000) };
    const ids = await store.createPrompts([long, long, long]);
    const before = await store.listPrompts();
    await fill(disk, 0);
    const full = { code: 'DISK_FULL' };
    await expect(store.createPrompt(long)).rejects.toMatchObject(full);
    await expect(store.createPrompts(Array(30).fill(long))).rejects.toMatchObject(full);
    await expect(
      store.updatePrompt(ids[0] ?? 0, { content: 'y'.repeat(300_000) }),
    ).rejects.toMatchObject(full);
    const many = Array.from({ length: 25 }, () => store.createPrompt(long));
    for (const outcome of await Promise.allSettled(many)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: full });
    }
    expect(await store.listPrompts()).toEqual(before);
    await rm(join(disk, 'ballast'));
    expect(await store.createPrompt(long)).toBe(4);
    await store.close();
  },
);

test.for(
  STORES.flatMap(([name, Store]) => [0, 4_096, 65_536].map((left) => ({ name, Store, left }))),
)(
  '$name does not open a new file with $left bytes left, and says DISK_FULL',
  async ({ Store, left }, { skip }) => {
    const disk = await tinyDisk(4);
    if (disk === null) return skip('this user cannot mount a file system');
    await fill(disk, left);
    await expect(Store.open(join(disk, 'new.db'))).rejects.toMatchObject({ code: 'DISK_FULL' });
    await rm(join(disk, 'ballast'));
    const store = await Store.open(join(disk, 'new.db'));
    expect(await store.createPrompt({ title: 't', content: 'c' })).toBe(1);
    await store.close();
  },
);

test('opening, a backup and optimize on a full disk say DISK_FULL and leave no unfinished file', async ({
  skip,
}) => {
  const disk = await tinyDisk(4);
  if (disk === null) return skip('this user cannot mount a file system');
  const path = join(disk, 'full.db');
  const store = await HighPerfDatabase.open(path);
  await store.createPrompts(Array(10).fill({ title: 't', content: 'x'.repeat(50_000) }));
  await fill(disk, 100_000);
  const full = { code: 'DISK_FULL' };
  await expect(store.backup(join(disk, 'copy.db'))).rejects.toMatchObject(full);
  await fill(disk, 0);
  await expect(store.optimize()).rejects.toMatchObject(full);
  await store.close();
  await fill(disk, 0);
  // The index of the write-ahead log may just fit; the first write then does not.
  const outcome = HighPerfDatabase.open(path).then(async (opened) => {
    try {
      await opened.createPrompt({ title: 't', content: 'x'.repeat(50_000) });
    } finally {
      await opened.close();
    }
  });
  await expect(outcome).rejects.toMatchObject(full);
  expect((await readdir(disk)).filter((name) => name.includes('copy'))).toEqual([]);
});
