import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineMeasurement } from '@night-pilot/perf-kit';
import { checkRun } from '../src/check/check-run.ts';
import { siteDataOf } from '../src/export/site-data.ts';
import { ingest } from '../src/store/ingest.ts';
import { openStore, type Store } from '../src/store/open-store.ts';
import { seededNormal } from '../src/testing/random.ts';
import { metric, report } from '../src/testing/reports.ts';

const SERIES = 1_000;
const RUNS = 1_000;

const seconds = { kind: 'time', unit: 's', better: 'lower' } as const;

/** Measures the work on a history of 1,000 series with 1,000 points each, half of them counts and half of them times. */
export default defineMeasurement({
  name: 'large history',
  limitMinutes: 20,
  metrics: { 'check of a run': seconds, 'data of the pages': seconds },
  run: async ({ progress }) => {
    const folder = await mkdtemp(join(tmpdir(), 'perf-trends-large-'));
    try {
      const store = await openStore(join(folder, 'history.db'));
      await fill(store, (run) => progress(run, RUNS));
      const check = await secondsOf(() => checkRun(store));
      const pages = await secondsOf(() => siteDataOf(store));
      await store.close();
      return { 'check of a run': check, 'data of the pages': pages };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
});

async function fill(store: Store, onRun: (run: number) => void): Promise<void> {
  const normal = seededNormal(1);
  for (let run = 1; run <= RUNS; run += 1) {
    const metrics = Array.from({ length: SERIES }, (_, at) =>
      metric(100 * Math.exp(normal() / 50), {
        name: `series ${at}`,
        instrument: at % 2 === 0 ? 'wall' : 'instructions',
      }),
    );
    await ingest(store, report(run, metrics));
    onRun(run);
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}
