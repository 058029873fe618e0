import { expect } from '@playwright/test';
import { test } from './app-test.ts';

test.use({ storedPrompts: 10_000 });

test('lists 10,000 prompts, 50 at a time and none twice', async ({ page }) => {
  await page.goto('/');
  const items = page.getByTestId('prompt-item');
  await expect(items).toHaveCount(50);
  await expect(items.first()).toContainText('Prompt 10000');
  await page.getByTestId('show-more-prompts').click();
  await expect(items).toHaveCount(100);
  await expect(page.getByTestId('announcement')).toHaveText('50 more prompts shown');

  const titles = await page.getByTestId('prompt-item').locator('.prompt-title').allTextContents();
  expect(titles).toEqual(Array.from({ length: 100 }, (_, index) => `Prompt ${10_000 - index}`));
});
