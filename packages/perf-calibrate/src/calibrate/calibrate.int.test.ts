import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { benchPlan } from '@night-pilot/perf-host/bench';
import { samplePairs } from '../testing/sample-pairs.ts';
import { temporaryFolder, writeProject } from '@night-pilot/perf-report/testing';
import { calibrate } from './calibrate.ts';
import type { CalibrateOptions, CalibrationMeasuring } from './options.ts';
import { readCalibration } from '../result/calibration-file.ts';
import { readJsonLines } from '../recording/json-lines.ts';
import { type RecordedPair, recordedPairSchema } from '../recording/recorded-pairs.ts';
import { liveRunSchema } from '../recording/live-runs.ts';
import { TEN_PROGRAMS, testsOfPrograms } from '../recording/timed-programs.ts';

const SUM = `
  import { test } from 'vitest';
  test('tiny', async ({ bench }) => {
    const sum = (to: number) => { let total = 0; for (let at = 0; at < to; at += 1) total += at; return total; };
    await bench.compare(bench('short', () => sum(100)), bench('long', () => sum(1000)));
  });`;

const judging = { runs: 20, comparisons: 20 };

async function tinyCalibration(source = SUM) {
  const { root } = await writeProject({ 'tiny.bench.ts': source });
  const folder = await temporaryFolder();
  const measuring: CalibrationMeasuring = {
    load: 'quiet',
    forks: 4,
    recordMs: 60_000,
    live: 0,
    edits: 0,
    again: false,
    programs: { root, files: ['tiny.bench.ts'] },
    turnOptions: { timeMs: 10, warmupTimeMs: 5, limitMs: 20_000 },
  };
  const run = (changes: Partial<CalibrationMeasuring> = {}, more: Partial<CalibrateOptions> = {}) =>
    calibrate({ folder, judging, measure: { ...measuring, ...changes }, ...more });
  return { folder, run };
}

async function kept(folder: string, load = 'quiet'): Promise<RecordedPair[]> {
  return (await readJsonLines(join(folder, `wall-${load}.jsonl`), recordedPairSchema)).values;
}

test('records real forks in pairs, and continues after a cut-off line', async () => {
  const { folder, run } = await tinyCalibration();
  const first = await run();
  expect(first.wall).toMatchObject([{ load: 'quiet', recorded: { forks: 4 }, judged: null }]);
  expect(first.visible).toEqual({ state: 'too-few-pairs' });
  expect(await readCalibration(folder)).toEqual(first);
  // Generated edits are compared only when asked for.
  expect((await readdir(folder)).sort()).toEqual(['calibration.json', 'wall-quiet.jsonl']);
  const pairs = await kept(folder);
  expect(pairs.map(({ program }) => program)).toEqual(['short', 'long']);
  for (const { base, head } of pairs) {
    expect(base.samples.length).toBe(head.samples.length);
    expect(base.iterationsPerSample).toBe(head.iterationsPerSample);
  }
  const record = join(folder, 'wall-quiet.jsonl');
  const [, last = ''] = (await readFile(record, 'utf8')).split('\n');
  await appendFile(record, last.slice(0, last.length / 2));

  const second = await run({ forks: 7 });
  expect(second.wall).toMatchObject([{ recorded: { forks: 8, leftOut: 1 } }]);
  const pairsAfter = await kept(folder);
  expect(pairsAfter.slice(0, 2)).toEqual(pairs);
  expect(new Set(pairsAfter.map(({ session }) => session))).toHaveLength(2);

  // There are enough forks: only --again would measure more.
  await run({ programs: { root: folder, files: ['none.bench.ts'] } });
  expect(await kept(folder)).toEqual(pairsAfter);
  await run({ again: true });
  expect(await kept(folder)).toHaveLength(2);
});

test('separates pairs under load from live runs, and continues the runs', async () => {
  const { folder, run } = await tinyCalibration();
  const live = { forks: 0, liveBudgetMs: 1 };
  const loaded = await run({ ...live, load: 'loaded', forks: 4, live: 1 });
  expect(await kept(folder, 'loaded')).toHaveLength(2);
  expect(await kept(folder, 'quiet')).toEqual([]);
  expect(loaded).toMatchObject({
    wall: [{ load: 'loaded' }],
    live: [{ load: 'loaded', runs: 1, benchmarks: 2, alarms: 0 }],
  });
  const calibrated = await run({ ...live, live: 2 });
  expect(calibrated.live).toMatchObject([
    { load: 'quiet', runs: 2 },
    { load: 'loaded', runs: 1 },
  ]);
  const { values } = await readJsonLines(join(folder, 'live.jsonl'), liveRunSchema);
  expect(values.map(({ load }) => load)).toEqual(['loaded', 'quiet', 'quiet']);
  expect(values[0]).toMatchObject({ pairs: 2, setAside: 0, verdicts: { undecided: 2 } });
});

test('names a program that does not run', async () => {
  const { run } = await tinyCalibration(`
    import { test } from 'vitest';
    test('tiny', ({ bench }) => bench('breaks', () => { throw new Error('no luck'); }).run());`);
  await expect(run()).rejects.toMatchObject({
    code: 'CALIBRATION_FAILED',
    message: expect.stringContaining(
      '"breaks" could not be measured: base: Error: no luck (',
    ) as string,
  });
});

test('leaves whole lines and no running process after an abort', async () => {
  const { folder, run } = await tinyCalibration();
  const aborted = new AbortController();
  const { signal } = aborted;
  const onProgress = (done: number) => {
    if (done >= 4) aborted.abort(new Error('enough'));
  };
  const running = run({ forks: 1_000 }, { signal, onProgress });
  await expect(running).rejects.toThrow('enough');
  expect(await kept(folder)).toHaveLength(2);
  expect(await readCalibration(folder)).toBeNull();
});

test('judges records without measuring, with the same result each time', async () => {
  const folder = await temporaryFolder();
  const options = { folder, judging, measure: null };
  await expect(calibrate(options)).rejects.toThrow('Record first: perf-kit calibrate');
  const pairs = samplePairs({ seed: 71, spreads: { parse: 0.004, sort: 0.02 }, pairs: 40 });
  const lines = pairs.map((pair) => JSON.stringify(pair)).join('\n');
  await writeFile(join(folder, 'wall-quiet.jsonl'), lines);
  const { calibratedAt, ...once } = await calibrate(options);
  expect(once).toMatchObject({
    visible: { state: 'visible', minEffect: 0.01 },
    wall: [{ judged: { minEffect: 0.01, alarms: { alarms: 0, runs: 20 } } }],
  });
  expect(new Date(calibratedAt).getTime()).toBeLessThanOrEqual(Date.now());
  const { calibratedAt: _, ...again } = await calibrate(options);
  expect(again).toEqual(once);
});

test('runs all ten programs of perf-kit', async () => {
  const tests = await testsOfPrograms(TEN_PROGRAMS, benchPlan(false));
  expect(tests.flatMap(({ benchmarks }) => benchmarks)).toHaveLength(10);
});
