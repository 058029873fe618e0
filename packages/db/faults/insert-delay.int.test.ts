import { IS_LONG } from '@night-pilot/perf-report/testing';
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readReport } from '@night-pilot/perf-report';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../src/leftovers/index.ts';

// Twenty inserts then take at least 0.2 s, where a transaction of twenty rows takes some milliseconds on any disk.
const INSERT_DELAY_MS = 10;

const root = join(import.meta.dirname, '..');
const perfKit = join(root, '../perf-kit/bin/perf-kit.mjs');

// Half a minute of measuring for a chain whose links have tests of their own: only in the long form, every night.
test.runIf(IS_LONG)(
  'breaks the promised ratio to one transaction when inserts are slowed down',
  async () => {
    const folder = temporaryFolder('night-pilot-db-');
    onTestFinished(() => rm(folder, { recursive: true }));
    const args = [perfKit, 'bench', 'bench/writes.bench.ts', '--grep', '20 concurrent', '--quick'];
    const env = {
      ...process.env,
      PERF_PARTS_DIR: folder,
      NIGHT_PILOT_DB_TEST_INSERT_DELAY_MS: String(INSERT_DELAY_MS),
    };
    const exitCode = await new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: root, env, timeout: 500_000 }, (error) =>
        resolve(error?.code ?? 0),
      );
    });
    const { metrics } = await readReport(join(folder, 'db.bench.json'));
    const ratio = 'HighPerfDatabase / better-sqlite3, one transaction';
    expect(metrics.find(({ name }) => name === ratio)).toMatchObject({
      budget: { min: 0.5, met: false },
    });
    expect(exitCode).toBe(1);
  },
  600_000,
);
