import { expect, test } from 'vitest';
import { COUNT_RESOLUTION } from '@night-pilot/perf-report';
import { countMetric } from './run-counts.ts';

test.each(['instructions', 'allocated'] as const)(
  'gives a count of %s the resolution by which it is judged',
  (instrument) => {
    const identity = { project: 'db', suite: '', name: 'insert', params: {}, environment: 'it' };
    const schedule = { warmUp: [], windows: [1, 1], group: 1 };
    const counted = { perIteration: 1, repeats: [[1, 1] as [number, number]], schedule };
    const metric = countMetric(
      { ...identity, instrument },
      { state: 'counted', ...counted, sources: null, processes: 1, durationMs: 1, steady: true },
    );
    expect(metric).toMatchObject({ state: 'measured', resolution: COUNT_RESOLUTION });
  },
);
