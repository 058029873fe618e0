import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import {
  calibrationFolder,
  recordedPairSchema,
  readJsonLines,
  writeCalibration,
} from '@night-pilot/perf-calibrate';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import { samplePairs, sampleCalibration } from '@night-pilot/perf-calibrate/testing';
import { npmWorkspace } from '@night-pilot/perf-compare/testing';
import { writeProject } from '@night-pilot/perf-report/testing';
import { perfKit } from '../../testing/perf-kit.ts';

/** Environment of the command, which runs in this process. */
const environment = detectEnvironment();

/** Creates a workspace with recorded pairs of two programs, `pairs` of each. */
async function recordedWorkspace(pairs: number) {
  const { root } = await writeProject({ 'package-lock.json': '{}' });
  const folder = calibrationFolder(root, environment);
  await mkdir(folder, { recursive: true });
  const record = join(folder, 'wall-quiet.jsonl');
  const kept = samplePairs({ seed: 81, spreads: { parse: 0.01, sort: 0.03 }, pairs });
  await writeFile(record, kept.map((pair) => `${JSON.stringify(pair)}\n`).join(''));
  return { root, record };
}

test('judges kept pairs without measuring and prints a plain table with --judge-only', async () => {
  const { root } = await recordedWorkspace(4);
  const { status, stdout, stderr } = await perfKit(root, ['calibrate', '--judge-only']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toMatch(/^wall, quiet +forks recorded .* days ago\) +16 +≥ 1,000 missed$/m);
  expect(stdout).toContain('Too few quiet pairs to judge');
  expect(stdout).toContain('984 quiet forks are missing. Continue: perf-kit calibrate');
});

test('prints help with examples, and one sentence with exit code 2 for impossible arguments', async () => {
  const { root } = await writeProject({ 'package-lock.json': '{}' });
  const { stdout } = await perfKit(root, ['calibrate', '--help']);
  expect(stdout).toContain('perf-kit calibrate --live 20');
  expect(stdout).toMatch(/--edits <number> [^()]* \(default: "0"\)/s);
  for (const [args, message] of [
    [['--judge-only'], /Expected a record to judge in .*Record first: perf-kit calibrate\./],
    [['--judge-only', '--live', '3'], /'--judge-only' cannot be used with option '--live/],
    [['--forks', 'many'], /--forks takes a whole number, got "many"/],
  ] as const) {
    const { status, stderr } = await perfKit(root, ['calibrate', ...args]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(2);
  }
});

test('keeps the record, prints how to continue and exits with 130 on Ctrl-C', async () => {
  const { root, record } = await recordedWorkspace(4);
  const before = await readJsonLines(record, recordedPairSchema);
  const progress = join(root, 'progress.jsonl');
  const interruption = new AbortController();
  const running = perfKit(root, ['calibrate'], { PERF_PROGRESS: progress }, interruption.signal);
  await vi.waitUntil(() => existsSync(progress), { timeout: 120_000 });
  interruption.abort();
  const { status, stderr } = await running;
  expect(status).toBe(130);
  expect(stderr).toMatch(
    /^Interrupted: everything measured so far is in .*; the same command continues\.$/m,
  );
  expect(await readJsonLines(record, recordedPairSchema)).toEqual(before);
});

test('compares with the smallest effect from the calibration of this machine and prints it', async () => {
  const { root } = await npmWorkspace();
  const bench = join(root, 'packages/top/bench/top.bench.ts');
  await writeFile(
    bench,
    `import { test } from 'vitest';
    test('random', ({ bench }) => bench('run', () => Math.random()).run({ iterations: 5, time: 1 }));`,
  );
  const visible = { state: 'visible', minEffect: 0.0175 } as const;
  await writeCalibration(calibrationFolder(root, environment), sampleCalibration({ visible }));
  const project = join(root, 'packages/top');
  const budget = ['--instrument', 'wall', '--budget', '1ms'];
  const calibrated = await perfKit(project, ['compare', 'HEAD', ...budget]);
  expect(calibrated.stderr).toBe('');
  expect(calibrated.stdout).toMatch(
    /^Smallest change of wall time that matters: 1\.75 % \(calibrated \d+ days ago: what this/m,
  );
});
