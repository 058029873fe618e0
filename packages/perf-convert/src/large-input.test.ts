import { sampleMetric, sampleReport } from '@night-pilot/perf-report/testing';
import { expect, test } from 'vitest';
import { readForeign } from './convert.ts';
import { markdown } from './formats/markdown.ts';

const context = { source: 'their.json', project: 'shop', writtenAt: new Date(0) };
const LONG = 400_000;

/** Reads one entry of `customSmallerIsBetter`. */
function read(entry: string) {
  return readForeign(`[{"unit":"ms",${entry}}]`, { ...context, from: 'customSmallerIsBetter' });
}

test.each([
  ['digits', '1'.repeat(LONG)],
  ['blanks', ' '.repeat(LONG)],
  ['digits after a point', `1.${'1'.repeat(LONG)}`],
])('says at once that %s and a letter are no number', (_what, text) => {
  const { report } = read(`"name":"a","value":"${text}x"`);
  expect(report.metrics[0]?.state).toBe('unavailable');
});

test.each(['a', String.raw`\"`, String.raw`\\`])(
  'reads NaN beside a name of many megabytes of %s',
  (part) => {
    const name = part.repeat(10_000_000);
    const { report } = read(`"name":"${name}","value":NaN`);
    expect(report.metrics[0]).toMatchObject({ state: 'unavailable' });
    expect(report.metrics[0]?.name.length).toBe(10_000_000);
  },
);

test.each([
  ['a file', (nested: string) => nested],
  [
    'a field that is not read',
    (nested: string) => `{"results":[{"command":"x","extra":${nested}}]}`,
  ],
  ['a CSV cell', (nested: string) => csvWith(nested)],
])('refuses %s with 100 000 arrays within each other', (_what, textOf) => {
  const text = textOf(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(() => readForeign(text, context)).toThrow(
    /it has more than 500 objects and arrays within each other\.$/,
  );
});

function csvWith(params: string): string {
  const columns =
    'project,suite,name,params,instrument,state,kind,unit,better,mean,low,high,level,min,p50,p95,p99,origin,peer,budget,forks,message,code';
  return `${columns}\nshop,,a,${params},wall,unavailable${','.repeat(16)}reason,\n`;
}

test('writes a Markdown table with more rows than a call has arguments', () => {
  const { project, suite, params, instrument, environment } = sampleMetric();
  const metrics = Array.from({ length: 150_000 }, (_, index) => ({
    ...{ project, suite, params, instrument, environment },
    name: `n${index}`,
    state: 'unavailable' as const,
    reason: 'no',
  }));
  const text = markdown.writer?.({ ...sampleReport(), metrics }).text ?? '';
  expect(text.split('\n')).toHaveLength(metrics.length + 3);
});
