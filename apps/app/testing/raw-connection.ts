import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { RunningApp } from './start-app.ts';

/** One TCP connection to the app, over which a test sends bytes as it likes. */
export interface RawConnection {
  readonly socket: Socket;
  /** Returns what the server has sent so far. */
  readonly received: () => string;
  /** Resolves when the connection is closed. */
  readonly closed: Promise<unknown>;
  /** Resolves when the server has sent this text. */
  waitFor(text: string): Promise<void>;
}

/** Opens a connection to the app. */
export async function rawConnection(app: Pick<RunningApp, 'url'>): Promise<RawConnection> {
  const socket = connect({ port: Number(new URL(app.url).port), host: '127.0.0.1' });
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
  // A server that is killed resets the connection, which some tests want.
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  return {
    socket,
    received: () => received,
    closed,
    async waitFor(text) {
      while (!received.includes(text)) {
        if (socket.destroyed) throw new Error(`Expected "${text}", got "${received}" and the end.`);
        await Promise.race([once(socket, 'data'), closed]);
      }
    },
  };
}

/** Returns the bytes of a call of a command, as the page sends it. */
export function rawCall(
  app: Pick<RunningApp, 'url' | 'secret'>,
  command: string,
  args: object,
): string {
  const body = JSON.stringify({ command, args });
  return [
    'POST /api/invoke HTTP/1.1',
    `Host: ${new URL(app.url).host}`,
    'Content-Type: application/json',
    `X-Night-Pilot-Secret: ${app.secret}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
