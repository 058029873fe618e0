import { openConnection } from './connection/open.ts';
import { preparedOrClosed } from './connection/prepared-or-closed.ts';
import type { PromptStore } from './prompt-store.ts';
import { SqlitePromptStore } from './sqlite-prompt-store.ts';
import { DirectWriter } from './writers/direct-writer.ts';

const BUSY_TIMEOUT_MS = 5_000;

/**
 * The plain store: one connection on the calling thread with SQLite's own defaults (a rollback
 * journal, `synchronous=FULL`), each write in a transaction of its own.
 */
export const SimpleDatabase = {
  /**
   * Opens a database file; makes it, not its folder, where it is missing.
   *
   * @throws {DatabaseError} `INVALID_INPUT`, `CANNOT_OPEN`, `CORRUPT`, `NEWER_SCHEMA`, `BUSY`, `FAILED`
   */
  async open(path: string): Promise<PromptStore> {
    const connection = openConnection(path, { busyTimeoutMs: BUSY_TIMEOUT_MS, wal: false });
    return preparedOrClosed(connection, () => {
      const writer = new DirectWriter(connection);
      return new SqlitePromptStore({ store: 'simple', reader: connection, writer });
    });
  },
};
