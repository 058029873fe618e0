import { type Failure, fromFailure, toFailure } from '../failure.ts';
import type { Operation } from '../operations/operation.ts';
import type { CommittedGroup } from './group-commit.ts';
import type { Outcome } from './writer.ts';

/** What the writer thread is started with. */
export interface WriterThreadOptions {
  readonly path: string;
  readonly busyTimeoutMs: number;
  readonly maxBatchMs: number;
  readonly cacheBytes: number;
  readonly maxWalBytes: number;
}

/** What the thread does beside committing; each is short, so that commits do not wait for it. */
export type Care = 'checkpoint' | 'index-search' | 'optimize';

/** To the thread: operations to commit, a care, or the word that no more will come. */
export type Request =
  | { readonly do: 'commit'; readonly operations: readonly Operation[] }
  | { readonly do: Care }
  | { readonly do: 'close' };

/** From the thread: first whether it can work at all, then answers in the order of the requests. */
export type Reply =
  | { readonly state: 'started' }
  | { readonly state: 'cannot-start'; readonly failure: Failure }
  | ({ readonly state: 'committed' } & SettledGroup)
  | { readonly state: 'cared'; readonly value: unknown }
  | { readonly state: 'care-failed'; readonly failure: Failure };

/** The outcomes of the oldest unanswered operations. */
export interface SettledGroup extends Omit<CommittedGroup, 'outcomes'> {
  /** One for each operation; undefined where it failed. */
  readonly values: readonly unknown[];
  /** By position in `values`. */
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
