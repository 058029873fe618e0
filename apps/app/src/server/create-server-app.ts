import type { HttpBindings } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type HonoRequest } from 'hono';
import type { CommandContext } from '../commands/command.ts';
import { invokeCommand } from '../commands/invoke-command.ts';
import { RequestError } from '../errors.ts';
import { shown } from '../shown.ts';
import { errorAnswer } from './error-answer.ts';
import { LongList } from '../lists/read-list.ts';
import { httpStatus } from './http-status.ts';
import { jsonStream } from './json-stream.ts';
import { builtPageFolder, type Page } from './page.ts';
import { guardCommands, guardEveryRequest } from './security/guard.ts';
import { parseJson } from './security/json-body.ts';

export interface ServerAppOptions {
  readonly context: CommandContext;
  readonly page: Page;
  /** Secret that the page sends with its calls. */
  readonly secret: string;
  /** Returns true once the server is stopping and refuses new requests. */
  readonly isStopping: () => boolean;
}

/** Creates the routes: the page at `/`, its files at `/assets`, `/health`, and the command protocol at `/api/invoke`. */
export function createServerApp({ context, page, secret, isStopping }: ServerAppOptions) {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.onError((error, c) => {
    const answer = errorAnswer(error);
    return c.json(answer, httpStatus[answer.error.code]);
  });
  app.notFound((c) => {
    throw new RequestError('NOT_FOUND', `There is no ${shown(c.req.path)} here.`);
  });
  app.use(guardEveryRequest);
  app.use(async (_c, next) => {
    if (isStopping()) {
      throw new RequestError('STOPPING', 'The server is stopping: nothing was done. Try again.');
    }
    await next();
  });

  app.get('/', (c) => {
    c.header('Cache-Control', 'no-store');
    return c.html(page.html);
  });
  if (page.state === 'built') {
    app.use('/assets/*', async (c, next) => {
      await next();
      // File names contain a hash of the content. A missing file may appear with the next build, so it is not cached.
      if (c.res.ok) c.header('Cache-Control', 'public, max-age=31536000, immutable');
    });
    app.use('/assets/*', serveStatic({ root: builtPageFolder }));
  }

  app.get('/health', async (c) => {
    const health = await context.health();
    return c.json(health, health.status === 'ok' ? 200 : 503);
  });

  app.use('/api/invoke', guardCommands(secret));
  app.post('/api/invoke', async (c) => {
    const value = await invokeCommand(parseJson(await bodyOf(c.req)), context);
    if (value instanceof LongList) {
      return c.body(jsonStream(value), 200, { 'Content-Type': 'application/json' });
    }
    return c.json({ ok: true, value });
  });

  return app;
}

/** @throws {RequestError} `INCOMPLETE_BODY` when the client ended the connection before it had sent all; nobody reads the answer then. */
async function bodyOf(request: HonoRequest): Promise<ArrayBuffer> {
  try {
    return await request.arrayBuffer();
  } catch (cause) {
    throw new RequestError('INCOMPLETE_BODY', 'Expected a whole body, got a part of it.', {
      cause,
    });
  }
}
