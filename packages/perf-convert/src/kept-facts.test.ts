import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  convert,
  readForeign,
  readForeignRuns,
  type ReadOptions,
  type ReadRunsOptions,
} from './convert.ts';

const context = { project: 'shop', writtenAt: new Date(0) };

function read(value: unknown, options: Partial<ReadOptions> = {}) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const { report, notes } = readForeign(text, { ...context, source: 'their.json', ...options });
  const { metrics, tests, run } = report;
  return { metrics, tests, run, notes };
}

/** Returns a short line for each metric. */
function lines(metrics: ReturnType<typeof read>['metrics']): string[] {
  return metrics.map((metric) =>
    metric.state === 'measured'
      ? `${metric.name}: ${metric.summary.mean} ${metric.unit} ${metric.kind} ${metric.better}`
      : `${metric.name}: ${metric.state}`,
  );
}

function fixture(name: string): Record<string, never> {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
  return JSON.parse(text) as Record<string, never>;
}

describe("k6's directions", () => {
  const counter = { count: 7, rate: 0.7 };
  const rate = { passes: 10, fails: 2, value: 0.8 };
  const trend = { avg: 1, max: 2 };

  test.each([
    ['http_req_duration', trend, 'lower'],
    ['http_req_duration{group:::pending}', trend, 'lower'],
    ['iteration_duration', trend, 'lower'],
    ['browser_web_vital_cls', trend, 'lower'],
    ['ws_session_duration', trend, 'lower'],
    ['http_req_failed', rate, 'lower'],
    ['dropped_iterations', counter, 'lower'],
    ['checks', rate, 'higher'],
    ['checks{group:::a}', rate, 'higher'],
    ['http_reqs', counter, 'higher'],
    ['iterations', counter, 'higher'],
    ['data_received', counter, 'neither'],
    ['vus', { value: 1, min: 1, max: 20 }, 'neither'],
    ['my_errors', counter, 'neither'],
    ['success_rate', rate, 'neither'],
    ['checks_failed_by_me', rate, 'neither'],
    ['rows', trend, 'neither'],
    ['success_rate', { ...rate, thresholds: { 'rate>0.95': false } }, 'higher'],
    ['my_errors', { ...counter, thresholds: { 'count<10': false } }, 'lower'],
    ['rows', { ...trend, thresholds: { 'avg<10': true, 'avg>1': true } }, 'neither'],
  ])('%s with %j: %s', (name, metric, better) => {
    const { metrics } = read({ root_group: {}, metrics: { [name]: metric } });
    expect(metrics.length).toBeGreaterThan(0);
    for (const each of metrics) expect(each).toMatchObject({ state: 'measured', better });
  });
});

describe('Google Benchmark', () => {
  const row = { iterations: 100, real_time: 10, cpu_time: 9, time_unit: 'ns' };
  const old = (name: string, changes: object = {}) => ({ name, ...row, ...changes });

  test('keeps the fit of a complexity, as versions from 1.5 on write it', () => {
    const fit = { run_name: 'Sort', run_type: 'aggregate', time_unit: 'us' };
    const { metrics } = read({
      context: {},
      benchmarks: [
        { ...row, name: 'Sort/8', run_name: 'Sort/8', run_type: 'iteration' },
        {
          ...{ ...fit, name: 'Sort_BigO', aggregate_name: 'BigO', big_o: 'NlgN' },
          ...{ cpu_coefficient: 2.5, real_coefficient: 3 },
        },
        { ...fit, name: 'Sort_RMS', aggregate_name: 'RMS', rms: 0.04 },
      ],
    });
    expect(lines(metrics)).toEqual([
      'Sort/8 real time: 10 ns time lower',
      'Sort/8 cpu time: 9 ns time lower',
      'Sort BigO real coefficient: 3 us time lower',
      'Sort BigO cpu coefficient: 2.5 us time lower',
      'Sort RMS: 0.04 1 ratio lower',
    ]);
    expect(metrics[2]?.params).toEqual({ bigO: 'NlgN' });
  });

  test('reads files of before 1.5, whose rows have neither run_name nor run_type', () => {
    const { metrics } = read({
      context: { date: '2018-01-01 00:00:00', num_cpus: 4 },
      benchmarks: [
        old('geo_mean'),
        old('Find/8/repeats:2'),
        old('Find/8/repeats:2', { real_time: 20 }),
        old('Find/8/repeats:2_mean', { real_time: 15 }),
        old('Find/8/repeats:2_stddev', { real_time: 7 }),
        old('Only_mean', { real_time: 15 }),
        old('Only_median', { real_time: 14 }),
        old('Only_stddev', { real_time: 7 }),
        {
          ...{ name: 'Find_BigO', cpu_coefficient: 1, real_coefficient: 2 },
          ...{ big_o: 'N', time_unit: 'ns' },
        },
        { name: 'Find_RMS', rms: 0.5 },
      ],
    });
    expect(lines(metrics)).toEqual([
      'geo_mean real time: 10 ns time lower',
      'geo_mean cpu time: 9 ns time lower',
      'Find/8/repeats:2 real time: 15 ns time lower',
      'Find/8/repeats:2 cpu time: 9 ns time lower',
      'Only real time mean: 15 ns time lower',
      'Only real time median: 14 ns time lower',
      'Only cpu time mean: 9 ns time lower',
      'Only cpu time median: 9 ns time lower',
      'Find BigO real coefficient: 2 ns time lower',
      'Find BigO cpu coefficient: 1 ns time lower',
      'Find RMS: 0.5 1 ratio lower',
    ]);
  });

  test('never mixes the times of one name in two units', () => {
    const repeated = { ...row, name: 'B', run_name: 'B', run_type: 'iteration' };
    const mean = { ...repeated, name: 'A_mean', run_name: 'A', run_type: 'aggregate' };
    const { metrics } = read({
      context: {},
      benchmarks: [
        { ...repeated, time_unit: 'ns', real_time: 5 },
        { ...repeated, time_unit: 'ms', real_time: 7 },
        { ...mean, aggregate_name: 'mean', time_unit: 'us', real_time: 5 },
        { ...mean, aggregate_name: 'median', time_unit: 'ms', real_time: 7 },
      ],
    });
    expect(lines(metrics).filter((line) => line.includes('real time'))).toEqual([
      'B real time: 5 ns time lower',
      'B real time: 7 ms time lower',
      'A real time mean: 5 us time lower',
      'A real time median: 7 ms time lower',
    ]);
  });

  test('reads the bare NaN and Infinity that it writes', () => {
    const text = JSON.stringify({
      context: {},
      benchmarks: [{ ...row, name: 'a "NaN"', run_name: 'a "NaN"', run_type: 'iteration' }],
    });
    const { metrics } = read(text.replace('"cpu_time":9', '"cpu_time":-NaN'));
    expect(lines(metrics)).toEqual([
      'a "NaN" real time: 10 ns time lower',
      'a "NaN" cpu time: unavailable',
    ]);
  });
});

describe('Playwright', () => {
  const stats = { startTime: '2026-06-08T20:56:53.401Z', duration: 30.5 };
  const config = { shard: null };

  test('keeps errors outside of the tests as a failed test', () => {
    const errors = [{ message: 'Error: worker crashed in global setup' }, { value: '{ a: 1 }' }];
    const { tests } = read({ config, suites: [], errors, stats });
    expect(tests.map(({ name, outcome, error }) => [name, outcome, error])).toEqual([
      ['outside of the tests', 'failed', 'Error: worker crashed in global setup'],
      ['outside of the tests', 'failed', '{ a: 1 }'],
    ]);
  });

  test('makes an empty report of a shard without a test, and says so', () => {
    const { tests, notes } = read({
      ...{ config: { shard: { current: 3, total: 3 } }, suites: [], errors: [], stats },
    });
    expect({ tests, notes }).toEqual({ tests: [], notes: ['Shard 3 of 3 had no test to run.'] });
    expect(() => read({ config, suites: [], errors: [], stats })).toThrow('it has no benchmark');
  });

  test('takes start and duration of a version without stats from its tests', () => {
    const { stats: _, ...old } = fixture('playwright.json') as Record<string, unknown>;
    const { tests, run } = read(old);
    const starts = tests.map(({ startedAt }) => startedAt).sort();
    expect(run.startedAt <= (starts[0] ?? '')).toBe(true);
    expect(run.durationMs).toBeGreaterThan(0);
  });

  test('keeps every error of an attempt, with causes', () => {
    const file = fixture('playwright.json') as never as {
      suites: { specs: { tests: { results: object[] }[] }[] }[];
    };
    const attempt = file.suites[0]?.specs[1]?.tests[0]?.results.at(-1) ?? {};
    Object.assign(attempt, {
      errors: [{ message: 'first', cause: { message: 'no server' } }, { value: '[Object]' }],
    });
    expect(read(file).tests[1]?.error).toBe('first; cause: no server\n[Object]');
  });
});

describe('hyperfine', () => {
  const result = {
    ...{ command: 'make', mean: 2, median: 2, min: 1, max: 3, user: 1, system: 1 },
    ...{ times: [1, 2, 3], exit_codes: [0, 2, null], memory_usage_byte: [10, 20, 30] },
  };

  test('leaves out the runs that failed, and says so', () => {
    const { metrics, notes } = read({ results: [result] });
    expect(lines(metrics)).toEqual([
      'make: 1 s time lower',
      'make user mean: unavailable',
      'make system mean: unavailable',
      'make memory: 10 bytes memory lower',
    ]);
    expect(notes).toEqual([
      'Left out: 2 of 3 runs of "make" that failed, with exit code 2, none, by a signal.',
    ]);
  });
});

describe('what was thrown', () => {
  const cause = { name: 'TypeError', message: 'no row' };

  test.each([
    ['a text', 'boom', 'boom'],
    ['an object', { status: 503 }, '{ status: 503 }'],
    ['an error', { message: 'no' }, 'no'],
    ['a cause', { message: 'no', cause }, 'no; cause: TypeError: no row'],
    ['several errors', { message: '', errors: [cause, 'b'] }, 'errors: TypeError: no row, b'],
    ['what JSON.stringify makes of an Error', {}, 'an object without a message'],
  ])('is kept of tinybench and mitata: %s', (_name, error, expected) => {
    const [task] = read([{ name: 'a', result: { state: 'errored', error } }]).metrics;
    const mitata = { layout: [], context: {}, benchmarks: [{ runs: [{ name: 'a', error }] }] };
    for (const metric of [task, read(mitata).metrics[0]]) {
      expect(metric).toMatchObject({
        state: 'failed',
        error: { message: expect.stringContaining(expected) as string },
      });
    }
  });

  test('is kept of Vitest: tests, and files that could not be loaded', () => {
    const test = {
      ancestorTitles: ['s'],
      title: 't',
      status: 'failed',
      failureMessages: ['a', 'b'],
    };
    const { metrics } = read({
      startTime: 1,
      testResults: [
        { name: '/p/a.bench.ts', status: 'failed', message: 'no module', assertionResults: [] },
        { name: '/p/b.bench.ts', status: 'failed', message: '', assertionResults: [test] },
      ],
    });
    expect(metrics).toMatchObject([
      { name: 'a.bench.ts', error: { message: 'no module' } },
      { suite: 's', name: 't', error: { message: 'a\nb' } },
    ]);
  });
});

test("reads the newest run of each suite of github-action-benchmark's data.js", () => {
  const run = (value: unknown, tool: string, unit: string) => ({
    ...{ commit: { id: 'a'.repeat(40) }, date: 1601080738009, tool },
    benches: [{ name: 'scan', value, unit, range: '±0.0%', extra: '0 samples' }],
  });
  const entries = {
    js: [run(1, 'benchmarkjs', 'ops/sec'), run(11.49, 'benchmarkjs', 'ops/sec')],
    size: [run(5, 'customSmallerIsBetter', 'bytes')],
  };
  const data = JSON.stringify({ lastUpdate: 1, repoUrl: '', entries }, null, 2);
  for (const text of [data, `window.BENCHMARK_DATA = ${data};\n`]) {
    const { metrics, run: found, notes } = read(text);
    expect(metrics.map(({ suite }) => suite)).toEqual(['js', 'size']);
    expect(lines(metrics)).toEqual([
      'scan: 11.49 ops/sec throughput higher',
      'scan: 5 bytes size lower',
    ]);
    expect(found.startedAt).toBe('2020-09-26T00:38:58.009Z');
    expect(notes).toEqual(['Left out: 1 earlier run because a report has one run.']);
  }
});

describe('readForeignRuns', () => {
  const options = { ...context, source: 'their.json', branch: 'main' };
  const runsOf = (value: unknown, more: Partial<ReadRunsOptions> = {}) =>
    readForeignRuns(typeof value === 'string' ? value : JSON.stringify(value), {
      ...options,
      ...more,
    });

  const entry = (day: number, value: number) => ({
    commit: { id: `${day}`.repeat(40), timestamp: `2020-09-0${day}T14:36:16-10:00` },
    date: Date.UTC(2020, 8, day + 1),
    tool: 'benchmarkjs',
    benches: [{ name: 'scan', value, unit: 'ops/sec', range: '±1.5%', extra: '9 samples' }],
  });

  test("reads each run of data.js with its commit, and gives it an id that does not depend on the file's other runs", () => {
    const data = (...js: unknown[]) =>
      `window.BENCHMARK_DATA = ${JSON.stringify({ lastUpdate: 1, entries: { js, none: [] } })}`;
    const runs = runsOf(data(entry(1, 10), entry(2, 11)));
    expect(runs.map(({ report }) => report)).toMatchObject([
      {
        run: {
          startedAt: '2020-09-02T00:00:00.000Z',
          commit: {
            sha: '1'.repeat(40),
            branch: 'main',
            authoredAt: '2020-09-02T00:36:16.000Z',
            dirty: false,
          },
        },
        metrics: [
          {
            suite: 'js',
            name: 'scan',
            unit: 'ops/sec',
            instrument: 'wall',
            summary: { mean: 10 },
            forks: [{ counters: { 'range ±#%': 1.5 } }],
          },
        ],
      },
      { run: { commit: { sha: '2'.repeat(40) } }, metrics: [{ summary: { mean: 11 } }] },
    ]);
    const ids = (read: typeof runs) => read.map(({ report }) => report.run.id);
    const grown = runsOf(data(entry(1, 10), entry(2, 11), entry(3, 9)), { writtenAt: new Date(9) });
    expect(ids(grown).slice(0, 2)).toEqual(ids(runs));
    expect(new Set(ids(grown)).size).toBe(3);
    expect(ids(runsOf(data(entry(1, 10)), { branch: 'trunk' }))[0]).not.toBe(ids(runs)[0]);
  });

  test('says which run of data.js has no time, and keeps one without a full commit hash', () => {
    const data = (changed: object) => ({
      lastUpdate: 1,
      entries: { js: [entry(1, 10), { ...entry(2, 11), ...changed }] },
    });
    expect(() => runsOf(data({ date: 'today', commit: null }))).toThrow(
      /^their\.json: entries\.js\.1: it has neither "date" nor a time of its commit\. Expected/,
    );
    const [, short] = runsOf(data({ commit: { id: 'abc1234' } }));
    expect(short).toMatchObject({
      report: { run: { commit: null } },
      notes: ['entries.js.1: it names no full commit hash, so only its date is known.'],
    });
    expect(runsOf(data({ benches: [] }))).toHaveLength(1);
    expect(() => runsOf(data({ benches: [{ name: 'a' }] }))).toThrow(
      /^their\.json: entries\.js\.1\.benches\.0\.value: expected a number, got nothing/,
    );
  });

  test("reads Bencher's reports oldest first, with branch, commit and the units of their measures", () => {
    const newest = fixture('bencher-report.json') as Record<string, unknown>;
    const older = { ...newest, start_time: '2025-02-01T10:00:00Z' };
    const runs = runsOf([newest, older]);
    expect(runs.map(({ report }) => report.run.startedAt)).toEqual([
      '2025-02-01T10:00:00.000Z',
      '2025-02-02T10:00:00.000Z',
    ]);
    const { report } = runs[1]!;
    expect(report.run).toMatchObject({
      durationMs: 90_000,
      commit: { sha: '2'.repeat(40), branch: 'main' },
    });
    expect(report.environments[0]?.cpuModel).toBe('ubuntu-latest');
    expect(lines(report.metrics)).toEqual([
      'split: 1234.5 ns time lower',
      'split: 12.25 MiB size lower',
      'bundle: 48231 bytes size lower',
      'bundle: 0.5 1 count lower',
    ]);
    expect(report.metrics[0]).toMatchObject({
      suite: 'text',
      params: { measure: 'latency' },
      forks: [{ counters: { lower: 1231.5, upper: 1239 } }],
    });
    expect(report.metrics[3]).toMatchObject({ instrument: 'wall', params: { measure: 'score' } });
    expect(read([older, newest]).notes).toEqual([
      'Left out: 1 earlier run because a report has one run.',
    ]);
    expect(() => runsOf([{ ...newest, results: 4 }])).toThrow(/0\.results: expected all results/);
  });

  test('takes the iterations of a report of Bencher for samples', () => {
    const report = fixture('bencher-report.json') as Record<string, unknown> as {
      results: unknown[][];
    };
    const [iteration = []] = report.results;
    const { metrics } = read({ ...report, results: [iteration, iteration] });
    expect(metrics).toHaveLength(4);
    expect(metrics[0]).toMatchObject({ forks: [{ samples: [1234.5, 1234.5], counters: {} }] });
  });

  test('gives a copy of a file without a time the same id, and another day or commit another one', () => {
    const text = JSON.stringify(fixture('vitest-4.json'));
    const id = (more: Partial<ReadRunsOptions> = {}) => runsOf(text, more)[0]?.report.run.id;
    expect(id({ writtenAt: new Date(5) })).toBe(id());
    expect(id()).toMatch(/^converted-[0-9a-f]{16}$/);
    expect(id({ run: { startedAt: '2025-01-01T00:00:00.000Z' } })).toMatch(
      /^converted-20250101-000000-/,
    );
  });

  test('refuses facts of one run beside a history', () => {
    const data = { lastUpdate: 1, entries: {} };
    expect(() => runsOf(data, { run: { startedAt: '2025-01-01T00:00:00.000Z' } })).toThrow(
      /leave out --commit and --date\.$/,
    );
  });
});

test('reads Vitest 4 with the metrics and suites of Vitest 5', () => {
  const { metrics } = read(fixture('vitest-4.json'));
  const latencies = ['mean', 'min', 'max', 'p50', 'p75', 'p99', 'p995', 'p999'];
  expect(metrics.map(({ suite, name }) => `${suite}: ${name}`)).toEqual([
    ...latencies.map((name) => `text: split latency ${name}`),
    'text: split throughput mean',
    ...latencies.map((name) => `text › search: indexOf latency ${name}`),
    'text › search: indexOf throughput mean',
  ]);
  expect(metrics[0]).toMatchObject({ unit: 'ms', better: 'lower' });
  expect(metrics[8]).toMatchObject({ unit: 'ops/s', kind: 'throughput', better: 'higher' });
});

describe('hostile text', () => {
  const name =
    '=1+1 @everyone #1 http://evil.example \u001b[2J\u009b\u202e\u2028\r\u200b\u00ad\u{e0041}';
  const entries = JSON.stringify([{ name, unit: name, value: 1 }]);
  const options = { ...context, source: 'it', from: 'customSmallerIsBetter' };
  const STEERING =
    /(?![\n\t])[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0001}-\u{e007f}]/u;

  test.each(['perf-report', 'customSmallerIsBetter', 'bmf', 'csv', 'markdown'])(
    'steers no terminal in %s',
    (to) => {
      expect(convert(entries, { ...options, to }).text).not.toMatch(STEERING);
    },
  );

  test('is no formula in CSV, and comes back', () => {
    const { text } = convert(entries, { ...options, to: 'csv' });
    const [, row = ''] = text.split('\n');
    for (const cell of row.split(',')) expect(cell).not.toMatch(/^"?[=+@]/);
    const [metric] = read(text, { from: 'csv' }).metrics;
    expect(metric).toMatchObject({ name, unit: name });
  });

  test('mentions nobody and links nowhere in Markdown', () => {
    const decoded = convert(entries, { ...options, to: 'markdown' }).text.replaceAll(
      /&#(\d+);/g,
      (_, code: string) => String.fromCharCode(Number(code)),
    );
    expect(decoded).not.toMatch(/[@#]\w|https?:/);
  });
});
