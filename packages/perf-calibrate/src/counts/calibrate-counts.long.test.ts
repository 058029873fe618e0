import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { calibrateCounts, sumUpRecordedCounts } from './calibrate-counts.ts';

afterEach(() => void vi.unstubAllEnvs());

test('finds an added allocation, no change by a comment, and continues a record that was cut off', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'counts.jsonl');
  const progress: number[][] = [];
  const calibrate = (planted: number) =>
    calibrateCounts({
      folder,
      instrument: 'allocated',
      programs: ['JSON parsing'],
      sizes: { aa: 0, nullEdits: 1, planted },
      onProgress: (...step) => progress.push(step),
    });
  await calibrate(0);
  expect(progress).toEqual([[1, 1]]);
  const line = (await readFile(file, 'utf8')).trimEnd();
  await appendFile(file, line.slice(0, -40));

  expect(await calibrate(1)).toMatchObject({
    nullEdits: {
      comparisons: 1,
      alarms: 0,
      undecided: 0,
      kinds: { comment: { comparisons: 1 } },
    },
    planted: [
      { share: 0.01, edits: 1, found: 1, undecided: 0 },
      { share: 0.005, edits: 1, found: 1, undecided: 0 },
    ],
  });
  expect(progress.slice(1)).toEqual([1, 2, 3].map((done) => [done, 3]));
  // The first comparison is not repeated, and the half line does not damage the next one.
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.slice(0, 2)).toEqual([line, line.slice(0, -40)]);
  expect(lines).toHaveLength(4);
  expect(await sumUpRecordedCounts({ folder, instrument: 'allocated' })).toMatchObject({
    aa: { comparisons: 0 },
    nullEdits: { comparisons: 1, alarms: 0 },
    planted: [{ found: 1 }, { found: 1 }],
  });
  expect(await sumUpRecordedCounts({ folder, instrument: 'instructions' })).toBeNull();
});

test('leaves no temporary files behind when it is aborted', async () => {
  const [folder, temporary] = [await temporaryFolder(), await temporaryFolder()];
  vi.stubEnv('TMPDIR', temporary);
  const stop = new AbortController();
  const calibrating = calibrateCounts({
    folder,
    instrument: 'allocated',
    programs: ['arithmetic'],
    signal: stop.signal,
  });
  setTimeout(() => stop.abort(new Error('enough')), 700);
  await expect(calibrating).rejects.toThrow('enough');
  expect(await readdir(temporary)).toEqual([]);
});
