import { perfTest } from '@night-pilot/playwright-preset';
import { type AppFixtures, appFixtures } from '../testing/app-fixtures.ts';

const storedPrompts = 200;

const test = perfTest.extend<AppFixtures>(appFixtures);

test.use({ storedPrompts });

// waitForFunction checks at every frame. A locator checks every 20 ms at first, later less often.
test('prompts page', async ({ page, perf }) => {
  const params = { prompts: storedPrompts };

  await perf.measure(
    'open until listed',
    async () => {
      await page.goto('/');
      await page.waitForFunction(
        () => document.querySelectorAll('[data-testid=prompt-item]').length === 50,
      );
    },
    { params, before: () => page.goto('about:blank') },
  );

  await perf.measure(
    'create until shown',
    async (repetition) => {
      await page.getByTestId('save-prompt').click();
      await page.waitForFunction(
        (title) =>
          document.querySelector('[data-testid=prompt-details-title]')?.textContent === title,
        `Created ${repetition}`,
      );
    },
    {
      params,
      before: async (repetition) => {
        await page.getByTestId('create-prompt-fab').click();
        await page.getByTestId('prompt-title-input').fill(`Created ${repetition}`);
        await page.getByTestId('prompt-content-input').fill('Summarize the changes of today.');
      },
    },
  );
});
