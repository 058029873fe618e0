import type { BenchMessage, BenchRequest } from './bench-protocol.ts';
import type { CountMessage, CountRequest } from './count-protocol.ts';
import type { FailureDescription } from './failure.ts';
import type { LoadMessage, LoadRequest } from './load-protocol.ts';
import type { MeasureMessage, MeasureRequest } from './measure-protocol.ts';

/** A request to a fork. Each process answers one. */
export type ForkRequest = BenchRequest | CountRequest | LoadRequest | MeasureRequest;

/** A message of a fork. `done` comes last; a fork that ends without it broke down. */
export type ForkMessage =
  | BenchMessage
  | CountMessage
  | LoadMessage
  | MeasureMessage
  /** A benchmark or a run begins. */
  | { event: 'started'; what: string }
  /** `what` is null when no benchmark or run was under way. */
  | { event: 'failed'; what: string | null; error: FailureDescription }
  /** Time in which the fork was ready to run and had no CPU, in ms. */
  | { event: 'done'; waitedForCpuMs: number };

export type RequestKind = ForkRequest['do'];
export type RequestOf<Kind extends RequestKind> = Extract<ForkRequest, { do: Kind }>;
export type MessageOf<Event extends ForkMessage['event']> = Extract<ForkMessage, { event: Event }>;

/** Sends a message to the process that asked. */
export type Send = (message: ForkMessage) => void;

/**
 * Functions that answer requests in a fork, by the kind of request. `signal` is aborted when the fork has to tidy up
 * and leave. An error that they throw is sent as a `failed` message.
 */
export type Handlers<Kind extends RequestKind> = {
  readonly [K in Kind]: (request: RequestOf<K>, send: Send, signal: AbortSignal) => Promise<void>;
};

/** The part of a room that runs in forks. */
export interface ForkRoom<Kind extends RequestKind> {
  handlers: Handlers<Kind>;
}

/** Requests whose handlers heed `signal`. A fork that answers another one ends at once when it is asked to leave. */
export const TIDIES_UP: ReadonlySet<RequestKind> = new Set<RequestKind>([
  'describe-scenario',
  'repeat-scenario',
  'describe-measurement',
  'measure-once',
]);
