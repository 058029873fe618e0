import { resolve } from 'node:path';
import { filledText } from './input/check.ts';
import type { HighPerfStore } from './prompt-store.ts';
import type { ReaderPool } from './reads/reader-pool.ts';
import { promptStoreOver } from './sqlite-prompt-store.ts';
import { StoreCalls, type StoreParts } from './store-calls.ts';

export interface HighPerfParts extends StoreParts {
  readonly pool: ReaderPool;
  readonly optimize: () => Promise<void>;
}

/** Makes a PromptStore with backup, integrity check and optimization, which run on other threads. */
export function highPerfPromptStore(parts: HighPerfParts): HighPerfStore {
  const { pool, optimize } = parts;
  const calls = new StoreCalls(parts);
  return {
    ...promptStoreOver(calls),

    backup: (path, call) =>
      calls.uncounted(call, (signal) => pool.copy(resolve(filledText(path, 'path')), signal)),

    checkIntegrity: (call) => calls.uncounted(call, (signal) => pool.checkIntegrity(signal)),

    optimize: (call) => calls.uncounted(call, () => optimize()),
  };
}
