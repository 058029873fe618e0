import { copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { HighPerfDatabase, SimpleDatabase } from '../src/index.ts';
import { tempDatabase } from '../src/testing/temp-folder.ts';

const PAGE = 4_096;
const STORED = 2_000;

/** Makes a closed store with prompts on about a hundred pages. */
async function filledFile(): Promise<string> {
  const path = await tempDatabase();
  const store = await HighPerfDatabase.open(path);
  await store.createPrompts(
    Array.from({ length: STORED }, (_, at) => ({ title: `t${at}`, content: 'c'.repeat(200) })),
  );
  await store.close();
  return path;
}

const STORES = [
  ['HighPerfDatabase', HighPerfDatabase],
  ['SimpleDatabase', SimpleDatabase],
] as const;

test.each(STORES)('%s refuses a damaged header and leaves the file unchanged', async (_, Store) => {
  const path = await filledFile();
  const bytes = await readFile(path);
  bytes.write('not a database!!', 0, 'latin1');
  await writeFile(path, bytes);
  await expect(Store.open(path)).rejects.toMatchObject({ code: 'CORRUPT' });
  expect(await readFile(path)).toEqual(bytes);
});

test.each(STORES)(
  '%s rejects with CORRUPT, turns red and leaves the file unchanged when it reads damaged pages',
  async (_, Store) => {
    const path = await filledFile();
    const bytes = await readFile(path);
    // The prompts are in the middle of the file.
    bytes.fill(0xa5, PAGE * 60, PAGE * 110);
    await writeFile(path, bytes);
    const store = await Store.open(path);
    expect(store.metrics().health).toEqual({ state: 'green' });
    await expect(store.listPrompts()).rejects.toMatchObject({ code: 'CORRUPT' });
    expect(store.metrics().health).toMatchObject({ state: 'red', code: 'CORRUPT' });
    await store.close();
    expect((await readFile(path)).subarray(PAGE)).toEqual(bytes.subarray(PAGE));
  },
);

test('checkIntegrity finds damage before any read does', async () => {
  const path = await filledFile();
  const bytes = await readFile(path);
  bytes.fill(0xa5, PAGE * 60, PAGE * 62);
  await writeFile(path, bytes);
  const store = await HighPerfDatabase.open(path);
  expect((await store.checkIntegrity()).length).toBeGreaterThan(0);
  await store.close();
});

test.each(STORES)(
  '%s rejects with CORRUPT when a file is truncated, on opening or reading',
  async (_, Store) => {
    const path = await filledFile();
    await truncate(path, PAGE * 40 + 100);
    const bytes = await readFile(path);
    const code = await Store.open(path).then(
      async (store) => {
        const refused = await store.listPrompts().then(
          () => 'none',
          (error: unknown) => (error as { code: string }).code,
        );
        expect(store.metrics().health).toMatchObject({ state: 'red', code: 'CORRUPT' });
        await store.close();
        return refused;
      },
      (error: unknown) => (error as { code: string }).code,
    );
    expect(code).toBe('CORRUPT');
    expect((await readFile(path)).subarray(PAGE)).toEqual(bytes.subarray(PAGE));
  },
);

test('reads a truncated write-ahead log up to its last complete commit, as after a power cut', async () => {
  const path = await tempDatabase();
  const store = await HighPerfDatabase.open(path);
  const pairs = 50;
  for (let pair = 0; pair < pairs; pair++) {
    const prompt = { title: `pair ${pair}`, content: 'c'.repeat(500) };
    await store.createPrompts([prompt, prompt]);
  }
  const wal = await readFile(`${path}-wal`);
  for (let cut = 1; cut <= 10; cut++) {
    const copy = await tempDatabase();
    await copyFile(path, copy);
    await writeFile(`${copy}-wal`, wal.subarray(0, Math.floor((wal.length * cut) / 11)));
    // A log that is cut before the schema leaves an empty file, which gets a new schema.
    const opened = await HighPerfDatabase.open(copy);
    const titles = (await opened.listPrompts()).map(({ title }) => title).reverse();
    // Complete pairs from the first one on, without a gap.
    expect(titles).toEqual(
      Array.from({ length: titles.length }, (_, at) => `pair ${Math.floor(at / 2)}`),
    );
    expect(titles.length % 2).toBe(0);
    expect(await opened.checkIntegrity()).toEqual([]);
    await opened.close();
  }
  await store.close();
  const whole = new Database(path);
  expect(whole.prepare('SELECT count(*) FROM prompts').pluck().get()).toBe(2 * pairs);
  whole.close();
});
