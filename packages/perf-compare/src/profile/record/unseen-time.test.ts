import { expect, test } from 'vitest';
import { renderUnseen } from '../unseen-time-note.ts';
import { sampleProfile } from '../../testing/sample-profile.ts';
import { outsideOfIteration, unseenShare, unseenTime } from './unseen-time.ts';

const profile = sampleProfile([
  { stack: ['work@file:///shop/a.js'], us: 250 },
  { stack: ['(idle)@'], us: 750 },
]);

test('counts the CPU time of other threads and of children as unseen', () => {
  const unseen = unseenTime({ threadMs: 100, processMs: 300, childrenMs: 600 }, profile);
  expect(unseen).toMatchObject({ wholeMs: 900, otherThreadsMs: 200, waited: 0.75 });
  expect(unseen === null ? null : unseenShare(unseen)).toBeCloseTo(8 / 9);
  expect(renderUnseen(unseen)).toEqual([
    'Not in this profile: 88.9 % of the CPU time, which was 900 ms. The profiled thread took 100 ms; ' +
      '200 ms were in other threads (workers, the thread pool, V8’s own), 600 ms in child processes.',
    'The profiled thread waited 75 % of the elapsed time; waiting is not in this profile.',
  ]);
});

test('says so when the system does not count the time of children', () => {
  const unseen = unseenTime({ threadMs: 100, processMs: 300, childrenMs: null }, null);
  expect(renderUnseen(unseen)[0]).toContain('does not count the time of child processes');
  expect(renderUnseen(null)).toEqual([
    'The CPU time of other threads and child processes is not known on this system.',
  ]);
});

test('says nothing when almost nothing is missing', () => {
  expect(renderUnseen(unseenTime({ threadMs: 99, processMs: 100, childrenMs: 0 }, null))).toEqual(
    [],
  );
});

test('sums waiting, other threads and children up as the time outside of an iteration', () => {
  const cpuTime = { threadMs: 1, processMs: 3, childrenMs: 4 };
  // 2 ms of other threads, 4 ms of children, 0.75 ms of waiting, in ten iterations.
  expect(outsideOfIteration({ profiler: 'cpu', iterations: 10, profile, cpuTime })).toBeCloseTo(
    675_000,
  );
});
