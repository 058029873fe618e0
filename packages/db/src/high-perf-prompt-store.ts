import { resolve } from 'node:path';
import { toDatabaseError } from './sqlite-error.ts';
import { DatabaseError } from './errors.ts';
import { signalOf } from './input/call-options.ts';
import { filledText } from './input/check.ts';
import type { CallOptions, HighPerfStore } from './prompt-store.ts';
import type { ReaderPool } from './reads/reader-pool.ts';
import { SqlitePromptStore, type StoreParts } from './sqlite-prompt-store.ts';

export interface HighPerfParts {
  readonly pool: ReaderPool;
  readonly optimize: () => Promise<void>;
}

/** A PromptStore with a pool of readers and someone who takes care of the file. */
export class HighPerfPromptStore extends SqlitePromptStore implements HighPerfStore {
  readonly #pool: ReaderPool;
  readonly #optimize: () => Promise<void>;

  constructor(parts: StoreParts, { pool, optimize }: HighPerfParts) {
    super(parts);
    this.#pool = pool;
    this.#optimize = optimize;
  }

  backup(path: string, call?: CallOptions): Promise<void> {
    return this.#attempt(call, (signal) =>
      this.#pool.copy(resolve(filledText(path, 'path')), signal),
    );
  }

  checkIntegrity(call?: CallOptions): Promise<readonly string[]> {
    return this.#attempt(call, (signal) => this.#pool.checkIntegrity(signal));
  }

  optimize(call?: CallOptions): Promise<void> {
    return this.#attempt(call, () => this.#optimize());
  }

  async #attempt<T>(
    call: CallOptions | undefined,
    run: (signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<T> {
    if (this.isClosing) throw new DatabaseError('CLOSED', 'The store is closed: open it again.');
    try {
      return await run(call === undefined ? undefined : signalOf(call));
    } catch (error) {
      throw toDatabaseError(error);
    }
  }
}
