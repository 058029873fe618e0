import { readdir, stat, writeFile } from 'node:fs/promises';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { HighPerfDatabase } from './high-perf-database.ts';
import type { HighPerfOptions } from './high-perf-options.ts';
import type { HighPerfStore } from './prompt-store.ts';
import { tempDatabase, tempFolder } from './testing/temp-folder.ts';

async function openStore(path: string, options?: HighPerfOptions): Promise<HighPerfStore> {
  const store = await HighPerfDatabase.open(path, options);
  onTestFinished(() => store.close());
  return store;
}

const prompt = { title: 'Changelog', content: 'Summarise today.' };
const createMany = (store: HighPerfStore, count: number) =>
  Promise.all(Array.from({ length: count }, () => store.createPrompt(prompt)));

/** Opens a connection that holds the write lock until it is rolled back. */
function lock(path: string): Database.Database {
  const holder = new Database(path);
  onTestFinished(() => void holder.close());
  holder.exec('BEGIN IMMEDIATE');
  return holder;
}

describe('where a write commits', () => {
  test('runs short commits on the calling thread without starting another', async () => {
    const store = await openStore(await tempDatabase());
    await createMany(store, 50);
    expect(store.metrics()).toMatchObject({ commits: { direct: 1, thread: 0 } });
  });

  test('runs all commits on the writer thread when directCommitMs is 0', async () => {
    const store = await openStore(await tempDatabase(), { directCommitMs: 0 });
    await createMany(store, 50);
    await createMany(store, 50);
    expect(store.metrics().commits.direct).toBe(0);
    expect(store.metrics().commits.thread).toBeGreaterThan(0);
  });

  test('waits for a lock on the writer thread while reads go on', async () => {
    const path = await tempDatabase();
    const store = await openStore(path);
    const [first = 0] = await createMany(store, 1);
    const holder = lock(path);
    const write = store.createPrompt(prompt);
    // In this turn of the event loop the calling thread finds the lock taken.
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await store.getPrompt(first)).toMatchObject(prompt);
    holder.exec('ROLLBACK');
    expect(await write).toBe(2);
    expect(store.metrics().commits).toEqual({ direct: 1, thread: 1 });
  });

  test('lets the event loop go on during a loop of writes', async () => {
    const store = await openStore(await tempDatabase());
    let turns = 0;
    const count = setInterval(() => (turns += 1), 0);
    for (let write = 0; write < 200; write++) await store.createPrompt(prompt);
    clearInterval(count);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('a killed writer thread', () => {
  test.each([
    ['before-begin', 0],
    ['before-commit', 0],
    ['after-commit', 3],
  ])('%s leaves an unknown outcome, %i of 3 writes and a usable store', async (step, stored) => {
    vi.stubEnv('NIGHT_PILOT_DB_TEST_WRITER_EXIT', step);
    onTestFinished(() => void vi.unstubAllEnvs());
    const store = await openStore(await tempDatabase(), { directCommitMs: 0 });
    const writes = await Promise.allSettled(
      Array.from({ length: 3 }, () => store.createPrompt(prompt)),
    );
    for (const write of writes) {
      expect(write).toMatchObject({ status: 'rejected', reason: { code: 'OUTCOME_UNKNOWN' } });
    }
    expect(await store.listPrompts()).toHaveLength(stored);
    vi.unstubAllEnvs();
    expect(await store.createPrompt(prompt)).toBe(stored + 1);
    expect(await store.checkIntegrity()).toEqual([]);
  });
});

describe('maxQueuedWrites', () => {
  test('refuses further writes with QUEUE_FULL and writes the queued ones', async () => {
    const store = await openStore(await tempDatabase(), { maxQueuedWrites: 10 });
    const writes = await Promise.allSettled(
      Array.from({ length: 12 }, () => store.createPrompt(prompt)),
    );
    expect(writes.slice(0, 10).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(writes.slice(10)).toMatchObject([
      { reason: { code: 'QUEUE_FULL' } },
      { reason: { code: 'QUEUE_FULL' } },
    ]);
    expect(await store.listPrompts()).toHaveLength(10);
  });
});

describe('AbortSignal', () => {
  test('withdraws a write that has not started', async () => {
    const store = await openStore(await tempDatabase());
    const controller = new AbortController();
    const write = store.createPrompt(prompt, { signal: controller.signal });
    const other = store.createPrompt(prompt);
    controller.abort('changed my mind');
    await expect(write).rejects.toMatchObject({ code: 'CANCELLED', cause: 'changed my mind' });
    expect(await other).toBe(1);
    expect(await store.listPrompts()).toHaveLength(1);
  });

  test('does not hide the outcome of a write that has started', async () => {
    const path = await tempDatabase();
    const store = await openStore(path, { directCommitMs: 0 });
    const holder = lock(path);
    const controller = new AbortController();
    const write = store.createPrompt(prompt, { signal: controller.signal });
    // The write goes to the thread at the end of this turn of the event loop.
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    holder.exec('ROLLBACK');
    expect(await write).toBe(1);
  });

  test('starts nothing when it is already aborted or not a signal', async () => {
    const store = await openStore(await tempDatabase());
    await expect(store.createPrompt(prompt, { signal: AbortSignal.abort() })).rejects.toMatchObject(
      { code: 'CANCELLED' },
    );
    await expect(
      store.listPrompts({}, { signal: 'now' as unknown as AbortSignal }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(store.metrics().queueDepth).toBe(0);
  });

  test('withdraws a list that waits for its turn', async () => {
    const store = await openStore(await tempDatabase(), { listCache: false, directReadMs: 0.01 });
    await createMany(store, 5);
    const controller = new AbortController();
    const lists = [1, 2, 3].map((limit) =>
      store.listPrompts({ limit }, { signal: controller.signal }),
    );
    controller.abort();
    const outcomes = await Promise.allSettled(lists);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'CANCELLED' } });
  });
});

describe('lists', () => {
  test('are the same when a reader thread reads them', async () => {
    const path = await tempDatabase();
    const here = await openStore(path);
    const there = await openStore(path, { directReadMs: 0, maxConnections: 3 });
    await createMany(here, 500);
    expect(await there.listPrompts({ limit: 400 })).toEqual(await here.listPrompts({ limit: 400 }));
    expect(there.metrics().readers).toMatchObject({ threads: 1, maxThreads: 1 });
    expect(here.metrics().readers.threads).toBe(0);
  });

  test('are cached, frozen and counted until this store or anyone else writes', async () => {
    const path = await tempDatabase();
    const store = await openStore(path);
    await createMany(store, 3);
    await store.listPrompts();
    const first = await store.listPrompts();
    first.pop();
    expect(await store.listPrompts()).toHaveLength(3);
    expect(Object.isFrozen(first[0])).toBe(true);
    expect(store.metrics().cache).toMatchObject({ hits: 1, misses: 2, entries: 1, rows: 3 });

    await store.createPrompt(prompt);
    expect(await store.listPrompts()).toHaveLength(4);

    const other = new Database(path);
    onTestFinished(() => void other.close());
    other.exec('DELETE FROM prompts WHERE id = 1');
    expect(await store.listPrompts()).toHaveLength(3);
    expect(store.metrics().cache).toMatchObject({ hits: 1, misses: 4 });
  });

  test('of schedules change with the title of their prompt', async () => {
    const store = await openStore(await tempDatabase());
    const id = await store.createPrompt(prompt);
    await store.createSchedule({ promptId: id, scheduleTime: '2030-01-01T00:00:00Z' });
    await store.listSchedules();
    await store.updatePrompt(id, { title: 'New' });
    expect(await store.listSchedules()).toMatchObject([{ promptTitle: 'New' }]);
    await store.deletePrompt(id);
    expect(await store.listSchedules()).toEqual([]);
  });

  test('are logged with their plan and without their values when they were slow', async () => {
    const store = await openStore(await tempDatabase(), { slowQueryMs: 0, listCache: false });
    const heard: unknown[] = [];
    const listen = (message: unknown) => void heard.push(message);
    subscribe('night-pilot:db:slow-query', listen);
    onTestFinished(() => void unsubscribe('night-pilot:db:slow-query', listen));
    await store.listPrompts({ title: 'secret' });
    const [slow] = store.metrics().slowQueries;
    expect(slow).toMatchObject({
      method: 'listPrompts',
      plan: expect.arrayContaining([
        expect.stringContaining('prompts_search') as string,
      ]) as string[],
    });
    expect(JSON.stringify(slow)).not.toContain('secret');
    expect(heard).toEqual([slow]);
  });
});

test('adds prompts to the search index after a search looked through them', async () => {
  const path = await tempDatabase();
  const store = await openStore(path);
  await store.createPrompts(
    Array.from({ length: 1_500 }, (_, at) => ({ title: `t${at}`, content: `number ${at}.` })),
  );
  expect(await store.listPrompts({ search: 'number 1234.' })).toMatchObject([{ title: 't1234' }]);
  await store.optimize();
  expect(await store.listPrompts({ search: 'number 1234.', limit: 5 })).toMatchObject([
    { title: 't1234' },
  ]);
  await store.close();
  const bare = new Database(path);
  onTestFinished(() => void bare.close());
  expect(bare.prepare('SELECT indexed_through FROM search_index').pluck().get()).toBe(1_500);
});

test('bounds the write-ahead log when readers never pause', async () => {
  const path = await tempDatabase();
  const store = await openStore(path, { maxWalBytes: 1024 * 1024, directCommitMs: 0 });
  const reader = new Database(path, { readonly: true });
  onTestFinished(() => void reader.close());
  const content = 'x'.repeat(20_000);
  let reading = reader.prepare('SELECT * FROM prompts').iterate();
  for (let write = 0; write < 2_500; write++) {
    await store.createPrompts([
      { title: 't', content },
      { title: 't', content },
    ]);
    // The next reader enters the log before the last one leaves it.
    if (write % 5 === 0) {
      reading.return?.();
      reading = reader.prepare('SELECT * FROM prompts').iterate();
      reading.next();
      reading.return?.();
    }
  }
  // The loop wrote 100 MB.
  expect(store.metrics().walBytes).toBeLessThan(30 * 1024 * 1024);
});

describe('backup', () => {
  test('makes a complete store while writes go on', async () => {
    const store = await openStore(await tempDatabase());
    await createMany(store, 200);
    const to = join(await tempFolder(), 'copy.db');
    const backup = store.backup(to);
    await createMany(store, 50);
    await backup;
    const copy = await openStore(to);
    expect((await copy.listPrompts()).length).toBeGreaterThanOrEqual(200);
    expect(await copy.checkIntegrity()).toEqual([]);
    expect(await store.listPrompts()).toHaveLength(250);
  });

  test('overwrites no file and leaves no unfinished file', async () => {
    const store = await openStore(await tempDatabase());
    const to = join(await tempFolder(), 'taken.db');
    await writeFile(to, 'mine');
    await expect(store.backup(to)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(store.backup(join(dirname(to), 'none', 'x.db'))).rejects.toMatchObject({
      code: 'CANNOT_OPEN',
    });
    expect(await readdir(dirname(to))).toEqual(['taken.db']);
    expect((await stat(to)).size).toBe(4);
  });
});

test('checkIntegrity names a dangling reference', async () => {
  const path = await tempDatabase();
  const store = await openStore(path);
  await store.createPrompt(prompt);
  const other = new Database(path);
  other.pragma('foreign_keys = OFF');
  other.exec(
    "INSERT INTO schedules (prompt_id, schedule_time, created_at, updated_at) VALUES (99, '', '', '')",
  );
  other.close();
  expect(await store.checkIntegrity()).toEqual([
    'row 1 of schedules points to a row of prompts that does not exist',
  ]);
});

test('refuses optimize and checkIntegrity when the store is closed', async () => {
  const store = await openStore(await tempDatabase());
  await store.close();
  await expect(store.optimize()).rejects.toMatchObject({ code: 'CLOSED' });
  await expect(store.checkIntegrity()).rejects.toMatchObject({ code: 'CLOSED' });
});
