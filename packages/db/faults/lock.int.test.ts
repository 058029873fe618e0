import { expect, test } from 'vitest';
import { HighPerfDatabase } from '../src/index.ts';
import { tempDatabase } from '../src/testing/temp-folder.ts';
import { startChild } from './child.ts';
import { WAYS } from './ways.ts';

const prompt = { title: 't', content: 'c' };

test.each(WAYS)(
  'rejects writes %s with BUSY, reads on and loses nothing when another process holds the lock for longer than the time-out',
  async (_, options) => {
    const path = await tempDatabase();
    const store = await HighPerfDatabase.open(path, { ...options, busyTimeoutMs: 100 });
    const first = await store.createPrompt(prompt);
    const driver = JSON.stringify(import.meta.resolve('better-sqlite3'));
    const holder = await startChild(`
      const { default: Database } = await import(${driver});
      const connection = new Database(${JSON.stringify(path)});
      connection.exec('BEGIN IMMEDIATE');
      print('locked');
      // A connection that nothing refers to is closed by the garbage collector.
      setInterval(() => connection.inTransaction, 1_000);`);
    while (holder.printed() === '') await new Promise((resolve) => setTimeout(resolve, 5));

    const writes = Array.from({ length: 10 }, () => store.createPrompt(prompt));
    expect(await store.getPrompt(first)).toMatchObject(prompt);
    expect(await store.listPrompts()).toHaveLength(1);
    for (const outcome of await Promise.allSettled(writes)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'BUSY' } });
    }

    holder.process.kill('SIGKILL');
    await holder.ended;
    const ids = await Promise.all(Array.from({ length: 10 }, () => store.createPrompt(prompt)));
    expect((await store.listPrompts()).map(({ id }) => id)).toEqual([...ids.reverse(), first]);
    await store.close();
  },
);
