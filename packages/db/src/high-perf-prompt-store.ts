import { databaseFilePath } from './connection/database-path.ts';
import type { HighPerfStore, PromptStore } from './prompt-store.ts';
import type { ReaderPool } from './reads/reader-pool.ts';
import type { StoreCalls } from './store-calls.ts';

export interface HighPerfParts {
  readonly calls: StoreCalls;
  readonly pool: ReaderPool;
  readonly optimize: () => Promise<void>;
}

/** Adds backup, integrity check and optimization, which run on other threads, to the methods of a store. */
export function highPerfPromptStore(
  store: PromptStore,
  { calls, pool, optimize }: HighPerfParts,
): HighPerfStore {
  return {
    ...store,

    backup: (path, call) =>
      calls.uncounted(call, (signal) => pool.copy(databaseFilePath(path), signal)),

    checkIntegrity: (call) => calls.uncounted(call, (signal) => pool.checkIntegrity(signal)),

    optimize: (call) => calls.uncounted(call, () => optimize()),
  };
}
