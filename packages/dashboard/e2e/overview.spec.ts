import { sampleSiteData } from '../src/testing/sample-site-data.ts';
import { expect, test } from './site-test.ts';

test('the newest run is shown: commit, branch, changes, time, duration, machine', async ({
  page,
  openSite,
}) => {
  const data = sampleSiteData();
  const newest = data.runs.at(-1);
  await openSite(data);
  const run = page.getByRole('region', { name: 'Newest run' });
  await expect(run).toContainText(newest?.sha?.slice(0, 8) ?? 'no commit');
  await expect(run).toContainText('faster-inserts');
  await expect(run).toContainText('with uncommitted changes');
  await expect(run).toContainText('3 Feb 2026, 09:30');
  await expect(run).toContainText(/took 1\d min \d+ s/);
  await expect(run).toContainText('Example CPU 3.2 GHz, 2 cores, Linux x64, Node 24.21.0');
  await expect(run).toContainText('30 runs');
});

test('findings come first, with size, interval and since when', async ({ page, openSite }) => {
  const data = sampleSiteData({ series: 10 });
  await openSite(data);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '2 regressions, 1 broken budget',
  );
  await expect(page).toHaveTitle('2 regressions, 1 broken budget · Performance');
  const findings = page.getByRole('region', { name: 'What needs a look' }).getByRole('listitem');
  await expect(findings).toHaveCount(3);
  await expect(findings.nth(0)).toContainText('HighPerfDatabase : SimpleDatabase');
  await expect(findings.nth(0)).toContainText('−25.0 % lower');
  await expect(findings.nth(0)).toContainText('99 %: −26.8 % to −23.2 %');
  const since = data.runs.at(-3);
  await expect(findings.nth(0)).toContainText(
    `Its mean has missed the limit for 3 runs, since 1 Feb 2026, 09:30 (${since?.sha?.slice(0, 8)})`,
  );
  await expect(findings.nth(2)).toContainText('Valgrind is not installed');
});

test('a run without findings says that nothing is wrong', async ({ page, openSite }) => {
  const data = sampleSiteData({ series: 2 });
  await openSite({ ...data, problems: [] });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is wrong');
  await expect(page.getByRole('region', { name: 'What needs a look' })).toHaveCount(0);
});

test('a suspicion is named with its change and the next step', async ({ page, openSite }) => {
  const data = sampleSiteData({ series: 10 });
  const verdict = data.series[6]?.verdict;
  if (!verdict) throw new Error('expected a verdict');
  Object.assign(verdict, {
    suspicion: 'regression',
    effect: 0.22,
    interval: { low: 0.15, high: 0.3, level: 0.99 },
  });
  await openSite(data);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '2 regressions, 1 broken budget, 1 suspicion',
  );
  const findings = page.getByRole('region', { name: 'What needs a look' }).getByRole('listitem');
  const finding = findings.filter({ hasText: 'Suspected regression' });
  await expect(finding).toContainText('20 parallel creates');
  await expect(finding).toContainText('+22.0 % slower 99 %: +15.0 % to +30.0 %');
  await expect(finding).toContainText('Measure both versions in turns.');
  await expect(finding.getByText('Suspected regression')).toHaveAttribute(
    'title',
    /alone proves nothing/,
  );
  await expect(page.getByRole('article').filter({ hasText: '20 parallel creates' })).toContainText(
    'Suspected regression',
  );
});

test('an unclear budget is named with its interval, and fails nothing', async ({
  page,
  openSite,
}) => {
  const data = sampleSiteData({ series: 2 });
  const [series] = data.series;
  const newest = series?.points.at(-1);
  if (series === undefined || newest === undefined) throw new Error('expected a point');
  Object.assign(newest, { mean: 1_500, low: 1_400, high: 1_600 });
  series.budget = { min: 1_550, state: 'unclear' };
  await openSite({ ...data, problems: [] });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Nothing is known to be wrong, 1 unclear budget',
  );
  const findings = page.getByRole('region', { name: 'What needs a look' }).getByRole('listitem');
  await expect(findings).toHaveCount(1);
  await expect(findings).toContainText('Budget unclear');
  await expect(findings).toContainText(
    /1,500\sops\/s \(1,400 to 1,600\sops\/s\), the budget is at/,
  );
  await expect(findings).toContainText('Its 99 % interval spans the limit');
  await page.getByRole('button', { name: '1 Budget unclear' }).click();
  const card = page.getByRole('article');
  await expect(card).toHaveCount(1);
  await expect(card).toContainText(/Budget at least 1,550\sops\/s · unclear/);
  expect(new URL(page.url()).hash).toBe('#show=unclear');
});

test('a number lists its series; pressed again, it lists all', async ({ page, openSite }) => {
  await openSite(sampleSiteData());
  await page.getByRole('button', { name: '3 Improvement' }).click();
  await expect(page.getByRole('article')).toHaveCount(3);
  await expect(page.getByRole('article').first()).toBeInViewport();
  expect(new URL(page.url()).hash).toBe('#show=improvement');
  const improvement = page.getByRole('button', { name: '3 Improvement' });
  await expect(improvement).toHaveAttribute('aria-pressed', 'true');
  await improvement.click();
  await expect(improvement).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('article')).toHaveCount(30);
});

test('tests of the newest run are listed, failures first', async ({ page, openSite }) => {
  const data = sampleSiteData({ series: 1 });
  data.tests.push({
    project: 'app',
    suite: 'prompts.spec.ts',
    name: 'never ends',
    variant: null,
    outcome: 'timedOut',
    durationMs: 30_000,
    retries: 2,
    error: 'no answer',
  });
  await openSite(data);
  await expect(page.getByRole('region', { name: 'What needs a look' })).toContainText(
    'Timed out after 30.0 s: no answer',
  );
  const tests = page.getByRole('region', { name: 'Tests of this run' });
  await expect(tests).toContainText('1 timed out');
  await tests.getByText('All 5 tests').click();
  await expect(tests.getByRole('row').nth(1)).toContainText('never ends');
  await expect(tests.getByRole('row').nth(1)).toContainText('30.0 s');
  await expect(tests.getByRole('row')).toHaveCount(6);
});
