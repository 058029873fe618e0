import { expect } from '@playwright/test';
import { test } from './app-test.ts';

const hostile = [
  '<img src=x onerror="document.title=\'owned\'">',
  '<script>document.title="owned"</script>',
  '"><svg onload=document.title="owned">',
  '\u202egnp.exe \u001b[31m {{constructor}} &lt;b&gt;',
];

test('shows the content of a prompt as text, never as HTML', async ({ app, page }) => {
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  for (const text of hostile) {
    await app.invokeCommand('create_prompt', { title: text, content: text, tags: text });
  }
  await page.goto('/');
  for (const [index, text] of hostile.entries()) {
    const item = page.getByTestId('prompt-item').nth(hostile.length - 1 - index);
    await item.getByRole('link').click();
    await expect.poll(() => page.getByTestId('prompt-details-title').textContent()).toBe(text);
    expect(await page.getByTestId('prompt-details-content').textContent()).toBe(text);
    await expect(page.locator('.pane :is(img, script, svg, b)')).toHaveCount(0);
  }
  await expect(page).toHaveTitle('Night Pilot');
  expect(problems).toEqual([]);
});
