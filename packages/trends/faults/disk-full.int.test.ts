import { randomIntegers, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeReport } from '@night-pilot/perf-report';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { nxWorkspace } from '../src/testing/nx-workspace.ts';
import { metric, report } from '../src/testing/reports.ts';
import { runNode } from '../src/testing/run-node.ts';
import { tempFolder } from '../src/testing/temp-folder.ts';
import { fillDisk, tinyDisk } from './tiny-disk.ts';

const SEED = 1_604;
const bin = fileURLToPath(import.meta.resolve('../bin/perf-trends.mjs'));

/** A report of some kilobytes, whose names do not compress. */
function largeReport(number: number, random: (end: number) => number) {
  const metrics = Array.from({ length: 60 }, (_, index) =>
    metric(index + 1, {
      name: Array.from({ length: 40 }, () => random(2 ** 31).toString(36)).join(' '),
    }),
  );
  return report(number, metrics);
}

test(
  `ingest says that the disk is full, keeps what is stored, and goes on when space returns (seed ${SEED})`,
  async ({ skip }) => {
    const random = randomIntegers(SEED);
    const folder = await tempFolder();
    for (let round = 0; round < rounds({ short: 3, long: 40 }); round++) {
      const disk = await tinyDisk(2_048);
      if (disk === null) return skip('this user cannot mount a file system');
      const history = join(disk, 'history.db');
      const files: string[] = [];
      for (let number = 1; number <= 10; number++) {
        files.push(join(folder, `${round}-${number}.json`));
        await writeReport(files.at(-1) ?? '', largeReport(number, random));
      }
      const ingest = (...paths: string[]) =>
        runNode([bin, 'ingest', ...paths, '--store', history], { cwd: folder });
      const [first = '', ...others] = files;
      expect((await ingest(first)).code).toBe(0);
      await fillDisk(disk, random(900_000));

      const full = await ingest(...others);
      expect(full.stderr).toMatch(/^The history \S+ cannot grow: its disk is full.*\n$/);
      expect(full.code).toBe(2);
      const acknowledged = full.stdout.match(/^run-\d+(?=: \d+ points added$)/gm) ?? [];
      const stored = () => {
        const database = new Database(history);
        const ids = database.prepare('select id from runs order by id').pluck().all();
        expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
        database.close();
        return ids;
      };
      await rm(join(disk, 'ballast'));
      expect(stored()).toEqual(['run-0001', ...acknowledged]);

      const again = await ingest(...files);
      expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: '' });
      expect(stored()).toHaveLength(files.length);
    }
  },
  TIME_LIMIT_MS,
);

test(
  `check and run print their results and say what could not be written (seed ${SEED})`,
  async ({ skip }) => {
    const random = randomIntegers(SEED);
    for (let round = 0; round < rounds({ short: 2, long: 20 }); round++) {
      const disk = await tinyDisk(4_096);
      if (disk === null) return skip('this user cannot mount a file system');
      const history = join(disk, 'history.db');
      const script = fileURLToPath(import.meta.resolve('../src/testing/measuring-script.ts'));
      const workspace = await nxWorkspace({
        db: {
          bench: {
            command: `node ${script} db bench measure && dd if=/dev/zero of=${disk}/ballast bs=1k seek=${random(60)}; true`,
          },
        },
      });
      const trends = (...args: string[]) =>
        runNode([bin, ...args, '--store', history], { cwd: workspace });
      const measured = await trends('run');
      expect(measured.stdout).toMatch(/no regression, no broken budget in 1 metric\n$/);
      expect(measured.stderr).toMatch(
        /The history \S+ cannot grow: its disk is full.*"perf-trends ingest .+report\.json"/,
      );
      expect(measured.stderr).not.toMatch(/^ +at /m);
      expect(measured.code).toBe(2);

      const latest = join(workspace, 'reports', 'latest', 'report.json');
      await rm(join(disk, 'ballast'));
      expect(await trends('ingest', latest)).toMatchObject({ code: 0, stderr: '' });
      // The file that connections share takes 32 KB.
      await fillDisk(disk, 40_000);
      const checked = await trends('check');
      expect(checked.stdout).toMatch(/no regression, no broken budget in 1 metric\n$/);
      expect(checked.stderr).toMatch(/^The history \S+ cannot grow: its disk is full.*\n$/);
      expect(checked.code).toBe(2);
    }
  },
  TIME_LIMIT_MS,
);
