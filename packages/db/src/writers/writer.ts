import type { DatabaseError } from '../errors.ts';
import type { Operation } from '../operations/operation.ts';

/** How one operation ended. A value is given only for what is committed. */
export type Outcome =
  | { readonly state: 'done'; readonly value: unknown }
  | { readonly state: 'failed'; readonly error: DatabaseError };

/** Takes operations in order and tells each its own outcome. */
export interface Writer {
  /** Calls `settle` once, when the outcome is certain; never throws. */
  submit(operation: Operation, settle: (outcome: Outcome) => void): void;
  /** Resolves when every accepted operation has its outcome and the writer's connection is closed. */
  close(): Promise<void>;
  /** Operations submitted and not yet settled. */
  readonly queueDepth: number;
  /** Transactions committed so far. */
  readonly commits: number;
}
