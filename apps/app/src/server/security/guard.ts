import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { RequestError } from '../../errors.ts';
import { shown } from '../../shown.ts';
import { isAllowedHost, requestedHost } from './allowed-host.ts';
import { isAllowedOrigin } from './allowed-origin.ts';
import { checkJsonBody } from './json-body.ts';
import { isSecret, secretHeader } from './page-secret.ts';
import { responseHeaders } from './response-headers.ts';

type Guard = MiddlewareHandler<{ Bindings: HttpBindings }>;

/** Guards every route: sets the response headers and refuses foreign hosts and origins. */
export const guardEveryRequest: Guard = async (c, next) => {
  for (const [name, value] of Object.entries(responseHeaders)) c.header(name, value);
  const { incoming } = c.env;
  const port = incoming.socket.localPort ?? 0;
  const hostHeader = c.req.header('host');
  const host = requestedHost(incoming.url ?? '', hostHeader) ?? '';
  // The header must be right even if the target names a host: it is what a browser sends.
  for (const name of [host, hostHeader]) {
    if (isAllowedHost(name, port)) continue;
    throw new RequestError(
      'FORBIDDEN_HOST',
      `Expected the host 127.0.0.1:${port} or localhost:${port}, got ${shown(name)}.`,
    );
  }
  const origin = c.req.header('origin');
  if (!isAllowedOrigin(origin, host)) {
    throw new RequestError(
      'FORBIDDEN_ORIGIN',
      `Expected no Origin or http://${host}, got ${shown(origin)}.`,
    );
  }
  await next();
};

/** Guards the routes that read or change data: accepts only requests with the secret of this start. */
export function guardCommands(secret: string): Guard {
  return async (c, next) => {
    if (c.req.method !== 'POST') {
      c.header('Allow', 'POST');
      throw new RequestError('METHOD_NOT_ALLOWED', `Expected POST, got ${c.req.method}.`);
    }
    if (!isSecret(c.req.header(secretHeader), secret)) {
      throw new RequestError(
        'WRONG_SECRET',
        `Expected the secret of this start of the server in the header ${secretHeader}. Reload the page.`,
      );
    }
    checkJsonBody(c.req.header('content-type'), c.req.header('content-length'));
    await next();
  };
}
