import { sampleSiteData } from '../src/testing/sample-site-data.ts';
import { expect, test } from './site-test.ts';

const data = sampleSiteData({ series: 10 });

test('Enter opens a series, arrow keys read its points, Escape returns', async ({
  page,
  openSite,
}) => {
  await openSite(data);
  const link = page.getByRole('article').getByRole('link', { name: 'point read' });
  await link.focus();
  await page.keyboard.press('Enter');

  const dialog = page.getByRole('dialog', { name: 'point read' });
  const chart = dialog.getByRole('slider');
  await expect(chart).toBeFocused();
  await expect(chart).toHaveAttribute('aria-valuenow', '30');
  await page.keyboard.press('ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuenow', '29');
  await expect(dialog).toContainText('29 of 30');
  await page.keyboard.press('Home');
  const first = data.runs[0];
  await expect(dialog).toContainText(first?.id ?? '');
  await expect(chart).toHaveAttribute(
    'aria-valuetext',
    new RegExp(
      `^\\d.*\\sµs, 99 % interval .+, Commit ${first?.sha?.slice(0, 8)}, 5 Jan 2026, 09:30$`,
    ),
  );

  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(link).toBeFocused();
  expect(new URL(page.url()).hash).toBe('');
});

test('pointing at the chart selects the nearest point', async ({ page, openSite }) => {
  await openSite(data, `#series=${data.series[3]?.id}`);
  const chart = page.getByRole('dialog').getByRole('slider');
  const box = await chart.boundingBox();
  if (box === null) throw new Error('expected the chart to be visible');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(chart).toHaveAttribute('aria-valuenow', /^1\d$/);
  await page.mouse.move(box.x + 80, box.y + box.height / 2);
  await expect(chart).toHaveAttribute('aria-valuenow', /^[1-3]$/);
});

test('the table holds the points of the chart', async ({ page, openSite }) => {
  await openSite(data, `#series=${data.series[3]?.id}`);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Table of 30 values').click();
  const rows = dialog.getByRole('row');
  await expect(rows).toHaveCount(31);
  await expect(rows.nth(1)).toContainText('3 Feb 2026, 09:30');
  await expect(rows.nth(1)).toContainText(/\d+\.\d+\sµs/);
  await expect(rows.nth(30)).toContainText(data.runs[0]?.sha?.slice(0, 8) ?? '');
});

test('the address opens a series, and an unknown one is explained', async ({ page, openSite }) => {
  await openSite(data, '#series=gone&search=db');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('This series is not in this export.');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('article')).toHaveCount(6);
});

test('closing a series leaves no step in the browser history', async ({ page, openSite }) => {
  await openSite(data, '#search=db');
  await page.getByRole('button', { name: '1 Improvement' }).click();
  const steps = await page.evaluate(() => history.length);
  const link = page.getByRole('article').getByRole('link', { name: 'point read' });
  const dialog = page.getByRole('dialog');
  for (let time = 0; time < 2; time++) {
    await link.click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toHaveCount(0);
  }
  expect(new URL(page.url()).hash).toBe('#search=db&show=improvement');
  expect(await page.evaluate(() => history.length)).toBe(steps + 1);
  await page.goBack();
  await expect(dialog).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe('#search=db');
});

test('the Back button closes a series', async ({ page, openSite }) => {
  await openSite(data);
  await page.getByRole('article').getByRole('link', { name: 'size of scripts' }).click();
  await expect(page.getByRole('dialog')).toContainText(
    'The newest run has no point of this series.',
  );
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
