import { SITE_DATA_GLOBAL } from '../src/site-data-script.ts';
import { sampleSiteData } from '../src/testing/sample-site-data.ts';
import { expect, test } from './site-test.ts';

const set = (text: string) => `globalThis.${SITE_DATA_GLOBAL} = ${text};`;

test('without data the page says how to get some', async ({ page, openScript }) => {
  await openScript(null);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No data yet');
  await expect(page.getByText('npx perf-trends run')).toBeVisible();
});

test('without runs the page says how to make one', async ({ page, openSite }) => {
  await openSite({ ...sampleSiteData({ runs: 0, series: 0 }), tests: [], problems: [] });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No run yet');
});

test('a run without series says so', async ({ page, openSite }) => {
  await openSite(sampleSiteData({ series: 0 }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'The newest run measured nothing',
  );
  await expect(page.getByText('No series yet')).toBeVisible();
});

test('data of another version is explained, with the command that exports again', async ({
  page,
  openScript,
}) => {
  await openScript(set('{ "version": 1 }'));
  await expect(page.getByRole('main')).toContainText(
    'data.js has version 1; this page reads version 2.',
  );
  await expect(page.getByText('npx perf-trends export')).toBeVisible();
});

for (const [value, fault] of [
  ['"<img src=x onerror=alert(1)>"', 'data: expected object, got the text "<img src=x'],
  ['null', 'data: expected object, got null'],
  ['{ "version": 2 }', 'data.generatedAt: expected string, got nothing'],
] as const) {
  test(`damaged data is named: ${value}`, async ({ page, openScript }) => {
    await openScript(set(value));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The data is damaged');
    await expect(page.getByRole('main')).toContainText(fault);
  });
}

test('a damaged series is named and the others are shown', async ({ page, openScript }) => {
  const data = JSON.stringify(sampleSiteData({ series: 3 }));
  await openScript(set(data.replace(/"mean":[\d.]+/, '"mean":"fast"')));
  await expect(page.getByRole('article')).toHaveCount(2);
  const finding = page.getByRole('listitem').filter({ hasText: 'Damaged data' });
  await expect(finding).toContainText('SimpleDatabase');
  await expect(finding).toContainText('data.series[0].points[0].mean: expected number');
});
