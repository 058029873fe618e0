import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SimpleDatabase } from '@night-pilot/db';
import { temporaryFolder } from '@night-pilot/db/leftovers';
import type { DatabaseKind } from '../src/store/database-kind.ts';
import { type ApiClient, createApiClient } from '../web/protocol/api-client.ts';
import { cnpFile } from './run-cnp.ts';

const startTimeoutMs = 20_000;
const stopTimeoutMs = 10_000;

/** File with the number of the server's process and the path of its database. */
const pidFile = 'server.pid';

export interface StartAppOptions {
  /**
   * Store to use, whatever NIGHT_PILOT_DB says.
   * @default 'high'
   */
  readonly database?: DatabaseKind;
  /**
   * Number of prompts in the database before it starts: "Prompt 1", "Prompt 2" and so on.
   * @default 0
   */
  readonly prompts?: number;
  /**
   * Path of a database that stays when the app stops.
   * @default a new one, which is removed
   */
  readonly databasePath?: string;
}

/** Night Pilot in its own process, on a free port, with its own database. */
export interface RunningApp extends ApiClient {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Secret that the page sends with its calls. */
  readonly secret: string;
  readonly pid: number;
  /** Returns everything that the process has printed so far. */
  readonly output: () => string;
  /** Path of the database. */
  readonly databasePath: string;
  /** Resolves to the exit code when the process has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Stops the process as Ctrl+C does and removes the database. Resolves to the exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts `cnp serve` as a user does, and reads the secret from the page.
 *
 * @throws {Error} with the output of the process when it ends or does not say where it listens.
 */
export async function startApp(options: StartAppOptions = {}): Promise<RunningApp> {
  const { database = 'high', prompts = 0 } = options;
  const folder = temporaryFolder('night-pilot-app-', endServerOf);
  const databasePath = options.databasePath ?? join(folder, 'night-pilot.db');
  if (prompts > 0) await storePrompts(databasePath, prompts);
  const child = spawn(process.execPath, [cnpFile, 'serve', '--port', '0', '--db', databasePath], {
    env: { ...process.env, NIGHT_PILOT_DB: database },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  writeFileSync(join(folder, pidFile), `${child.pid}\n${databasePath}`);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // A test that crashes must not leave a server behind.
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    const exitCode = await stopProcess(child);
    process.off('exit', killAtExit);
    await rm(folder, { recursive: true, force: true });
    return exitCode;
  };
  try {
    const url = await announcedUrl(child);
    const secret = secretIn(await (await fetch(url)).text());
    const client = createApiClient({ endpoint: `${url}/api/invoke`, secret });
    return {
      ...client,
      url,
      secret,
      pid: child.pid ?? 0,
      output: () => output,
      databasePath,
      ended,
      stop,
    };
  } catch (cause) {
    await stop();
    throw new Error(`cnp serve did not start. It printed: ${output || 'nothing'}`, { cause });
  }
}

async function storePrompts(path: string, count: number): Promise<void> {
  const store = await SimpleDatabase.open(path);
  const prompts = Array.from({ length: count }, (_, index) => ({
    title: `Prompt ${index + 1}`,
    content: `Summarize the changes of day ${index + 1}.`,
    tags: index % 2 === 0 ? 'daily,work' : null,
  }));
  await store.createPrompts(prompts);
  await store.close();
}

async function announcedUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('Expected the output of cnp serve to be piped.');
  const timeout = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (url) return url;
    }
  } finally {
    clearTimeout(timeout);
    // Leaving the loop pauses the stream, and a full pipe would block the server in the end.
    child.stdout.resume();
  }
  throw new Error('cnp serve ended before it printed its address.');
}

function secretIn(html: string): string {
  const secret = /<meta name="night-pilot-secret" content="([\w-]+)"/.exec(html)?.[1];
  if (!secret) throw new Error('Expected the page to contain the secret, found none.');
  return secret;
}

async function stopProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const timeout = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await exited;
    clearTimeout(timeout);
  }
  return child.exitCode;
}

/**
 * Ends the server that uses this folder, if it still runs: the test that started it was killed. Checks its command on Linux, because
 * another process may have the same number now; elsewhere the server stays.
 */
function endServerOf(folder: string): void {
  const [pid = '', databasePath = ''] = readFileSync(join(folder, pidFile), 'utf8').split('\n');
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  if (command.includes(databasePath)) process.kill(Number(pid), 'SIGKILL');
}
