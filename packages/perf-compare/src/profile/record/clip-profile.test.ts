import { expect, test } from 'vitest';
import { sampleProfile } from '../../testing/sample-profile.ts';
import { clipProfile } from '@night-pilot/perf-host/bench';

test('keeps the samples within the windows, without gaps between them', () => {
  const profile = sampleProfile([
    { stack: ['setup@'], us: 100 },
    { stack: ['work@'], us: 100 },
    { stack: ['setup@'], us: 100 },
    { stack: ['work@'], us: 100 },
    { stack: ['after@'], us: 100 },
  ]);
  const clipped = clipProfile(profile, [
    { startUs: 1150, endUs: 1250 },
    { startUs: 1350, endUs: 1450 },
  ]);
  const work = profile.nodes.find(({ callFrame }) => callFrame.functionName === 'work')?.id;
  expect(clipped.samples).toEqual([work, work]);
  // The part of a sample before its window does not count.
  expect(clipped.timeDeltas).toEqual([50, 50]);
  expect(clipped.endTime - clipped.startTime).toBe(100);
  expect(clipped.nodes.map(({ hitCount }) => hitCount)).toEqual([0, 0, 2, 0]);
});

test('keeps no samples without a window', () => {
  expect(clipProfile(sampleProfile([{ stack: ['a@'], us: 1 }]), []).samples).toEqual([]);
});
