import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
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
import { BIN, perfKit } from '../../testing/perf-kit.ts';

/** As the command finds itself: without flags. */
const environment = detectEnvironment({ v8Flags: [] });
const plain = { NODE_OPTIONS: '' };

/** A workspace with a record of so many pairs of each of two programs. */
async function recordedWorkspace(pairs: number) {
  const { root } = await writeProject({ 'package-lock.json': '{}' });
  const folder = calibrationFolder(root, environment);
  await mkdir(folder, { recursive: true });
  const record = join(folder, 'wall-quiet.jsonl');
  const kept = samplePairs({ seed: 81, spreads: { parse: 0.01, sort: 0.03 }, pairs });
  await writeFile(record, kept.map((pair) => `${JSON.stringify(pair)}\n`).join(''));
  return { root, record };
}

test('what is kept is judged without measuring and printed as a plain table', async () => {
  const { root } = await recordedWorkspace(4);
  const { status, stdout, stderr } = perfKit(root, ['calibrate', '--judge-only'], plain);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toMatch(/^wall, quiet +forks recorded .* days ago\) +16 +≥ 1,000 missed$/m);
  expect(stdout).toContain('Too few quiet pairs to judge');
  expect(stdout).toContain('984 quiet forks are missing: perf-kit calibrate goes on.');
});

test('its help has examples; what cannot be is one sentence and exit code 2', async () => {
  const { root } = await writeProject({ 'package-lock.json': '{}' });
  expect(perfKit(root, ['calibrate', '--help'], plain).stdout).toContain(
    'perf-kit calibrate --live 20',
  );
  expect(perfKit(root, ['calibrate', '--help'], plain).stdout).toMatch(
    /--edits <number> [^()]* \(default: "0"\)/s,
  );
  for (const [args, message] of [
    [['--judge-only'], /Expected a record to judge in .*Record first: perf-kit calibrate\./],
    [['--judge-only', '--live', '3'], /'--judge-only' cannot be used with option '--live/],
    [['--forks', 'many'], /--forks takes a whole number, got "many"/],
  ] as const) {
    const { status, stderr } = perfKit(root, ['calibrate', ...args], plain);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(2);
  }
});

test('Ctrl-C keeps what is recorded, says how to go on, and exits with 130', async () => {
  const { root, record } = await recordedWorkspace(4);
  const before = await readJsonLines(record, recordedPairSchema);
  const progress = join(root, 'progress.jsonl');
  const child = spawn(process.execPath, [BIN, 'calibrate'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...plain, PERF_PROGRESS: progress },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await vi.waitUntil(() => existsSync(progress), { timeout: 20_000 });
  child.kill('SIGINT');
  const [exitCode] = (await once(child, 'close')) as [number | null];
  expect(exitCode).toBe(130);
  expect(stderr).toMatch(
    /^Interrupted: what was measured is kept in .*; the same command goes on\.$/m,
  );
  expect(await readJsonLines(record, recordedPairSchema)).toEqual(before);
});

test('compare takes what the calibration of this machine found visible, and says so', async () => {
  const { root } = await npmWorkspace();
  const bench = join(root, 'packages/top/bench/top.bench.ts');
  await writeFile(
    bench,
    `import { test } from 'vitest';
    test('one', ({ bench }) => bench('run', () => Math.random()).run({ iterations: 5, time: 1 }));`,
  );
  const visible = { state: 'visible', minEffect: 0.0175 } as const;
  await writeCalibration(calibrationFolder(root, environment), sampleCalibration({ visible }));
  const project = join(root, 'packages/top');
  const budget = ['--instrument', 'wall', '--budget', '1ms'];
  const calibrated = perfKit(project, ['compare', 'HEAD', ...budget], plain);
  expect(calibrated.stderr).toBe('');
  expect(calibrated.stdout).toMatch(
    /^Smallest change of wall time that matters: 1\.75 % \(calibrated \d+ days ago: what this/m,
  );
});
