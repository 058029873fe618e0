import { expect } from '@playwright/test';
import { test } from './app-test.ts';

test('can be used by keyboard alone', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByTestId('prompts-empty')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('nav-prompts')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('create-prompt-fab')).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Title')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('create-prompt-dialog')).toHaveCount(0);
  await expect(page.getByTestId('create-prompt-fab')).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Title')).toBeFocused();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Tab');
  await page.keyboard.type('No mouse was used.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('keys');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('prompt-details-title')).toHaveText('By keyboard');
  await expect(page.getByTestId('prompt-details-title')).toBeFocused();

  await page.keyboard.press('Tab');
  await expect(page.getByTestId('prompt-details-content')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Delete prompt' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('prompts-empty')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Prompts' })).toBeFocused();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  test('shows list or prompt, and nothing wider than the screen', async ({ app, page }) => {
    const long = 'unbreakable'.repeat(40);
    await app.invokeCommand('create_prompt', { title: long, content: long, tags: long });
    await page.goto('/');
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

    await expect(page.getByTestId('prompt-list')).toBeVisible();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.getByTestId('prompt-item').tap();
    await expect(page.getByTestId('prompt-details-title')).toBeVisible();
    await expect(page.getByTestId('prompt-list')).toBeHidden();
    expect(await overflow()).toBeLessThanOrEqual(0);

    await page.getByRole('link', { name: 'All prompts' }).tap();
    await expect(page.getByTestId('prompt-list')).toBeVisible();
    await page.getByTestId('create-prompt-fab').tap();
    await expect(page.getByTestId('create-prompt-dialog')).toBeInViewport();
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`follows the ${colorScheme} colours of the system`, async ({ page }) => {
      await page.goto('/');
      await expect(page.locator('body')).toHaveCSS(
        'background-color',
        colorScheme === 'light' ? 'rgb(245, 246, 251)' : 'rgb(15, 17, 32)',
      );
    });
  });
}
