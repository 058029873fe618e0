import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { PromptStore } from '@night-pilot/db';
import { CliError } from '../errors.ts';
import type { DatabaseKind } from '../store/database-kind.ts';
import { Connections } from './connections.ts';
import { createServerApp } from './create-server-app.ts';
import { checkHealth } from './health.ts';
import { loadPage } from './page.ts';
import { refusal, refusalOf } from './refusal.ts';
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
  /**
   * Refuses new requests, closes connections without one and answers those in flight. A client that does not send the rest of
   * its request, or does not read its answer, is cut off after half a second; a request that runs for longer than 5 s, too.
   */
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
  const connections = new Connections();
  let isStopping = false;
  const app = createServerApp({
    context: { store, health: () => checkHealth({ store, database, startedAtMs }) },
    page: loadPage(secret),
    secret,
    isStopping: () => isStopping,
  });
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    connections.began(request, response);
    void listener(request, response);
  });
  server.on('connection', (socket) => connections.opened(socket));
  server.on('clientError', (error, socket) => {
    connections.refuseRest(socket as Socket, refusalOf(error));
  });
  server.on('connect', (_request, socket) => {
    connections.refuseRest(socket as Socket, refusal(405));
  });
  await listen(server, port);
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${hostname}:${actualPort}`,
    async stop() {
      connections.stopKeepingAlive();
      // Requests that reached this machine before the stop are read within a turn of the event loop.
      await setImmediate();
      await setImmediate();
      isStopping = true;
      await close(server, connections);
    },
  };
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

async function close(server: Server, connections: Connections): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  connections.closeIdle();
  const endCutOff = connections.cutOffStalled();
  const cutOffAll = setTimeout(() => server.closeAllConnections(), stopTimeoutMs);
  await closed;
  clearTimeout(cutOffAll);
  endCutOff();
}
