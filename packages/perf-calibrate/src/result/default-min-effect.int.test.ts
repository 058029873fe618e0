import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleCalibration } from '../testing/sample-calibration.ts';
import { writeProject } from '@night-pilot/perf-report/testing';
import type { Calibration } from './calibration.ts';
import { calibrationFolder, writeCalibration } from './calibration-file.ts';
import { defaultMinEffect } from './default-min-effect.ts';

async function workspace(calibration?: Calibration) {
  const { root } = await writeProject({ 'package-lock.json': '{}' });
  if (calibration !== undefined) await writeCalibration(calibrationFolder(root), calibration);
  return root;
}

test('returns the built-in effect without a calibration, and says how to get another', async () => {
  expect(await defaultMinEffect(await workspace())).toEqual({
    minEffect: 0.0125,
    from: 'built in; perf-kit calibrate measures what this machine can see',
  });
});

test.each([
  [{ state: 'visible', minEffect: 0.0175 }, 0.0175, /^calibrated \d+ days ago: what this mach/],
  [{ state: 'too-noisy' }, 0.0125, /^built in; calibrated \d+ days ago: this machine is too noisy/],
  [{ state: 'too-few-pairs' }, 0.0125, /^built in; calibrated .* too few quiet forks/],
] as const)('for a calibration with %o returns %f', async (visible, minEffect, from) => {
  const found = await defaultMinEffect(await workspace(sampleCalibration({ visible })));
  expect(found).toMatchObject({ minEffect, from: expect.stringMatching(from) as string });
});

test('returns the built-in effect when the calibration cannot be read, and says why', async () => {
  const root = await workspace();
  const folder = calibrationFolder(root);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'calibration.json'), '{"schemaVersion": 2}');
  const { minEffect, from } = await defaultMinEffect(root);
  expect(minEffect).toBe(0.0125);
  expect(from).toMatch(/^built in; .*calibration\.json is not a calibration: schemaVersion/);
});
