import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { HighPerfOptions } from './high-perf-options.ts';
import { HighPerfDatabase } from './high-perf-database.ts';
import type { PromptStore } from './prompt-store.ts';
import { runInProcess } from './testing/child-process.ts';
import { tempDatabase } from './testing/temp-folder.ts';

async function openStore(path: string, options?: HighPerfOptions): Promise<PromptStore> {
  const store = await HighPerfDatabase.open(path, options);
  onTestFinished(() => store.close());
  return store;
}

const prompt = { title: 'Changelog', content: 'Summarise today.' };
const createMany = (store: PromptStore, count: number) =>
  Promise.all(Array.from({ length: count }, () => store.createPrompt(prompt)));

describe('group commit', () => {
  test('commits the writes of one turn together, up to maxBatchOperations', async () => {
    const store = await openStore(await tempDatabase(), { maxBatchOperations: 40 });
    await createMany(store, 100);
    expect(store.metrics()).toMatchObject({ batches: 3, queueDepth: 0 });
  });

  test('commits 100 writes beside one that fails', async () => {
    const store = await openStore(await tempDatabase());
    const schedule = { promptId: 4711, scheduleTime: '2030-01-01T00:00:00Z' };
    const [failing, ...others] = await Promise.allSettled([
      store.createSchedule(schedule),
      ...Array.from({ length: 100 }, () => store.createPrompt(prompt)),
    ]);
    expect(failing).toMatchObject({ status: 'rejected', reason: { code: 'CONSTRAINT' } });
    expect(others.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
    expect(await store.listPrompts()).toHaveLength(100);
  });

  test('shows an acknowledged write to the next read', async () => {
    const store = await openStore(await tempDatabase());
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const id = await store.createPrompt({ ...prompt, title: `p${index}` });
        expect(await store.getPrompt(id)).toMatchObject({ title: `p${index}` });
        await store.updatePrompt(id, { title: `q${index}` });
        expect(await store.getPrompt(id)).toMatchObject({ title: `q${index}` });
      }),
    );
  });
});

describe('several processes', () => {
  test('create one file and write to it at once, without a failure', async () => {
    const path = await tempDatabase();
    const writer = `
      const store = await db.HighPerfDatabase.open(${JSON.stringify(path)});
      for (let round = 0; round < 10; round++) {
        await Promise.all(Array.from({ length: 20 }, () => store.createPrompt(${JSON.stringify(prompt)})));
      }
      await store.close();
      console.log('done');`;
    const printed = await Promise.all(Array.from({ length: 4 }, () => runInProcess(writer)));
    expect(printed).toEqual(['done', 'done', 'done', 'done']);
    const store = await openStore(path);
    expect(await store.listPrompts()).toHaveLength(800);
  });

  test('get BUSY when one holds the lock for longer than the time-out, and can write afterwards', async () => {
    const path = await tempDatabase();
    const store = await openStore(path, { busyTimeoutMs: 30 });
    await store.createPrompt(prompt);
    const holder = new Database(path);
    onTestFinished(() => void holder.close());
    holder.exec('BEGIN IMMEDIATE');
    await expect(store.createPrompt(prompt)).rejects.toMatchObject({ code: 'BUSY' });
    holder.exec('ROLLBACK');
    expect(await store.createPrompt(prompt)).toBe(2);
  });
});

/** Sends all writes to the writer thread. */
const onThread: HighPerfOptions = { directCommitMs: 0 };

describe('the writer thread', () => {
  /** Resolves to the next writer thread that starts. */
  const nextThread = () =>
    new Promise<Worker>((resolve) => process.once('worker', resolve as (worker: unknown) => void));

  test('leaves an unknown outcome and a usable store when it is killed during a write', async () => {
    vi.stubEnv('NIGHT_PILOT_DB_TEST_INSERT_DELAY_MS', '60000');
    onTestFinished(() => void vi.unstubAllEnvs());
    const store = await openStore(await tempDatabase(), onThread);
    const thread = nextThread();
    const writes = Promise.allSettled([store.createPrompt(prompt), store.deletePrompt(1)]);
    const atWork = await thread;
    await once(atWork, 'message');
    await atWork.terminate();
    expect(await writes).toMatchObject([
      { status: 'rejected', reason: { code: 'OUTCOME_UNKNOWN' } },
      { status: 'rejected', reason: { code: 'OUTCOME_UNKNOWN' } },
    ]);

    vi.unstubAllEnvs();
    const id = await store.createPrompt(prompt);
    expect(await store.listPrompts()).toMatchObject([{ id }]);
  });

  test('reports that nothing was written when it is killed before it started', async () => {
    const store = await openStore(await tempDatabase(), onThread);
    const thread = nextThread();
    const write = Promise.allSettled([store.createPrompt(prompt)]);
    void (await thread).terminate();
    expect(await write).toMatchObject([{ status: 'rejected', reason: { code: 'FAILED' } }]);
    expect(await store.createPrompt(prompt)).toBe(1);
  });

  test('rejects its writes when it cannot open the file, and the next thread may write', async () => {
    const path = await tempDatabase();
    const store = await openStore(path, onThread);
    const other = new Database(path);
    onTestFinished(() => void other.close());
    other.pragma('user_version = 99');
    await expect(store.createPrompt(prompt)).rejects.toMatchObject({ code: 'NEWER_SCHEMA' });
    other.pragma('user_version = 2');
    expect(await store.createPrompt(prompt)).toBe(1);
  });

  test('rejects its writes when a table is missing, and the next thread may write', async () => {
    const path = await tempDatabase();
    const store = await openStore(path, onThread);
    const other = new Database(path);
    onTestFinished(() => void other.close());
    other.exec('ALTER TABLE token_usage_stats RENAME TO elsewhere');
    await expect(store.createPrompt(prompt)).rejects.toMatchObject({ code: 'CORRUPT' });
    other.exec('ALTER TABLE elsewhere RENAME TO token_usage_stats');
    expect(await store.createPrompt(prompt)).toBe(1);
  });

  test('slows inserts down when the variable for tests is set', async () => {
    vi.stubEnv('NIGHT_PILOT_DB_TEST_INSERT_DELAY_MS', '50');
    onTestFinished(() => void vi.unstubAllEnvs());
    const store = await openStore(await tempDatabase());
    await createMany(store, 3);
    expect(store.metrics().operations['createPrompt']?.meanMs).toBeGreaterThan(100);
  });

  test('does not keep the process alive when the store is not closed', async () => {
    const printed = await runInProcess(`
      const store = await db.HighPerfDatabase.open(${JSON.stringify(await tempDatabase())});
      console.log(await store.createPrompt(${JSON.stringify(prompt)}));`);
    expect(printed).toBe('1');
  });

  test('finishes its writes when the process waits only for close', async () => {
    const path = await tempDatabase();
    const printed = await runInProcess(`
      const store = await db.HighPerfDatabase.open(${JSON.stringify(path)}, { maxBatchOperations: 7 });
      for (let count = 0; count < 100; count++) void store.createPrompt(${JSON.stringify(prompt)});
      await store.close();
      console.log(store.metrics().queueDepth);`);
    expect(printed).toBe('0');
    expect(await (await openStore(path)).listPrompts()).toHaveLength(100);
  });
});

test.each<[string, object]>([
  ['busyTimeoutMs', { busyTimeoutMs: -1 }],
  ['maxBatchOperations', { maxBatchOperations: 0 }],
  ['an object with performanceMode, maxConnections', { cacheSize: 5 }],
])('names a wrong option when it refuses it: %s', async (name, options) => {
  await expect(openStore(await tempDatabase(), options)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining(name) as string,
  });
});
