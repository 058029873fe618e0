import { TrendsError, type TrendsErrorCode } from '../errors.ts';
import type { PostgresAddress } from './postgres-url.ts';
import type { Retry } from './try-again.ts';

/** What an error of PostgreSQL, of its driver or of the network means for whoever was refused. */
interface Refusal {
  pattern: RegExp;
  code: TrendsErrorCode;
  sentence: (address: PostgresAddress, code: string) => string;
}

const GONE = /^(E[A-Z_]+|57P0[1-3]|08...|53300|CONNECTION_LOST)$/;
const CONTENDED = /^(40001|40P01|55P03)$/;

/** Errors of the driver that have no code. It says nothing else when a connection breaks. */
const LOST = /^(Connection terminated|Client (has encountered|was closed)|timeout e|Query read)/;

/** Whether the same transaction may succeed if it runs again: at once, after a pause, or never. */
export function retryOf(error: unknown): Retry {
  const code = codeOf(error instanceof TrendsError ? error.cause : error);
  if (CONTENDED.test(code)) return 'at once';
  return GONE.test(code) ? 'after a pause' : 'never';
}

/** Whether a history may be opened if one tries again: its server is there, and starts or stops. */
export function retryOpeningOf(error: unknown): Retry {
  const code = codeOf(error instanceof TrendsError ? error.cause : error);
  return code === '57P03' ? 'after a pause' : 'never';
}

/**
 * Turns an error of the driver into one sentence, which holds no password; any other error is a bug and stays as it is.
 */
export function explainPostgres(address: PostgresAddress, cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof TrendsError) return cause;
  const code = codeOf(cause);
  const refusal = REFUSALS.find(({ pattern }) => pattern.test(code));
  if (refusal === undefined) return cause;
  return new TrendsError(refusal.code, refusal.sentence(address, code), { cause });
}

/** Turns an error of a new connection into one sentence, also one that has no code. */
export function explainConnecting(address: PostgresAddress, cause: unknown): unknown {
  const explained = explainPostgres(address, cause);
  if (explained !== cause || !(cause instanceof Error)) return explained;
  return new TrendsError(
    'STORE_UNAVAILABLE',
    `The history ${address.name} cannot be opened (${cause.message}): check the URL, the password and sslmode.`,
    { cause },
  );
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return LOST.test(error.message) ? 'CONNECTION_LOST' : '';
}

const userOf = ({ user }: PostgresAddress) => user ?? 'of this process';

const REFUSALS: readonly Refusal[] = [
  {
    pattern: GONE,
    code: 'STORE_UNAVAILABLE',
    sentence: ({ name }, code) =>
      `The history ${name} cannot be reached (${code}): check that its server runs, that it is the right host and port, ` +
      'and that a firewall lets you through. Reports that were not stored can be ingested later.',
  },
  {
    pattern: /^28/,
    code: 'STORE_UNAVAILABLE',
    sentence: (address) =>
      `The server of the history ${address.name} refuses the user ${userOf(address)}: check the name, the password ` +
      '(in the URL, in PGPASSWORD or in the file of passwords) and pg_hba.conf.',
  },
  {
    pattern: /^3D000$/,
    code: 'STORE_UNAVAILABLE',
    sentence: ({ name, database }) =>
      `Expected a history at ${name}, found no database ${database}: create it with "createdb ${database}".`,
  },
  {
    pattern: /^(42501|25006|3F000)$/,
    code: 'STORE_UNAVAILABLE',
    sentence: (address) =>
      `The user ${userOf(address)} may not write to the history ${address.name}: make it the owner of the database.`,
  },
  {
    pattern: /^53100$/,
    code: 'STORE_FULL',
    sentence: ({ name }) =>
      `The history ${name} cannot grow: the disk of its server is full; nothing was written. Free some space, then try again.`,
  },
  {
    pattern: CONTENDED,
    code: 'STORE_LOCKED',
    sentence: ({ name }) =>
      `The history ${name} is locked: others have been writing to it at the same time; nothing was written. Try again.`,
  },
  {
    pattern: /^(22021|22P05)$/,
    code: 'STORE_UNSUPPORTED',
    sentence: ({ name }) =>
      `The history ${name} cannot hold the null character, and a unit, a branch, a note or the name of a peer has one; nothing was written. ` +
      'Remove it, or use a history in a file.',
  },
  {
    pattern: /^XX00[12]$/,
    code: 'STORE_DAMAGED',
    sentence: ({ name }) =>
      `The history ${name} is damaged, says its server: restore a backup of the database.`,
  },
];
