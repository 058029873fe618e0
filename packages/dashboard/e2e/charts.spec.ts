import type { Locator } from '@playwright/test';
import { sampleSiteData } from '../src/testing/sample-site-data.ts';
import { expect, test } from './site-test.ts';

/** Counts the colours of a canvas; a blank one has one. */
function colors(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const pixels = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return new Set(new Uint32Array(new Uint8Array(pixels).buffer)).size;
  });
}

test('every series has one chart', async ({ page, openSite }) => {
  await openSite(sampleSiteData({ series: 20 }));
  const cards = page.getByRole('article');
  await expect(cards).toHaveCount(20);
  for (const card of await cards.all()) {
    await card.scrollIntoViewIfNeeded();
    await expect(card.locator('canvas')).toHaveCount(1);
    await expect.poll(() => colors(card.locator('canvas'))).toBeGreaterThan(10);
    await expect(card.getByRole('img')).toHaveAccessibleName(/^(30|29) points, from .+ to .+$/);
  }
});

test('a card shows value, interval, change, verdict, instrument and budget', async ({
  page,
  openSite,
}) => {
  await openSite(sampleSiteData({ series: 10 }));
  const card = page.getByRole('article').filter({ hasText: 'HighPerfDatabase : SimpleDatabase' });
  await expect(card).toContainText(/\d+\.\d+× 99 %: \d+\.\d+ to \d+\.\d+×/);
  await expect(card).toContainText('−25.0 % lower');
  await expect(card).toContainText('Regression');
  await expect(card).toContainText('wall time · against SimpleDatabase');
  await expect(card).toContainText('Budget at least 27.54× · broken');
});

test('only the charts near the viewport are drawn when there are 1,000 series', async ({
  page,
  openSite,
}) => {
  await openSite(sampleSiteData({ series: 1000, runs: 20 }));
  await expect(page.getByRole('status')).toHaveText('1,000 series');
  const canvases = page.locator('article canvas');
  await page.getByRole('article').nth(500).scrollIntoViewIfNeeded();
  await expect(page.getByRole('article').nth(500).locator('canvas')).toHaveCount(1);
  expect(await canvases.count()).toBeLessThan(60);
  await page.getByRole('article').nth(10).scrollIntoViewIfNeeded();
  await expect(page.getByRole('article').nth(500).locator('canvas')).toHaveCount(0);
});

test('a series of one point is drawn and described as one', async ({ page, openSite }) => {
  await openSite(sampleSiteData({ series: 1, runs: 1 }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Too early to tell');
  const card = page.getByRole('article');
  await card.scrollIntoViewIfNeeded();
  await expect(card.getByRole('img')).toHaveAccessibleName(/^One point: .+ A line needs two\.$/);
  await expect.poll(() => colors(card.locator('canvas'))).toBeGreaterThan(3);
});
