import AxeBuilder from '@axe-core/playwright';
import { sampleSiteData } from '../src/testing/sample-site-data.ts';
import { expect, test } from './site-test.ts';

const data = sampleSiteData();
const windows = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 360, height: 740 },
} as const;

for (const [name, viewport] of Object.entries(windows)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test('the overview meets WCAG 2.2 AA', async ({ page, openSite }) => {
        // High enough that no card is out of sight.
        await page.setViewportSize({ ...viewport, height: 12_000 });
        await openSite(sampleSiteData({ series: 20 }));
        for (const summary of await page.locator('summary').all()) await summary.click();
        await expect(page.locator('article canvas')).toHaveCount(20);
        expect(await violations(page)).toEqual([]);
      });

      test('a series meets WCAG 2.2 AA', async ({ page, openSite }) => {
        await openSite(data, `#series=${data.series[2]?.id}`);
        await page.getByRole('dialog').locator('summary').click();
        expect(await violations(page)).toEqual([]);
      });

      test('a message meets WCAG 2.2 AA', async ({ page, openScript }) => {
        await openScript(null);
        expect(await violations(page)).toEqual([]);
      });
    });
  }
}

async function violations(page: ConstructorParameters<typeof AxeBuilder>[0]['page']) {
  const { violations: found } = await new AxeBuilder({ page })
    // Axe would fetch the style sheet, which the page's policy forbids.
    .options({ preload: false })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

test.describe('on a phone', () => {
  test.use({ viewport: windows.phone, hasTouch: true, isMobile: true });

  test('nothing is wider than the window, and a tap opens a series', async ({ page, openSite }) => {
    await openSite(data);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(360);
    await page.getByRole('article').nth(2).tap();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('slider')).toBeInViewport();
    expect(await dialog.evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(360);
  });
});

test('the whole page can be used by keyboard', async ({ page, openSite }) => {
  await openSite(sampleSiteData({ series: 1 }));
  const reached: string[] = [];
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate(() => {
        const { tagName, textContent } = document.activeElement ?? {};
        return `${tagName} ${textContent?.slice(0, 20)}`.trim();
      }),
    );
  }
  for (const stop of ['BUTTON 1Unchanged', 'INPUT', 'A SimpleDatabase', 'SUMMARY All 4 tests']) {
    expect(reached.join('\n')).toContain(stop);
  }
});

test('a page printed from dark mode is light, and holds every chart and finding', async ({
  page,
  openSite,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openSite(data);
  const findings = page.getByRole('region', { name: 'What needs a look' }).getByRole('listitem');
  await expect(findings).toHaveCount(6);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('article canvas')).toHaveCount(30);
  await expect(findings).toHaveCount(7);
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(findings).toHaveCount(6);
  await expect.poll(() => page.locator('article canvas').count()).toBeLessThan(30);
});
