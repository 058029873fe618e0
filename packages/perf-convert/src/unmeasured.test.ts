import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Metric } from '@night-pilot/perf-report';
import { readForeign } from './convert.ts';

type Json = Record<string, never>;

/** Returns the metrics of a changed fixture. */
function metricsOf(name: string, change: (file: Json) => void): Metric[] {
  const file = JSON.parse(
    readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'),
  ) as Json;
  change(file);
  return readForeign(JSON.stringify(file), {
    project: 'shop',
    writtenAt: new Date(0),
    source: name,
  }).report.metrics;
}

/** Returns the names of metrics that failed for this reason. */
function failedIn(metrics: readonly Metric[], reason: RegExp): string[] {
  return metrics.flatMap((metric) =>
    metric.state === 'failed' && reason.test(metric.error.message) ? [metric.name] : [],
  );
}

const none = { average: 0, mean: 0, stddev: 0, min: 0, max: 0, p50: 0, p99: 0, total: 0 };

describe('autocannon', () => {
  const latency = ['latency', 'requests', 'throughput'];

  test('fails for a server that never answers', () => {
    const metrics = metricsOf('autocannon.json', (file) => {
      Object.assign(file, { latency: none, requests: none, throughput: none, errors: 10 });
    });
    expect(failedIn(metrics, /^No request was answered: 10 errors, 0 of them time-outs/)).toEqual(
      latency,
    );
    expect(metrics).toHaveLength(3);
  });

  test('fails for a server that only answers with errors', () => {
    const metrics = metricsOf('autocannon.json', (file) => {
      Object.assign(file, { '2xx': 0, '5xx': 42295, non2xx: 42295 });
    });
    expect(failedIn(metrics, /^Every answer was an error: 42295 /)).toEqual(latency);
  });

  test('counts errors as a metric when some answers are good', () => {
    const metrics = metricsOf('autocannon.json', (file) => {
      Object.assign(file, { errors: 216, non2xx: 12, '5xx': 12 });
    });
    expect(metrics.every(({ state }) => state === 'measured')).toBe(true);
    const redirects = metricsOf('autocannon.json', (file) => {
      Object.assign(file, { '2xx': 0, '3xx': 42295, non2xx: 42295 });
    });
    expect(redirects.every(({ state }) => state === 'measured')).toBe(true);
  });
});

describe('k6', () => {
  const files = ['k6-handle-summary.json', 'k6-summary-export.json'];
  /** Returns the values of a metric, which are nested in one of both summaries. */
  const values = (file: Json, name: string): object => {
    const metric = (file['metrics'] as unknown as Record<string, object>)[name] ?? {};
    return 'values' in metric ? (metric.values as object) : metric;
  };

  test.each(files)('%s: fails when every request failed', (name) => {
    const metrics = metricsOf(name, (file) => {
      const failures = values(file, 'http_req_failed');
      const share = 'rate' in failures ? 'rate' : 'value';
      Object.assign(failures, { [share]: 1, passes: 240, fails: 0 });
    });
    expect(failedIn(metrics, /^Every one of 240 requests failed/)).toContain('http_req_duration');
    expect(metrics.every(({ state }) => state === 'failed')).toBe(true);
  });

  test.each(files)('%s: fails without a request', (name) => {
    const metrics = metricsOf(name, (file) => {
      Object.assign(values(file, 'http_reqs'), { count: 0, rate: 0 });
    });
    expect(failedIn(metrics, /^No request was made/)).toContain('http_req_duration');
  });

  test.each(files)('%s: reports an empty trend as unavailable, not as 0 ms', (name) => {
    const metrics = metricsOf(name, (file) => {
      const trend = values(file, 'http_req_duration{expected_response:true}');
      for (const key of Object.keys(trend)) Object.assign(trend, { [key]: 0 });
    });
    expect(metrics).toContainEqual(
      expect.objectContaining({
        name: 'http_req_duration{expected_response:true}',
        state: 'unavailable',
      }),
    );
  });
});

describe('hyperfine', () => {
  test('fails for a command only when all its runs failed', () => {
    const metrics = metricsOf('hyperfine.json', (file) => {
      const [first, second] = file['results'] as unknown as [object, object];
      Object.assign(first, { exit_codes: [127, 127, 127, 127, 127, null] });
      Object.assign(second, { exit_codes: [0, 1, 0, 0, 0, 0] });
    });
    expect(failedIn(metrics, /exit code 127, none, by a signal/)).toEqual(['sleep 0.01']);
    expect(metrics.find(({ name }) => name === 'sleep 0.02')?.state).toBe('measured');
  });

  test('fails for a command that took no time', () => {
    const metrics = metricsOf('hyperfine.json', (file) => {
      const [first] = file['results'] as unknown as [object];
      Object.assign(first, { times: [0, 0, 0] });
    });
    expect(failedIn(metrics, /^All its times are 0/)).toEqual(['sleep 0.01']);
  });
});

test('Google Benchmark: fails without an iteration, or with only zero times', () => {
  const metrics = metricsOf('google-benchmark.json', (file) => {
    const [first, second] = file['benchmarks'] as unknown as [object, object];
    Object.assign(first, { iterations: 0 });
    Object.assign(second, { real_time: 0, cpu_time: 0 });
  });
  expect(failedIn(metrics, /^No iteration/)).toEqual(['Find/64']);
  expect(failedIn(metrics, /^All its times are 0/)).toEqual(['Find/4096']);
});

test('tinybench and mitata: fails for a benchmark with only zero times', () => {
  const zeros = { mean: 0, min: 0, max: 0, avg: 0, p50: 0, p99: 0 };
  const tinybench = metricsOf('tinybench.json', (file) => {
    const [first] = file as unknown as [{ result: { latency: object } }];
    Object.assign(first.result.latency, zeros);
  });
  expect(failedIn(tinybench, /^All its times are 0/)).toEqual(['split']);
  const mitata = metricsOf('mitata.json', (file) => {
    const [first] = file['benchmarks'] as unknown as [{ runs: [{ stats: object }] }];
    Object.assign(first.runs[0].stats, zeros);
  });
  expect(failedIn(mitata, /^All its times are 0/)).toEqual(['split']);
});
