import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HighPerfDatabase, type PromptStore, SimpleDatabase } from '../src/index.ts';

export interface Stores extends AsyncDisposable {
  readonly simple: PromptStore;
  readonly high: PromptStore;
}

/** Both stores, each on an empty file in a folder on disk that is gone after use. */
export async function openStores(): Promise<Stores> {
  const folder = await mkdtemp(join(tmpdir(), 'night-pilot-db-bench-'));
  const simple = await SimpleDatabase.open(join(folder, 'simple.db'));
  const high = await HighPerfDatabase.open(join(folder, 'high.db'));
  return {
    simple,
    high,
    async [Symbol.asyncDispose]() {
      await Promise.all([simple.close(), high.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
