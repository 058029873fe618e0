import { TrendsError, type TrendsErrorCode } from '../errors.ts';
import { LOCK_TIMEOUT_MS } from './lock-timeout.ts';
import { restoreHint } from './restore-hint.ts';

/** Turns an error of SQLite or of the file system into one sentence; any other error is a bug and stays as it is. */
export function explain(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const refusal = String((cause as NodeJS.ErrnoException).code);
  const known = REFUSALS.find(({ pattern }) => pattern.test(refusal));
  if (known === undefined) return cause;
  return new TrendsError(known.code, known.sentence(path, cause.message), { cause });
}

/** The error for a history whose file is damaged. */
export function damaged(path: string, what: string, cause?: unknown): TrendsError {
  return new TrendsError('STORE_DAMAGED', damagedSentence(path, what), { cause });
}

function damagedSentence(path: string, what: string): string {
  return `The history ${path} is damaged (${what}); it was not changed: ${restoreHint(path)}`;
}

const REFUSALS: readonly {
  pattern: RegExp;
  code: TrendsErrorCode;
  sentence: (path: string, message: string) => string;
}[] = [
  {
    pattern: /^SQLITE_(BUSY|LOCKED)/,
    code: 'STORE_LOCKED',
    sentence: (path) =>
      `The history ${path} is locked: another process has been writing to it for more than ` +
      `${LOCK_TIMEOUT_MS / 1000} s; wait until it ends, then try again.`,
  },
  {
    pattern: /^SQLITE_(CORRUPT|NOTADB)/,
    code: 'STORE_DAMAGED',
    sentence: damagedSentence,
  },
  {
    // The file that connections share next to a write-ahead log cannot grow: SQLite calls it an I/O error.
    pattern: /^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/,
    code: 'STORE_FULL',
    sentence: (path) =>
      `The history ${path} cannot grow: its disk is full; nothing was written. Free some space, then try again.`,
  },
  {
    pattern: /^(SQLITE_(CANTOPEN|READONLY|PERM|IOERR|AUTH)|E[A-Z]+$)/,
    code: 'STORE_UNAVAILABLE',
    sentence: (path, message) =>
      `The history ${path} cannot be opened for writing (${message}); check that its folder ` +
      'exists and that you have permission to write to it.',
  },
];
