import type { DatabaseError } from '../errors.ts';
import type { Operation } from '../operations/operation.ts';

/** Outcome of one operation. It has a value only if the operation is committed. */
export type Outcome =
  | { readonly state: 'done'; readonly value: unknown }
  | { readonly state: 'failed'; readonly error: DatabaseError };

export interface Submission {
  readonly operation: Operation;
  /** Withdraws the operation if it has not started. */
  readonly signal: AbortSignal | undefined;
  /** Called once, when the outcome is certain. */
  readonly settle: (outcome: Outcome) => void;
}

/** A committed transaction. */
export interface Commit {
  /** Number of operations in it. */
  readonly size: number;
  /** Time from getting the lock to the end of COMMIT. */
  readonly durationMs: number;
  /** The calling thread or the writer thread. */
  readonly where: 'direct' | 'thread';
}

/** Runs operations in order and gives each its own outcome. */
export interface Writer {
  /** Commits at once if waiting for other operations gains nothing. Null: submit the operation instead. Never throws. */
  commitNow(operation: Operation): Outcome | null;
  /** Never throws. */
  submit(submission: Submission): void;
  /** Resolves when every accepted operation has its outcome. */
  drain(): Promise<void>;
  /** Call this after `drain`: ends the writer's thread and closes its connections. */
  close(): Promise<void>;
  /** Number of submitted operations without an outcome. */
  readonly queueDepth: number;
}
