import { type TestOutcome, type Timings, TIMINGS_SCHEMA_VERSION } from '@night-pilot/perf-report';
import { median } from '@night-pilot/perf-report/median';
import { sql } from 'kysely';
import { findRun } from '../store/history.ts';
import type { Store } from '../store/open-store.ts';
import { unpackTests } from '../store/report-body.ts';

/** Runs whose tests are read: older ones say little about today. */
const MOST_RUNS = 20;

/** The tests of one run. */
interface RunOfTests {
  startedAt: string;
  tests: readonly TestOutcome[];
}

/**
 * Reads how long each test took in the newest 20 runs of a history, of all branches. Runs dated in the future are left out.
 *
 * @throws {TrendsError} `RUN_NOT_FOUND` when the history is empty, `STORE_DAMAGED` when a report cannot be read.
 */
export async function timingsOf(store: Store): Promise<Timings> {
  const newest = await findRun(store);
  const rows = await store.db
    .selectFrom('runs')
    .innerJoin('reports', 'reports.run_id', 'runs.id')
    .select(['id', 'started_at', 'body'])
    .where(sql<boolean>`(started_at, id) <= (${newest.started_at}, ${newest.id})`)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_RUNS)
    .execute();
  const runs: RunOfTests[] = [];
  for (const { id, started_at: startedAt, body } of rows) {
    runs.push({ startedAt, tests: await unpackTests(body, id) });
  }
  return {
    schemaVersion: TIMINGS_SCHEMA_VERSION,
    writtenAt: new Date().toISOString(),
    tests: medians(runs),
  };
}

/**
 * Returns the median duration of each test that passed in at least one run: a test that failed or timed out took another time.
 *
 * @param runs The newest first.
 */
export function medians(runs: readonly RunOfTests[]): Timings['tests'] {
  const passed = runs.flatMap(({ startedAt, tests }) =>
    tests.filter(hasPassed).map((test) => ({ startedAt, test })),
  );
  const groups = Map.groupBy(passed, ({ test: { project, suite, name, variant } }) =>
    JSON.stringify([project, suite, name, variant]),
  );
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, outcomes]) => {
      const [newest] = outcomes;
      if (newest === undefined) return [];
      const { project, suite, name, variant } = newest.test;
      return {
        ...{ project, suite, name, variant },
        medianMs: median(outcomes.map(({ test }) => test.durationMs)),
        runs: new Set(outcomes.map(({ startedAt }) => startedAt)).size,
        lastRunAt: newest.startedAt,
      };
    });
}

/** The duration of a flaky test is that of its last attempt, which passed. */
function hasPassed({ outcome }: TestOutcome): boolean {
  return outcome === 'passed' || outcome === 'flaky';
}
