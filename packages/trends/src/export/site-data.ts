import { SITE_DATA_VERSION, type SiteData, type SiteSeries } from '@night-pilot/dashboard';
import {
  type Budget,
  type Environment,
  identityTitle,
  type MetricIdentity,
  type PerfReport,
  resolutionOf,
  shownValue,
  type Verdict,
} from '@night-pilot/perf-kit/report';
import { sql } from 'kysely';
import { failedTestsOf, testFailure } from '../check/failed-tests.ts';
import { suspicionOf } from '../judge/decide.ts';
import { findRun, storedReport, type StoredRun } from '../store/history.ts';
import { newPoints } from '../store/new-points.ts';
import type { Store } from '../store/open-store.ts';
import type { SeriesTable } from '../store/schema.ts';
import { storedVerdicts } from '../store/verdicts.ts';

/** Runs that the pages show: what a reader can tell apart in a chart, and a page can load. */
const MAX_RUNS = 200;

/**
 * All that the pages show, from a history: the newest run with 199 before it and their series, and
 * of the newest run the verdicts, the tests and what it could not measure. Runs that are dated in
 * the future are left out.
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

interface Shown {
  first: StoredRun;
  newest: StoredRun;
  /** Of the newest run. */
  report: PerfReport;
  verdicts: ReadonlyMap<string, Verdict>;
}

async function seriesBetween(
  store: Store,
  { first, newest, report, verdicts }: Shown,
): Promise<SiteSeries[]> {
  const points = await pointsBetween(store, { first, newest });
  const resolutions = new Map(
    newPoints(report).map(({ series, metric }) => [series, resolutionOf(metric)]),
  );
  const series = await store.db.selectFrom('series').selectAll().execute();
  const bySeries = Map.groupBy(points, ({ series_id }) => series_id);
  return series
    .flatMap((row) => {
      const own = bySeries.get(row.id);
      return own === undefined
        ? []
        : [
            siteSeries(row, own, {
              verdict: verdicts.get(row.id),
              resolution: resolutions.get(row.id),
            }),
          ];
    })
    .sort((a, b) => (identityTitle(a) < identityTitle(b) ? -1 : 1));
}

type StoredPoint = Awaited<ReturnType<typeof pointsBetween>>[number];

async function pointsBetween(store: Store, { first, newest }: Pick<Shown, 'first' | 'newest'>) {
  return store.db
    .selectFrom('points')
    .innerJoin('environments', 'environments.id', 'points.environment_id')
    .select(['series_id', 'run_id', 'mean', 'low', 'high', 'budget', 'peer', 'facts'])
    .where(sql<boolean>`(started_at, run_id) >= (${first.started_at}, ${first.id})`)
    .where(sql<boolean>`(started_at, run_id) <= (${newest.started_at}, ${newest.id})`)
    .orderBy('started_at')
    .orderBy('run_id')
    .execute();
}

/** The columns of JSON were written by `ingest` and `saveVerdicts` from valid values. */
function siteSeries(
  row: SeriesTable,
  points: readonly StoredPoint[],
  { verdict, resolution }: { verdict: Verdict | undefined; resolution: number | undefined },
): SiteSeries {
  const identity = JSON.parse(row.identity) as MetricIdentity;
  const kind = row.kind as SiteSeries['kind'];
  const facts = { instrument: identity.instrument, kind, unit: row.unit, resolution };
  const newest = points.at(-1);
  const environment = JSON.parse(newest?.facts ?? 'null') as Environment;
  return {
    id: row.id,
    ...identity,
    environment: environmentLine(environment),
    fingerprint: row.fingerprint,
    kind,
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
    points: points.map(({ run_id: run, mean, low, high }) => ({
      run,
      mean: shownValue(mean, facts),
      low: low === null ? null : shownValue(low, facts),
      high: high === null ? null : shownValue(high, facts),
    })),
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
