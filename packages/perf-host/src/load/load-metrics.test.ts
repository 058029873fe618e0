import type { Metric } from '@night-pilot/perf-report';
import { sampleEnvironment, sampleFork } from '@night-pilot/perf-report/testing';
import { expect, test } from 'vitest';
import type { Repetition } from '../fork/load-protocol.ts';
import { loadMetrics } from './load-metrics.ts';
import type { MeasuredRun } from './measured-run.ts';

const environment = sampleEnvironment();
const { disturbance } = sampleFork([1]);

const reading: Repetition['readings'][number] = {
  ...{ atMs: 0, rssBytes: 0, cpuMs: 1, processes: 1, handles: null, pageHeapBytes: null },
  ...{ heapUsedBytes: null, externalBytes: null, loopDelayMaxMs: null },
};

/** A repetition of 500 ms with 4 operations, the last of which fails. */
function repetition(
  changes: Partial<Repetition['result']> = {},
  readings: Partial<Repetition['readings'][number]>[] = [{ rssBytes: 3_000 }, { rssBytes: 9_000 }],
): Repetition {
  return {
    result: {
      succeeded: 3,
      failed: 1,
      timedOut: 0,
      durationMs: 500,
      latenciesMs: Float64Array.of(3, 1, 2),
      percentilesMs: null,
      startDelaysMs: null,
      failures: new Map([['no more', 1]]),
      ...changes,
    },
    readings: readings.map((change) => ({ ...reading, ...change })),
    disturbance,
    loopDelayP99Ms: 1.5,
  };
}

function metricsOf(changes: Partial<MeasuredRun>): Metric[] {
  const run: MeasuredRun = {
    file: 'a.load.ts',
    scenario: 'server',
    suite: 'server › reads',
    run: { name: 'reads', operations: 4, concurrency: 2 },
    repetitions: [repetition()],
    error: null,
    ...changes,
  };
  return loadMetrics(run, { project: { name: 'shop', root: '/shop' }, environment });
}

const NAMES = ['latency', 'throughput', 'success', 'loop delay p99', 'peak memory'];

test('returns latency, throughput, success, loop delay and peak memory of each repetition', () => {
  const second = repetition({ succeeded: 4, failed: 0, durationMs: 1_000, failures: new Map() });
  const metrics = metricsOf({ repetitions: [repetition(), second] });
  const samples = metrics.map((metric) => [
    metric.name,
    metric.state === 'measured' && [metric.unit, metric.better],
    metric.state === 'measured' && metric.forks.map((fork) => fork.samples),
  ]);
  expect(samples).toEqual([
    [
      'latency',
      ['ms', 'lower'],
      [
        [3, 1, 2],
        [3, 1, 2],
      ],
    ],
    ['throughput', ['ops/s', 'higher'], [[6], [4]]],
    ['success', ['1', 'higher'], [[0.75], [1]]],
    ['loop delay p99', ['ms', 'lower'], [[1.5], [1.5]]],
    ['peak memory', ['bytes', 'lower'], [[9_000], [9_000]]],
  ]);
});

test('says with each fork how long it took, what disturbed it and what failed', () => {
  for (const metric of metricsOf({})) {
    expect(metric).toMatchObject({
      ...{
        project: 'shop',
        suite: 'server › reads',
        instrument: 'wall',
        environment: environment.id,
      },
      ...{ state: 'measured', origin: 'measured', params: { operations: 4, concurrency: 2 } },
      forks: [{ durationMs: 500, disturbance, counters: { failed: 1, 'failed: no more': 1 } }],
    });
  }
});

test.each([
  [{}, {}],
  [{ rate: 50 }, { rate: 50 }],
  [{ timeoutMs: 200 }, { timeoutMs: 200 }],
])('names in the parameters only what the run sets: %o', (set, expected) => {
  const run = { name: 'reads', operations: 4, concurrency: 2, ...set };
  for (const { params } of metricsOf({ run })) {
    expect(params).toEqual({ operations: 4, concurrency: 2, ...expected });
  }
});

test('takes the peak of more readings than a call has arguments', () => {
  const readings = Array.from({ length: 200_000 }, (_, rssBytes) => ({ rssBytes }));
  const peak = metricsOf({ repetitions: [repetition({}, readings)] }).at(-1);
  expect(peak).toMatchObject({ name: 'peak memory', forks: [{ samples: [199_999] }] });
});

test.each([
  [
    'a repetition without a success, with the first failure',
    {
      repetitions: [
        repetition(),
        repetition({
          succeeded: 0,
          failed: 4,
          latenciesMs: new Float64Array(),
          failures: new Map([
            ['refused', 3],
            ['later', 1],
          ]),
        }),
      ],
    },
    { code: null, message: 'Every operation failed, the first one with: refused' },
  ],
  [
    'a repetition in which no watched process was alive',
    { repetitions: [repetition(), repetition({}, [{ processes: 0 }, { processes: 0 }])] },
    { code: null, message: 'None of the watched processes was alive: see `pids`.' },
  ],
  [
    'an error of the measuring itself, before all others',
    { error: { code: 'E_LOAD', message: 'gone' }, repetitions: [repetition({ succeeded: 0 })] },
    { code: 'E_LOAD', message: 'gone' },
  ],
])('fails all metrics of %s', (_name, changes, error) => {
  const metrics = metricsOf(changes);
  expect(metrics.map(({ name }) => name)).toEqual(NAMES);
  for (const metric of metrics) {
    expect(metric).toMatchObject({ state: 'failed', error });
    expect(metric).not.toHaveProperty('forks');
  }
});

test('measures on when a watched process lived at one reading at least', () => {
  const readings = [{ processes: 0 }, { processes: 1, rssBytes: 5 }];
  for (const { state } of metricsOf({ repetitions: [repetition({}, readings)] })) {
    expect(state).toBe('measured');
  }
});
