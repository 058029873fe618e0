import { DatabaseError } from '@night-pilot/db';
import { terminalLines } from '../cli/terminal/terminal-text.ts';
import { CommandError, type ProtocolErrorCode, RequestError } from '../errors.ts';

/** Answer of the protocol to a failed request. */
export interface ErrorAnswer {
  readonly ok: false;
  readonly error: { readonly code: ProtocolErrorCode; readonly message: string };
}

/** Returns the code and message of a known error. An unknown error goes to the log, and the client learns only that it happened. */
export function errorAnswer(error: unknown): ErrorAnswer {
  if (
    error instanceof RequestError ||
    error instanceof CommandError ||
    error instanceof DatabaseError
  ) {
    return { ok: false, error: { code: error.code, message: error.message } };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${terminalLines(text)}\n`);
  const message = 'Night Pilot had an internal error: see the output of cnp serve.';
  return { ok: false, error: { code: 'INTERNAL', message } };
}
