import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { PromptStore } from '@night-pilot/db';
import { CliError } from '../errors.ts';
import type { DatabaseKind } from '../store/database-kind.ts';
import { createServerApp } from './create-server-app.ts';
import { checkHealth } from './health.ts';
import { loadPage } from './page.ts';
import { createPageSecret } from './security/page-secret.ts';

const hostname = '127.0.0.1';

/** Limit of the time that requests may take to end after the server is asked to stop. */
const stopTimeoutMs = 5_000;

export interface StartServerOptions {
  /** The server does not close it: its owner does. */
  readonly store: PromptStore;
  readonly database: DatabaseKind;
  /** 0 to 65535; 0 chooses a free port. */
  readonly port: number;
}

export interface RunningServer {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Refuses new requests, waits up to 5 s for running ones, then cuts them off. */
  stop(): Promise<void>;
}

/**
 * Serves the page, `/health` and the command protocol on 127.0.0.1 only.
 *
 * @throws {CliError} `CANNOT_LISTEN`
 */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const { store, database, port } = options;
  const startedAtMs = performance.now();
  const secret = createPageSecret();
  const app = createServerApp({
    context: { store, health: () => checkHealth({ store, database, startedAtMs }) },
    page: loadPage(secret),
    secret,
  });
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  await listen(server, port);
  const { port: actualPort } = server.address() as AddressInfo;
  return { url: `http://${hostname}:${actualPort}`, stop: () => stop(server) };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen(port, hostname);
    await once(server, 'listening');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'another program listens there already' : message;
    throw new CliError(
      'CANNOT_LISTEN',
      `Cannot listen on ${hostname}:${port}: ${reason}. Choose another port with --port, or 0 for any free port.`,
      { cause },
    );
  }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cutOff = setTimeout(() => server.closeAllConnections(), stopTimeoutMs);
  await closed;
  clearTimeout(cutOff);
}
