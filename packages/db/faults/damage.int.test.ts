import { execFileSync } from 'node:child_process';
import { copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { HighPerfDatabase, SimpleDatabase } from '../src/index.ts';
import { tempDatabase } from '../src/testing/temp-folder.ts';

const PAGE = 4_096;
const STORED = 2_000;

/** Makes a closed store with prompts on about a hundred pages. */
async function filledFile({ contentLength = 200 } = {}): Promise<string> {
  const path = await tempDatabase();
  const store = await HighPerfDatabase.open(path);
  const content = 'c'.repeat(contentLength);
  await store.createPrompts(
    Array.from({ length: STORED }, (_, at) => ({ title: `t${at}`, content })),
  );
  await store.close();
  return path;
}

/** Makes a closed store of more than 4 MB, of which opening checks the schema and the newest rows only. */
const largeFile = () => filledFile({ contentLength: 3_000 });

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
  expect((await readFile(path)).equals(bytes)).toBe(true);
});

test.each(STORES)(
  '%s rejects with CORRUPT, turns red and leaves the file unchanged when it reads damaged pages',
  async (_, Store) => {
    const path = await largeFile();
    const bytes = await readFile(path);
    // Old prompts.
    bytes.fill(0xa5, PAGE * 60, PAGE * 110);
    await writeFile(path, bytes);
    const store = await Store.open(path);
    expect(store.metrics().health).toEqual({ state: 'green' });
    await expect(store.listPrompts({ limit: STORED })).rejects.toMatchObject({ code: 'CORRUPT' });
    expect(store.metrics().health).toMatchObject({ state: 'red', code: 'CORRUPT' });
    await store.close();
    expect((await readFile(path)).subarray(PAGE)).toEqual(bytes.subarray(PAGE));
  },
);

test.each(STORES)(
  '%s refuses a file with a damaged page, leaves it unchanged and says how to restore a backup',
  async (_, Store) => {
    const path = await filledFile();
    const backup = path.replace(/\.db$/, '.backup.db');
    await copyFile(path, backup);
    const intact = await readFile(path);
    for (let page = 1; page * PAGE < intact.length; page += 7) {
      const bytes = Buffer.from(intact);
      bytes.fill(page % 2 === 0 ? 0 : 0xa5, page * PAGE, (page + 1) * PAGE);
      await writeFile(path, bytes);
      await expect(Store.open(path), `page ${page}`).rejects.toMatchObject({
        code: 'CORRUPT',
        message: expect.stringMatching(
          / is damaged \(.+\); it was not changed\. To restore /,
        ) as string,
      });
      expect((await readFile(path)).equals(bytes)).toBe(true);
    }
    const refused = await Store.open(path).then(
      () => 'opened',
      (error: unknown) => (error as Error).message,
    );
    const [, command = ''] = /then: (.*)\.$/.exec(refused) ?? [];
    execFileSync('sh', ['-c', command]);
    const store = await Store.open(path);
    expect(await store.listPrompts({ limit: STORED })).toHaveLength(STORED);
    await store.close();
  },
);

test.each(STORES)(
  '%s refuses a large file whose schema or newest rows are damaged',
  async (_, Store) => {
    const path = await largeFile();
    const intact = await readFile(path);
    const whole = new Database(path, { readonly: true });
    const newest = whole
      .prepare("SELECT max(pageno) FROM dbstat WHERE name = 'prompts' AND pagetype = 'leaf'")
      .pluck()
      .get() as number;
    whole.close();
    for (const page of [2, newest]) {
      const bytes = Buffer.from(intact);
      bytes.fill(0xa5, (page - 1) * PAGE, page * PAGE);
      await writeFile(path, bytes);
      await expect(Store.open(path), `page ${page}`).rejects.toMatchObject({ code: 'CORRUPT' });
      expect((await readFile(path)).equals(bytes)).toBe(true);
    }
  },
);

test('checkIntegrity finds damage before any read does', async () => {
  const path = await largeFile();
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
