import type { HttpBindings } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { CommandContext } from '../commands/command.ts';
import { invokeCommand } from '../commands/invoke-command.ts';
import { RequestError } from '../errors.ts';
import { errorAnswer } from './error-answer.ts';
import { httpStatus } from './http-status.ts';
import { builtPageFolder, type Page } from './page.ts';
import { guardCommands, guardEveryRequest } from './security/guard.ts';
import { parseJson } from './security/json-body.ts';

export interface ServerAppOptions {
  readonly context: CommandContext;
  readonly page: Page;
  /** Secret that the page sends with its calls. */
  readonly secret: string;
}

/** Creates the routes: the page at `/`, its files at `/assets`, `/health`, and the command protocol at `/api/invoke`. */
export function createServerApp({ context, page, secret }: ServerAppOptions) {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.onError((error, c) => {
    const answer = errorAnswer(error);
    return c.json(answer, httpStatus[answer.error.code]);
  });
  app.notFound((c) => {
    throw new RequestError('NOT_FOUND', `There is no ${c.req.path} here.`);
  });
  app.use(guardEveryRequest);

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
    const value = await invokeCommand(
      parseJson(new Uint8Array(await c.req.arrayBuffer())),
      context,
    );
    return c.json({ ok: true, value });
  });

  return app;
}
