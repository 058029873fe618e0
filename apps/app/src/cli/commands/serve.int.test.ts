import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../../../testing/start-app.ts';

test('lets a running request end in spite of a second Ctrl+C', async () => {
  const app = await startApp();
  onTestFinished(async () => void (await app.stop()));
  const body = JSON.stringify({ command: 'create_prompt', args: { title: 'T', content: 'C' } });
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'x-night-pilot-secret': app.secret,
    // The server confirms the request, then waits for the body.
    expect: '100-continue',
  };
  const outgoing = request(`${app.url}/api/invoke`, { method: 'POST', headers, agent: false });
  const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  await once(outgoing, 'continue');

  process.kill(app.pid, 'SIGINT');
  const refusesOthers = () =>
    fetch(app.url).then(
      () => false,
      () => true,
    );
  await expect.poll(refusesOthers, { timeout: 120_000 }).toBe(true);
  process.kill(app.pid, 'SIGINT');
  outgoing.end(body);

  const [response] = await answered;
  expect(await json(response)).toEqual({ ok: true, value: 1 });
  // It is already stopping; another signal could reach Node after the handlers are gone.
  expect(await app.ended).toBe(0);
});
