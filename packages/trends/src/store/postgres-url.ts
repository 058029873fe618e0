import { TrendsError } from '../errors.ts';

/** Where a shared history is, and how to connect to it. */
export interface PostgresAddress {
  /** Without user and password, for messages. */
  name: string;
  /** A host name, or the folder of a socket. */
  host: string;
  port: number;
  database: string;
  /** @default PGUSER, or the user of this process */
  user?: string;
  /** @default PGPASSWORD, or the file of passwords of libpq */
  password?: string;
  encryption: Encryption;
}

interface Encryption {
  mode: (typeof MODES)[number];
  /** Path of the certificate that signed that of the server. @default those that Node trusts */
  rootCertificate?: string;
}

const MODES = ['disable', 'require', 'verify-full'] as const;
const PARAMETERS = ['host', 'sslmode', 'sslrootcert'];
const DEFAULT_PORT = 5432;

/** Whether a URL names a history on a PostgreSQL server. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:/i.test(url);
}

/**
 * Reads the URL of a shared history. No message repeats a part of it, because the part may be one of the password.
 *
 * @throws {TrendsError} `STORE_UNSUPPORTED`.
 */
export function postgresAddress(url: string): PostgresAddress {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null) throw unsupported('one that is no URL');
  const { hostname, port, pathname, searchParams, hash } = parsed;
  const unknown = [...searchParams.keys()].some((key) => !PARAMETERS.includes(key));
  if (unknown) throw unsupported(`one with a parameter other than ${PARAMETERS.join(', ')}`);
  const user = decoded(parsed.username);
  const password = decoded(parsed.password);
  const database = decoded(pathname.slice(1));
  const host = searchParams.get('host') ?? decoded(hostname.replace(/^\[(.*)\]$/, '$1'));
  if (host === '') throw unsupported('one without a host');
  if (database === '') throw unsupported('one without a database');
  // They come from a password with an unescaped #, ? or /, behind which the real host is.
  if (hash !== '' || /[/@]/.test(pathname.slice(1))) throw unsupported('one with another path');
  const address: PostgresAddress = {
    name: `postgres://${parsed.host || host}/${database}`,
    host,
    port: port === '' ? DEFAULT_PORT : Number(port),
    database,
    encryption: encryptionOf(searchParams),
  };
  if (user !== '') address.user = user;
  if (password !== '') address.password = password;
  return address;
}

function encryptionOf(parameters: URLSearchParams): Encryption {
  const given = parameters.get('sslmode') ?? 'disable';
  const mode = MODES.find((one) => one === given);
  if (mode === undefined) throw unsupported(`one whose sslmode is not ${MODES.join(', ')}`);
  const rootCertificate = parameters.get('sslrootcert');
  return rootCertificate === null ? { mode } : { mode, rootCertificate };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw unsupported('one with a % that escapes nothing');
  }
}

function unsupported(got: string): TrendsError {
  return new TrendsError(
    'STORE_UNSUPPORTED',
    `Expected the URL of a shared history as postgres://USER:PASSWORD@HOST:PORT/DATABASE, got ${got}: ` +
      'percent-encode special characters of the password, or leave it out and set PGPASSWORD.',
  );
}
