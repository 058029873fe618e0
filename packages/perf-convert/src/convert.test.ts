import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type MeasuredMetric, parseReport, type PerfReport } from '@night-pilot/perf-report';
import { sampleEnvironment, sampleMetric, sampleReport } from '@night-pilot/perf-report/testing';
import { convert, readForeign, type ReadOptions } from './convert.ts';

const context = { project: 'shop', writtenAt: new Date('2026-01-02T03:04:05.678Z') };

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}

function readFixture(name: string, from?: string): PerfReport {
  return readForeign(fixture(name), { ...context, source: name, from }).report;
}

/** Returns a short line for each metric. */
function lines({ metrics }: PerfReport): string[] {
  return metrics.map((metric) => {
    const title = [metric.suite, metric.name].filter(Boolean).join(' › ');
    if (metric.state !== 'measured') return `${title}: ${metric.state}`;
    const samples = metric.forks.flatMap((fork) => fork.samples);
    const value = samples.length > 1 ? `${samples.length} samples` : String(samples[0]);
    return `${title}: ${value} ${metric.unit} ${metric.kind} ${metric.better}`;
  });
}

function metricOf({ metrics }: PerfReport, name: string): MeasuredMetric {
  const metric = metrics.find((candidate) => candidate.name === name);
  if (metric?.state !== 'measured') throw new Error(`"${name}" is not measured.`);
  return metric;
}

describe('reads the output of each tool', () => {
  test('vitest: one metric per statistic, in ms and ops/s', () => {
    const report = readFixture('vitest.json');
    expect(report.run).toMatchObject({
      startedAt: '2026-11-25T09:17:09.372Z',
      durationMs: expect.closeTo(7244.84, 1) as number,
    });
    expect(lines(report)).toHaveLength(3 * 16);
    expect(lines(report)).toEqual(
      expect.arrayContaining([
        'parse › small object › JSON.parse latency mean: 0.000497942390073014 ms time lower',
        'parse › small object › JSON.parse latency p99: 0.0005300000000261207 ms time lower',
        'parse › small object › structuredClone throughput mean: 797666.3240303041 ops/s throughput higher',
        'parse › alone › split latency max: 127.46674900000016 ms time lower',
      ]),
    );
    const { forks } = metricOf(report, 'JSON.parse latency mean');
    expect(forks[0]).toMatchObject({
      durationMs: 1000.0002739999821,
      counters: { samplesCount: 2008265, sd: 0.025519095639369972 },
    });
  });

  test('vitest with retainSamples: samples, and a failed metric for a test that throws', () => {
    const report = readFixture('vitest-samples.json');
    expect(lines(report)).toEqual([
      'waits › 120 ms latency: 64 samples ms time lower',
      'waits › 120 ms throughput: 64 samples ops/s throughput higher',
      'throws: failed',
    ]);
    expect(report.metrics[2]).toMatchObject({ error: { message: 'Error: no text' } });
  });

  test('tinybench: statistics or samples, in ms and ops/s, and the version of Node', () => {
    const report = readFixture('tinybench.json');
    expect(lines(report)).toHaveLength(2 * 16 + 1);
    expect(lines(report)).toEqual(
      expect.arrayContaining([
        'split latency mean: 1.7092242500000008 ms time lower',
        'replaceAll throughput p50: 690.8034181988335 ops/s throughput higher',
        'throws: failed',
      ]),
    );
    expect(report.environments[0]).toMatchObject({ node: '24.21.0', cpuModel: 'unknown' });
    const [fork] = metricOf(readFixture('tinybench-samples.json'), 'split latency').forks;
    expect(fork?.samples).toHaveLength(12);
    expect(fork?.samples.at(-1)).toBe(3.424192000000005);
  });

  test('tinybench before version 6, without states: a failed metric for a task with an error', () => {
    const [task] = JSON.parse(fixture('tinybench.json')) as [{ result: object }];
    const { state: _, ...result } = task.result as { state: string };
    const old = [
      { ...task, result },
      { name: 'throws', result: { error: {}, runtime: 'node' } },
    ];
    const { report } = readForeign(JSON.stringify(old), { ...context, source: 'old.json' });
    expect(lines(report).slice(-2)).toEqual([
      expect.stringMatching(/^split throughput p999: /),
      'throws: failed',
    ]);
  });

  test('mitata: times in ns, heap in bytes, groups as suites, arguments as params, and the machine', () => {
    const report = readFixture('mitata.json');
    expect(lines(report)).toEqual(
      expect.arrayContaining([
        'text › split avg: 85630.88753255208 ns time lower',
        'text › indexOf 100 p99: 0.100341796875 ns time lower',
        'text › split heap max: 3006.087890625 bytes memory lower',
        'throws: failed',
      ]),
    );
    expect(metricOf(report, 'indexOf 100000 min').params).toEqual({ size: 100000 });
    expect(report.environments[0]).toMatchObject({
      cpuModel: 'AMD EPYC',
      architecture: 'x64',
      os: 'linux',
      node: '24.21.0',
    });
    expect(report.run.startedAt).toBe('2026-11-25T09:18:05.970Z');
    const { forks, unit } = metricOf(readFixture('mitata-samples.json'), '60 ms');
    expect(unit).toBe('ns');
    expect(forks[0]?.samples).toHaveLength(12);
    expect(forks[0]?.samples[0]).toBeGreaterThan(60e6);
  });

  test('hyperfine: every run as a sample, in s; user and system time as means', () => {
    const report = readFixture('hyperfine.json');
    expect(lines(report).slice(0, 3)).toEqual([
      'sleep 0.01: 6 samples s time lower',
      'sleep 0.01 user mean: 0.0008178333333333332 s time lower',
      'sleep 0.01 system mean: 0.000156 s time lower',
    ]);
    const { forks } = metricOf(report, 'sleep 0.01');
    expect(forks[0]?.samples.slice(0, 2)).toEqual([0.013957135, 0.011195396000000002]);
    expect(forks[0]?.counters).toEqual({ failed: 0 });
    // The file has no start, so the time at which it was written is used.
    expect(report.run).toMatchObject({ startedAt: '2026-01-02T03:04:05.678Z', durationMs: 0 });
    expect(metricOf(readFixture('hyperfine-parameters.json'), 'sleep 0.02').params).toEqual({
      n: '0.02',
    });
  });

  test('Google Benchmark: the unit of each row, repetitions as samples, rates and an error', () => {
    const report = readFixture('google-benchmark.json');
    expect(lines(report)).toEqual([
      'Find/64 real time: 14.850138356893043 ns time lower',
      'Find/64 cpu time: 6.873364771366391 ns time lower',
      'Find/64 bytes per second: 9311305616.51788 bytes/s throughput higher',
      'Find/4096 real time: 71.53119662799882 ns time lower',
      'Find/4096 cpu time: 35.445730118316604 ns time lower',
      'Find/4096 bytes per second: 115556936937.89621 bytes/s throughput higher',
      'Sort/iterations:20/repeats:3 real time: 3 samples ms time lower',
      'Sort/iterations:20/repeats:3 cpu time: 3 samples ms time lower',
      'Fails: failed',
    ]);
    const { forks } = metricOf(report, 'Sort/iterations:20/repeats:3 real time');
    expect(forks[0]).toMatchObject({
      iterationsPerSample: 20,
      counters: { 'items #1': 20000, 'items #3': 20000 },
    });
    expect(report.run.startedAt).toBe('2026-11-25T09:18:39.000Z');
    expect(report.environments[0]).toMatchObject({ cores: 2, cpuModel: 'unknown' });
  });

  test('Google Benchmark, aggregates only: mean and median, with the spread as counters', () => {
    const report = readFixture('google-benchmark-aggregates.json');
    expect(lines(report).map((line) => line.replace(/: .* ms/, ' in ms'))).toEqual([
      'Sort/iterations:20/repeats:3 real time mean in ms time lower',
      'Sort/iterations:20/repeats:3 real time median in ms time lower',
      'Sort/iterations:20/repeats:3 cpu time mean in ms time lower',
      'Sort/iterations:20/repeats:3 cpu time median in ms time lower',
    ]);
    const { forks } = metricOf(report, 'Sort/iterations:20/repeats:3 real time mean');
    expect(forks[0]?.counters).toEqual({
      stddev: 0.06755544578129347,
      cv: 0.026368279436632634,
      'items mean': 20000,
      'items median': 20000,
      'items stddev': 0,
      'items cv': 0,
    });
  });

  test('k6: the same metrics from all three summaries', () => {
    const [full, exported, machine] = ['handle-summary', 'summary-export', 'machine-readable'].map(
      (name) => lines(readFixture(`k6-${name}.json`)),
    );
    expect(full).toEqual(
      expect.arrayContaining([
        'http_req_duration avg: 12.482915 ms time lower',
        'http_req_duration{expected_response:true} p(95): 24.801126 ms time lower',
        'http_req_failed rate: 0.008333333333333333 1 ratio lower',
        'http_reqs rate: 23.87162431 1/s throughput higher',
        'data_received count: 196080 bytes size neither',
        'data_received rate: 19503.11706127 bytes/s throughput neither',
        'iteration_duration max: 1060.114709 ms time lower',
        'rows_listed med: 20 1 count neither',
        'checks rate: 0.9916666666666667 1 ratio higher',
        'vus max: 24 1 count neither',
      ]),
    );
    expect(exported).toEqual(full);
    const printed = full?.filter(
      (line) => !/^(checks|http_reqs rate|data_received rate)/.test(line),
    );
    expect(machine).toEqual(printed);
    expect(readFixture('k6-handle-summary.json').run.durationMs).toBe(10053.777618);
  });

  test('autocannon: latency in ms, requests and bytes per second, and errors', () => {
    const report = readFixture('autocannon.json');
    expect(lines(report)).toEqual(
      expect.arrayContaining([
        'one › latency average: 0.04 ms time lower',
        'one › latency p97.5: 0 ms time lower',
        'one › requests average: 21150 requests/s throughput higher',
        'one › throughput max: 3854912 bytes/s throughput higher',
        'one › errors: 0 1 count lower',
      ]),
    );
    expect(metricOf(report, 'latency p99').params).toEqual({ connections: 4, pipelining: 1 });
    expect(metricOf(report, 'requests average').forks[0]?.counters).toEqual({
      stddev: 7626,
      total: 42295,
      sent: 42299,
    });
    expect(report.run).toMatchObject({
      startedAt: '2026-11-25T09:18:40.424Z',
      durationMs: expect.closeTo(2010, 6) as number,
    });
  });

  test('Playwright: tests with the outcome of their last attempt', () => {
    const { tests, metrics } = readFixture('playwright.json');
    expect(metrics).toEqual([]);
    expect(
      tests.map(({ suite, name, variant, outcome, retries, durationMs }) =>
        [suite, name, variant, outcome, retries, durationMs].join(' | '),
      ),
    ).toEqual([
      'list.spec.ts | settles at the second attempt | node | flaky | 1 | 32',
      'list.spec.ts | hangs | node | timedOut | 1 | 201',
      'list.spec.ts › list | is sorted | node | passed | 0 | 25',
      'list.spec.ts › list | is short | node | failed | 1 | 15',
      'list.spec.ts › list | is filled later | node | skipped | 0 | 0',
    ]);
    expect(tests[1]?.error).toBe('Test timeout of 200ms exceeded.');
  });
});

test.each(['hyperfine.json', 'playwright.json', 'mitata.json'])(
  'converts %s to a report of the given project, always the same one',
  (name) => {
    const { text } = convert(fixture(name), { ...context, source: name });
    const report = parseReport(JSON.parse(text), name);
    for (const { project } of [...report.metrics, ...report.tests]) expect(project).toBe('shop');
    expect(report.run).toMatchObject({ commit: null, ci: null });
    expect(convert(fixture(name), { ...context, source: name }).text).toBe(text);
  },
);

describe('the run of a file without a run', () => {
  const sizes = JSON.stringify([{ name: 'bundle', unit: 'bytes', value: 48_213 }]);
  const idOf = (changes: Partial<ReadOptions> = {}, text = sizes) =>
    readForeign(text, {
      ...context,
      source: 'size.json',
      from: 'customSmallerIsBetter',
      ...changes,
    }).report.run.id;
  const commit = (sha: string) => ({
    commit: { sha, branch: null, authoredAt: '2026-01-01T00:00:00.000Z', dirty: false },
  });

  test('has an id that depends on start, commit and project', () => {
    const ids = [
      idOf(),
      idOf({ writtenAt: new Date('2026-01-03T03:04:05.678Z') }),
      idOf({ project: 'admin' }),
      idOf({ run: commit('a'.repeat(40)) }),
      idOf({ run: commit('b'.repeat(40)) }),
      idOf({ run: { startedAt: '2026-01-04T00:00:00.000Z' } }),
      idOf({ instrument: 'wall' }),
      idOf({}, sizes.replace('48213', '48214')),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toMatch(/^converted-20260102-030405-[0-9a-f]{16}$/);
    expect(idOf()).toBe(ids[0]);
  });

  test('has the given id, start and commit, whatever the format', () => {
    const run = {
      id: 'nightly-7',
      startedAt: '2026-01-04T00:00:00.000Z',
      ...commit('a'.repeat(40)),
    };
    for (const text of [sizes, JSON.stringify(sampleReport())]) {
      const from = text === sizes ? 'customSmallerIsBetter' : 'perf-report';
      const { report } = readForeign(text, { ...context, source: 'it', from, run });
      expect(report.run).toMatchObject(run);
    }
    const { report } = readForeign(fixture('autocannon.json'), { ...context, source: 'it', run });
    expect(report.run.startedAt).toBe('2026-01-04T00:00:00.000Z');
  });
});

describe('the instrument', () => {
  const entries = (...units: string[]) =>
    JSON.stringify(units.map((unit, index) => ({ name: `${index}`, unit, value: 1 })));
  const instruments = (text: string, changes: Partial<ReadOptions> = {}) =>
    readForeign(text, {
      ...context,
      source: 'it',
      from: 'customSmallerIsBetter',
      ...changes,
    }).report.metrics.map(({ instrument }) => instrument);

  test('is counted for bytes and counts, and wall for times and rates', () => {
    expect(instruments(entries('bytes', 'kB', '1', 'chunks', 'allocs/op'))).toEqual(
      Array(5).fill('counted'),
    );
    expect(instruments(entries('ms', 'ops/s', '%'))).toEqual(Array(3).fill('wall'));
    expect(instruments('[{"name": "a [wall]", "unit": "bytes", "value": 1}]')).toEqual(['wall']);
  });

  test('is wall for all metrics of load generators and of mitata', () => {
    for (const name of ['k6-handle-summary.json', 'autocannon.json', 'mitata.json']) {
      expect(new Set(readFixture(name).metrics.map(({ instrument }) => instrument))).toEqual(
        new Set(['wall']),
      );
    }
  });

  test('is counted for the file sizes and counts of Bencher, and wall for unknown measures', () => {
    const values = { value: 1 };
    const text = JSON.stringify({
      it: { 'file-size': values, instructions: values, latency: values, points: values },
    });
    expect(instruments(text, { from: 'bmf' })).toEqual(['counted', 'counted', 'wall', 'wall']);
  });

  test('can be given instead of that of the file, and metrics stay distinct', () => {
    expect(instruments(entries('bytes'), { instrument: 'wall' })).toEqual(['wall']);
    const two =
      '[{"name": "a", "unit": "1", "value": 1}, {"name": "a [wall]", "unit": "1", "value": 2}]';
    const { metrics } = readForeign(two, {
      ...context,
      source: 'it',
      from: 'customSmallerIsBetter',
      instrument: 'counted',
    }).report;
    expect(metrics.map(({ params }) => params)).toEqual([{}, { occurrence: 2 }]);
    const report = sampleReport({ metrics: [sampleMetric({ kind: 'size', unit: 'bytes' })] });
    expect(
      instruments(JSON.stringify(report), { from: 'perf-report', instrument: 'counted' }),
    ).toEqual(['counted']);
  });

  test('is not added to the name of a size for github-action-benchmark', () => {
    const { text } = convert(entries('bytes', 'ms'), {
      ...context,
      source: 'it',
      from: 'customSmallerIsBetter',
      to: 'customSmallerIsBetter',
    });
    expect((JSON.parse(text) as { name: string }[]).map(({ name }) => name)).toEqual(['0', '1']);
  });
});

test('reports the machine of a file as unknown, not as this one', () => {
  expect(readFixture('hyperfine.json').environments).toMatchObject([
    {
      cpuModel: 'unknown',
      cores: 1,
      memoryBytes: 1,
      os: 'unknown',
      kernel: 'unknown',
      architecture: 'unknown',
      libc: null,
      node: 'unknown',
      v8: 'unknown',
    },
  ]);
});

test('numbers the second of two measurements with one name', () => {
  const entries = [1, 2].map((value) => ({ name: 'same', unit: 'ms', value }));
  const { report } = readForeign(JSON.stringify(entries), {
    ...context,
    source: 'twice.json',
    from: 'customSmallerIsBetter',
  });
  expect(report.metrics.map(({ params }) => params)).toEqual([{}, { occurrence: 2 }]);
});

describe('writes', () => {
  const write = (report: PerfReport, to: string) =>
    convert(JSON.stringify(report), { ...context, source: 'report.json', to });

  test('customSmallerIsBetter: the mean with its interval, and a note about values left out', () => {
    const throughput = { kind: 'throughput', unit: 'ops/s', better: 'higher' } as const;
    const report = sampleReport({
      metrics: [
        sampleMetric({ params: { size: 1 } }),
        sampleMetric({ name: 'rate', ...throughput }),
      ],
    });
    const { text, notes } = write(report, 'customSmallerIsBetter');
    expect(JSON.parse(text)).toEqual([
      {
        name: 'writes › one caller › HighPerfDatabase (size=1)',
        unit: 'ns',
        value: 100,
        range: expect.stringMatching(/^[\d.]+–[\d.]+$/) as string,
      },
    ]);
    expect(notes).toEqual([
      'Left out: 1 value where higher is better (use --to customBiggerIsBetter).',
    ]);
    expect(JSON.parse(write(report, 'customBiggerIsBetter').text)).toMatchObject([
      { name: 'writes › one caller › rate' },
    ]);
  });

  test('Bencher: latency for times in ns, otherwise a measure with the unit in its name', () => {
    const report = sampleReport({
      metrics: [
        sampleMetric({ name: 'a' }),
        sampleMetric({ name: 'a', instrument: 'instructions', kind: 'count', unit: '1' }),
        sampleMetric({ name: 'b', unit: 'ms' }),
        sampleMetric({ name: 'c', kind: 'ratio', unit: 'x', better: 'higher' }),
      ],
    });
    const bmf = JSON.parse(write(report, 'bmf').text) as Record<string, Record<string, object>>;
    expect(Object.entries(bmf).map(([name, measures]) => [name, Object.keys(measures)])).toEqual([
      ['writes › one caller › a', ['latency', 'instructions count (1)']],
      ['writes › one caller › b', ['time (ms)']],
      ['writes › one caller › c', ['ratio (x, higher is better)']],
    ]);
    expect(bmf['writes › one caller › b']?.['time (ms)']).toMatchObject({
      value: 100,
      lower_value: expect.any(Number) as number,
      upper_value: expect.any(Number) as number,
    });
  });

  test('Bencher: a param named "measure" as a param', () => {
    const report = sampleReport({
      metrics: [sampleMetric({ params: { measure: 'constructor' } })],
    });
    expect(Object.keys(JSON.parse(write(report, 'bmf').text) as object)).toEqual([
      'writes › one caller › HighPerfDatabase (measure=constructor)',
    ]);
  });

  test('Markdown: escaped names, and a separate table of tests', () => {
    const report = sampleReport({ metrics: [sampleMetric({ name: 'a | <b>\nc' })] });
    expect(write(report, 'markdown').text.split('\n')[2]).toMatch(
      /^\| writes › one caller › a &#124; &#60;b&#62; c \| +100 ns \| [\d.]+–[\d.]+ \S+ \| /,
    );
    const { text } = convert(fixture('playwright.json'), {
      ...context,
      source: 'playwright.json',
      to: 'markdown',
    });
    expect(text).toMatch(
      /\| list\.spec\.ts › list › is sorted \(variant&#61;node\) +\| passed +\| +25 ms \| /,
    );
  });

  test('nothing for a metric of two machines when the format would lose one', () => {
    const otherEnvironment = sampleEnvironment({ cores: 8 });
    const report = sampleReport({
      environments: [sampleEnvironment(), otherEnvironment],
      metrics: [sampleMetric(), sampleMetric({ environment: otherEnvironment.id })],
    });
    for (const to of ['customSmallerIsBetter', 'bmf']) {
      expect(() => write(report, to)).toThrow(/Expected each metric once, got ".*HighPerfDatabase/);
    }
  });

  test('nothing in a format without a place for any metric', () => {
    expect(() => write(sampleReport(), 'customBiggerIsBetter')).toThrow(
      expect.objectContaining({ code: 'NOTHING_TO_CONVERT' }),
    );
  });
});
