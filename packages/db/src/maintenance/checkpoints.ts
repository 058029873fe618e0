import type { Checkpoint, Checkpointer } from '../writers/checkpointer.ts';

/** Asking how long the write-ahead log is costs as much as a read: it is done once in so many commits. */
const COMMITS_PER_LOOK = 16;
/**
 * SQLite's own measure for when to move the log into the file. A longer one would move pages that change often less often,
 * but as long as the log's file still grows every commit waits twice as long for the disk.
 */
const CHECKPOINT_PAGES = 1_000;
/** How much a new reading moves the estimate of a checkpoint's time. */
const WEIGHT = 0.3;

export interface CheckpointsOptions {
  /** Over the connection of the calling thread. */
  readonly checkpointer: Checkpointer;
  /** Has the writer thread do it. */
  readonly inThread: () => Promise<Checkpoint>;
  /** A checkpoint that is expected to take longer is left to the thread; 0 leaves all of them to it. */
  readonly directMs: number;
  readonly onCheckpoint: (checkpoint: Checkpoint) => void;
}

/**
 * Moves the write-ahead log into the file whenever it has grown long, after a commit has told its callers: on the calling
 * thread where that is expected to be short, else on the writer thread.
 */
export class Checkpoints {
  readonly #options: CheckpointsOptions;
  #commits = 0;
  // Of a solid-state disk; the first checkpoint corrects it.
  #expectedMs = 2;
  #underWay: Promise<void> | null = null;
  #stopped = false;

  constructor(options: CheckpointsOptions) {
    this.#options = options;
  }

  /** After each commit. */
  committed(): void {
    this.#commits += 1;
    if (this.#commits % COMMITS_PER_LOOK !== 0 || this.#underWay !== null || this.#stopped) return;
    this.#underWay = new Promise((resolve) => setImmediate(resolve))
      .then(() => this.#checkpoint())
      // Where it fails, the next look finds the log as long as before.
      .catch(() => undefined)
      .finally(() => (this.#underWay = null));
  }

  /** Resolves when none is under way; no other begins. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#underWay;
  }

  async #checkpoint(): Promise<void> {
    const { checkpointer, inThread, directMs, onCheckpoint } = this.#options;
    const pages = checkpointer.pending();
    if (pages < CHECKPOINT_PAGES || this.#stopped) return;
    let checkpoint: Checkpoint;
    if (this.#expectedMs <= directMs) {
      checkpoint = checkpointer.passive();
    } else {
      checkpoint = await inThread();
      // The log begins anew only when all of it is in the file: what was committed meanwhile is short.
      if (directMs > 0 && checkpointer.pending() < CHECKPOINT_PAGES / 5) checkpointer.passive();
    }
    this.#expectedMs += WEIGHT * (checkpoint.durationMs - this.#expectedMs);
    onCheckpoint(checkpoint);
  }
}
