import { SITE_DATA_VERSION, type SiteData, type SiteSeries } from '@night-pilot/dashboard';
import {
  type Budget,
  type BudgetedValue,
  budgetState,
  type Environment,
  type MetricIdentity,
  type PerfReport,
  resolutionOf,
  shownValue,
  type Verdict,
} from '@night-pilot/perf-report';
import { identityTitle } from '@night-pilot/perf-report/series';
import { sql } from 'kysely';
import { failedTestsOf, testFailure } from '../check/failed-tests.ts';
import { findRun, storedReport, type StoredRun } from '../store/history.ts';
import { newPoints } from '../store/new-points.ts';
import type { Store } from '../store/open-store.ts';
import type { SeriesTable } from '../store/schema.ts';
import { storedVerdicts } from '../store/verdicts.ts';
import { printableData } from './printable-data.ts';
import { storedJson } from '../store/stored-json.ts';
import { storedNumber } from '../store/stored-number.ts';

/** Runs that the pages show: more cannot be told apart in a chart, and make the page slow to load. */
const MAX_RUNS = 200;

/**
 * Reads from a history what the pages show: the newest run and the 199 runs before it, their series,
 * and the verdicts, tests and failures of the newest run. Runs dated in the future are left out, and so are control
 * characters in texts.
 *
 * @throws {TrendsError} `RUN_NOT_FOUND` when the history is empty.
 */
export async function siteDataOf(store: Store): Promise<SiteData> {
  // One snapshot, so that a run stored meanwhile by another process appears everywhere or nowhere.
  const data = await store.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((db) => readSiteData({ ...store, db }));
  return printableData(data);
}

async function readSiteData(store: Store): Promise<SiteData> {
  const newest = await findRun(store);
  const report = await storedReport(store, newest);
  const runs = await runsUpTo(store, newest);
  return {
    version: SITE_DATA_VERSION,
    generatedAt: new Date().toISOString(),
    runs: runs.map((run) => ({
      id: run.id,
      startedAt: run.started_at,
      durationMs: run.duration_ms,
      sha: run.sha,
      branch: run.branch,
      dirty: run.dirty === 1,
    })),
    series: await seriesBetween(store, {
      ...{ first: runs[0] ?? newest, newest, report },
      verdicts: await storedVerdicts(store, newest.id),
    }),
    problems: problemsOf(report),
    tests: testsOf(report),
  };
}

async function runsUpTo(store: Store, newest: StoredRun): Promise<StoredRun[]> {
  const runs = await store.db
    .selectFrom('runs')
    .selectAll()
    .where(sql<boolean>`(started_at, id) <= (${newest.started_at}, ${newest.id})`)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_RUNS)
    .execute();
  return runs.reverse();
}

interface ShownRuns {
  first: StoredRun;
  newest: StoredRun;
  /** The report of the newest run. */
  report: PerfReport;
  /** The verdicts on the newest run, by series id. */
  verdicts: ReadonlyMap<string, Verdict>;
}

async function seriesBetween(
  store: Store,
  { first, newest, report, verdicts }: ShownRuns,
): Promise<SiteSeries[]> {
  const points = await pointsBetween(store, { first, newest });
  const resolutions = new Map(
    newPoints(report).map(({ series, metric }) => [series, resolutionOf(metric)]),
  );
  const series = await store.db.selectFrom('series').selectAll().orderBy('id').execute();
  const bySeries = Map.groupBy(points, ({ series_id }) => series_id);
  return series
    .flatMap((row) => {
      const ownPoints = bySeries.get(row.id);
      return ownPoints === undefined
        ? []
        : [
            siteSeries(row, ownPoints, {
              verdict: verdicts.get(row.id),
              resolution: resolutions.get(row.id),
            }),
          ];
    })
    .sort((a, b) => (identityTitle(a) < identityTitle(b) ? -1 : 1));
}

type StoredPoint = Awaited<ReturnType<typeof pointsBetween>>[number];

async function pointsBetween(store: Store, { first, newest }: Pick<ShownRuns, 'first' | 'newest'>) {
  const points = await store.db
    .selectFrom('runs')
    .innerJoin('points', 'points.run_id', 'runs.id')
    .innerJoin('environments', 'environments.id', 'points.environment_id')
    .select(['series_id', 'run_id', 'mean', 'low', 'high', 'budget', 'peer', 'facts'])
    .where(sql<boolean>`(runs.started_at, runs.id) >= (${first.started_at}, ${first.id})`)
    .where(sql<boolean>`(runs.started_at, runs.id) <= (${newest.started_at}, ${newest.id})`)
    .orderBy('runs.started_at')
    .orderBy('runs.id')
    .execute();
  for (const { run_id: run, mean, low, high } of points) {
    for (const value of [mean, low ?? 0, high ?? 0]) storedNumber(value, `a value of run ${run}`);
  }
  return points;
}

/** `ingest` and `saveVerdicts` wrote the JSON columns from valid values. */
function siteSeries(
  row: SeriesTable,
  points: readonly StoredPoint[],
  { verdict, resolution }: { verdict: Verdict | undefined; resolution: number | undefined },
): SiteSeries {
  const identity = storedJson(row.identity, 'the identity of a series') as MetricIdentity;
  const kind = row.kind as SiteSeries['kind'];
  const facts = { instrument: identity.instrument, kind, unit: row.unit, resolution };
  const newest = points.at(-1);
  const environment = storedJson(
    newest?.facts ?? 'null',
    'the environment of a run',
  ) as Environment;
  return {
    id: row.id,
    ...identity,
    environment: environmentLine(environment),
    fingerprint: row.fingerprint,
    kind,
    unit: row.unit,
    better: row.better as SiteSeries['better'],
    peer: newest?.peer ?? null,
    budget: newest === undefined ? null : siteBudget(newest, facts),
    verdict:
      verdict === undefined
        ? null
        : {
            verdict: verdict.verdict,
            reason: verdict.reason,
            effect: verdict.effect,
            interval: verdict.interval,
            suspicion: verdict.suspicion ?? null,
          },
    points: points.map(({ run_id: run, mean, low, high }) => ({
      run,
      mean: shownValue(mean, facts),
      low: low === null ? null : shownValue(low, facts),
      high: high === null ? null : shownValue(high, facts),
    })),
  };
}

function siteBudget(
  { budget, mean, low, high }: StoredPoint,
  facts: Omit<BudgetedValue, 'summary'>,
): SiteSeries['budget'] {
  if (budget === null) return null;
  const stored = storedJson(budget, 'a budget') as Budget;
  const limit = 'min' in stored ? { min: stored.min } : { max: stored.max };
  const interval = low === null || high === null ? null : { low, high };
  return { ...limit, state: budgetState(limit, { ...facts, summary: { mean, interval } }) };
}

function environmentLine({ cpuModel, cores, os, architecture, node, browser }: Environment) {
  return [
    `${cpuModel} (${cores} ${cores === 1 ? 'core' : 'cores'})`,
    `${os} ${architecture}`,
    `Node ${node}`,
    ...(browser === null ? [] : [`${browser.name} ${browser.version}`]),
  ].join(' · ');
}

function testsOf(report: PerfReport): SiteData['tests'] {
  const failed = new Set(failedTestsOf(report));
  return report.tests.map((test) => {
    const { project, suite, name, variant, outcome, durationMs, retries } = test;
    const error = failed.has(test) ? testFailure(test) : null;
    return { project, suite, name, variant, outcome, durationMs, retries, error };
  });
}

function problemsOf({ metrics }: PerfReport): SiteData['problems'] {
  return metrics.flatMap((metric) =>
    metric.state === 'measured'
      ? []
      : [
          {
            state: metric.state,
            title: identityTitle(metric),
            instrument: metric.instrument,
            message: metric.state === 'failed' ? metric.error.message : metric.reason,
          },
        ],
  );
}
