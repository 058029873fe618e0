import type { Checkpoint, Checkpointer } from '../writers/checkpointer.ts';

/** Commits between two looks at the length of the write-ahead log: a look costs as much as a read. */
const COMMITS_PER_LOOK = 16;
/**
 * Length of the log, in pages, from which it is moved into the file; SQLite's own default. A longer log would move pages that change
 * often less often, but while the log's file still grows, every commit waits twice as long for the disk.
 */
const CHECKPOINT_PAGES = 1_000;
/** Weight of a new reading in the estimate of a checkpoint's duration. */
const WEIGHT = 0.3;

export interface CheckpointsOptions {
  /** Uses the connection of the calling thread. */
  readonly checkpointer: Checkpointer;
  /** Runs a checkpoint on the writer thread. */
  readonly inThread: () => Promise<Checkpoint>;
  /** Longest expected duration of a checkpoint on the calling thread, in ms; 0 runs all of them on the writer thread. */
  readonly directMs: number;
  readonly onCheckpoint: (checkpoint: Checkpoint) => void;
  /** Looks whether the files of the database are still there. */
  readonly hasFile: () => boolean;
}

/**
 * Moves the write-ahead log into the file when it has grown long, after the callers of a commit have their outcomes. Runs on the
 * calling thread if that is expected to be short, otherwise on the writer thread.
 */
export class Checkpoints {
  readonly #options: CheckpointsOptions;
  #commits = 0;
  // Starts with the duration on a solid-state disk; the first checkpoints correct it.
  #expectedMs = 2;
  #underWay: Promise<void> | null = null;
  #stopped = false;

  constructor(options: CheckpointsOptions) {
    this.#options = options;
  }

  /** Call this after each commit. */
  committed(): void {
    this.#commits += 1;
    if (this.#commits % COMMITS_PER_LOOK !== 0 || this.#underWay !== null || this.#stopped) return;
    this.#underWay = new Promise((resolve) => setImmediate(resolve))
      .then(() => this.#checkpoint())
      // After a failure the next look finds the log as long as before.
      .catch(() => undefined)
      .finally(() => (this.#underWay = null));
  }

  /** Resolves when no checkpoint is running; no other starts. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#underWay;
  }

  async #checkpoint(): Promise<void> {
    const { checkpointer, inThread, directMs, onCheckpoint, hasFile } = this.#options;
    const pages = checkpointer.pending();
    if (pages < CHECKPOINT_PAGES || this.#stopped || !hasFile()) return;
    let checkpoint: Checkpoint;
    if (this.#expectedMs <= directMs) {
      checkpoint = checkpointer.passive();
    } else {
      checkpoint = await inThread();
      // SQLite restarts the log only when all of it is in the file; the rest, committed meanwhile, is short.
      if (directMs > 0 && checkpointer.pending() < CHECKPOINT_PAGES / 5) checkpointer.passive();
    }
    this.#expectedMs += WEIGHT * (checkpoint.durationMs - this.#expectedMs);
    onCheckpoint(checkpoint);
  }
}
