import { expect, test } from 'vitest';
import { sampleEnvironment } from '../testing/sample-report.ts';
import { detectEnvironment, differingFields, fingerprintOf } from './environment.ts';
import { environmentSchema } from '../report/schema.ts';

test('keeps every fingerprint after a kernel update', () => {
  const before = sampleEnvironment({ kernel: '6.1.0' });
  const after = sampleEnvironment({ kernel: '6.2.0' });
  expect(after.fingerprints).toEqual(before.fingerprints);
  expect(after.id).not.toBe(before.id);
});

test('separates wall times of two CPU models, but not instruction counts', () => {
  const before = sampleEnvironment();
  const after = sampleEnvironment({ cpuModel: 'Sample CPU 2' });
  expect(after.fingerprints.wall).not.toBe(before.fingerprints.wall);
  expect(after.fingerprints.instructions).toBe(before.fingerprints.instructions);
  expect(differingFields(before, after, 'wall')).toEqual(['cpuModel']);
  expect(differingFields(before, after, 'instructions')).toEqual([]);
});

test('separates only browser times of two browsers', () => {
  const browser = { name: 'chromium', version: '150.0', flags: [] };
  const before = sampleEnvironment({ browser });
  const after = sampleEnvironment({ browser: { ...browser, version: '151.0' } });
  expect(differingFields(before, after, 'browser')).toEqual(['browser']);
  expect(differingFields(before, after, 'wall')).toEqual([]);
});

test('describes this machine as the schema requires', () => {
  expect(environmentSchema.parse(detectEnvironment()).node).toBe(process.versions.node);
});

test('computes the fingerprint of an instrument that an older environment does not list', () => {
  const environment = sampleEnvironment();
  const { counted: _, ...fingerprints } = environment.fingerprints;
  expect(fingerprintOf({ ...environment, fingerprints }, 'counted')).toBe(
    environment.fingerprints.counted,
  );
  expect(environmentSchema.parse({ ...environment, fingerprints })).toEqual({
    ...environment,
    fingerprints,
  });
});
