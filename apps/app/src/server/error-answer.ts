import { DatabaseError } from '@night-pilot/db';
import { CommandError, type ProtocolErrorCode, RequestError } from '../errors.ts';

/** How the protocol tells of an error. */
export interface ErrorAnswer {
  readonly ok: false;
  readonly error: { readonly code: ProtocolErrorCode; readonly message: string };
}

/** Known errors speak for themselves; what nobody foresaw is told to the log, not to the client. */
export function errorAnswer(error: unknown): ErrorAnswer {
  if (
    error instanceof RequestError ||
    error instanceof CommandError ||
    error instanceof DatabaseError
  ) {
    return { ok: false, error: { code: error.code, message: error.message } };
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const message = 'Night Pilot failed inside; the output of cnp serve says why.';
  return { ok: false, error: { code: 'INTERNAL', message } };
}
