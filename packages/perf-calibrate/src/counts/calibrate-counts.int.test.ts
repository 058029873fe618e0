import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { calibrateCounts, sumUpRecordedCounts } from './calibrate-counts.ts';

const LIMIT_MS = 120_000;

afterEach(() => void vi.unstubAllEnvs());

test(
  'a comment is no change, an added allocation is one; a record that was cut off is gone on from',
  async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'counts.jsonl');
    const progress: number[][] = [];
    const calibrate = () =>
      calibrateCounts({
        ...{ folder, instrument: 'allocated', programs: ['JSON parsing'] },
        sizes: { aa: 0, nullEdits: 1, planted: 1 },
        onProgress: (...step) => progress.push(step),
      });
    const first = await calibrate();
    expect(first).toMatchObject({
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
    expect(progress).toEqual([1, 2, 3].map((done) => [done, 3]));

    const text = await readFile(file, 'utf8');
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    await writeFile(file, text.slice(0, -40));
    const { nullEdits, planted } = await calibrate();
    expect(nullEdits).toEqual(first.nullEdits);
    expect(planted).toMatchObject([{ found: 1 }, { found: 1 }]);
    expect(await sumUpRecordedCounts({ folder, instrument: 'allocated' })).toMatchObject({
      aa: { comparisons: 0 },
      nullEdits: { comparisons: 1, alarms: 0 },
      planted: [{ found: 1 }, { found: 1 }],
    });
    expect(await sumUpRecordedCounts({ folder, instrument: 'instructions' })).toBeNull();
    // The first two that ended are as they were; after the half line there is the third one again.
    const again = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(again).toHaveLength(4);
    expect(again.slice(0, 2)).toEqual(lines.slice(0, 2));
  },
  LIMIT_MS,
);

test('what is called off leaves nothing behind', async () => {
  const [folder, temporary] = [await temporaryFolder(), await temporaryFolder()];
  vi.stubEnv('TMPDIR', temporary);
  const stop = new AbortController();
  const calibrating = calibrateCounts({
    ...{ folder, instrument: 'allocated', programs: ['arithmetic'] },
    signal: stop.signal,
  });
  setTimeout(() => stop.abort(new Error('enough')), 700);
  await expect(calibrating).rejects.toThrow('enough');
  expect(await readdir(temporary)).toEqual([]);
});
