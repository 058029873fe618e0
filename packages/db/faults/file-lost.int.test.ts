import { copyFile, readFile, rename, rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { HighPerfDatabase, SimpleDatabase } from '../src/index.ts';
import { tempDatabase } from '../src/testing/temp-folder.ts';
import { WAYS } from './ways.ts';

const prompt = { title: 't', content: 'c' };

const STORES = [
  ...WAYS.map(
    ([way, options]) =>
      [`HighPerfDatabase ${way}`, (path: string) => HighPerfDatabase.open(path, options)] as const,
  ),
  ['SimpleDatabase', (path: string) => SimpleDatabase.open(path)] as const,
];

/** Ways to lose a file under an open store. Each returns what is at the path afterwards. */
const LOSSES = [
  ['deleted', (path: string) => rm(path)],
  ['moved away', (path: string) => rename(path, `${path}.moved`)],
  [
    'replaced by a copy',
    async (path: string) => {
      await copyFile(path, `${path}.copy`);
      await rename(`${path}.copy`, path);
    },
  ],
  [
    'replaced by another store',
    async (path: string) => {
      const other = await tempDatabase();
      const store = await SimpleDatabase.open(other);
      await store.createPrompt({ title: 'theirs', content: 'c' });
      await store.close();
      await rename(other, path);
    },
  ],
] as const;

const CASES = STORES.flatMap(([store, open]) =>
  LOSSES.map(([loss, lose]) => ({ store, open, loss, lose })),
);

test.each(CASES)(
  '$store acknowledges nothing and turns red when its file was $loss',
  async ({ open, lose }) => {
    const path = await tempDatabase();
    const store = await open(path);
    onTestFinished(() => store.close());
    await store.createPrompt(prompt);
    await lose(path);
    const there = await readFile(path).catch(() => null);
    // The store looks once a second.
    await setTimeout(1_001);
    await expect(store.createPrompt(prompt)).rejects.toMatchObject({ code: 'FILE_LOST' });
    const many = Array.from({ length: 30 }, () => store.createPrompt(prompt));
    for (const { status } of await Promise.allSettled(many)) expect(status).toBe('rejected');
    await expect(store.listPrompts()).rejects.toMatchObject({ code: 'FILE_LOST' });
    await expect(store.getPrompt(1)).rejects.toMatchObject({ code: 'FILE_LOST' });
    expect(store.metrics().health).toMatchObject({ state: 'red', code: 'FILE_LOST' });
    await store.close();
    expect(await readFile(path).catch(() => null)).toEqual(there);
  },
);

test('metrics are red within a second without any call', async () => {
  const path = await tempDatabase();
  const store = await HighPerfDatabase.open(path);
  await store.createPrompt(prompt);
  await rm(path);
  await setTimeout(1_001);
  expect(store.metrics().health).toMatchObject({ state: 'red', code: 'FILE_LOST' });
  await store.close();
});

test.each(['-wal', '-shm'])(
  'HighPerfDatabase acknowledges nothing when its %s file was deleted',
  async (suffix) => {
    const path = await tempDatabase();
    const store = await HighPerfDatabase.open(path);
    await store.createPrompt(prompt);
    await rm(path + suffix);
    await setTimeout(1_001);
    await expect(store.createPrompt(prompt)).rejects.toMatchObject({ code: 'FILE_LOST' });
    await store.close();
  },
);

test.each([
  ['writer', { directCommitMs: 0 }, 'createPrompt'],
  ['reader', { directReadMs: 0 }, 'listPrompts'],
] as const)(
  'a %s thread that starts after the loss refuses at once and creates no file',
  async (_, options, method) => {
    const path = await tempDatabase();
    const store = await HighPerfDatabase.open(path, options);
    const direct = await SimpleDatabase.open(path);
    await direct.createPrompt(prompt);
    await direct.close();
    // The store has just looked.
    await store.getTokenUsageStats();
    await rm(path);
    const call = method === 'createPrompt' ? store.createPrompt(prompt) : store.listPrompts();
    await expect(call).rejects.toMatchObject({ code: 'FILE_LOST' });
    expect(store.metrics().health).toMatchObject({ state: 'red', code: 'FILE_LOST' });
    await expect(readFile(path)).rejects.toThrow('ENOENT');
    await store.close();
  },
);

test('goes on with the new file when it is opened again', async () => {
  const path = await tempDatabase();
  const store = await HighPerfDatabase.open(path);
  await store.createPrompt(prompt);
  const backup = `${path}.backup`;
  await store.backup(backup);
  await rename(backup, path);
  await store.close();
  const again = await HighPerfDatabase.open(path);
  expect(await again.listPrompts()).toHaveLength(1);
  expect(await again.createPrompt(prompt)).toBe(2);
  await again.close();
});
