import { DatabaseError } from '../errors.ts';
import type { CallOptions } from '../prompt-store.ts';
import { type Check, fields, optional, refuse } from './check.ts';

const abortSignal: Check<AbortSignal> = (value, field) =>
  value instanceof AbortSignal ? value : refuse(field, 'an AbortSignal', value);

const callOptions = fields({ signal: optional(abortSignal, undefined) });

/** Checks the options of a call and returns its signal. @throws {DatabaseError} `CANCELLED` if the signal is already aborted, `INVALID_INPUT` */
export function signalOf(call: CallOptions): AbortSignal | undefined {
  const { signal } = callOptions(call, 'call');
  if (signal?.aborted === true) throw cancelled(signal);
  return signal;
}

/** Makes the error of a call that was withdrawn in time. */
export function cancelled({ reason }: AbortSignal): DatabaseError {
  return new DatabaseError('CANCELLED', 'The call was cancelled before anything was done.', {
    cause: reason,
  });
}
