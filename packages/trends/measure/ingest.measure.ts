import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { defineMeasurement } from '@night-pilot/perf-kit';
import { ownedTemporaryFolder } from '@night-pilot/perf-report/process';
import { sql } from 'kysely';
import { ingest } from '../src/store/ingest.ts';
import { openStore, type Store } from '../src/store/open-store.ts';
import { startPostgres } from '../src/testing/postgres.ts';
import { seededNormal } from '../src/testing/random.ts';
import { metric, report } from '../src/testing/reports.ts';

const SERIES = 1_000;
/** Runs of the small history: 10 thousand points. */
const SMALL = 10;
/** Runs of the large history: 2 million points. */
const LARGE = 2_000;
/** Reports that are ingested for each number. */
const REPORTS = 41;
const WARM_UP = 50;

const rate = { kind: 'throughput', unit: '1/s', better: 'higher' } as const;
const growth = { kind: 'ratio', unit: 'x', better: 'lower' } as const;

/**
 * Measures how fast reports of 1,000 metrics are ingested into a history of 2 million points, each in one transaction that waits for
 * the disk: as a whole, with validation and compression, and the transaction alone.
 */
export default defineMeasurement({
  name: 'ingest',
  limitMinutes: 10,
  metrics: {
    'points in a second, SQLite': rate,
    'points in a second, written, SQLite': rate,
    'cost per point in 2 million points, of that in 10 thousand, SQLite': growth,
    'points in a second, PostgreSQL': rate,
    'points in a second, written, PostgreSQL': rate,
    'cost per point in 2 million points, of that in 10 thousand, PostgreSQL': growth,
  },
  run: async ({ progress }) => {
    const folder = await ownedTemporaryFolder('trends-ingest-');
    const server = await startPostgres({ fsync: 'on' });
    try {
      const sqlite = await measureStore(join(folder, 'history.db'));
      progress(1, 2);
      const postgres = await measureStore(await server.createDatabase());
      return {
        'points in a second, SQLite': sqlite.rate,
        'points in a second, written, SQLite': sqlite.rateOfWriting,
        'cost per point in 2 million points, of that in 10 thousand, SQLite': sqlite.growth,
        'points in a second, PostgreSQL': postgres.rate,
        'points in a second, written, PostgreSQL': postgres.rateOfWriting,
        'cost per point in 2 million points, of that in 10 thousand, PostgreSQL': postgres.growth,
      };
    } finally {
      await server.remove();
      await rm(folder, { recursive: true });
    }
  },
});

async function measureStore(url: string) {
  await warmUp();
  const store = await openStore(url);
  for (let run = 1; run <= SMALL; run += 1) await ingest(store, reportOf(run));
  const small = await timesOf(store, 1_000);
  await fill(store);
  const large = await timesOf(store, 2_000);
  await store.close();
  return {
    rate: (1_000 * SERIES) / large.total,
    rateOfWriting: (1_000 * SERIES) / large.writing,
    growth: large.total / small.total,
  };
}

/** Lets Node compile the code that is measured. */
async function warmUp(): Promise<void> {
  const store = await openStore(':memory:');
  for (let run = 1; run <= WARM_UP; run += 1) await ingest(store, reportOf(run));
  await store.close();
}

function reportOf(run: number) {
  const normal = seededNormal(run);
  const metrics = Array.from({ length: SERIES }, (_, at) =>
    metric(100 * Math.exp(normal() / 50), { name: `series ${at}` }),
  );
  return report(run, metrics);
}

/** Returns the time of ingesting a report, and of its transaction, in ms. */
async function timesOf(store: Store, firstRun: number) {
  const totals: number[] = [];
  const writings: number[] = [];
  const timed: Store = { ...store, write: (work) => timeInto(writings, () => store.write(work)) };
  for (let run = firstRun; run < firstRun + REPORTS; run += 1) {
    const one = reportOf(run);
    await timeInto(totals, () => ingest(timed, one));
  }
  return { total: quartile(totals), writing: quartile(writings) };
}

async function timeInto<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  times.push(performance.now() - startedAt);
  return result;
}

/** Returns the lower quartile: what else the machine does makes some reports slower, and none faster. */
function quartile(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 4)] ?? NaN;
}

/** Copies the first run until the history holds 2 million points: these runs cost no time of validation. */
async function fill({ db }: Store): Promise<void> {
  for (let run = SMALL + 1; run <= LARGE; run += 1) {
    const id = `copy-${run}`;
    await sql`insert into runs
      select ${id}, started_at, duration_ms, sha, branch, dirty, digest, authored_at, pull_request
      from runs where id = 'run-0001'`.execute(db);
    await sql`insert into reports select ${id}, body from reports where run_id = 'run-0001'`.execute(
      db,
    );
    await sql`insert into points
      select series_id, started_at, ${id}, environment_id, mean, low, high, budget, peer
      from points where run_id = 'run-0001'`.execute(db);
  }
}
