import { DatabaseError, type DatabaseErrorCode } from '../errors.ts';
import type { Operation } from '../operations/operation.ts';
import type { Outcome } from './writer.ts';

/** What the writer thread is started with. */
export interface WriterThreadOptions {
  readonly path: string;
  readonly busyTimeoutMs: number;
  readonly maxBatchOperations: number;
}

/** To the thread: operations in order, or null when no more will come. */
export type Request = readonly Operation[] | null;

/** From the thread: first whether it can work at all, then the outcomes of the oldest unanswered operations. */
export type Reply =
  | { readonly state: 'started' }
  | { readonly state: 'cannot-start'; readonly failure: Failure }
  | ({ readonly state: 'settled' } & SettledOutcomes);

export interface SettledOutcomes {
  /** One for each operation; undefined where it failed. */
  readonly values: readonly unknown[];
  /** By position in `values`. */
  readonly failures: ReadonlyMap<number, Failure>;
  /** Transactions that this thread committed so far. */
  readonly commits: number;
}

/** An error as a message carries it: copying an Error between threads would lose its class and code. */
export interface Failure {
  readonly code: DatabaseErrorCode;
  readonly message: string;
}

export function toFailure({ code, message }: DatabaseError): Failure {
  return { code, message };
}

export function fromFailure({ code, message }: Failure): DatabaseError {
  return new DatabaseError(code, message);
}

export function encodeOutcomes(outcomes: readonly Outcome[], commits: number): Reply {
  const failures = new Map<number, Failure>();
  const values = outcomes.map((outcome, index) => {
    if (outcome.state === 'done') return outcome.value;
    failures.set(index, toFailure(outcome.error));
    return undefined;
  });
  return { state: 'settled', values, failures, commits };
}

export function decodeOutcome({ values, failures }: SettledOutcomes, index: number): Outcome {
  const failure = failures.get(index);
  return failure === undefined
    ? { state: 'done', value: values[index] }
    : { state: 'failed', error: fromFailure(failure) };
}
