import type { Database } from 'better-sqlite3';

const PAGE_BYTES = 4_096;

interface Progress {
  /** 1 if a reader or writer stopped the checkpoint early. */
  readonly busy: number;
  /** Pages in the write-ahead log; -1 outside of WAL mode. */
  readonly log: number;
  /** Pages of the log that are already in the database file. */
  readonly checkpointed: number;
}

export interface Checkpoint {
  readonly durationMs: number;
  readonly walPages: number;
  readonly checkpointedPages: number;
}

/**
 * Moves the write-ahead log into the database file before it grows too long.
 *
 * A passive checkpoint waits for nobody, but SQLite restarts the log only when no reader uses it: under readers without
 * a pause the log would grow for ever. Beyond `maxWalBytes` the checkpoint therefore blocks writers and waits for the readers
 * of the log; new readers no longer use it.
 */
export class Checkpointer {
  readonly #size;
  readonly #passive;
  readonly #restart;
  readonly #maxPages: number;

  constructor(connection: Database, maxWalBytes: number) {
    this.#size = connection.prepare<[], Progress>('PRAGMA wal_checkpoint(NOOP)');
    this.#passive = connection.prepare<[], Progress>('PRAGMA wal_checkpoint(PASSIVE)');
    this.#restart = connection.prepare<[], Progress>('PRAGMA wal_checkpoint(RESTART)');
    this.#maxPages = maxWalBytes / PAGE_BYTES;
  }

  /** Counts the pages of the log that are not in the database file yet. */
  pending(): number {
    const { log, checkpointed } = this.#size.get() as Progress;
    return log - checkpointed;
  }

  /** Runs a checkpoint that waits for nobody. */
  passive(): Checkpoint {
    return this.#timed(() => this.#passive.get() as Progress);
  }

  /** Runs a checkpoint that waits for readers if the log is too long. */
  bounded(): Checkpoint {
    return this.#timed(() => {
      const progress = this.#passive.get() as Progress;
      return progress.log > this.#maxPages ? (this.#restart.get() as Progress) : progress;
    });
  }

  #timed(run: () => Progress): Checkpoint {
    const startedAt = performance.now();
    const { log, checkpointed } = run();
    const durationMs = performance.now() - startedAt;
    return { durationMs, walPages: log, checkpointedPages: checkpointed };
  }
}
