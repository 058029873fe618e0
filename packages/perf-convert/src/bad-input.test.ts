import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ReportError } from '@night-pilot/perf-report';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { sampleReport } from '@night-pilot/perf-report/testing';
import { convert, readForeign } from './convert.ts';
import { readableFormats } from './formats.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const context = { project: 'shop', writtenAt: new Date(0) };

function fixture(name: string): string {
  return readFileSync(join(FIXTURES, name), 'utf8');
}

function refusal(text: string, from?: string, source = 'their.json'): string {
  try {
    readForeign(text, { ...context, source, from });
  } catch (error) {
    if (error instanceof PerfKitError || error instanceof ReportError) return error.message;
    throw error;
  }
  return 'it was read';
}

/** Returns a fixture with another value in a field; undefined removes the field. */
function changed(name: string, path: string, value?: unknown): string {
  const root = JSON.parse(fixture(name)) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, root);
  parent[last] = value;
  return JSON.stringify(root);
}

test.each([
  ['vitest.json', 'testResults.0.assertionResults.0.benchmarks.0.tasks.0.latency.mean'],
  ['tinybench.json', '0.result.latency'],
  ['mitata.json', 'benchmarks.0.runs.0.stats.p99'],
  ['hyperfine.json', 'results.1.mean'],
  ['google-benchmark.json', 'benchmarks.0.time_unit'],
  ['google-benchmark.json', 'benchmarks.0.real_time'],
  ['k6-handle-summary.json', 'metrics.http_reqs.values'],
  ['k6-machine-readable.json', 'results.metrics.0.values'],
  ['autocannon.json', 'latency.average'],
  ['playwright.json', 'suites.0.specs.0.tests.0.results.0.duration'],
  ['bmf.json', 'bundle.file-size.value'],
  ['vitest-4.json', 'files.0.groups.0.benchmarks.0.hz'],
  ['bencher-report.json', 'results.0.0.measures.0.metric.value'],
])('names file, field and expectation: %s without %s', (name, path) => {
  expect(refusal(changed(name, path), undefined, name)).toMatch(
    new RegExp(`^${name}: ${path.replaceAll('.', '\\.')}: .*expected .* Expected .* --from\\.$`),
  );
});

test('says what to do with several documents in one file, and with the output of console.log', () => {
  const report = JSON.stringify(JSON.parse(fixture('autocannon.json')));
  expect(refusal(`${report}\n${report}\n`)).toContain(
    '2 JSON documents, one per line: convert them one by one',
  );
  expect(refusal("{\n  title: undefined,\n  url: 'x' }")).toContain(
    'it is the output of console.log: write JSON.stringify(value) instead',
  );
});

test.each([
  ['autocannon.json', undefined],
  ['tinybench.json', undefined],
  ['custom-smaller.json', 'customSmallerIsBetter'],
  ['bmf.json', 'bmf'],
])('refuses a key that objects drop: %s', (name, from) => {
  const text = fixture(name).replace(/[[{]/, (open) =>
    open === '{' ? '{"__proto__":{"a":1},' : '[{"__proto__":1},',
  );
  expect(refusal(text, from, name)).toMatch(
    new RegExp(`^${name}: (0\\.)?__proto__: a key of this name cannot be stored`),
  );
});

test('names the samples of k6 that are no summary', () => {
  const samples = '{"type":"Metric","data":{}}\n{"type":"Point","data":{"value":1}}\n';
  expect(refusal(samples)).toContain('write a summary with k6 run --summary-export=FILE instead');
});

test.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.json')))(
  'refuses %s when it is cut off at any point',
  (name) => {
    const text = fixture(name).trimEnd();
    for (let length = 0; length < text.length; length += Math.ceil(text.length / 50)) {
      const message = refusal(text.slice(0, length), undefined, name);
      expect(message).toMatch(new RegExp(`^${name} is not valid JSON, or cut off`));
      expect(message).toContain('Known formats: perf-report, vitest, vitest-4, tinybench, mitata,');
    }
  },
);

test('refuses CSV that is cut off or has other columns, and names the line', () => {
  const { text } = convert(JSON.stringify(sampleReport()), {
    ...context,
    source: 'report.json',
    to: 'csv',
  });
  for (let length = text.indexOf('\n') + 2; length < text.length - 1; length += 7) {
    expect(refusal(text.slice(0, length), 'csv', 'their.csv')).toMatch(/^their\.csv: line 2: /);
  }
  expect(refusal('project,suite,name\na,b,c\n')).toContain(
    'line 1: the column "params" is missing',
  );
  expect(refusal(text.replace(/,wall,measured,/, ',wall,finished,'), 'csv', 'their.csv')).toMatch(
    /^their\.csv, line 2: state: /,
  );
  expect(refusal(text.replace(',100,', ',a lot,'), 'csv', 'their.csv')).toMatch(
    /^their\.csv, line 2: summary\.mean: .*expected number/,
  );
});

test.each(readableFormats.map(({ name }) => name))('refuses files of other tools as %s', (name) => {
  const others = ['hyperfine.json', 'playwright.json', 'custom-smaller.json'].filter(
    (file) => !file.startsWith(name) && !name.startsWith('custom'),
  );
  for (const file of others)
    expect(refusal(fixture(file), name)).toMatch(/^their\.json(: | is not)/);
  expect(refusal('[]', name)).not.toBe('it was read');
  expect(refusal('{}', name)).not.toBe('it was read');
  expect(refusal('', name)).not.toBe('it was read');
});

test('names the version of files that are too old or too new', () => {
  expect(refusal(fixture('tinybench-table.json'))).toMatch(
    /0\.Task name: a row of bench\.table\(\)/,
  );
  expect(refusal(changed('k6-machine-readable.json', 'version', '2.0.0'))).toMatch(
    /^their\.json: version: expected version 1/,
  );
  expect(refusal(JSON.stringify({ ...sampleReport(), schemaVersion: 2 }))).toMatch(
    /^their\.json is not a PerfReport: schemaVersion: /,
  );
  const tinybench2 = [{ name: 'a', result: { hz: 1, mean: 2, samples: [1] } }];
  expect(refusal(JSON.stringify(tinybench2))).toMatch(/^their\.json: 0\.result\.latency: /);
});

test('refuses a file without a benchmark', () => {
  const text = changed('vitest.json', 'testResults.0.assertionResults', []);
  expect(refusal(text)).toMatch(/^their\.json: it has no benchmark and no test\. Expected/);
  expect(refusal('{"results":[]}', 'hyperfine')).toContain('it has no benchmark');
});

test('asks for --from when two formats fit', () => {
  expect(refusal(fixture('custom-smaller.json'))).toMatch(
    /^their\.json may be customSmallerIsBetter or customBiggerIsBetter: choose one with --from\. Known formats: /,
  );
});

test('lists the known formats for an unknown file and for an unknown format', () => {
  expect(refusal('{"speed":"high"}')).toMatch(
    /^their\.json looks like none of .*Known formats: perf-report/,
  );
  expect(refusal('{}', 'k7')).toMatch(/^Expected --from to be one of perf-report, .* got "k7"\.$/);
  expect(refusal('{}', 'markdown')).toContain('got "markdown"');
  expect(() => convert('{}', { ...context, source: 'a', to: 'k6' })).toThrow(
    'Expected --to to be one of perf-report, customSmallerIsBetter, customBiggerIsBetter, bmf, csv or markdown, got "k6".',
  );
});
