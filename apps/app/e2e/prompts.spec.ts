import { expect } from '@playwright/test';
import { test } from './app-test.ts';

test('says so when there are no prompts', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByTestId('app-container')).toBeVisible();
  await expect(page.getByTestId('prompts-empty')).toHaveText(/No prompts yet/);
});

test('creates a prompt, shows it, lists it, and keeps it over a reload', async ({ page }) => {
  await page.goto('/');
  await page.getByTestId('create-prompt-fab').click();
  await page.getByLabel('Title').fill('Review');
  await page.getByLabel('Content').fill('Review the last commit.\n  Indented line.');
  await page.getByLabel('Tags').fill('work, weekly');
  await page.getByRole('button', { name: 'Save prompt' }).click();

  await expect(page.getByTestId('create-prompt-dialog')).toHaveCount(0);
  await expect(page.getByTestId('prompt-details-title')).toHaveText('Review');
  await expect(page.getByTestId('prompt-details-content')).toHaveText(
    'Review the last commit.\n  Indented line.',
    { useInnerText: true },
  );
  await expect(page.getByTestId('announcement')).toHaveText('Prompt “Review” created');

  await page.reload();
  await expect(page.getByTestId('prompt-item')).toHaveCount(1);
  await expect(page.getByTestId('prompt-item')).toContainText('weekly');
  await expect(page.getByTestId('prompt-details-title')).toHaveText('Review');
});

test('shows the newest prompt on top, and opens each by its own address', async ({ app, page }) => {
  const oldest = await app.invokeCommand('create_prompt', { title: 'Older', content: 'first' });
  await app.invokeCommand('create_prompt', { title: 'Newer', content: 'second' });
  await page.goto('/');
  const items = page.getByTestId('prompt-item');
  await expect(items).toHaveText([/Newer/, /Older/]);

  await items.getByText('Older').click();
  await expect(page.getByTestId('prompt-details-content')).toHaveText('first');
  await expect(page).toHaveURL(`${app.url}/#/prompts/${oldest}`);
  await page.goBack();
  await expect(page.getByTestId('prompt-details')).toHaveCount(0);
});

test('deletes a prompt after confirmation', async ({ app, page }) => {
  const id = await app.invokeCommand('create_prompt', { title: 'Gone soon', content: 'C' });
  await page.goto(`/#/prompts/${id}`);
  await page.getByTestId('delete-prompt').click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await app.invokeCommand('get_prompt', { id })).not.toBeNull();

  await page.getByTestId('delete-prompt').click();
  await page.getByTestId('confirm-delete').click();
  await expect(page.getByTestId('prompts-empty')).toBeVisible();
  expect(await app.invokeCommand('get_prompt', { id })).toBeNull();
});

test('says that a prompt does not exist right after the page has opened', async ({ page }) => {
  await page.goto('/');
  await page.goto('/#/prompts/4711');
  await expect(page.getByTestId('failure')).toContainText('There is no prompt 4711');
});

test('does not send blank fields', async ({ app, page }) => {
  await page.goto('/');
  await page.getByTestId('create-prompt-fab').click();
  for (const [title, content, focused] of [
    ['  ', 'C', 'Title'],
    ['', 'C', 'Title'],
    ['T', ' \n ', 'Content'],
  ] as const) {
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('Content').fill(content);
    await page.getByTestId('save-prompt').click();
    await expect(page.getByLabel(focused)).toBeFocused();
  }
  expect(await app.invokeCommand('list_prompts', {})).toEqual([]);
});

test('explains what the server refused, and keeps the input', async ({ page }) => {
  await page.goto('/');
  await page.getByTestId('create-prompt-fab').click();
  await page.getByLabel('Title').fill('Too long');
  await page.getByLabel('Content').fill('x'.repeat(1024 * 1024));
  await page.getByTestId('save-prompt').click();
  await expect(page.getByRole('alert')).toContainText('Expected a body of at most 1048576 bytes');
  await expect(page.getByLabel('Title')).toHaveValue('Too long');
});

test('does not store a prompt twice when it could not be read back', async ({ app, page }) => {
  let failures = 1;
  await page.route('**/api/invoke', async (route) => {
    const { command } = route.request().postDataJSON() as { command: string };
    if (command === 'get_prompt' && failures-- > 0) await route.abort();
    else await route.continue();
  });
  await page.goto('/');
  await page.getByTestId('create-prompt-fab').click();
  await page.getByLabel('Title').fill('Once');
  await page.getByLabel('Content').fill('C');
  await page.getByTestId('save-prompt').click();
  await expect(page.getByRole('alert')).toContainText('The prompt is saved');
  await page.getByTestId('save-prompt').click();
  await expect(page.getByTestId('prompt-details-title')).toHaveText('Once');
  expect(await app.invokeCommand('list_prompts', {})).toHaveLength(1);
});
