import { copyFile, rename, rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { databaseKinds } from '../src/store/database-kind.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { runCnp } from '../testing/run-cnp.ts';
import { startApp } from '../testing/start-app.ts';

const LOSSES = [
  ['deleted', (path: string) => rm(path)],
  [
    'replaced',
    async (path: string) => {
      await copyFile(path, `${path}.copy`);
      await rename(`${path}.copy`, path);
    },
  ],
] as const;

test.each(
  databaseKinds.flatMap((database) => LOSSES.map(([loss, lose]) => ({ database, loss, lose }))),
)(
  'a server with the $database database acknowledges nothing and its health fails when its file was $loss',
  async ({ database, lose }) => {
    const app = await startApp({ database });
    onTestFinished(async () => void (await app.stop()));
    await app.invokeCommand('create_prompt', { title: 'kept', content: 'C' });
    await lose(app.databasePath);
    // The store looks once a second.
    await setTimeout(1_001);
    const body = JSON.stringify({ command: 'create_prompt', args: { title: 'T', content: 'C' } });
    const refused = await rawRequest(app, { body });
    expect(refused.status).toBe(500);
    expect(JSON.parse(refused.body)).toMatchObject({ ok: false, error: { code: 'FILE_LOST' } });
    expect((await fetch(`${app.url}/health`)).status).toBe(503);
    const health = await runCnp(['health', '--url', app.url]);
    expect(health).toMatchObject({ status: 2, stdout: '' });
    expect(health.stderr).toContain('failing');
    expect(app.output()).not.toContain('    at ');
  },
);
