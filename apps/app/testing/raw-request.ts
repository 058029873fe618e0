import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RunningApp } from './start-app.ts';

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RawRequest {
  /** @default '/api/invoke' */
  readonly path?: string;
  /** @default 'POST' */
  readonly method?: string;
  /** Replace the headers of a call by the page; undefined removes one. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** @default a health_check */
  readonly body?: string | Uint8Array;
}

/** Sends a call as the page does. Unlike with fetch, every part can be wrong, even the Host header. */
export async function rawRequest(
  app: RunningApp,
  { path = '/api/invoke', method = 'POST', headers, body = healthCheck }: RawRequest = {},
): Promise<RawResponse> {
  const all = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    origin: app.url,
    'x-night-pilot-secret': app.secret,
    ...headers,
  };
  const sent = Object.entries(all).filter(([, value]) => value !== undefined);
  const outgoing = request(app.url + path, { method, headers: Object.fromEntries(sent) });
  const response = new Promise<RawResponse>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      text(incoming).then(
        (answer) =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: answer,
          }),
        reject,
      );
    });
  });
  outgoing.end(body);
  return response;
}

const healthCheck = JSON.stringify({ command: 'health_check', args: {} });
