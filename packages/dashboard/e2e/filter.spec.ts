import { sampleSiteData } from '../src/testing/sample-site-data.ts';
import { expect, test } from './site-test.ts';

test('words and verdicts filter; the address keeps the view', async ({ page, openSite }) => {
  await openSite(sampleSiteData());
  const cards = page.getByRole('article');
  await page.getByRole('searchbox', { name: 'Search' }).fill('db reads');
  await expect(cards).toHaveCount(9);
  await expect(page.getByRole('status')).toHaveText('9 of 30 series');
  await expect(page.getByRole('heading', { name: 'app', exact: true })).toBeHidden();

  await page.getByRole('combobox', { name: 'Show' }).selectOption('Regression (6)');
  await expect(cards).toHaveCount(3);
  expect(new URL(page.url()).hash).toBe('#search=db+reads&show=regression');

  await page.reload();
  await expect(cards).toHaveCount(3);
  await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue('db reads');

  await page.goBack();
  await expect(cards).toHaveCount(9);

  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(cards).toHaveCount(30);
});

test('the list says when no series fits the filter', async ({ page, openSite }) => {
  await openSite(sampleSiteData(), '#search=nothing+like+this');
  await expect(page.getByText('No series fits this filter.')).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(0);
});
