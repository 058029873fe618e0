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

test('without a calibration it is the built-in one, and says how to get another', async () => {
  expect(await defaultMinEffect(await workspace())).toEqual({
    minEffect: 0.0125,
    from: 'built in; perf-kit calibrate finds out what this machine can see',
  });
});

test.each([
  [{ state: 'visible', minEffect: 0.0175 }, 0.0175, /^calibrated \d+ days ago: what this mach/],
  [{ state: 'too-noisy' }, 0.0125, /^built in; calibrated \d+ days ago: this machine is too noisy/],
  [{ state: 'too-few-pairs' }, 0.0125, /^built in; calibrated .* too few quiet forks/],
] as const)('of a calibration with %o it is %f', async (visible, minEffect, from) => {
  const found = await defaultMinEffect(await workspace(sampleCalibration({ visible })));
  expect(found).toMatchObject({ minEffect, from: expect.stringMatching(from) as string });
});

test('a calibration that cannot be read is told, and stands in the way of nothing', async () => {
  const root = await workspace();
  const folder = calibrationFolder(root);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'calibration.json'), '{"schemaVersion": 2}');
  const { minEffect, from } = await defaultMinEffect(root);
  expect(minEffect).toBe(0.0125);
  expect(from).toMatch(/^built in; .*calibration\.json is not a calibration: schemaVersion/);
});
