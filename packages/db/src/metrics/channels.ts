import { channel } from 'node:diagnostics_channel';
import type { DatabaseErrorCode } from '../errors.ts';
import type { Checkpoint } from '../writers/checkpointer.ts';
import type { Commit } from '../writers/writer.ts';
import type { SlowQuery } from '../store-metrics.ts';

/** Message of `night-pilot:db:operation`, sent when a call has ended. */
export interface OperationMessage {
  readonly method: string;
  readonly durationMs: number;
  /** Null if the call succeeded. */
  readonly code: DatabaseErrorCode | null;
}

/** Message of `night-pilot:db:writer`, sent when the writer thread started or ended; `cause` is null after a regular end. */
export type WriterMessage =
  | { readonly state: 'started' }
  | { readonly state: 'ended'; readonly cause: Error | null };

const operations = channel('night-pilot:db:operation');
const commits = channel('night-pilot:db:commit');
const slowQueries = channel('night-pilot:db:slow-query');
const checkpoints = channel('night-pilot:db:checkpoint');
const writers = channel('night-pilot:db:writer');

// Makes no message without a subscriber: a point read takes only two microseconds.
export function publishOperation(
  method: string,
  durationMs: number,
  code: DatabaseErrorCode | null,
) {
  if (operations.hasSubscribers) {
    operations.publish({ method, durationMs, code } satisfies OperationMessage);
  }
}

export function publishCommit(commit: Commit): void {
  if (commits.hasSubscribers) commits.publish(commit);
}

export function publishSlowQuery(query: SlowQuery): void {
  if (slowQueries.hasSubscribers) slowQueries.publish(query);
}

export function publishCheckpoint(checkpoint: Checkpoint): void {
  if (checkpoints.hasSubscribers) checkpoints.publish(checkpoint);
}

export function publishWriter(message: WriterMessage): void {
  if (writers.hasSubscribers) writers.publish(message);
}
