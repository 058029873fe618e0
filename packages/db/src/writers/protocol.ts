import { type Failure, fromFailure, toFailure } from '../failure.ts';
import type { FileIdentity } from '../connection/file-identity.ts';
import type { Operation } from '../operations/operation.ts';
import type { CommittedGroup } from './group-commit.ts';
import type { Outcome } from './writer.ts';

/** Start-up data of the writer thread. */
export interface WriterThreadOptions {
  readonly path: string;
  readonly identity: FileIdentity;
  readonly busyTimeoutMs: number;
  readonly maxBatchMs: number;
  readonly cacheBytes: number;
  readonly maxWalBytes: number;
}

/** Tasks of the thread beside commits. Each is short, so that commits do not wait for it. */
export type MaintenanceTask = 'checkpoint' | 'index-search' | 'optimize';

/** Message to the thread: operations to commit, a task, or the end. */
export type Request =
  | { readonly do: 'commit'; readonly operations: readonly Operation[] }
  | { readonly do: MaintenanceTask }
  | { readonly do: 'close' };

/** Message from the thread: first whether it could start, then answers in the order of the requests. */
export type Reply =
  | { readonly state: 'started' }
  | { readonly state: 'cannot-start'; readonly failure: Failure }
  | ({ readonly state: 'committed' } & SettledGroup)
  | { readonly state: 'maintained'; readonly value: unknown }
  | { readonly state: 'maintenance-failed'; readonly failure: Failure };

/** Outcomes of the oldest unanswered operations. */
export interface SettledGroup extends Omit<CommittedGroup, 'outcomes'> {
  /** One value for each operation; undefined if it failed. */
  readonly values: readonly unknown[];
  /** Failures by position in `values`. */
  readonly failures: ReadonlyMap<number, Failure>;
}

export function encodeGroup({ outcomes, ...rest }: CommittedGroup): Reply {
  const failures = new Map<number, Failure>();
  const values = outcomes.map((outcome, index) => {
    if (outcome.state === 'done') return outcome.value;
    failures.set(index, toFailure(outcome.error));
    return undefined;
  });
  return { state: 'committed', values, failures, ...rest };
}

export function decodeOutcomes({ values, failures }: SettledGroup): Outcome[] {
  return values.map((value, index) => {
    const failure = failures.get(index);
    return failure === undefined
      ? { state: 'done', value }
      : { state: 'failed', error: fromFailure(failure) };
  });
}
