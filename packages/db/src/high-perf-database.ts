import { openConnection } from './connection/open.ts';
import { preparedOrClosed } from './connection/prepared-or-closed.ts';
import { atLeast, fields, optional } from './input/check.ts';
import type { PromptStore } from './prompt-store.ts';
import { SqlitePromptStore } from './sqlite-prompt-store.ts';
import { GroupCommitWriter } from './writers/group-commit-writer.ts';

export interface HighPerfOptions {
  /**
   * How long to wait for a lock that another process holds, in milliseconds; at least 0.
   * @default 5000
   */
  readonly busyTimeoutMs?: number;
  /**
   * At most this many writes share one commit; at least 1. More of them wait less often for the disk,
   * and the first of them wait longer for the last.
   * @default 1000
   */
  readonly maxBatchOperations?: number;
}

const checkOptions = fields({
  busyTimeoutMs: optional(atLeast(0), 5_000),
  maxBatchOperations: optional(atLeast(1), 1_000),
});

/**
 * The fast store: one writer thread commits all writes that came while it was busy together
 * (write-ahead log, `synchronous=FULL`); reads run on the calling thread over their own connection.
 */
export const HighPerfDatabase = {
  /**
   * Opens a database file; makes it, not its folder, where it is missing.
   *
   * @throws {DatabaseError} `INVALID_INPUT`, `CANNOT_OPEN`, `CORRUPT`, `NEWER_SCHEMA`, `BUSY`, `FAILED`
   *
   * @example
   * const store = await HighPerfDatabase.open('night-pilot.db');
   * const id = await store.createPrompt({ title: 'Changelog', content: 'Summarise today.' });
   * await store.close();
   */
  async open(path: string, options: HighPerfOptions = {}): Promise<PromptStore> {
    const { busyTimeoutMs, maxBatchOperations } = checkOptions(options, 'options');
    const reader = openConnection(path, { busyTimeoutMs, wal: true });
    reader.pragma('query_only = ON');
    const writer = new GroupCommitWriter({ path: reader.name, busyTimeoutMs, maxBatchOperations });
    return preparedOrClosed(reader, () => new SqlitePromptStore({ store: 'high', reader, writer }));
  },
};
