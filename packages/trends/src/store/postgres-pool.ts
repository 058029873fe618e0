import { readFileSync } from 'node:fs';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { TrendsError } from '../errors.ts';
import { explainConnecting, explainPostgres } from './explain-postgres.ts';
import type { PostgresAddress } from './postgres-url.ts';

/** Connections of one process. A command needs one; more serve a program that ingests several reports at once. */
const MOST_CONNECTIONS = 4;
/** Longest wait for a connection, in ms. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Connects to a PostgreSQL server when it is first used. Every failure is a `TrendsError` without the password. */
export function openPool(address: PostgresAddress): PostgresPool {
  const { host, port, database, user, password } = address;
  const pool = new Pool({
    ...{ host, port, database, user, password },
    ssl: encryption(address),
    application_name: 'perf-trends',
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    options: pool.options,
    connect: async () => {
      try {
        return guarded(await pool.connect(), address);
      } catch (error) {
        throw explainConnecting(address, error);
      }
    },
    end: () => pool.end(),
  };
}

const guardedClients = new WeakMap<PoolClient, PostgresPoolClient>();

/** Returns the same object for the same client, because Kysely remembers its connections by it. */
function guarded(client: PoolClient, address: PostgresAddress): PostgresPoolClient {
  const known = guardedClients.get(client);
  if (known !== undefined) return known;
  // A connection that breaks in use also fails its query, which says so.
  client.on('error', () => undefined);
  const query = async (statement: string, parameters: readonly unknown[]) => {
    try {
      return await client.query(statement, [...parameters]);
    } catch (error) {
      throw explainPostgres(address, error);
    }
  };
  const guard: PostgresPoolClient = {
    // Kysely passes a cursor only to stream, which nothing does here.
    query: query as unknown as PostgresPoolClient['query'],
    release: (isBroken?: boolean) => client.release(isBroken),
  };
  guardedClients.set(client, guard);
  return guard;
}

function encryption({ name, encryption: { mode, rootCertificate } }: PostgresAddress) {
  const ssl: Record<typeof mode, PoolConfig['ssl']> = {
    disable: false,
    require: { rejectUnauthorized: false },
    'verify-full': {},
  };
  if (mode !== 'verify-full' || rootCertificate === undefined) return ssl[mode];
  try {
    return { ca: readFileSync(rootCertificate, 'utf8') };
  } catch (cause) {
    throw new TrendsError(
      'STORE_UNAVAILABLE',
      `The history ${name} cannot be opened: the certificate that sslrootcert names cannot be read (${(cause as NodeJS.ErrnoException).code}).`,
      { cause },
    );
  }
}
