import { Bench } from 'tinybench';
import { expect, test } from 'vitest';
import { percentilesMs } from '@night-pilot/perf-tools/load';
import { forkPercentiles } from '@night-pilot/perf-report/stats';
import { seededRandom } from '@night-pilot/perf-report/testing';

test('computes the same percentiles in a report, a load test and tinybench', async () => {
  const random = seededRandom(7);
  const samples = Array.from({ length: 47 }, () => 100 + random());
  const { p50, p95, p99 } = forkPercentiles(samples);
  expect(percentilesMs(Float64Array.from(samples))).toMatchObject({ p50, p95, p99 });
  let next = 0;
  const bench = new Bench({ iterations: samples.length, time: 0, warmup: false });
  bench.add('replayed', () => ({ overriddenDuration: samples[next++] ?? NaN }), { async: false });
  const [task] = bench.runSync();
  if (task?.result.state !== 'completed') throw new Error('tinybench did not complete.');
  expect(task.result.latency.p50).toBeCloseTo(p50, 9);
  expect(task.result.latency.p99).toBeCloseTo(p99, 9);
});
