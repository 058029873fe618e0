import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { test } from './app-test.ts';

test('resolves window.apiClient to values and rejects with code and message', async ({ page }) => {
  await page.goto('/');
  const outcome = await page.evaluate(async () => {
    const { apiClient } = window;
    const id = await apiClient.invokeCommand('create_prompt', { title: 'T', content: 'C' });
    const prompt = await apiClient.invokeCommand('get_prompt', { id });
    const error = await apiClient
      .invokeCommand('create_prompt', { title: '', content: 'C' })
      .catch((reason: unknown) => reason);
    if (!(error instanceof Error)) throw new Error('expected a rejection with an Error');
    return { title: prompt?.title, message: error.message, code: 'code' in error && error.code };
  });
  expect(outcome).toEqual({
    title: 'T',
    code: 'INVALID_ARGUMENTS',
    message: 'create_prompt: title: expected text that is not blank.',
  });
});

test('names a stopped server as the reason', async ({ app, page }) => {
  await page.goto('/');
  await expect(page.getByTestId('prompts-empty')).toBeVisible();
  await app.stop();
  await page.getByTestId('create-prompt-fab').click();
  await page.getByLabel('Title').fill('T');
  await page.getByLabel('Content').fill('C');
  await page.getByTestId('save-prompt').click();
  await expect(page.getByRole('alert')).toContainText('Night Pilot does not answer');
});

test('lets a page of another origin neither call nor read', async ({ app, page }) => {
  const foreign = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>foreign</title>');
  }).listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  try {
    await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
    const { readPage, call, simple } = await page.evaluate(async (url) => {
      const outcome = (request: Promise<Response>) =>
        request.then((response) => response.type).catch(() => 'refused');
      const body = JSON.stringify({ command: 'create_prompt', args: { title: 'T', content: 'C' } });
      const headers = { 'Content-Type': 'application/json', 'X-Night-Pilot-Secret': 'guess' };
      return {
        readPage: await outcome(fetch(url)),
        call: await outcome(fetch(`${url}/api/invoke`, { method: 'POST', headers, body })),
        simple: await outcome(
          fetch(`${url}/api/invoke`, { method: 'POST', body, mode: 'no-cors' }),
        ),
      };
    }, app.url);
    expect({ readPage, call }).toEqual({ readPage: 'refused', call: 'refused' });
    expect(['refused', 'opaque']).toContain(simple);
    expect(await app.invokeCommand('list_prompts', {})).toEqual([]);

    await page.setContent(`<iframe src="${app.url}"></iframe>`);
    await expect
      .poll(() => page.frames().some((frame) => frame.url().startsWith('chrome-error:')))
      .toBe(true);
  } finally {
    foreign.close();
  }
});
