import { randomIntegers, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PerfReport } from '@night-pilot/perf-report';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { checkRun } from '../src/check/check-run.ts';
import { findRun, storedReport } from '../src/store/history.ts';
import { ingest } from '../src/store/ingest.ts';
import { openStore } from '../src/store/open-store.ts';
import { metric, report } from '../src/testing/reports.ts';
import { tempFolder } from '../src/testing/temp-folder.ts';

const SEED = 79;
const PAGE = 4_096;

/** Makes a closed history with reports, series, verdicts and free pages, and names too long for one page. */
async function filledHistory(path: string, seed: number): Promise<PerfReport[]> {
  const random = randomIntegers(seed);
  const words = (count: number) =>
    Array.from({ length: count }, () => random(2 ** 31).toString(36)).join(' ');
  const names = [...Array.from({ length: 6 }, () => words(20)), words(1_200)];
  const reports = Array.from({ length: 8 }, (_, index) =>
    report(
      index + 1,
      names.map((name) => metric(100 + random(10), { name, params: { note: words(60) } })),
    ),
  );
  const store = await openStore(path);
  for (const each of reports) {
    await ingest(store, each);
    await checkRun(store);
  }
  await store.close();
  return reports;
}

/** Adds a run. Returns false when that is refused; then the file has to be as it was. */
async function ingestInto(path: string, added: PerfReport): Promise<boolean> {
  const before = await readFile(path);
  try {
    const store = await openStore(path);
    try {
      await ingest(store, added);
      return true;
    } finally {
      await store.close();
    }
  } catch (error) {
    expect(error).toMatchObject({ code: 'STORE_DAMAGED' });
    expect((error as Error).message).toContain('perf-trends ingest --store');
    expect((await readFile(path)).equals(before)).toBe(true);
    return false;
  }
}

async function expectIntact(path: string, reports: readonly PerfReport[]): Promise<void> {
  const store = await openStore(path);
  for (const each of reports) {
    expect(await storedReport(store, await findRun(store, each.run.id))).toEqual(each);
  }
  await store.close();
  const database = new Database(path, { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  database.close();
}

test(
  `ingest refuses a history with a page of zeros, or nothing of it is lost (seed ${SEED})`,
  async () => {
    let refused = 0;
    let pages = 0;
    for (let round = 0; round < rounds({ short: 1, long: 8 }); round++) {
      const folder = await tempFolder();
      const path = join(folder, 'history.db');
      const reports = await filledHistory(path, SEED + round);
      const bytes = await readFile(path);
      const added = report(100, [metric(1)]);
      for (let page = 0; page * PAGE < bytes.length; page++) {
        const copy = join(folder, `page-${page}`, 'history.db');
        const damagedBytes = Buffer.from(bytes).fill(0, page * PAGE, (page + 1) * PAGE);
        await openStore(copy).then((store) => store.close());
        await writeFile(copy, damagedBytes);
        pages += 1;
        if (await ingestInto(copy, added)) await expectIntact(copy, [...reports, added]);
        else refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(0.9 * pages);
  },
  TIME_LIMIT_MS,
);

test('ingest refuses a history that was cut to nothing or to one byte', async () => {
  const path = join(await tempFolder(), 'history.db');
  await filledHistory(path, SEED);
  for (const bytes of [0, 1]) {
    await writeFile(path, 'S'.repeat(bytes));
    expect(await ingestInto(path, report(100, [metric(1)]))).toBe(false);
  }
});

test.for([
  ['a backup', 'history.db.bak'],
  ['a write-ahead log', 'history.db-wal'],
  ['the verdicts of a run', join('run-0001', 'verdicts.json')],
] as const)('ingest refuses an empty file beside %s', async ([, name]) => {
  const folder = await tempFolder();
  const other = join(folder, 'other', 'history.db');
  await filledHistory(other, SEED);
  await openStore(join(folder, 'run-0001', 'own.db')).then((store) => store.close());
  await copyFile(other, join(folder, name));
  const path = join(folder, 'history.db');
  await writeFile(path, '');
  await expect(openStore(path)).rejects.toMatchObject({
    code: 'STORE_DAMAGED',
    message: expect.stringContaining(join(folder, name)) as string,
  });
  expect(await readFile(path)).toEqual(Buffer.alloc(0));
});

test('an empty file is a new history when nothing says otherwise', async () => {
  const path = join(await tempFolder(), 'history.db');
  await writeFile(path, '');
  expect(await ingestInto(path, report(1, [metric(1)]))).toBe(true);
});

test('refuses a history of more than 16 MB in whose reports that pages show is a page of zeros', async () => {
  const path = join(await tempFolder(), 'history.db');
  await filledHistory(path, SEED);
  const rows = 200;
  const lastBytes = addLargeReports(path, rows);
  const intact = await readFile(path);
  expect(intact.length).toBeGreaterThan(16 * 2 ** 20);
  for (const row of [0, 20, rows - 1]) {
    const bytes = Buffer.from(intact);
    const page = Math.floor(bytes.indexOf(lastBytes[row] ?? '') / PAGE);
    bytes.fill(0, page * PAGE, (page + 1) * PAGE);
    await writeFile(path, bytes);
    await expect(openStore(path), `row ${row}`).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  }
});

/** Adds runs whose reports are 100 KB of noise. Returns the last bytes of each, by which the page can be found. */
function addLargeReports(path: string, rows: number): Buffer[] {
  const random = randomIntegers(SEED + 1);
  const noise = (length: number) => Buffer.from(Uint8Array.from({ length }, () => 1 + random(255)));
  const body = noise(100_000);
  const database = new Database(path);
  const addRun = database.prepare(
    `insert into runs (id, started_at, duration_ms, sha, branch, dirty, digest)
     select 'noise-' || ?, started_at, duration_ms, sha, branch, dirty, digest from runs limit 1`,
  );
  const addReport = database.prepare(`insert into reports values ('noise-' || ?, ?)`);
  const lastBytes = database.transaction(() =>
    Array.from({ length: rows }, (_, row) => {
      const last = noise(32);
      addRun.run(row);
      addReport.run(row, Buffer.concat([body, last]));
      return last;
    }),
  )();
  database.close();
  return lastBytes;
}
