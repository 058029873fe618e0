import { sampleSiteData } from '../src/testing/sample-site-data.ts';
import { expect, test } from './site-test.ts';

const HOSTILE = '<img src=x onerror="globalThis.hit=1"></script><script>globalThis.hit=1</script>';

test('names are never interpreted as markup', async ({ page, openSite }) => {
  const data = sampleSiteData({ series: 10 });
  for (const series of data.series) {
    Object.assign(series, {
      project: HOSTILE,
      suite: HOSTILE,
      name: HOSTILE,
      params: { [HOSTILE]: HOSTILE, __proto__: null },
      environment: HOSTILE,
      fingerprint: HOSTILE,
      peer: HOSTILE,
      unit: HOSTILE,
    });
    if (series.verdict !== null) series.verdict.reason = HOSTILE;
  }
  for (const run of data.runs) Object.assign(run, { sha: HOSTILE, branch: HOSTILE });
  for (const problem of data.problems) {
    Object.assign(problem, { title: HOSTILE, instrument: HOSTILE, message: HOSTILE });
  }
  for (const one of data.tests) {
    Object.assign(one, { project: HOSTILE, suite: HOSTILE, name: HOSTILE, variant: HOSTILE });
  }
  await openSite(data);
  await expect(page.getByRole('article')).toHaveCount(10);
  for (const summary of await page.locator('summary').all()) await summary.click();
  await page.getByRole('article').first().getByRole('link').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading')).toContainText(HOSTILE);
  await dialog.locator('summary').click();
  await expect(dialog.getByRole('row')).toHaveCount(31);
  expect(await page.locator('img, #app script').count()).toBe(0);
  expect(await page.evaluate(() => Reflect.has(globalThis, 'hit'))).toBe(false);
});

test('a name of 10,000 characters does not make the page wider than the window', async ({
  page,
  openSite,
}) => {
  const data = sampleSiteData({ series: 3 });
  for (const series of data.series)
    Object.assign(series, { name: 'x'.repeat(10_000), peer: 'y'.repeat(500) });
  await openSite(data);
  await expect(page.getByRole('article')).toHaveCount(3);
  const isTooWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(isTooWide).toBe(false);
});
