import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type PerfReport, summarize } from '@night-pilot/perf-report';
import { sampleFork, sampleMetric, sampleReport } from '@night-pilot/perf-report/testing';
import { readForeign } from './convert.ts';
import { writableFormat } from './formats.ts';
import { lossesOf, roundTripFormats } from './round-trip.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const context = { project: 'shop', writtenAt: new Date('2026-01-02T03:04:05.678Z') };

/** Formats of the files that fit several formats. */
const FROM: Record<string, string> = {
  'custom-smaller.json': 'customSmallerIsBetter',
  'custom-bigger.json': 'customBiggerIsBetter',
};

const files = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.json') && name !== 'tinybench-table.json')
  .sort();

function readFixture(name: string): PerfReport {
  const text = readFileSync(join(FIXTURES, name), 'utf8');
  return readForeign(text, { ...context, source: name, from: FROM[name] }).report;
}

test('lists the formats that can be both read and written', () => {
  expect(roundTripFormats.map(({ name }) => name)).toEqual([
    'perf-report',
    'customSmallerIsBetter',
    'customBiggerIsBetter',
    'bmf',
    'csv',
  ]);
});

describe.each(roundTripFormats.map((format) => [format.name, format] as const))(
  '%s',
  (_, format) => {
    test.each(files)('keeps every value of %s, in its unit', (name) => {
      expect(lossesOf(readFixture(name), format, context) ?? []).toEqual([]);
    });

    test('keeps difficult values', () => {
      expect(lossesOf(difficult(), format, context)).toEqual([]);
    });
  },
);

test.each([
  ['custom-smaller.json', 'customSmallerIsBetter'],
  ['custom-bigger.json', 'customBiggerIsBetter'],
  ['bmf.json', 'bmf'],
])('writes %s as it was, except free texts, in the format %s', (name, format) => {
  const original: unknown = JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'), (key, value) =>
    key === 'extra' ? undefined : (value as unknown),
  );
  const { text } = writableFormat(format).writer(readFixture(name));
  expect(JSON.parse(text)).toEqual(original);
});

test('names a value that was rescaled or lost', () => {
  const format = writableFormat('customSmallerIsBetter');
  const rounded = {
    ...format,
    writer: (report: PerfReport) => ({
      text: format.writer(report).text.replace('412.25', '412'),
      notes: [],
    }),
  };
  const losses = lossesOf(readFixture('custom-smaller.json'), rounded, context);
  expect(losses).toEqual([
    expect.stringMatching(/^lost: .*"value":412.25\}/),
    expect.stringMatching(/^added: .*"value":412\}/),
  ]);
});

/** Returns a report with names, numbers and states that are difficult for a format. */
function difficult(): PerfReport {
  const counted = [sampleFork([1_234_567]), sampleFork([1_234_569])];
  const ratios = [sampleFork([1.5]), sampleFork([3], { setAside: 'steal' }), sampleFork([1.7])];
  return sampleReport({
    metrics: [
      sampleMetric({
        name: 'commas, "quotes" and\r\nline breaks',
        params: { size: 100, cold: true },
      }),
      sampleMetric({ name: 'a › name › with separators [browser]', unit: 'ms' }),
      sampleMetric({ name: 'tiny', forks: [sampleFork([5e-324, 1e-7])] }),
      sampleMetric({ name: 'huge', unit: 's', forks: [sampleFork([1.7976931348623157e308])] }),
      sampleMetric({ name: 'third', forks: [sampleFork([1 / 3, 2 / 3]), sampleFork([0.1 + 0.2])] }),
      sampleMetric({ name: 'named', params: { measure: 'rows' } }),
      sampleMetric({ name: 'negative', forks: [sampleFork([-3.25])] }),
      sampleMetric({
        name: 'counted',
        instrument: 'instructions',
        kind: 'count',
        unit: '1',
        forks: counted,
      }),
      sampleMetric({ name: 'counted', forks: counted }),
      sampleMetric({
        name: 'A / B',
        kind: 'ratio',
        unit: 'x',
        better: 'higher',
        forks: ratios,
        summary: summarize(ratios, 'geometric'),
        peer: {
          project: 'db',
          suite: 's',
          name: 'B',
          params: {},
          instrument: 'wall',
          mean: 2,
          unit: 'ns',
        },
        budget: { min: 1.2, met: true },
      }),
      {
        state: 'failed',
        project: 'db',
        suite: 's',
        name: 'throws',
        params: {},
        instrument: 'wall',
        environment: sampleMetric().environment,
        error: { code: 'ERR_X', message: 'no, "text"\nat all' },
      },
    ],
  });
}
