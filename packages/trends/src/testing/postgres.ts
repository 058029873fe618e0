import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { holdGroup, ownedTemporaryFolder, prepareToHold } from '@night-pilot/perf-report/process';
import { Client } from 'pg';
import { type PostgresAccount, postgresAccount, postgresPrograms } from './postgres-programs.ts';

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

/** Of initdb, whose data has texts that sort by the rules of English, not byte by byte. */
const DATA_OPTIONS = [
  `--username=${USER}`,
  '--auth=scram-sha-256',
  '--locale-provider=icu',
  '--icu-locale=en-US',
  '--encoding=UTF8',
  '--no-sync',
];

const IS_READY = 'ready to accept connections';

/**
 * Starts a PostgreSQL server in a temporary folder.
 *
 * @param options.fsync Whether it waits for the disk and tidies up, as a real one does.
 * @throws {Error} with what the server printed, when it does not start.
 */
export async function startPostgres({
  fsync = 'off',
}: { fsync?: 'on' | 'off' } = {}): Promise<PostgresServer> {
  const folder = await ownedTemporaryFolder('trends-postgres-');
  const account = postgresAccount();
  const programs = await postgresPrograms(folder, account);
  const data = join(folder, 'data');
  await createData(folder, data, { initdb: programs.initdb, account });
  const port = await freePort();
  const settings = [
    `fsync=${fsync}`,
    `autovacuum=${fsync}`,
    'unix_socket_directories=',
    'listen_addresses=127.0.0.1',
  ].flatMap((setting) => ['-c', setting]);
  const args = ['-D', data, '-p', `${port}`, ...settings];
  let server = await startServer(programs.postgres, args, account);
  let created = 0;
  const urlOf = (database: string, user = USER) =>
    `postgres://${user}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`;
  const execute = async (url: string, statements: string) => {
    const database = new URL(url).pathname.slice(1);
    const client = new Client({
      host: '127.0.0.1',
      port,
      user: USER,
      password: PASSWORD,
      database,
    });
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
      await execute(urlOf('postgres'), `create database history${created}`);
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
    start: async () => void (server = await startServer(programs.postgres, args, account)),
    stop: () => endServer(server),
    remove: async () => {
      await endServer(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createData(
  folder: string,
  data: string,
  { initdb, account }: { initdb: string; account: PostgresAccount | null },
): Promise<void> {
  await mkdir(data);
  if (account !== null) {
    // The server needs a way to its folder.
    await chmod(folder, 0o711);
    await chown(data, account.uid, account.gid);
  }
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, `${PASSWORD}\n`);
  const args = [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...DATA_OPTIONS];
  const { child, printed } = startProgram(initdb, args, account);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`initdb ended with exit code ${code}: ${printed()}`);
}

/** Starts the server and resolves when it takes connections. */
async function startServer(
  postgres: string,
  args: readonly string[],
  account: PostgresAccount | null,
): Promise<ChildProcess> {
  prepareToHold();
  const { child, printed } = startProgram(postgres, args, account);
  // It ends with this process, also when that is killed.
  if (child.pid !== undefined) child.once('exit', holdGroup(child.pid));
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', () => {
      if (printed().includes(IS_READY)) resolve();
    });
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`postgres ended with exit code ${code}: ${printed()}`)),
    );
  });
  return child;
}

function startProgram(path: string, args: readonly string[], account: PostgresAccount | null) {
  const child = spawn(path, args, {
    ...account,
    cwd: '/',
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  return { child, printed: () => text };
}

/** Ends the server at once: SIGINT is its fast shutdown. */
async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  await ended;
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
