import type { DatabaseError } from '../errors.ts';
import type { Operation } from '../operations/operation.ts';

/** How one operation ended. A value is given only for what is committed. */
export type Outcome =
  | { readonly state: 'done'; readonly value: unknown }
  | { readonly state: 'failed'; readonly error: DatabaseError };

export interface Submission {
  readonly operation: Operation;
  /** Withdraws the operation as long as nobody began with it. */
  readonly signal: AbortSignal | undefined;
  /** Called once, when the outcome is certain. */
  readonly settle: (outcome: Outcome) => void;
}

/** A transaction that was committed. */
export interface Commit {
  /** Operations that it made durable. */
  readonly size: number;
  /** From taking the lock to the end of COMMIT. */
  readonly durationMs: number;
  /** On the calling thread, or on the writer thread. */
  readonly where: 'direct' | 'thread';
}

/** Takes operations in order and tells each its own outcome. */
export interface Writer {
  /** The outcome at once, where nothing is gained by waiting for others; null where the operation is to be submitted. Never throws. */
  commitNow(operation: Operation): Outcome | null;
  /** Never throws. */
  submit(submission: Submission): void;
  /** Resolves when every accepted operation has its outcome. */
  drain(): Promise<void>;
  /** After draining: ends what the writer runs on, and closes what it opened. */
  close(): Promise<void>;
  /** Operations submitted and not yet settled. */
  readonly queueDepth: number;
}
