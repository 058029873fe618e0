import { SITE_DATA_VERSION, type SiteData, type SiteSeries } from '@night-pilot/dashboard';
import {
  type Budget,
  type Environment,
  identityTitle,
  type MetricIdentity,
  type PerfReport,
  type Verdict,
} from '@night-pilot/perf-kit/report';
import { sql } from 'kysely';
import { failedTestsOf, testFailure } from '../check/failed-tests.ts';
import { suspicionOf } from '../judge/decide.ts';
import { findRun, storedReport, type StoredRun } from '../store/history.ts';
import type { Store } from '../store/open-store.ts';
import type { SeriesTable } from '../store/schema.ts';
import { storedVerdicts } from '../store/verdicts.ts';

/** Runs that the pages show: what a reader can tell apart in a chart, and a page can load. */
const MAX_RUNS = 200;

/**
 * All that the pages show, from a history: its last 200 runs with their series, and of the
 * newest run the verdicts, the tests and what it could not measure.
 *
 * @throws {TrendsError} `RUN_NOT_FOUND` when the history is empty.
 */
export async function siteDataOf(store: Store): Promise<SiteData> {
  // One transaction: a run that another process stores meanwhile is in all of it or in nothing.
  return store.db.transaction().execute((db) => readSiteData({ ...store, db }));
}

async function readSiteData(store: Store): Promise<SiteData> {
  const newest = await findRun(store);
  const report = await storedReport(store, newest);
  const runs = await lastRuns(store);
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
    series: await seriesSince(store, runs[0] ?? newest, await storedVerdicts(store, newest.id)),
    problems: problemsOf(report),
    tests: testsOf(report),
  };
}

async function lastRuns(store: Store): Promise<StoredRun[]> {
  const runs = await store.db
    .selectFrom('runs')
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_RUNS)
    .execute();
  return runs.reverse();
}

async function seriesSince(
  store: Store,
  first: StoredRun,
  verdicts: ReadonlyMap<string, Verdict>,
): Promise<SiteSeries[]> {
  const points = await pointsSince(store, first);
  const series = await store.db.selectFrom('series').selectAll().execute();
  const bySeries = Map.groupBy(points, ({ series_id }) => series_id);
  return series
    .flatMap((row) => {
      const own = bySeries.get(row.id);
      return own === undefined ? [] : [siteSeries(row, own, verdicts.get(row.id))];
    })
    .sort((a, b) => (identityTitle(a) < identityTitle(b) ? -1 : 1));
}

type StoredPoint = Awaited<ReturnType<typeof pointsSince>>[number];

async function pointsSince(store: Store, first: StoredRun) {
  return store.db
    .selectFrom('points')
    .innerJoin('environments', 'environments.id', 'points.environment_id')
    .select(['series_id', 'run_id', 'mean', 'low', 'high', 'budget', 'peer', 'facts'])
    .where(sql<boolean>`(started_at, run_id) >= (${first.started_at}, ${first.id})`)
    .orderBy('started_at')
    .orderBy('run_id')
    .execute();
}

/** The columns of JSON were written by `ingest` and `saveVerdicts` from valid values. */
function siteSeries(
  row: SeriesTable,
  points: readonly StoredPoint[],
  verdict: Verdict | undefined,
): SiteSeries {
  const identity = JSON.parse(row.identity) as MetricIdentity;
  const newest = points.at(-1);
  const environment = JSON.parse(newest?.facts ?? 'null') as Environment;
  return {
    id: row.id,
    ...identity,
    environment: environmentLine(environment),
    fingerprint: row.fingerprint,
    kind: row.kind as SiteSeries['kind'],
    unit: row.unit,
    better: row.better as SiteSeries['better'],
    peer: newest?.peer ?? null,
    budget: JSON.parse(newest?.budget ?? 'null') as Budget | null,
    verdict:
      verdict === undefined
        ? null
        : {
            verdict: verdict.verdict,
            reason: verdict.reason,
            effect: verdict.effect,
            interval: verdict.interval,
            suspicion: suspicionOf(verdict),
          },
    points: points.map(({ run_id: run, mean, low, high }) => ({ run, mean, low, high })),
  };
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
