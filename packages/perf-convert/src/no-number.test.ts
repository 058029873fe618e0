import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readForeign } from './convert.ts';

const context = { project: 'shop', writtenAt: new Date(0) };

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}

/** Returns the text of a fixture with other JSON in a field. */
function withJson(name: string, path: string, json: string): string {
  const root = JSON.parse(fixture(name)) as Record<string, unknown>;
  const keys = path.split('|');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, root);
  parent[last] = '§';
  return JSON.stringify(root).replace('"§"', json);
}

const FIELDS: readonly (readonly [file: string, path: string, metric: string, from?: string])[] = [
  [
    'vitest.json',
    'testResults|0|assertionResults|0|benchmarks|0|tasks|0|latency|mean',
    'JSON.parse latency mean',
  ],
  ['tinybench.json', '0|result|latency|p99', 'split latency p99'],
  ['tinybench-samples.json', '0|result|latency|samples|1', 'split latency'],
  ['mitata.json', 'benchmarks|0|runs|0|stats|avg', 'split avg'],
  ['mitata-samples.json', 'benchmarks|0|runs|0|stats|samples|0', ''],
  ['hyperfine.json', 'results|1|times|2', 'sleep 0.02'],
  ['hyperfine.json', 'results|1|user', 'sleep 0.02 user mean'],
  ['google-benchmark.json', 'benchmarks|0|cpu_time', 'Find/64 cpu time'],
  ['k6-handle-summary.json', 'metrics|checks|values|rate', 'checks rate'],
  ['k6-summary-export.json', 'metrics|http_reqs|count', 'http_reqs count'],
  ['k6-machine-readable.json', 'results|metrics|0|values|avg', 'http_req_duration avg'],
  ['autocannon.json', 'latency|average', 'latency average'],
  ['autocannon.json', 'requests|p50', 'requests p50'],
  ['autocannon.json', 'timeouts', 'timeouts'],
  ['bmf.json', 'bundle|file-size|value', 'bundle'],
  ['custom-smaller.json', '1|value', '', 'customSmallerIsBetter'],
];

const NO_NUMBERS = [
  ['null', 'null'],
  ['"NaN"', '"NaN"'],
  ['"1,234.5"', '"1,234.5"'],
  ['NaN', '"NaN"'],
  ['-Infinity', '"-Infinity"'],
  ['1e999', 'a number out of range'],
  ['{}', '{}'],
] as const;

const CASES = FIELDS.flatMap(([file, path, metric, from]) =>
  NO_NUMBERS.map(([json, shown]) => ({ file, path, metric, from, json, shown })),
);

test.each(CASES)(
  '$file with $json in $path: that metric is unavailable, the rest converts, a note counts it',
  ({ file, path, metric, from, json, shown }) => {
    const options = { ...context, source: file, from };
    const { report, notes } = readForeign(withJson(file, path, json), options);
    const whole = readForeign(fixture(file), options).report;
    const unavailable = report.metrics.filter(({ state }) => state === 'unavailable');
    const before = whole.metrics.filter(({ state }) => state === 'unavailable');
    expect(report.metrics).toHaveLength(whole.metrics.length);
    expect(unavailable).toHaveLength(before.length + 1);
    expect(unavailable).toContainEqual(
      expect.objectContaining({
        ...(metric !== '' && { name: metric }),
        reason: expect.stringContaining(`xpected a number, got ${shown}.`) as string,
      }),
    );
    expect(notes).toContain('Unavailable: 1 value that is no number.');
  },
);

test('counts all values that are no numbers', () => {
  const entries = [null, 'NaN', 2, '1,234.5', ' 3 '].map((value, index) => ({
    name: `${index}`,
    unit: 'ms',
    value,
  }));
  const { report, notes } = readForeign(JSON.stringify(entries), {
    ...context,
    source: 'custom.json',
    from: 'customSmallerIsBetter',
  });
  expect(report.metrics.map(({ state }) => state)).toEqual([
    'unavailable',
    'unavailable',
    'measured',
    'unavailable',
    'measured',
  ]);
  expect(notes).toEqual(['Unavailable: 3 values that are no numbers.']);
});

test('reports a mean that is out of range as unavailable', () => {
  const text = withJson('hyperfine.json', 'results|1|times', '[1e308,1e308,1e308]');
  const { metrics } = readForeign(text, { ...context, source: 'hyperfine.json' }).report;
  expect(metrics).toContainEqual(
    expect.objectContaining({
      name: 'sleep 0.02',
      reason: 'The mean of its samples is a number out of range.',
    }),
  );
});

test.each([
  ['vitest.json', 'startTime'],
  ['vitest.json', 'testResults|0|endTime'],
  ['vitest.json', 'testResults|0|assertionResults|0|failureMessages'],
  ['tinybench.json', '0|result|totalTime'],
  ['tinybench.json', '0|result|runtime'],
  ['mitata.json', 'context|now'],
  ['mitata.json', 'context|cpu'],
  ['mitata.json', 'benchmarks|0|group'],
  ['mitata.json', 'benchmarks|0|runs|0|args'],
  ['mitata.json', 'benchmarks|0|runs|0|stats|heap'],
  ['hyperfine.json', 'results|0|stddev'],
  ['hyperfine.json', 'results|0|parameters'],
  ['hyperfine.json', 'results|0|exit_codes'],
  ['hyperfine.json', 'results|0|memory_usage_byte'],
  ['google-benchmark.json', 'context|date'],
  ['google-benchmark.json', 'context|num_cpus'],
  ['google-benchmark.json', 'benchmarks|0|aggregate_name'],
  ['google-benchmark.json', 'benchmarks|0|error_message'],
  ['k6-handle-summary.json', 'state'],
  ['k6-handle-summary.json', 'metrics|checks|contains'],
  ['k6-handle-summary.json', 'metrics|checks|thresholds'],
  ['k6-machine-readable.json', 'config'],
  ['autocannon.json', 'title'],
  ['autocannon.json', 'url'],
  ['autocannon.json', 'start'],
  ['autocannon.json', 'duration'],
  ['autocannon.json', 'connections'],
  ['autocannon.json', '2xx'],
  ['playwright.json', 'stats'],
  ['playwright.json', 'errors'],
  ['playwright.json', 'config|shard'],
  ['playwright.json', 'suites|0|suites|0|suites'],
  ['playwright.json', 'suites|0|specs|0|tests|0|projectName'],
  ['playwright.json', 'suites|0|specs|0|tests|0|status'],
  ['playwright.json', 'suites|0|specs|0|tests|0|results|0|duration'],
  ['playwright.json', 'suites|0|specs|0|tests|0|results|0|startTime'],
  ['playwright.json', 'suites|0|specs|0|tests|0|results|0|workerIndex'],
  ['playwright.json', 'suites|0|specs|0|tests|0|results|0|error'],
  ['bmf.json', 'bundle|file-size|lower_value'],
  ['custom-smaller.json', '1|range'],
  ['custom-smaller.json', '1|extra'],
])('%s: accepts null in %s', (name, path) => {
  const from = name.startsWith('custom') ? 'customSmallerIsBetter' : undefined;
  const { report } = readForeign(withJson(name, path, 'null'), { ...context, source: name, from });
  expect(report.metrics.length + report.tests.length).toBeGreaterThan(0);
});
