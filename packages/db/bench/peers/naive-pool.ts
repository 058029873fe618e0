import { Worker } from 'node:worker_threads';
import type { Peer } from './peer.ts';

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** A first attempt that many make: workers with a connection each take turns, one message per call. */
export async function naivePool(path: string, connections = 20): Promise<Peer> {
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  const start = async () => {
    const thread = new Worker(new URL('./naive-pool-thread.ts', import.meta.url), {
      workerData: path,
      execArgv: [],
    });
    await new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
    thread.on('message', ({ id, value, error }: Answer) => {
      const call = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) call?.resolve(value);
      else call?.reject(new Error(error));
    });
    return thread;
  };
  // The first starts alone, because it switches the file to the write-ahead log: if two do so at once, SQLite refuses one
  // without waiting for the lock, despite busy_timeout.
  const first = await start();
  const others = await Promise.all(Array.from({ length: connections - 1 }, start));
  const threads = [first, ...others];
  let calls = 0;
  const call = (method: string, argument: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const id = calls++;
      waiting.set(id, { resolve, reject });
      threads[id % connections]?.postMessage({ id, method, argument });
    });
  return {
    createPrompt: (prompt) => call('createPrompt', prompt) as Promise<number>,
    createPrompts: (prompts) => call('createPrompts', prompts),
    getPrompt: (id) => call('getPrompt', id),
    listPrompts: (query) => call('listPrompts', query) as Promise<unknown[]>,
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
