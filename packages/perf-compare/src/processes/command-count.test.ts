import { expect, test } from 'vitest';
import { commandCount, countedArm } from './command-count.ts';
import type { ProcessCount } from './count-process.ts';

const run = (instructions: number): ProcessCount => ({
  state: 'counted',
  instructions,
  processes: 1,
  durationMs: 1,
});

test('counts runs that agree within 0.1 %, each as a repeat', () => {
  const count = commandCount([run(94_118_964), run(94_119_911)]);
  expect(countedArm(count)).toEqual({
    state: 'counted',
    repeats: [
      { early: 94_118_964, late: 94_118_964 },
      { early: 94_119_911, late: 94_119_911 },
    ],
  });
});

test('refuses runs that differ by more, and a command that once could not be counted', () => {
  const differing = commandCount([run(91_662_302), run(90_357_283)]);
  expect(differing).toEqual({
    state: 'differing',
    reason: 'two equal runs differ by 1.4 %: judged by wall',
  });
  expect(countedArm(differing).state).toBe('refused');
  expect(commandCount([run(1), { state: 'refused', reason: 'it forks' }])).toEqual({
    state: 'unavailable',
    reason: 'it forks: judged by wall',
  });
});
